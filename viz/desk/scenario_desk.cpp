// SPDX-License-Identifier: Apache-2.0
#include "viz/desk/scenario_desk.hpp"
#include "core/base/whole_file.hpp"
#include "sim/results/results_file.hpp"
#include <algorithm>
#include <charconv>
#include <filesystem>

namespace gatetwin::viz {
namespace {

constexpr double typing_pause_s = 0.3;
constexpr double look_at_disk_s = 1;
constexpr double copy_after_s = 2;

std::string last_line(const std::string& text)
{
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return {};
  const std::size_t start = text.rfind('\n', end);
  return text.substr(start == std::string::npos ? 0 : start + 1, end + 1 - (start + 1));
}

bool is_below(const std::string& path, const std::string& above)
{
  return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '.');
}

} // namespace

double progress_of(std::string_view output)
{
  const std::size_t mark = output.rfind(" %");
  if (mark == std::string_view::npos) return 0;
  const std::size_t start = output.find_last_not_of("0123456789", mark - 1) + 1;
  double percent = 0;
  std::from_chars(output.data() + start, output.data() + mark, percent);
  return std::clamp(percent / 100, 0.0, 1.0);
}

ScenarioDesk::ScenarioDesk(ScenarioFile file, DeskOptions options)
    : m_options(std::move(options)), m_file(std::move(file)), m_text(m_file.saved_text()),
      m_recovered(m_file.unsaved_copy())
{
  if (m_options.runs_folder.empty())
    m_options.runs_folder = "out/" + std::filesystem::path(m_file.path()).stem().string();
  ask_schema();
  begin_check();
}

std::unique_ptr<ScenarioDesk> ScenarioDesk::open(const std::string& path,
                                                 const DeskOptions& options, std::string& error)
{
  auto file = ScenarioFile::open(path);
  if (!file) {
    error = file.error().detail;
    return nullptr;
  }
  return std::unique_ptr<ScenarioDesk>(new ScenarioDesk(std::move(file).value(), options));
}

void ScenarioDesk::ask_schema()
{
  auto child = Child::start({m_options.program, "scenario", "schema"});
  if (child) {
    m_schema_child = std::move(child).value();
  } else {
    m_check_state = CheckState::impossible;
    m_message = m_options.program + ": " + child.error().detail;
  }
}

void ScenarioDesk::begin_check()
{
  m_checked_version = m_text.version();
  m_checked_text = m_text.text();
  if (m_check_state == CheckState::impossible) return;
  auto child = Child::start({m_options.program, "check", "--stdin", m_file.path()}, m_checked_text);
  if (!child) {
    m_check_state = CheckState::impossible;
    m_message = m_options.program + ": " + child.error().detail;
    return;
  }
  m_check = std::move(child).value();
  m_check_state = CheckState::running;
}

bool ScenarioDesk::advance(double elapsed_s)
{
  const bool was_new = look_after_schema();
  const bool checked = look_after_check();
  const bool used = look_after_used();
  const bool ran = look_after_run();
  m_quiet_s = m_seen_version == m_text.version() ? m_quiet_s + elapsed_s : 0;
  m_seen_version = m_text.version();
  if (m_checked_version != m_text.version() && m_quiet_s >= typing_pause_s && !m_check)
    begin_check();
  m_since_look_s += elapsed_s;
  if (m_since_look_s >= look_at_disk_s) {
    m_since_look_s = 0;
    m_changed_on_disk = m_file.changed_on_disk().has_value();
  }
  m_since_copy_s = has_unsaved() ? m_since_copy_s + elapsed_s : 0;
  if (m_since_copy_s >= copy_after_s) {
    m_since_copy_s = 0;
    keep_unsaved_copy();
  }
  return was_new || checked || used || ran;
}

void ScenarioDesk::settle()
{
  // A check begins another program, which is waited for as well.
  for (bool busy = true; busy;) {
    busy = false;
    for (const auto* child : {&m_schema_child, &m_check, &m_used_child, &m_run}) {
      while (*child && (*child)->poll(50)) {
      }
    }
    advance(typing_pause_s);
    busy = m_schema_child || m_check || m_used_child || m_run ||
           (m_checked_version != m_text.version() && m_check_state != CheckState::impossible);
  }
}

bool ScenarioDesk::look_after_schema()
{
  if (!m_schema_child || m_schema_child->poll()) return false;
  m_schema = ScenarioSchema::parse(m_schema_child->out());
  if (!m_schema)
    m_message = m_options.program + ": " + last_line(m_schema_child->err() + "no schema");
  m_schema_child.reset();
  m_form_is_old = true;
  return true;
}

bool ScenarioDesk::look_after_check()
{
  if (!m_check || m_check->poll()) return false;
  const int code = m_check->exit_code();
  const std::string output = m_check->err();
  m_check.reset();
  if (m_checked_version != m_text.version()) return false; // a newer one follows
  m_faults = parse_faults(output, m_file.path(), m_checked_text, m_text.root());
  m_check_state = code == 0 ? CheckState::fine : CheckState::faulty;
  m_form_is_old = true;
  if (code != 0 && m_faults.empty()) {
    ScenarioFault fault;
    fault.message = last_line(output);
    m_faults.push_back(std::move(fault));
  }
  if (code != 0) return true;
  auto used = Child::start({m_options.program, "scenario", "effective", "--stdin", m_file.path()},
                           m_checked_text);
  if (used) m_used_child = std::move(used).value();
  return true;
}

bool ScenarioDesk::look_after_used()
{
  if (!m_used_child || m_used_child->poll()) return false;
  if (m_used_child->exit_code() == 0) m_used = outline_of(m_used_child->out()).root;
  m_used_child.reset();
  m_form_is_old = true;
  return true;
}

const std::vector<FormSection>& ScenarioDesk::sections()
{
  if (!m_form_is_old || !m_schema) return m_sections;
  m_form_is_old = false;
  const YamlItem* const used = m_used ? &*m_used : nullptr;
  m_sections = sections_of(*m_schema, m_text.root(), used);
  m_rows.clear();
  for (const FormSection& section : m_sections) {
    if (section.name != m_section) continue;
    const auto chosen = std::find_if(section.items.begin(), section.items.end(),
                                     [&](const FormItem& one) { return one.path == m_item; });
    if (!section.has_items)
      m_item.clear();
    else if (chosen == section.items.end())
      m_item = section.items.empty() ? "" : section.items.front().path;
    const FormItem* item = nullptr;
    for (const FormItem& one : section.items) {
      if (one.path == m_item) item = &one;
    }
    if (section.has_items && item == nullptr) continue;
    m_rows = rows_of(*m_schema, m_text.root(), used, section, item);
  }
  return m_sections;
}

const std::vector<FormRow>& ScenarioDesk::rows()
{
  sections();
  return m_rows;
}

void ScenarioDesk::edited(std::string problem)
{
  m_message = std::move(problem);
  m_form_is_old = true;
}

void ScenarioDesk::set_value(const std::string& path, const std::string& value)
{
  edited(m_text.set_value(path, value));
}

void ScenarioDesk::remove(const std::string& path) { edited(m_text.remove(path)); }

void ScenarioDesk::duplicate(const std::string& path, const std::string& name)
{
  edited(m_text.duplicate(path, name));
}

void ScenarioDesk::add_empty(const std::string& path) { edited(m_text.add_empty(path)); }

void ScenarioDesk::replace_all(std::string text)
{
  m_text.replace_all(std::move(text));
  edited({});
}

void ScenarioDesk::add_to_list(const std::string& path) { edited(m_text.add_to_list(path)); }

void ScenarioDesk::add_item(const std::string& path, const std::string& name, bool is_value)
{
  const YamlItem* const items = find_item(m_text.root(), path);
  const bool is_list = items != nullptr && items->kind == YamlItem::Kind::list;
  const std::size_t count = items == nullptr ? 0 : items->children.size();
  if (is_value)
    edited(m_text.set_value(join_path(path, std::to_string(count)), name));
  else if (is_list)
    edited(m_text.add_to_list(path));
  else if (count == 0)
    edited(m_text.add_empty(join_path(path, name)));
  else
    edited(m_text.duplicate(join_path(path, items->children.back().key), name));
}

void ScenarioDesk::type_all(std::string text)
{
  m_text.type_all(std::move(text));
  edited({});
}

void ScenarioDesk::undo()
{
  m_text.undo();
  edited({});
}

void ScenarioDesk::redo()
{
  m_text.redo();
  edited({});
}

void ScenarioDesk::save()
{
  const Status saved = m_file.save(m_text.text());
  if (saved) {
    m_message.clear();
    m_file.remove_copy();
    m_recovered.reset();
    return;
  }
  m_changed_on_disk = saved.error().code == ErrorCode::conflict || m_changed_on_disk;
  m_message = m_file.name() + ": " + saved.error().detail;
}

void ScenarioDesk::reload()
{
  const auto theirs = m_file.changed_on_disk();
  if (!theirs) return;
  m_file.accept(*theirs);
  replace_all(*theirs);
  m_changed_on_disk = false;
}

void ScenarioDesk::keep_mine()
{
  if (const auto theirs = m_file.changed_on_disk()) m_file.accept(*theirs);
  m_changed_on_disk = false;
}

void ScenarioDesk::take_recovered()
{
  if (m_recovered) replace_all(*m_recovered);
  m_recovered.reset();
}

void ScenarioDesk::drop_recovered()
{
  m_recovered.reset();
  m_file.remove_copy();
}

void ScenarioDesk::keep_unsaved_copy()
{
  if (!has_unsaved() || m_recovered) return; // what is offered is not written over
  if (const Status kept = m_file.keep_copy(m_text.text()); !kept)
    m_message = m_file.copy_path() + ": " + kept.error().detail;
}

void ScenarioDesk::discard_unsaved() { m_file.remove_copy(); }

const ScenarioFault* ScenarioDesk::fault_at(const std::string& path) const
{
  const auto found = std::find_if(m_faults.begin(), m_faults.end(),
                                  [&](const ScenarioFault& f) { return f.path == path; });
  return found == m_faults.end() ? nullptr : &*found;
}

bool ScenarioDesk::is_faulty_below(const std::string& path) const
{
  return std::any_of(m_faults.begin(), m_faults.end(),
                     [&](const ScenarioFault& f) { return is_below(f.path, path); });
}

void ScenarioDesk::select(const std::string& section, const std::string& item)
{
  m_section = section;
  m_item = item;
  m_form_is_old = true;
}

void ScenarioDesk::go_to(const ScenarioFault& fault)
{
  if (fault.path.empty()) return;
  const std::vector<std::string> parts = split_path(fault.path);
  m_focused = fault.path;
  for (const FormSection& section : sections()) {
    if (section.name != parts.front()) continue;
    select(section.name,
           section.has_items && parts.size() > 1 ? join_path(parts[0], parts[1]) : "");
    return;
  }
  select("", ""); // a field at the top
}

std::string ScenarioDesk::new_run_folder() const
{
  std::error_code ignored;
  for (unsigned i = 1;; ++i) {
    std::string folder = m_options.runs_folder + "/run-" + std::to_string(i);
    if (!std::filesystem::exists(folder, ignored)) return folder;
  }
}

void ScenarioDesk::run(unsigned replications)
{
  if (m_run) return;
  std::error_code failed;
  m_run_folder = new_run_folder();
  std::filesystem::create_directories(m_run_folder, failed);
  if (failed) {
    m_run_message = m_run_folder + ": " + failed.message();
    return;
  }
  std::vector<std::string> command{
      m_options.program,        "run", "--stdin", m_file.path(), "-o", m_run_folder, "--journal",
      m_run_folder + "/run.gtj"};
  if (replications > 1) {
    command.emplace_back("--replications");
    command.push_back(std::to_string(replications));
  }
  auto child = Child::start(command, m_text.text());
  m_progress = 0;
  m_cancelling = false;
  m_run_message.clear();
  if (child) {
    m_run = std::move(child).value();
    return;
  }
  m_run_message = m_options.program + ": " + child.error().detail;
  std::filesystem::remove(m_run_folder, failed);
}

void ScenarioDesk::cancel_run()
{
  if (!m_run) return;
  if (m_cancelling) m_run->kill(); // asked twice
  m_run->interrupt();
  m_cancelling = true;
}

bool ScenarioDesk::look_after_run()
{
  if (!m_run) return false;
  const bool runs = m_run->poll();
  m_progress = progress_of(m_run->err());
  if (runs) return false;
  const int code = m_run->exit_code();
  m_run_message = last_line(m_run->err());
  m_run.reset();
  finish_run(code);
  return true;
}

void ScenarioDesk::finish_run(int code)
{
  std::error_code ignored;
  if (code != 0 && code != 1) { // 1: it ran, and a check or service level failed
    std::filesystem::remove_all(m_run_folder, ignored);
    return;
  }
  const std::string file = m_run_folder + "/results.json";
  const auto json = read_file_whole(file, results_file_limit);
  Diagnostics faults;
  auto results = json ? parse_results(json.value(), file, faults) : std::nullopt;
  if (!results) {
    m_run_message = faults.empty() ? file + ": can't be read" : to_string(faults.front());
    return;
  }
  m_run_message.clear();
  m_finished.insert(m_finished.begin(),
                    {m_run_folder, m_run_folder + "/run.gtj", std::move(*results)});
  if (m_finished.size() > 2) m_finished.pop_back();
  ++m_finished_count;
}

std::vector<FigureRow> ScenarioDesk::figures() const
{
  if (m_finished.empty()) return {};
  return figure_rows(m_finished.front().results,
                     m_finished.size() > 1 ? &m_finished.back().results : nullptr);
}

} // namespace gatetwin::viz
