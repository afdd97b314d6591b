// SPDX-License-Identifier: Apache-2.0
// Completion and manual pages: shells really offer what the program has, man really formats it.
#include "tests/sim/app/command_line.hpp"
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace gatetwin::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const std::string program = GATETWIN_PROGRAM;

bool has_program(const std::string& name)
{
  return run_program("sh", "-c 'command -v " + name + "'").code == 0;
}

// What bash offers for the line, whose last word is being written.
std::vector<std::string> offered(const std::vector<std::string>& line, const ScratchFolder& folder)
{
  std::ofstream script(folder.file("ask.bash"));
  script << "cd '" << folder.path().string() << "'\nsource ./gatetwin.bash\nCOMP_WORDS=(";
  for (const std::string& word : line) script << "'" << word << "' ";
  script << ")\nCOMP_CWORD=" << line.size() - 1
         << "\n_gatetwin 2>/dev/null\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
  script.close();
  const Finished run = run_program("bash", "'" + folder.file("ask.bash") + "'");
  std::vector<std::string> out;
  std::istringstream lines(run.out);
  for (std::string one; std::getline(lines, one);) {
    if (!one.empty()) out.push_back(one);
  }
  return out;
}

class BashCompletion : public ::testing::Test {
protected:
  void SetUp() override
  {
    const Finished script = run_program(program, "completion bash");
    ASSERT_EQ(script.code, 0) << script.err;
    std::ofstream(folder.file("gatetwin.bash")) << script.out;
    std::ofstream(folder.file("mine.yaml")) << "schema: 1\n";
    std::filesystem::create_directory(folder.file("out"));
    const Finished syntax = run_program("bash", "-n '" + folder.file("gatetwin.bash") + "'");
    ASSERT_EQ(syntax.code, 0) << syntax.err;
  }
  ScratchFolder folder;
};

TEST_F(BashCompletion, OffersVerbsAndTheirVerbs)
{
  const auto verbs = offered({"gatetwin", ""}, folder);
  for (const char* verb : {"run", "check", "bound", "compare", "sweep", "optimise", "report",
                           "journal", "scenario", "completion", "man"})
    EXPECT_THAT(verbs, Contains(verb));
  EXPECT_THAT(offered({"gatetwin", "opt"}, folder), ElementsAre("optimise"));
  EXPECT_THAT(offered({"gatetwin", "sweep", "pl"}, folder), ElementsAre("plan"));
  EXPECT_THAT(offered({"gatetwin", "journal", ""}, folder), ElementsAre("verify", "print", "diff"));
}

TEST_F(BashCompletion, OffersTheOptionsOfThatVerbAndTheCommonOnes)
{
  const auto options = offered({"gatetwin", "optimise", "mine.yaml", "--"}, folder);
  EXPECT_THAT(options, AllOf(Contains("--minimise"), Contains("--subject-to"), Contains("--lang"),
                             Not(Contains("--latin-hypercube"))));
  EXPECT_THAT(offered({"gatetwin", "sweep", "plan", "--bl"}, folder), ElementsAre("--blocks"));
  EXPECT_THAT(offered({"gatetwin", "run", "--repl"}, folder),
              UnorderedElementsAre("--replications", "--replication"));
}

TEST_F(BashCompletion, OffersValuesFilesAndFolders)
{
  EXPECT_THAT(offered({"gatetwin", "run", "--format", ""}, folder),
              ElementsAre("text", "json", "csv"));
  EXPECT_THAT(offered({"gatetwin", "run", "--format", "=", "j"}, folder), ElementsAre("json"));
  EXPECT_THAT(offered({"gatetwin", "--lang", "v"}, folder), ElementsAre("vi"));
  EXPECT_THAT(offered({"gatetwin", "check", "mi"}, folder), ElementsAre("mine.yaml"));
  EXPECT_THAT(offered({"gatetwin", "run", "-o", ""}, folder), ElementsAre("out"));
  EXPECT_THAT(offered({"gatetwin", "run", "--seed", ""}, folder), IsEmpty());
}

TEST(Completion, OtherShellsReadTheirScripts)
{
  const ScratchFolder folder;
  for (const std::string shell : {"zsh", "fish"}) {
    const Finished script = run_program(program, "completion " + shell);
    ASSERT_EQ(script.code, 0) << script.err;
    EXPECT_THAT(script.out, AllOf(HasSubstr("optimise"), HasSubstr("subject-to")));
    std::ofstream(folder.file(shell)) << script.out;
    // Where zsh is not there, bash reads its quotes and brackets the same way.
    const std::string reader = has_program(shell) ? shell : shell == "zsh" ? "bash" : "";
    if (reader.empty()) continue;
    const Finished syntax = run_program(reader, "-n '" + folder.file(shell) + "'");
    EXPECT_EQ(syntax.code, 0) << shell << ": " << syntax.err;
  }
  const Finished wrong = run_program(program, "completion tcsh");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("tcsh"));
}

TEST(Manual, HasAPageForEveryVerbThatManFormats)
{
  const ScratchFolder folder;
  ASSERT_EQ(run_program(program, "man -o '" + folder.file("man1") + "'").code, 0);
  int pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("man1"))) {
    ++pages;
    const std::string text = text_of(entry.path());
    EXPECT_THAT(text, AllOf(HasSubstr(".SH NAME"), HasSubstr(".SH SYNOPSIS"),
                            HasSubstr(".SH OPTIONS"), HasSubstr("gatetwin")));
    EXPECT_THAT(text, HasSubstr(".SH EXAMPLES")) << entry.path();
    if (!has_program("man")) continue;
    const Finished shown = run_program("man", "--warnings -l '" + entry.path().string() + "'");
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_EQ(shown.err, "") << entry.path();
  }
  EXPECT_GE(pages, 12);
  const std::string sweep = text_of(folder.file("man1/gatetwin-sweep.1"));
  EXPECT_THAT(sweep, AllOf(HasSubstr("\\-\\-latin\\-hypercube"), HasSubstr("sweep merge"),
                           HasSubstr("\\-\\-lang")));
}

TEST(Manual, OfOneVerbGoesToStandardOutput)
{
  const Finished page = run_program(program, "man optimise");
  EXPECT_EQ(page.code, 0);
  EXPECT_THAT(page.out, HasSubstr(".TH GATETWIN-OPTIMISE 1"));
  const Finished unknown = run_program(program, "man optimize");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("optimise"));
  EXPECT_EQ(run_program(program, "man -o /proc/nowhere").code, 3);
}

} // namespace
} // namespace gatetwin::test
