// SPDX-License-Identifier: Apache-2.0
// The command as users and scripts meet it: what it prints, what it writes, how it ends.
#include "tests/sim/app/command_line.hpp"
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

namespace gatetwin::test {
namespace {

const std::string program = GATETWIN_PROGRAM;

nlohmann::json results_of(const std::string& arguments)
{
  const Finished run = run_program(program, "run " + arguments + " --format json --quiet");
  EXPECT_EQ(run.code, 0) << run.err;
  return nlohmann::json::parse(run.out, nullptr, false);
}

TEST(Gatetwin, RunsAScenarioAndWritesWhatItPromises)
{
  const ScratchFolder out;
  const Finished run =
      run_program(program, "run " + scenario("quickstart.yaml") + " -o '" + out.file("q") +
                               "' --journal '" + out.file("q.gtj") + "'");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("wait"), std::string::npos);
  for (const char* name : {"q/results.json", "q/report.html", "q/effective.yaml", "q.gtj"}) {
    EXPECT_GT(text_of(out.file(name)).size(), 100U) << name;
  }
  const auto results = nlohmann::json::parse(text_of(out.file("q/results.json")));
  EXPECT_EQ(results["schema"], "gatetwin.results/1");
  EXPECT_GT(results["figures"].size(), 0U);
  for (const auto& check : results["checks"]) EXPECT_EQ(check["violations"], 0) << check.dump();
  const Finished verified = run_program(program, "journal verify '" + out.file("q.gtj") + "'");
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_NE(verified.out.find(std::string(results["journal_digest"])), std::string::npos)
      << "the file's digest is the run's";
}

// Thirty people wait at the opening, an hour after the start, and are gone long before the end.
TEST(Gatetwin, TakesUtilisationOverTheTimeInServiceOfTheWholeDuration)
{
  const ScratchFolder folder;
  std::ofstream(folder.file("later.yaml"))
      << "schema: 1\nname: later\nstart: 2026-06-01 07:00 Asia/Ho_Chi_Minh\nduration: 4 h\n"
         "authorities: { vn: { zone: Asia/Ho_Chi_Minh } }\n"
         "checkpoints: { hall: { authority: vn, open: \"08:00-10:00\" } }\n"
         "areas: { hall: {} }\nentrances: { doors: hall }\nclasses: { everybody: {} }\n"
         "demand: { coach: { class: everybody, entrance: doors,"
         " coaches: [{ at: [\"08:00\"], persons: 30 }] } }\n"
         "stations: { desk: { kind: plain, area: hall, service: 60 s } }\n"
         "routes: [{ from: doors, to: desk, walk: 0 s }, { from: desk, to: exit }]\n";
  const auto results = results_of("'" + folder.file("later.yaml") + "'");
  const auto& desk = results["stations"][0];
  EXPECT_EQ(results["simulated_s"], 4 * 3600);
  EXPECT_EQ(desk["served"], 30);
  EXPECT_DOUBLE_EQ(desk["utilisation"], 0.25) << "30 minutes of 2 hours";
  EXPECT_DOUBLE_EQ(desk["out_of_service_share"], 0.5);
  EXPECT_DOUBLE_EQ(desk["queue_mean"], 29 * 30 * 60 / 2.0 / (4 * 3600));
}

TEST(Gatetwin, TheEffectiveScenarioGivesTheSameRun)
{
  const ScratchFolder out;
  ASSERT_EQ(
      run_program(program, "run " + scenario("quickstart.yaml") + " -o '" + out.file("q") + "'")
          .code,
      0);
  const auto first = nlohmann::json::parse(text_of(out.file("q/results.json")));
  const auto again = results_of("'" + out.file("q/effective.yaml") + "'");
  EXPECT_EQ(first["journal_digest"], again["journal_digest"]);
}

TEST(Gatetwin, ASecondThreadForTheSinksChangesNothingButTheTime)
{
  const ScratchFolder scratch;
  const std::string run = "run " + scenario("quickstart.yaml") + " --set duration='2 h' --quiet";
  std::vector<nlohmann::json> results;
  for (const char* threads : {"1", "2"}) {
    const std::string options = std::string(" --format json --threads ") + threads +
                                " --journal '" + scratch.file(threads) + "'";
    const Finished end = run_program(program, run + options);
    ASSERT_EQ(end.code, 0) << end.err;
    results.push_back(nlohmann::json::parse(end.out));
    results.back().erase("wall_s");
  }
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(text_of(scratch.file("1")), text_of(scratch.file("2")));
  EXPECT_EQ(run_program(program, run + " --threads 0").code, 2);
  EXPECT_EQ(run_program(program, run + " --threads 2 --replications 2").code, 2);
}

TEST(Gatetwin, SameSeedGivesTheSameDigestInEveryBuild)
{
  std::vector<std::string> programs{program, program};
  if (const char* peers = std::getenv("GATETWIN_DIGEST_PEERS")) {
    std::istringstream list(peers);
    for (std::string peer; std::getline(list, peer, ':');) programs.push_back(peer);
  }
  for (const char* name : {"quickstart.yaml", "checkpoint-60.yaml", "lao-bao-one-stop.yaml"}) {
    std::string expected;
    for (const std::string& one : programs) {
      const Finished run =
          run_program(one, "run " + scenario(name) + " --set duration='3 h' --format json --quiet");
      ASSERT_EQ(run.code, 0) << one << ": " << run.err;
      const std::string digest = nlohmann::json::parse(run.out)["journal_digest"];
      if (expected.empty()) expected = digest;
      EXPECT_EQ(digest, expected) << name << " with " << one;
    }
    const Finished other =
        run_program(program, "run " + scenario(name) +
                                 " --set duration='3 h' --seed 4711 --format json --quiet");
    EXPECT_NE(std::string(nlohmann::json::parse(other.out)["journal_digest"]), expected)
        << "another seed must be another run";
  }
}

// Painting, finding and decoding are computed by libraries too; see docs/adr.
TEST(Gatetwin, CodesThatAreReadFromPicturesGiveTheSameDigestInEveryBuild)
{
  const std::string command = "run " + scenario("hall-barcode.yaml") +
                              " --set duration='10 min' --set warm_up='0 s' --set scan=FRAME"
                              " --format json --quiet";
  std::vector<std::string> programs{program, program};
  if (const char* peers = std::getenv("GATETWIN_DIGEST_PEERS")) {
    std::istringstream list(peers);
    for (std::string peer; std::getline(list, peer, ':');) programs.push_back(peer);
  }
  std::string expected;
  for (const std::string& one : programs) {
    const Finished run = run_program(one, command);
    ASSERT_EQ(run.code, 0) << one << ": " << run.err;
    const auto results = nlohmann::json::parse(run.out);
    EXPECT_EQ(results["fidelity"]["scan"], "FRAME");
    EXPECT_NE(results["notes"].dump().find("pictures of 2D codes"), std::string::npos);
    if (expected.empty()) expected = results["journal_digest"];
    EXPECT_EQ(results["journal_digest"], expected) << one;
  }
}

struct WrongUse {
  const char* arguments;
  int code;
  const char* says;
};

TEST(Gatetwin, WrongUseEndsWithASentenceThatHelps)
{
  const WrongUse cases[] = {
      {"", 2, "--help"},
      {"fly", 2, "--help"},
      {"run", 2, "SCENARIO"},
      {"run nowhere.yaml", 3, "nowhere.yaml"},
      {"run /dev/zero", 3, "regular file"},
      {"run /", 3, "directory"},
      {"check nowhere.yaml", 3, "nowhere.yaml"},
      {"run QUICK --set stations.nosuch.units=3", 2, "nosuch"},
      {"run QUICK --set stations.egates.units=two", 2, "units"},
      {"run QUICK --set nonsense", 2, "="},
      {"run QUICK --seed minus", 2, "seed"},
      {"run QUICK --seed -1", 2, "seed"},
      {"run QUICK --replication -1", 2, "replication"},
      {"run QUICK --format xml", 2, "format"},
      {"run QUICK -o /proc/nowhere", 3, "/proc/nowhere"},
      {"run QUICK --journal /proc/nowhere/j.gtj", 3, "/proc/nowhere"},
      {"journal verify nowhere.gtj", 3, "nowhere.gtj"},
      {"journal verify QUICK", 3, "journal"},
      {"report nowhere.json -o /tmp/x.html", 3, "nowhere.json"},
      {"report QUICK -o /tmp/x.html", 3, "results"},
      {"scenario", 2, "subcommand"},
      {"run QUICK --lang fr", 2, "lang"},
  };
  for (const WrongUse& wrong : cases) {
    std::string arguments = wrong.arguments;
    if (const auto at = arguments.find("QUICK"); at != std::string::npos) {
      arguments.replace(at, 5, scenario("quickstart.yaml"));
    }
    const Finished run = run_program(program, arguments);
    EXPECT_EQ(run.code, wrong.code) << arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(wrong.says), std::string::npos) << arguments << "\n" << run.err;
    EXPECT_EQ(run.out, "") << arguments;
  }
}

TEST(Gatetwin, NothingIsLeftBehindWhenTheScenarioIsFaulty)
{
  const ScratchFolder out;
  const Finished run =
      run_program(program, "run " + scenario("quickstart.yaml") +
                               " --set stations.egates.units=-1 -o '" + out.file("q") + "'");
  EXPECT_EQ(run.code, 2);
  EXPECT_FALSE(std::filesystem::exists(out.file("q")));
}

TEST(Gatetwin, TemplateChecksAndSchemaIsJson)
{
  const ScratchFolder out;
  const Finished made = run_program(program, "scenario template");
  ASSERT_EQ(made.code, 0);
  std::ofstream(out.file("my.yaml")) << made.out;
  const Finished checked = run_program(program, "check '" + out.file("my.yaml") + "'");
  EXPECT_EQ(checked.code, 0) << checked.err;
  const Finished schema = run_program(program, "scenario schema");
  EXPECT_TRUE(nlohmann::json::accept(schema.out));
}

TEST(Gatetwin, TakesAScenariosTextFromStandardInput)
{
  const ScratchFolder out;
  std::ofstream(out.file("text")) << "extends: quickstart.yaml\nname: other\nseed: 7\n";
  const auto piped = [&](const std::string& arguments) {
    return run_program("sh", "-c '\"" + std::string(program) + "\" " + arguments + " <\"" +
                                 out.file("text") + "\"'");
  };
  // What it names is sought beside SCENARIO, which need not exist.
  const Finished effective =
      piped("scenario effective --stdin " GATETWIN_SOURCE_DIR "/scenarios/none.yaml");
  EXPECT_EQ(effective.code, 0) << effective.err;
  EXPECT_NE(effective.out.find("seed: 7"), std::string::npos);
  std::ofstream(out.file("text")) << "name: other\nseeed: 7\n";
  const Finished faulty = piped("check --stdin /some/my.yaml");
  EXPECT_EQ(faulty.code, 2);
  EXPECT_NE(faulty.err.find("/some/my.yaml:2:1: error: "), std::string::npos) << faulty.err;
}

TEST(Gatetwin, EveryVerbHasHelpWithAnExample)
{
  for (const char* verb :
       {"", "run", "compare", "sweep", "sweep plan", "sweep merge", "check", "report", "timing",
        "trace", "replay", "journal", "journal verify", "journal print", "journal diff", "scenario",
        "scenario template", "scenario effective"}) {
    const Finished help = run_program(program, std::string(verb) + " --help");
    EXPECT_EQ(help.code, 0) << verb;
    EXPECT_NE(help.out.find("Example: gatetwin"), std::string::npos) << verb;
  }
}

TEST(Gatetwin, DiffNamesTheFirstRecordThatDiffers)
{
  const ScratchFolder out;
  const std::string a = out.file("a.gtj"), b = out.file("b.gtj"), c = out.file("c.gtj");
  const std::string run =
      "run " + scenario("quickstart.yaml") + " --set duration='1 h' --quiet --journal ";
  ASSERT_EQ(run_program(program, run + "'" + a + "'").code, 0);
  ASSERT_EQ(run_program(program, run + "'" + b + "'").code, 0);
  ASSERT_EQ(run_program(program, run + "'" + c + "' --seed 99").code, 0);
  EXPECT_EQ(run_program(program, "journal diff '" + a + "' '" + b + "'").code, 0);
  const Finished differs = run_program(program, "journal diff '" + a + "' '" + c + "'");
  EXPECT_EQ(differs.code, 1);
  EXPECT_NE(differs.out.find("record"), std::string::npos);
}

TEST(Gatetwin, ADamagedJournalIsNamedAndNotServed)
{
  const ScratchFolder out;
  const std::string file = out.file("a.gtj");
  ASSERT_EQ(run_program(program, "run " + scenario("quickstart.yaml") +
                                     " --set duration='1 h' --quiet --journal '" + file + "'")
                .code,
            0);
  std::string bytes = text_of(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(file, std::ios::binary) << bytes;
  const Finished damaged = run_program(program, "journal verify '" + file + "'");
  EXPECT_EQ(damaged.code, 3);
  EXPECT_NE(damaged.err.find("frame"), std::string::npos) << damaged.err;
  std::filesystem::resize_file(file, bytes.size() - 5);
  const Finished cut = run_program(program, "journal verify '" + file + "'");
  EXPECT_EQ(cut.code, 3);
}

} // namespace
} // namespace gatetwin::test
