// SPDX-License-Identifier: Apache-2.0
// The `gatetwin` command: turns the command line into one call of a verb. Nothing is decided here.
#include "core/base/build_info.hpp"
#include "sim/app/command.hpp"
#include "sim/app/command_tree.hpp"
#include "sim/app/shared_options.hpp"
#include "sim/experiment/sink_thread.hpp"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <new>
#include <string>
#include <unistd.h>

namespace gatetwin::app {
namespace {

using Action = std::function<ExitCode()>;

struct Line {
  CommonOptions common;
  RunOptions run;
  CompareOptions compare;
  SweepOptions sweep;
  std::string merge_dir;
  OptimiseOptions optimise;
  ScenarioOptions scenario;
  BoundOptions bound;
  JournalOptions journal;
  TimingOptions timing;
  TraceOptions trace;
  ReplayOptions replay;
  ManualOptions manual;
  std::string shell;
  std::vector<std::string> results;
  std::string report_out;
  bool still = false;
  Action action;
};

void add_run(CLI::App& app, Line& line)
{
  CLI::App* verb =
      app.add_subcommand("run", "simulate a scenario, print the answer, write the results");
  add_scenario_options(*verb, line.run.scenario);
  CLI::Option* one = verb->add_option("--replication", line.run.replication,
                                      "which replication of the seed to run; 0 is the first")
                         ->check(whole_number);
  line.run.threads = experiment::SinkThread::of_use() ? 2 : 1;
  CLI::Option* threads =
      verb->add_option("--threads", line.run.threads,
                       "of one run: in the second work statistics, checks and journal; "
                       "the results are the same (2 where there are two cores)")
          ->check(CLI::Range(1, 2));
  add_study_options(*verb, line.run.study);
  verb->get_option("--replications")->excludes(one)->excludes(threads);
  verb->add_option("--precision", line.run.precision,
                   "replications until the 95 % interval is that tight: FIGURE=BOUND, e.g. "
                   "wait_p95=5% or 'wait_mean@egates=10 s'; at most --replications, or 1000")
      ->type_name("FIGURE=BOUND")
      ->excludes(one);
  add_warm_up(*verb, line.run.warm_up);
  verb->add_option("-o,--out", line.run.out_dir,
                   "folder for results.json, report.html and effective.yaml")
      ->type_name("DIR");
  CLI::Option* journal =
      verb->add_option("--journal", line.run.journal, "write the journal of the run")
          ->type_name("FILE");
  verb->add_flag("--journal-inputs", line.run.journal_inputs,
                 "with what every unit is told, for `gatetwin replay`; more than doubles it")
      ->needs(journal)
      ->excludes(verb->get_option("--replications"))
      ->excludes(verb->get_option("--precision"));
  add_format(*verb, line.run.format);
  verb->footer(
      "Example: gatetwin run scenarios/quickstart.yaml --set stations.egates.units=4 -o out/four\n"
      "         gatetwin run scenarios/quickstart.yaml --replications 20 -o out/twenty");
  verb->callback(
      [&line] { line.action = [&line] { return run_scenario(line.run, line.common); }; });
}

void add_compare(CLI::App& app, Line& line)
{
  CompareOptions& options = line.compare;
  CLI::App* verb = app.add_subcommand(
      "compare", "several designs with the same travellers and luck: which is best, and how sure");
  verb->add_option("SCENARIO", options.files, "a scenario file for each design")->required();
  verb->add_option("--vary", options.vary,
                   "designs out of one scenario: PATH=V1,V2,... or PATH=LO..HI")
      ->type_name("PATH=VALUES")
      ->expected(1)
      ->take_all();
  verb->add_option("--set", options.settings, "override a field in all designs: PATH=VALUE")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->take_all();
  verb->add_option("--seed", options.seed, "seed of all designs; the first scenario's if not given")
      ->check(whole_number);
  verb->add_option(
          "--figure", options.figures,
          "compared by, e.g. wait_p95, wait_mean@egates, within@LEVEL; several may be given")
      ->expected(1)
      ->take_all();
  add_study_options(*verb, options.study);
  add_warm_up(*verb, options.warm_up);
  verb->add_option("-o,--out", options.out_dir,
                   "folder for comparison.json, report.html, each design's results and the study")
      ->type_name("DIR");
  add_format(*verb, options.format);
  verb->footer(
      "Example: gatetwin compare scenarios/quickstart.yaml --vary stations.egates.units=3,4,5 "
      "--replications 20 -o out/gates\n"
      "         gatetwin compare scenarios/hall-manual.yaml scenarios/hall-egate.yaml");
  verb->callback(
      [&line] { line.action = [&line] { return compare_designs(line.compare, line.common); }; });
}

void add_sweep_options(CLI::App& verb, SweepOptions& options)
{
  const auto list = [&](const char* name, std::vector<std::string>& into, const char* help,
                        const char* type) {
    verb.add_option(name, into, help)->type_name(type)->expected(1)->take_all();
  };
  verb.add_option("SCENARIO", options.scenario.file, "scenario file (YAML or JSON)");
  list("--vary", options.vary,
       "values of one field: PATH=V1,V2,..., PATH=LO..HI or PATH=LO..HI/STEP", "PATH=VALUES");
  list("--design", options.designs, "one design of a list: 'PATH=VALUE;PATH=VALUE'", "SETTINGS");
  verb.add_option("--latin-hypercube", options.latin_hypercube,
                  "so many designs that cover --vary evenly, instead of all combinations")
      ->check(CLI::Validator(at_least_one, ""))
      ->type_name("N");
  list("--set", options.scenario.settings, "override a field in all designs: PATH=VALUE",
       "PATH=VALUE");
  verb.add_option("--seed", options.scenario.seed, "seed of all designs")->check(whole_number);
  list("--figure", options.figures, "a column of the table, e.g. wait_p95 or utilisation@egates",
       "FIGURE");
  add_study_options(verb, options.study);
  add_warm_up(verb, options.warm_up);
  verb.add_option("-o,--out", options.out_dir, "folder for study.sqlite, sweep.csv and sweep.json")
      ->type_name("DIR");
  add_format(verb, options.format);
}

void add_sweep(CLI::App& app, Line& line)
{
  CLI::App* verb = app.add_subcommand(
      "sweep", "one scenario with many settings: grid, list or Latin hypercube; also under mpirun");
  add_sweep_options(*verb, line.sweep);
  verb->add_option("--block", line.sweep.block, "only the K-th of N parts: K/N; see sweep plan")
      ->type_name("K/N");
  verb->require_subcommand(0, 1);
  verb->footer(
      "Example: gatetwin sweep scenarios/quickstart.yaml --vary stations.egates.units=2..6 "
      "--vary stations.booths.units=2,3,4 --replications 10 -o out/sweep\n"
      "         mpirun -n 64 gatetwin sweep ... -o out/sweep");
  verb->callback([&line, verb] {
    if (verb->get_subcommands().empty())
      line.action = [&line] { return sweep_designs(line.sweep, line.common); };
  });
  CLI::App* plan = verb->add_subcommand("plan", "print one command per part, for job arrays");
  add_sweep_options(*plan, line.sweep);
  plan->get_option("SCENARIO")->required();
  plan->add_option("--blocks", line.sweep.blocks, "how many parts")
      ->check(CLI::Validator(at_least_one, ""))
      ->type_name("N");
  plan->footer("Example: gatetwin sweep plan my.yaml --vary stations.egates.units=2..6 "
               "--blocks 8 -o out/sweep | parallel");
  plan->callback(
      [&line] { line.action = [&line] { return plan_sweep(line.sweep, line.common); }; });
  CLI::App* merge = verb->add_subcommand("merge", "join the parts in a folder to study.sqlite");
  merge->add_option("DIR", line.merge_dir, "the folder of -o")->required();
  merge->footer("Example: gatetwin sweep merge out/sweep");
  merge->callback(
      [&line] { line.action = [&line] { return merge_sweep(line.merge_dir, line.common); }; });
}

void add_optimise(CLI::App& app, Line& line)
{
  OptimiseOptions& options = line.optimise;
  CLI::App* verb = app.add_subcommand(
      "optimise", "the cheapest design that keeps its limits, with the confidence that it does");
  add_scenario_options(*verb, options.scenario);
  const auto list = [&](const char* name, std::vector<std::string>& into, const char* help,
                        const char* type) {
    verb->add_option(name, into, help)->type_name(type)->expected(1)->take_all();
  };
  list("--vary", options.vary, "what may be chosen: whole numbers of a field", "PATH=LO..HI");
  verb->add_option("--minimise", options.minimise,
                   "the cost: units, officers, officer_hours (each also with @STATION), a field of "
                   "--vary, a figure, or a sum like 'officers + 0.2 units@egates'")
      ->type_name("QUANTITY");
  list("--subject-to", options.subject_to,
       "a limit: 'wait_p95 <= 10 min', 'within 30 min >= 95 %', 'units <= 12' or a service level's "
       "name; all service levels of the scenario if none is given",
       "LIMIT");
  verb->add_option("--confidence", options.confidence, "of the answer; 95% if not given")
      ->type_name("SHARE");
  verb->add_option("--tolerance", options.tolerance,
                   "how far from a limit a design may be judged either way, as a share of the "
                   "limit; 0% if not given")
      ->type_name("SHARE");
  verb->add_option("--frontier", options.frontier,
                   "how many dearer designs are shown beyond the best; 3 if not given")
      ->check(whole_number)
      ->type_name("N");
  verb->add_flag("--no-bound", options.no_bound,
                 "simulate also what is discarded by formula as overloaded");
  add_study_options(*verb, options.study);
  verb->get_option("--replications")
      ->description("of one design at most, at least 10; 100 if not given");
  add_warm_up(*verb, options.warm_up);
  verb->add_option("-o,--out", options.out_dir,
                   "folder for results.json and report.html of the best design, with the frontier, "
                   "and the study")
      ->type_name("DIR");
  add_format(*verb, options.format);
  verb->footer("Example: gatetwin optimise scenarios/quickstart.yaml --minimise 'officers + 0.2 "
               "units@egates' --subject-to 'wait_p95 <= 5 min' --vary stations.egates.units=2..6 "
               "--vary stations.booths.units=1..5 -o out/cheapest");
  verb->callback(
      [&line] { line.action = [&line] { return optimise_design(line.optimise, line.common); }; });
}

void add_check(CLI::App& app, Line& line)
{
  CLI::App* verb =
      app.add_subcommand("check", "load and check a scenario; name every fault with its line");
  add_scenario_options(*verb, line.scenario);
  verb->footer("Example: gatetwin check my.yaml");
  verb->callback(
      [&line] { line.action = [&line] { return check_scenario(line.scenario, line.common); }; });
}

void add_bound(CLI::App& app, Line& line)
{
  CLI::App* verb =
      app.add_subcommand("bound", "capacity, utilisation and waits by formula, without simulation");
  add_scenario_options(*verb, line.bound.scenario);
  add_format(*verb, line.bound.format);
  verb->footer("Example: gatetwin bound scenarios/quickstart.yaml --set stations.egates.units=5");
  verb->callback(
      [&line] { line.action = [&line] { return bound_scenario(line.bound, line.common); }; });
}

void add_report(CLI::App& app, Line& line)
{
  CLI::App* verb = app.add_subcommand("report", "make the report page of one or several runs");
  verb->add_option("RESULTS", line.results, "results.json of one run or of several to compare")
      ->required();
  verb->add_flag("--static", line.still, "without script: pictures only, 145 kB less");
  verb->add_option("-o,--out", line.report_out, "the page to write")
      ->required()
      ->type_name("FILE.html");
  verb->footer("Example: gatetwin report out/quickstart/results.json -o report.html --lang vi");
  verb->callback([&line] {
    line.action = [&line] {
      return write_report(line.results, line.report_out, line.still, line.common);
    };
  });
}

void add_journal(CLI::App& app, Line& line)
{
  CLI::App* verb = app.add_subcommand("journal", "verify, print or compare journals");
  verb->require_subcommand(1);
  verb->footer("Example: gatetwin journal verify out/quickstart/journal.gtj");
  CLI::App* verify = verb->add_subcommand("verify", "is it whole and unchanged? names what is not");
  verify
      ->add_option("JOURNAL", line.journal.files,
                   "several of a gate, or their folder: is none missing?")
      ->required();
  verify->footer("Example: gatetwin journal verify run.gtj\n"
                 "         gatetwin journal verify /var/lib/gatetwin/journal");
  verify->callback(
      [&line] { line.action = [&line] { return verify_journal(line.journal, line.common); }; });
  CLI::App* print = verb->add_subcommand("print", "records in words, one per line");
  print->add_option("JOURNAL", line.journal.file)->required();
  print->add_option("--unit", line.journal.unit, "of one unit only, by name or number")
      ->type_name("UNIT");
  print->add_option("--from", line.journal.from, "from this run time, e.g. '10 min'")
      ->type_name("TIME");
  print->add_option("--to", line.journal.to, "before this run time")->type_name("TIME");
  print->add_option("--at-most", line.journal.at_most, "stop after so many records")
      ->check(whole_number);
  print->footer(
      "Example: gatetwin journal print run.gtj --unit egates/1 --from '10 min' --to '11 min'");
  print->callback(
      [&line] { line.action = [&line] { return print_journal(line.journal, line.common); }; });
  CLI::App* diff =
      verb->add_subcommand("diff", "name the first record that differs; exit 1 when one does");
  diff->add_option("A", line.journal.file)->required();
  diff->add_option("B", line.journal.other)->required();
  diff->footer("Example: gatetwin journal diff a.gtj b.gtj");
  diff->callback(
      [&line] { line.action = [&line] { return diff_journals(line.journal, line.common); }; });
}

void add_timing(CLI::App& app, Line& line)
{
  TimingOptions& options = line.timing;
  CLI::App* verb = app.add_subcommand(
      "timing", "each phase of a transaction against its limit; two journals beside each other");
  add_scenario_options(*verb, options.scenario);
  CLI::Option* file = verb->get_option("SCENARIO");
  file->description("a journal, or a scenario that is run for it");
  verb->add_option("--limits", options.limits, "what the phases may take (docs/limits-file.md)")
      ->type_name("FILE");
  verb->add_option("--unit", options.unit, "of one unit only, by name or number")
      ->type_name("UNIT");
  verb->add_option("--against", options.against,
                   "another journal to compare with, such as a real gate's")
      ->type_name("JOURNAL");
  verb->add_option("--tolerance", options.tolerance,
                   "exit 1 when medians or 95th percentiles differ by more, e.g. '10 %'")
      ->type_name("SHARE");
  add_format(*verb, options.format);
  verb->footer("Example: gatetwin timing run.gtj --limits docs/limits/tr03135.yaml\n"
               "         gatetwin timing scenarios/quickstart.yaml --against gate-3.gtj "
               "--tolerance '10 %'\n"
               "Exit code 1: a limit is broken that is not merely recommended, or the tolerance.");
  verb->callback(
      [&line] { line.action = [&line] { return time_phases(line.timing, line.common); }; });
}

void add_trace(CLI::App& app, Line& line)
{
  static const std::map<std::string, TraceFormat> formats{
      {"perfetto", TraceFormat::perfetto}, {"vcd", TraceFormat::vcd}, {"csv", TraceFormat::csv}};
  TraceOptions& options = line.trace;
  CLI::App* verb = app.add_subcommand(
      "trace", "what units did, on a time line: for Perfetto, GTKWave or a spreadsheet");
  verb->add_option("JOURNAL", options.file)->required();
  verb->add_option("-o,--out", options.out, "file to write; its ending says the format")
      ->type_name("FILE.json|.vcd|.csv");
  verb->add_option("--format", options.format, "perfetto, vcd or csv, whatever the ending")
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case).description(""))
      ->type_name("perfetto|vcd|csv");
  verb->add_option("--unit", options.unit, "one unit only, by name or number")->type_name("UNIT");
  verb->add_option("--transaction", options.transaction,
                   "one transaction only, with its unit's doors meanwhile")
      ->type_name("NUMBER");
  verb->add_option("--from", options.from, "from this run time, e.g. '10 min'")->type_name("TIME");
  verb->add_option("--to", options.to, "before this run time")->type_name("TIME");
  verb->footer("Example: gatetwin trace run.gtj --unit egates/1 --to '10 min' -o gate.json\n"
               "         gatetwin trace run.gtj --transaction 202433400000 -o passage.vcd");
  verb->callback(
      [&line] { line.action = [&line] { return trace_journal(line.trace, line.common); }; });
}

void add_replay(CLI::App& app, Line& line)
{
  ReplayOptions& options = line.replay;
  CLI::App* verb = app.add_subcommand(
      "replay", "a journal's inputs through today's core; names the first record that differs");
  verb->add_option("JOURNAL", options.files,
                   "written with its inputs; several that go on, or their folder")
      ->required();
  verb->add_option("--unit", options.unit, "one unit only, by name or number")->type_name("UNIT");
  verb->footer("Example: gatetwin run scenarios/quickstart.yaml --journal run.gtj "
               "--journal-inputs\n"
               "         gatetwin replay run.gtj\n"
               "Exit code 1: today's core acts otherwise.");
  verb->callback(
      [&line] { line.action = [&line] { return replay_journal(line.replay, line.common); }; });
}

void add_scenario(CLI::App& app, Line& line)
{
  CLI::App* verb = app.add_subcommand("scenario", "help with writing scenarios");
  verb->require_subcommand(1);
  verb->footer("Example: gatetwin scenario template > my.yaml");
  verb->add_subcommand("template", "a commented starting file")
      ->footer("Example: gatetwin scenario template > my.yaml")
      ->callback([&line] { line.action = [] { return print_template(); }; });
  verb->add_subcommand("schema", "JSON Schema for editors")
      ->footer("Example: gatetwin scenario schema > scenario.schema.json")
      ->callback([&line] { line.action = [] { return print_schema(); }; });
  CLI::App* effective =
      verb->add_subcommand("effective", "the scenario with every default written out");
  add_scenario_options(*effective, line.scenario);
  effective->footer("Example: gatetwin scenario effective scenarios/quickstart.yaml");
  effective->callback(
      [&line] { line.action = [&line] { return print_effective(line.scenario, line.common); }; });
}

std::string version();

void add_completion(CLI::App& app, Line& line)
{
  CLI::App* verb = app.add_subcommand(
      "completion", "a script that lets the shell complete verbs, options and files");
  verb->add_option("SHELL", line.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));
  verb->footer("Example: gatetwin completion bash > ~/.local/share/bash-completion/completions/"
               "gatetwin\n"
               "         gatetwin completion zsh > ~/.zfunc/_gatetwin\n"
               "         gatetwin completion fish > ~/.config/fish/completions/gatetwin.fish");
  verb->callback([&app, &line] {
    line.action = [&app, &line] { return print_completion(read_commands(app), line.shell); };
  });
}

void add_manual(CLI::App& app, Line& line)
{
  CLI::App* verb = app.add_subcommand("man", "the manual page of gatetwin or of a verb, for man");
  verb->add_option("VERB", line.manual.verb, "whose page; gatetwin's own if not given");
  verb->add_option("-o,--out", line.manual.out_dir, "write all pages there, a file each")
      ->type_name("DIR");
  verb->footer("Example: gatetwin man sweep | man -l -\n"
               "         gatetwin man -o ~/.local/share/man/man1");
  verb->callback([&app, &line] {
    line.action = [&app, &line] {
      return print_manual(read_commands(app), line.manual, version(), line.common);
    };
  });
}

std::string version()
{
  const BuildInfo& build = build_info();
  return std::string("gatetwin ") + build.version + " (commit " + build.commit + ", core " +
         build.core_build_id + ")";
}

int run_command(int argc, char** argv)
{
  Line line;
  CLI::App app{"Simulates border crossings with the production core of the gate in the loop.",
               "gatetwin"};
  app.set_version_flag("--version", version());
  app.require_subcommand(1);
  app.fallthrough(); // the common options may stand after the verb
  app.footer("Example: gatetwin run scenarios/quickstart.yaml -o out/quickstart\n"
             "Exit codes: 0 fine, 1 a check failed, 2 wrong use or faulty scenario, 3 unreadable "
             "or damaged input,\n"
             "4 something needed is missing, 130 interrupted.");
  add_common(app, line.common);
  add_run(app, line);
  add_compare(app, line);
  add_sweep(app, line);
  add_optimise(app, line);
  add_check(app, line);
  add_bound(app, line);
  add_report(app, line);
  add_journal(app, line);
  add_timing(app, line);
  add_trace(app, line);
  add_replay(app, line);
  add_scenario(app, line);
  add_completion(app, line);
  add_manual(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForVersion& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    const std::string verb = unknown_verb(read_commands(app), {argv + 1, argv + argc});
    print_error(verb.empty() ? error.what() : verb, use_color(line.common.color, STDERR_FILENO));
    print_note("Try `gatetwin --help`, or `gatetwin VERB --help` for an example.");
    return wrong_use;
  }
  return line.action();
}

} // namespace
} // namespace gatetwin::app

int main(int argc, char** argv)
{
  using namespace gatetwin::app;
  try {
    occupy_standard_files();
    const int code = run_command(argc, argv);
    return end_output() ? code : unreadable;
  } catch (const std::bad_alloc&) {
    print_error("not enough memory for this scenario", false);
    return missing;
  } catch (const std::exception& error) {
    if (!end_output()) return unreadable;
    print_error(std::string("this is a fault of gatetwin, not of your input: ") + error.what(),
                false);
    return failed;
  }
}
