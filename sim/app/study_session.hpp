// SPDX-License-Identifier: Apache-2.0
// One study of a verb that runs many replications: its file in the folder, going on where an
// earlier one stopped, progress and interrupts while it runs, and what is said of replications that
// are missing.
#pragma once
#include "sim/app/command.hpp"
#include "sim/experiment/rank_study.hpp"
#include "sim/experiment/study_run.hpp"
#include <memory>
#include <string>
#include <vector>

namespace gatetwin::app {

class StudySession {
public:
  // `dir` is empty: nothing is kept. Prints why when it gives none, with the exit code.
  struct Opened {
    std::unique_ptr<StudySession> session;
    ExitCode code = fine;
  };
  // `stem`: of the files' names, "study" as a rule.
  static Opened open(const std::string& dir, const experiment::StudyHead& head,
                     const StudyOptions& options, const CommonOptions& common,
                     const std::string& stem = "study");

  // Computes what the file lacks of replications 0 .. count-1 of every design. Fine also when some
  // are lost: see lost().
  ExitCode compute(std::uint64_t count, const experiment::Simulate& simulate,
                   experiment::Keep keep);
  // The same for the tasks of a list. `ranks` may be null: processes of this machine compute.
  // `what`: shown while it runs; empty: their number, with a note when they are done.
  ExitCode compute(const std::vector<experiment::StudyTask>& tasks,
                   const experiment::Simulate& simulate, experiment::Keep keep,
                   experiment::RankStudy* ranks = nullptr, const std::string& what = {});
  const std::vector<experiment::LostReplication>& lost() const { return m_lost; }
  const experiment::StudyFile& file() const { return *m_file; }
  experiment::StudyFile& file() { return *m_file; }
  unsigned workers() const { return m_workers; }

  // The study is complete: its file gets its final form and name. When something is lost, it stays
  // as it is, to be gone on with.
  ExitCode finish();
  // Names each lost replication on standard error.
  void print_lost() const;
  std::string lost_note(const experiment::LostReplication& lost) const;

private:
  StudySession(std::string dir, std::string stem, const CommonOptions& common)
      : m_dir(std::move(dir)), m_stem(std::move(stem)), m_common(common)
  {
  }
  ExitCode begin(const experiment::StudyHead& head, const StudyOptions& options);
  ExitCode go_on(const std::string& path, const experiment::StudyHead& head);
  ExitCode refuse(const std::string& text, ExitCode code) const;
  std::string path_of(const char* name) const;
  void print_interrupted() const;

  std::string m_dir;
  std::string m_stem;
  CommonOptions m_common;
  unsigned m_workers = 1;
  std::unique_ptr<experiment::StudyFile> m_file;
  std::vector<experiment::LostReplication> m_lost;
};

// The processors when it is 0.
unsigned workers_of(const StudyOptions& options);

} // namespace gatetwin::app
