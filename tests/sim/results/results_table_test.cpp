// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.hpp"
#include "sim/results/results_table.hpp"
#include "sim/results/utf8_text.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace gatetwin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string golden(const std::string& name)
{
  const std::string path = std::string(GATETWIN_SOURCE_DIR) + "/tests/sim/results/golden/" + name;
  Result<std::string> bytes = read_file_whole(path, 1 << 20);
  return bytes ? std::move(bytes).value() : "cannot read " + path;
}

TEST(ResultsTable, HasTheBytesOfTheGoldenFileInBothLanguages)
{
  EXPECT_EQ(to_table(sample_results(), {Language::english, false}), golden("sample.en.txt"));
  EXPECT_EQ(to_table(sample_results(), {Language::vietnamese, false}), golden("sample.vi.txt"));
}

TEST(ResultsTable, AlignsItsColumnsWhateverTheScript)
{
  RunResults r = sample_results();
  r.stations[0].title = "边检通道"; // two columns each
  std::istringstream lines(to_table(r, {Language::english, false}));
  std::multiset<std::size_t> widths; // up to the utilisation of the two stations
  for (std::string line; std::getline(lines, line);) {
    for (const char* busy : {" 61.0 %", " 94.0 %  "}) {
      if (line.find(busy) != std::string::npos) {
        widths.insert(display_width(line.substr(0, line.find(busy))));
      }
    }
  }
  ASSERT_EQ(widths.size(), 2U);
  EXPECT_EQ(*widths.begin(), *widths.rbegin());
}

TEST(ResultsTable, IsColouredOnlyWhenAsked)
{
  EXPECT_THAT(to_table(sample_results(), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(to_table(sample_results(), {Language::english, true}), HasSubstr("\x1b[31mnot met"));
}

TEST(ResultsTable, LetsNoNameSteerTheTerminal)
{
  for (const Language language : {Language::english, Language::vietnamese}) {
    const std::string text = to_table(hostile_results(), {language, false});
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\x07")));
    EXPECT_THAT(text, Not(HasSubstr("\u202E")));
    EXPECT_THAT(text, HasSubstr("{0}{9}")) << "a name is no pattern";
  }
}

TEST(ResultsTable, NamesBrokenInvariantsFirst)
{
  RunResults r = sample_results();
  r.checks[1].violations = 2;
  const std::string text = to_table(r, {});
  EXPECT_LT(text.find("Broken invariants: 1."), text.find("95 of 100 waits"));
  EXPECT_THAT(text, HasSubstr("both or neither"));
}

TEST(ResultsTable, SaysSomethingAboutAnEmptyRun)
{
  EXPECT_THAT(to_table(RunResults{}, {}), HasSubstr("Nobody was served"));
}

} // namespace
} // namespace gatetwin
