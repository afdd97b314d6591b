// SPDX-License-Identifier: Apache-2.0
// The engineer's verbs as they are met: exit codes, and journal and scenario giving the same times.
#include "tests/sim/app/command_line.hpp"
#include <gtest/gtest.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace gatetwin::test {
namespace {

const std::string program = GATETWIN_PROGRAM;
const std::string shipped = std::string("'") + GATETWIN_SOURCE_DIR + "/docs/limits/tr03135.yaml'";

// One hour of the quickstart as a journal.
class EngineersVerbs : public testing::Test {
protected:
  static void SetUpTestSuite()
  {
    m_folder = std::make_unique<ScratchFolder>();
    const Finished run = run_program(program, "run " + scenario("quickstart.yaml") +
                                                  " --set duration='1 h' --quiet --journal '" +
                                                  m_folder->file("q.gtj") + "'");
    ASSERT_EQ(run.code, 0) << run.err;
  }
  static void TearDownTestSuite() { m_folder.reset(); }
  static std::string journal() { return "'" + m_folder->file("q.gtj") + "'"; }
  static std::string written(const std::string& name, const std::string& text)
  {
    std::ofstream(m_folder->file(name)) << text;
    return "'" + m_folder->file(name) + "'";
  }

  static std::unique_ptr<ScratchFolder> m_folder;
};
std::unique_ptr<ScratchFolder> EngineersVerbs::m_folder;

TEST_F(EngineersVerbs, TheSimulatedGateKeepsTheShippedLimits)
{
  const Finished run = run_program(program, "timing " + journal() + " --limits " + shipped);
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("Every limit that was measured is kept."), std::string::npos) << run.out;
}

TEST_F(EngineersVerbs, ABrokenLimitIsOne)
{
  const std::string strict =
      written("strict.yaml", "schema: 1\nlimits: {face: {phase: capturing, within: 1 s}}\n");
  const Finished run = run_program(program, "timing " + journal() + " --limits " + strict);
  EXPECT_EQ(run.code, 1);
  EXPECT_NE(run.out.find("Limits broken: face."), std::string::npos) << run.out;
}

TEST_F(EngineersVerbs, AScenarioIsTimedLikeItsJournal)
{
  const Finished a = run_program(program, "timing " + journal() + " --format csv");
  const Finished b = run_program(program, "timing " + scenario("quickstart.yaml") +
                                              " --set duration='1 h' --format csv");
  ASSERT_EQ(a.code, 0) << a.err;
  EXPECT_EQ(a.out, b.out);
}

TEST_F(EngineersVerbs, AJournalAgreesWithItself)
{
  const Finished run = run_program(program, "timing " + journal() + " --against " + journal() +
                                                " --tolerance '0.1 %' --format json");
  ASSERT_EQ(run.code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out);
  EXPECT_EQ(json["schema"], "gatetwin.timing/1");
  EXPECT_GT(json["comparison"].size(), 15U);
  for (const auto& row : json["comparison"]) EXPECT_EQ(row["differs"], false) << row.dump();
}

TEST_F(EngineersVerbs, WrongUseOfTimingIsNamed)
{
  const std::string faulty = written("faulty.yaml", "schema: 1\nlimits: {a: {phase: facing}}\n");
  const struct {
    std::string arguments;
    int code;
    const char* says;
  } cases[] = {
      {"timing nowhere.gtj", 3, "nowhere.gtj"},
      {"timing " + journal() + " --limits nowhere.yaml", 3, "nowhere.yaml"},
      {"timing " + journal() + " --limits " + faulty, 2, "faulty.yaml:2:"},
      {"timing " + journal() + " --unit nosuch", 2, "egates/1"},
      {"timing " + journal() + " --tolerance '5 %'", 2, "--against"},
      {"timing " + journal() + " --against " + journal() + " --tolerance much", 2, "--tolerance"},
      {"timing " + journal() + " --against " + shipped, 3, "tr03135.yaml"},
      {"timing " + journal() + " --seed 3", 2, "--seed"},
  };
  for (const auto& wrong : cases) {
    const Finished run = run_program(program, wrong.arguments);
    EXPECT_EQ(run.code, wrong.code) << wrong.arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(wrong.says), std::string::npos) << wrong.arguments << "\n" << run.err;
    EXPECT_EQ(run.out, "") << wrong.arguments;
  }
}

TEST_F(EngineersVerbs, AJournalThatWasNotClosedIsReadAsFarAsItIsWhole)
{
  const std::string whole = text_of(m_folder->file("q.gtj"));
  const std::string cut = written("cut.gtj", whole.substr(0, whole.size() * 3 / 4));
  for (const char* verb : {"timing ", "trace --quiet "}) {
    const Finished run = run_program(program, verb + cut);
    EXPECT_EQ(run.code, 0) << run.err;
    EXPECT_GT(run.out.size(), 1000U);
  }
  EXPECT_NE(run_program(program, "timing " + cut).err.find("not closed"), std::string::npos);
  std::string damaged = whole;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  EXPECT_EQ(run_program(program, "timing " + written("bad.gtj", damaged)).code, 3);
}

TEST_F(EngineersVerbs, ATraceIsWrittenInTheFormatOfItsEnding)
{
  for (const auto& [name, start] : {std::pair{"t.json", "{\"displayTimeUnit\""},
                                    std::pair{"t.vcd", "$version"}, std::pair{"t.csv", "unit,"}}) {
    const std::string file = m_folder->file(name);
    const Finished run =
        run_program(program, "trace " + journal() + " --to '10 min' -o '" + file + "'");
    ASSERT_EQ(run.code, 0) << run.err;
    EXPECT_EQ(run.out, "");
    EXPECT_EQ(text_of(file).rfind(start, 0), 0U) << name;
    EXPECT_GT(text_of(file).size(), 3000U) << name;
  }
  EXPECT_TRUE(nlohmann::json::accept(text_of(m_folder->file("t.json"))));
}

TEST_F(EngineersVerbs, WrongUseOfTraceLeavesNothingBehind)
{
  const std::string out = m_folder->file("none.json");
  const struct {
    std::string arguments;
    int code;
    const char* says;
  } cases[] = {
      {"trace nowhere.gtj -o '" + out + "'", 3, "nowhere.gtj"},
      {"trace " + journal() + " --transaction 5 -o '" + out + "'", 2, "no record"},
      {"trace " + journal() + " --transaction five -o '" + out + "'", 2, "--transaction"},
      {"trace " + journal() + " --unit nosuch -o '" + out + "'", 2, "egates/1"},
      {"trace " + journal() + " -o '" + m_folder->file("none.pdf") + "'", 2, ".vcd"},
      {"trace " + journal() + " -o /proc/nowhere/t.json", 3, "/proc/nowhere"},
  };
  for (const auto& wrong : cases) {
    const Finished run = run_program(program, wrong.arguments);
    EXPECT_EQ(run.code, wrong.code) << wrong.arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(wrong.says), std::string::npos) << wrong.arguments << "\n" << run.err;
    EXPECT_FALSE(std::filesystem::exists(out)) << wrong.arguments;
  }
  for (const auto& left : std::filesystem::directory_iterator(m_folder->path()))
    EXPECT_EQ(left.path().string().find(".tmp"), std::string::npos) << left.path();
}

} // namespace
} // namespace gatetwin::test
