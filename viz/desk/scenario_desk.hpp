// SPDX-License-Identifier: Apache-2.0
// A scenario on the desk of its planner: its text, what `gatetwin check` says about it as it
// stands, and runs of it, one beside the run before. Checks and runs are the `gatetwin` program in
// the background. Nothing here draws or waits.
#pragma once
#include "core/base/result.hpp"
#include "viz/desk/run_figures.hpp"
#include "viz/desk/scenario_file.hpp"
#include "viz/program/child.hpp"
#include "viz/scenario/scenario_faults.hpp"
#include "viz/scenario/scenario_form.hpp"
#include "viz/scenario/scenario_text.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::viz {

struct DeskOptions {
  std::string program;     // `gatetwin`
  std::string runs_folder; // each run gets a folder in it; made when needed
};

struct FinishedRun {
  std::string folder;
  std::string journal; // its file
  RunResults results;
};

enum class CheckState : unsigned char { waiting, running, fine, faulty, impossible };

class ScenarioDesk {
public:
  // Null, and why in `error`.
  static std::unique_ptr<ScenarioDesk> open(const std::string& path, const DeskOptions& options,
                                            std::string& error);

  // Time has passed: begins a check when typing has paused, looks after the programs, keeps the
  // copy of unsaved changes. True: something on the desk is new.
  bool advance(double elapsed_s);
  void settle(); // waits until checks and runs have ended

  const ScenarioFile& file() const { return m_file; }
  const ScenarioText& text() const { return m_text; }
  const ScenarioSchema* schema() const { return m_schema.get(); }
  const std::vector<FormSection>& sections();
  const std::vector<FormRow>& rows();
  bool has_unsaved() const { return m_text.text() != m_file.saved_text(); }

  // Edits; what is wrong stands in message() then.
  void set_value(const std::string& path, const std::string& value);
  void remove(const std::string& path);
  void duplicate(const std::string& path, const std::string& name);
  void add_empty(const std::string& path);
  void add_to_list(const std::string& path); // one more like the last
  // One more like the last by that name, or with that value where items are values.
  void add_item(const std::string& path, const std::string& name, bool is_value);
  void replace_all(std::string text);
  void type_all(std::string text); // letter by letter: one step to undo
  void undo();
  void redo();

  void save();
  bool changed_on_disk() const { return m_changed_on_disk; }
  void reload();    // what is on disk instead of what is here; can be undone
  void keep_mine(); // the next save replaces what is on disk
  bool has_recovered() const { return m_recovered.has_value(); }
  void take_recovered(); // unsaved changes of a session that ended early
  void drop_recovered();
  void keep_unsaved_copy(); // at once; before the program ends
  void discard_unsaved();   // asked for: no copy is kept

  CheckState check_state() const { return m_check_state; }
  const std::vector<ScenarioFault>& faults() const { return m_faults; }
  // A fault at the path or below it.
  const ScenarioFault* fault_at(const std::string& path) const;
  bool is_faulty_below(const std::string& path) const;

  const std::string& section() const { return m_section; }
  const std::string& item() const { return m_item; } // path; empty: none
  void select(const std::string& section, const std::string& item);
  void go_to(const ScenarioFault& fault);
  const std::string& focused() const { return m_focused; } // path of the field a fault led to
  void forget_focus() { m_focused.clear(); }

  void run(unsigned replications);
  void cancel_run();
  bool is_running() const { return m_run != nullptr; }
  bool is_cancelling() const { return m_cancelling; }
  double progress() const { return m_progress; } // 0 to 1
  const std::string& run_message() const { return m_run_message; }
  // Newest first, two at most.
  const std::vector<FinishedRun>& finished() const { return m_finished; }
  unsigned finished_count() const { return m_finished_count; }
  std::vector<FigureRow> figures() const;

  const std::string& message() const { return m_message; }
  void forget_message() { m_message.clear(); }

private:
  ScenarioDesk(ScenarioFile file, DeskOptions options);
  void edited(std::string problem);
  void ask_schema();
  void begin_check();
  bool look_after_schema();
  bool look_after_check();
  bool look_after_used();
  bool look_after_run();
  void finish_run(int code);
  std::string new_run_folder() const;

  DeskOptions m_options;
  ScenarioFile m_file;
  ScenarioText m_text;
  std::optional<std::string> m_recovered;
  std::unique_ptr<ScenarioSchema> m_schema;
  std::optional<YamlItem> m_used; // with every default, of the last text without faults
  std::unique_ptr<Child> m_schema_child, m_check, m_used_child, m_run;
  std::uint64_t m_checked_version = 0;
  std::string m_checked_text;
  double m_quiet_s = 0, m_since_look_s = 0, m_since_copy_s = 0;
  std::uint64_t m_seen_version = 0;
  CheckState m_check_state = CheckState::waiting;
  std::vector<ScenarioFault> m_faults;
  bool m_changed_on_disk = false;
  std::string m_section = "stations", m_item, m_focused, m_message;
  std::vector<FormSection> m_sections;
  std::vector<FormRow> m_rows;
  bool m_form_is_old = true;
  std::string m_run_folder, m_run_message;
  bool m_cancelling = false;
  double m_progress = 0;
  unsigned m_finished_count = 0;
  std::vector<FinishedRun> m_finished;
};

// "quickstart 40 %, 2 s left" lines: the share that the last one names.
double progress_of(std::string_view output);

} // namespace gatetwin::viz
