// SPDX-License-Identifier: Apache-2.0
// What the user asked for, after the command line was understood. One struct for the options that
// mean the same everywhere, one function per verb.
#pragma once
#include "sim/app/exit_code.hpp"
#include "sim/app/terminal.hpp"
#include "sim/results/wording.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::app {

enum class OutputFormat { text, json, csv };

struct CommonOptions {
  bool quiet = false;
  ColorMode color = ColorMode::automatic;
  Language language = Language::english;
};

struct ScenarioOptions {
  std::string file;
  bool from_stdin = false;           // its text; the file gives the name and what lies beside it
  std::vector<std::string> settings; // PATH=VALUE
  std::optional<std::uint64_t> seed;
};

// What all verbs share that run many replications.
struct StudyOptions {
  std::optional<std::uint64_t> replications; // at least 1
  unsigned workers = 0;                      // 0: as many as there are processors
  bool resume = false;
};

struct RunOptions {
  ScenarioOptions scenario;
  StudyOptions study;
  std::string precision; // "wait_p95=5%"; empty: not asked for
  std::string warm_up;   // "auto" or a time; empty: as the scenario says
  std::uint64_t replication = 0;
  unsigned threads = 1;
  std::string out_dir; // empty: nothing is written
  std::string journal; // empty: no journal file
  bool journal_inputs = false;
  OutputFormat format = OutputFormat::text;
};

struct CompareOptions {
  std::vector<std::string> files;    // a design each; or one, whose --vary gives the designs
  std::vector<std::string> vary;     // PATH=V1,V2,...
  std::vector<std::string> settings; // PATH=VALUE, of all designs
  std::optional<std::uint64_t> seed;
  std::vector<std::string> figures; // the first decides first; empty: waits and service levels
  StudyOptions study;
  std::string warm_up;
  std::string out_dir;
  OutputFormat format = OutputFormat::text;
};

struct BoundOptions {
  ScenarioOptions scenario;
  OutputFormat format = OutputFormat::text;
};

struct SweepOptions {
  ScenarioOptions scenario;
  std::vector<std::string> vary;     // PATH=VALUES: a grid
  std::vector<std::string> designs;  // PATH=VALUE;PATH=VALUE: one design each, instead of the grid
  std::uint64_t latin_hypercube = 0; // so many designs out of --vary, instead of the grid
  std::vector<std::string> figures;
  StudyOptions study;
  std::string warm_up;
  std::string out_dir;
  OutputFormat format = OutputFormat::text;
  std::string block;         // "K/N": the K-th of N parts only; empty: all
  std::uint64_t blocks = 16; // of plan
};

struct OptimiseOptions {
  ScenarioOptions scenario;
  std::vector<std::string> vary;       // PATH=LO..HI: what may be chosen
  std::string minimise;                // see optimise_question.hpp
  std::vector<std::string> subject_to; // empty: the scenario's service levels
  std::string confidence = "95%";
  std::string tolerance = "0%"; // of a limit, within which a design may be judged either way
  std::uint64_t frontier = 3;   // costs beyond the best that are shown
  bool no_bound = false;        // simulate also what the bound would discard
  StudyOptions study;           // replications: of one design at most
  std::string warm_up;
  std::string out_dir;
  OutputFormat format = OutputFormat::text;
};

struct ManualOptions {
  std::string verb;    // empty: the page of gatetwin itself
  std::string out_dir; // all pages, a file each; empty: one page to standard output
};

struct JournalOptions {
  std::vector<std::string> files; // verify: of one journal, in their order; or its folder
  std::string file;
  std::string other;         // diff
  std::string unit;          // print: name or number of one unit; empty: all
  std::string from, to;      // print: run time as in scenarios ("10 min")
  std::uint64_t at_most = 0; // print: number of records; 0: all
};

struct TimingOptions {
  ScenarioOptions scenario; // its file may be a journal
  std::string limits;       // file; empty: none
  std::string unit;         // name or number of one unit; empty: all
  std::string against;      // another journal; empty: none
  std::string tolerance;    // "10 %"; empty: the comparison fails nothing
  OutputFormat format = OutputFormat::text;
};

enum class TraceFormat { perfetto, vcd, csv };

struct ReplayOptions {
  std::vector<std::string> files; // of one journal, in their order; or its folder
  std::string unit;               // empty: all
};

struct TraceOptions {
  std::string file;
  std::string out;                   // empty: standard output
  std::optional<TraceFormat> format; // none: by the ending of `out`
  std::string unit;
  std::string transaction;
  std::string from, to; // run time as in scenarios
};

ExitCode run_scenario(const RunOptions& options, const CommonOptions& common);
struct ReadyScenario;
ExitCode run_replications(const RunOptions& options, ReadyScenario& ready,
                          const CommonOptions& common);
ExitCode compare_designs(const CompareOptions& options, const CommonOptions& common);
ExitCode bound_scenario(const BoundOptions& options, const CommonOptions& common);
ExitCode sweep_designs(const SweepOptions& options, const CommonOptions& common);
ExitCode optimise_design(const OptimiseOptions& options, const CommonOptions& common);
ExitCode plan_sweep(const SweepOptions& options, const CommonOptions& common);
ExitCode merge_sweep(const std::string& dir, const CommonOptions& common);
ExitCode check_scenario(const ScenarioOptions& options, const CommonOptions& common);
ExitCode print_effective(const ScenarioOptions& options, const CommonOptions& common);
ExitCode print_template();
ExitCode print_schema();
// One run, or several with a comparison.
ExitCode write_report(const std::vector<std::string>& results, const std::string& out, bool still,
                      const CommonOptions& common);
struct CommandNode;
// `shell`: bash, zsh or fish.
ExitCode print_completion(const CommandNode& root, const std::string& shell);
ExitCode print_manual(const CommandNode& root, const ManualOptions& options,
                      const std::string& version, const CommonOptions& common);
ExitCode verify_journal(const JournalOptions& options, const CommonOptions& common);
ExitCode print_journal(const JournalOptions& options, const CommonOptions& common);
ExitCode diff_journals(const JournalOptions& options, const CommonOptions& common);
ExitCode time_phases(const TimingOptions& options, const CommonOptions& common);
ExitCode replay_journal(const ReplayOptions& options, const CommonOptions& common);
ExitCode trace_journal(const TraceOptions& options, const CommonOptions& common);

} // namespace gatetwin::app
