// SPDX-License-Identifier: Apache-2.0
// The same slips at every verb that plans: an unknown path, zero replications, a folder that can't
// be written, a file that is not there. Exit code 2 or 3, a sentence that helps, nothing on
// standard output, and no folder left behind.
#include "tests/sim/app/command_line.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::test {
namespace {

const std::string program = GATETWIN_PROGRAM;
const std::string quick = scenario("quickstart.yaml") + " ";
const std::string gates = "--vary stations.egates.units=3,4 ";
const std::string cheapest = "--minimise units --subject-to 'wait_p95 <= 5 min' ";

struct Slip {
  std::string arguments;
  int code;
  const char* says;
};

void expect_help(const std::vector<Slip>& slips)
{
  for (const Slip& slip : slips) {
    const Finished run = run_program(program, slip.arguments);
    EXPECT_EQ(run.code, slip.code) << slip.arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(slip.says), std::string::npos) << slip.arguments << "\n" << run.err;
    EXPECT_EQ(run.out, "") << slip.arguments;
    EXPECT_EQ(run.err.find("a fault of gatetwin"), std::string::npos) << run.err;
  }
}

TEST(FaultyRequests, AnUnknownPathIsNamedWithWhatIsThere)
{
  const std::string typo = "--vary stations.egate.units=3,4 ";
  expect_help({{"compare " + quick + typo, 2, "egates"},
               {"sweep " + quick + typo, 2, "egates"},
               {"sweep plan " + quick + typo + "-o /tmp/x", 2, "egates"},
               {"optimise " + quick + typo + cheapest, 2, "egates"},
               {"bound " + quick + "--set stations.egate.units=3", 2, "egates"},
               {"run " + quick + "--set stations.egate.units=3", 2, "egates"},
               {"compare " + quick + gates + "--set stations.egates.unit=3", 2, "units"},
               {"bound " + quick + "--set stations.egates.units=many", 2, "whole number"},
               {"bound " + quick + "--set stations.egates.units", 2, "PATH=VALUE"},
               {"optimise " + quick + gates + cheapest + "--set durations=1h", 2, "duration"}});
}

int code_of(const std::string& command)
{
  const int status = std::system(command.c_str()); // NOLINT(concurrency-mt-unsafe)
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(FaultyRequests, OutputThatIsLostIsNoFineEnd)
{
  const ScratchFolder folder;
  const std::string err = " 2>'" + folder.file("err") + "'";
  const std::string short_run = "run " + quick + "--set duration='10 min' --set warm_up='0 s' ";
  for (const std::string& verb :
       {"check " + quick, short_run + "--format json", std::string("scenario template"),
        std::string("scenario schema"), "bound " + quick, std::string("man")}) {
    for (const char* to : {" >/dev/full", " >&-"}) {
      EXPECT_EQ(code_of("'" + program + "' " + verb + to + err), 3) << verb << to;
      EXPECT_NE(text_of(folder.file("err")).find("standard output: can't be written"),
                std::string::npos)
          << verb << to << "\n"
          << text_of(folder.file("err"));
    }
  }
}

// A file that is opened while standard error is closed must not get the progress that is told
// there.
TEST(FaultyRequests, ClosedStandardErrorDoesNotSpoilAJournal)
{
  const ScratchFolder folder;
  const std::string journal = "'" + folder.file("run.gtj") + "'";
  const std::string long_run = "run " + scenario("checkpoint-60.yaml") +
                               " --set demand.travellers.limit=400000 --threads 1 --journal ";
  EXPECT_EQ(code_of("'" + program + "' " + long_run + journal + " >/dev/null 2>&-"), 0);
  const Finished verified = run_program(program, "journal verify " + journal);
  EXPECT_EQ(verified.code, 0) << verified.err;
}

TEST(FaultyRequests, ZeroReplicationsAndWorkersAreNone)
{
  for (const std::string& verb :
       {"run " + quick, "compare " + quick + gates, "sweep " + quick + gates,
        "optimise " + quick + gates + cheapest}) {
    expect_help({{verb + "--replications 0", 2, "from 1"},
                 {verb + "--replications -2", 2, "from 1"},
                 {verb + "--replications 1.5", 2, "from 1"},
                 {verb + "-j 0", 2, "from 1"}});
  }
}

// The parser of options alone takes 010 for eight, and 2^64 for one less.
TEST(FaultyRequests, NumbersThatWouldBecomeOthers)
{
  for (const char* number : {"010", "18446744073709551616", "1e3", "0x10", "-1", "many"}) {
    const std::string is = std::string(" ") + number;
    expect_help({{"run " + quick + "--seed" + is, 2, "is not a whole number from 0"},
                 {"run " + quick + "--replication" + is, 2, "is not a whole number from 0"},
                 {"journal print /dev/null --at-most" + is, 2, "is not a whole number from 0"},
                 {"run " + quick + "--replications" + is, 2, "is not a whole number from 1"},
                 {"compare " + quick + gates + "-j" + is, 2, "is not a whole number from 1"}});
  }
}

TEST(FaultyRequests, AWarmUpThatIsLongerThanOneOfTheDesigns)
{
  const std::string lengths = quick + "--set warm_up='0 s' --vary 'duration=2 h,10 min,3 h' ";
  for (const std::string verb : {"compare ", "sweep "})
    expect_help({{verb + lengths + "--warm-up '30 min' --replications 2", 2, "duration"}});
  expect_help({{"sweep " + lengths + "--warm-up '30 min' --replications 2", 2, "duration=10 min"}});
  const ScratchFolder folder;
  std::ofstream(folder.file("short.yaml"))
      << "extends: long.yaml\nname: short\nwarm_up: 0 s\nduration: 20 min\n";
  std::filesystem::copy_file(std::string(GATETWIN_SOURCE_DIR) + "/scenarios/quickstart.yaml",
                             folder.file("long.yaml"));
  expect_help({{"compare '" + folder.file("long.yaml") + "' '" + folder.file("short.yaml") +
                    "' --replications 2",
                2, "short: its duration"}});
}

TEST(FaultyRequests, AFolderThatCannotBeWrittenIsSaidBeforeAnythingIsComputed)
{
  for (const std::string& verb :
       {"run " + quick + "--replications 5 ", "compare " + quick + gates, "sweep " + quick + gates,
        "optimise " + quick + gates + cheapest}) {
    expect_help({{verb + "-o /proc/nowhere", 3, "/proc/nowhere"},
                 {verb + "-o /dev/null/out", 3, "/dev/null/out"}});
  }
  expect_help({{"report /dev/null -o /tmp/x.html", 3, "/dev/null"},
               {"sweep merge /proc/nowhere", 3, "/proc/nowhere"}});
}

TEST(FaultyRequests, AScenarioThatIsNotThereOrNoScenario)
{
  const ScratchFolder scratch;
  std::ofstream(scratch.file("broken.yaml")) << "schema: 1\nname: [unclosed\n";
  const std::string broken = "'" + scratch.file("broken.yaml") + "' ";
  for (const std::string verb : {"run ", "check ", "bound ", "compare ", "sweep ", "optimise "}) {
    const std::string rest = verb == "compare " || verb == "sweep " ? gates
                             : verb == "optimise "                  ? gates + cheapest
                                                                    : "";
    expect_help({{verb + "/nowhere/my.yaml " + rest, 3, "/nowhere/my.yaml"},
                 {verb + broken + rest, 2, "broken.yaml:"}});
  }
}

TEST(FaultyRequests, LimitsThatNothingCanKeep)
{
  const std::string cost = "optimise " + quick + gates + "--minimise units ";
  expect_help({{cost + "--subject-to 'units <= 1' --subject-to 'wait_p95 <= 1 min'", 2, "widen"},
               {cost + "--subject-to 'wait_p95 <= -1 min'", 2, "below 0"},
               {cost + "--subject-to 'within@five_minutes >= 120 %'", 2, "100 %"},
               {cost + "--subject-to 'within@six_minutes >= 90 %'", 2, "five_minutes"},
               {"optimise " + quick +
                    "--minimise units --vary stations.egates.units=1 "
                    "--subject-to 'wait_p95 <= 10 s'",
                2, "--vary"}});
}

TEST(FaultyRequests, OptionsThatAreNotThere)
{
  expect_help({{"compare " + quick + gates + "--figures wait_p95", 2, "--figures"},
               {"sweep " + quick + gates + "--format xml", 2, "xml"},
               {"bound " + quick + "--lang fr", 2, "fr"},
               {"bound", 2, "SCENARIO"},
               {"optimize " + quick, 2, "optimize"},
               {"", 2, "--help"}});
}

} // namespace
} // namespace gatetwin::test
