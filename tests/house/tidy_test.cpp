// SPDX-License-Identifier: Apache-2.0
// House rules as tests: size, width, banned words with their replacement, no orphans, a change log
// in form.
#include "tests/house/source_tree.hpp"
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

namespace gatetwin::house {
namespace {

const std::vector<std::string> code_roots{"core", "sim", "viz", "tests"};
const std::vector<std::string> code_endings{".hpp", ".cpp"};

struct Ban {
  const char* pattern;
  const char* instead;
  std::vector<std::string> only_below; // empty: everywhere
  std::vector<std::string> except = {};
};

const std::vector<Ban>& bans()
{
  const std::vector<std::string> deciding{"core/", "sim/engine/", "sim/people/", "sim/devices/",
                                          "sim/model/"};
  static const std::vector<Ban> list{
      {R"(std::(uniform|normal|exponential|bernoulli|poisson|discrete|lognormal)\w*_distribution)",
       "RandomStream: standard distributions differ between libraries",
       {}},
      {R"(std::random_device|std::mt19937|\brand\(\)|\bsrand\()", "RandomStream with a name", {}},
      {R"(std::(log|exp|pow|log1p|expm1|sin|cos|tan)\()", "core/base/portable_math.hpp", deciding},
      {R"(std::chrono::(system|steady|high_resolution)_clock)",
       "time comes with the event",
       {"core/", "sim/engine/", "sim/people/", "sim/devices/", "sim/statistics/", "sim/checkers/"}},
      {R"(std::(thread|jthread|mutex|async|condition_variable|this_thread)\b)",
       "the core and the simulator are single-threaded",
       {"core/", "sim/"},
       // See docs/adr/0013 and 0018: gRPC's calls are waited for, and the ledger is owned, by
       // threads of their own.
       {"sim/experiment/sink_thread.", "core/link/grpc_registry_link.",
        "core/link/registry_server.", "core/link/ledger_thread.",
        // Libraries that wait for a device or a disk, which the gate's loop must not.
        "core/hardware/modbus_worker.", "core/hardware/video_worker.", "core/daemon/store_thread.",
        "core/daemon/list_keeper."}},
      {R"(\b(sleep|usleep|nanosleep)\()", "time comes with the event; tests don't wait", {}},
      {R"(\bassert\()", "CHECK, which stays on", {}},
      {R"(\bstd::(cout|cerr)\b|\bprintf\()", "return values, records or diagnostics", {"core/"}},
      {R"(\bDISABLED_)", "mend the test or delete it", {}},
      {R"(\b(TODO|FIXME|XXX|HACK)\b)", "an issue", {}},
      {R"(\bstrto(d|f|ld)\(|\bato[fil]\(|std::sto[dfil]\b)",
       "std::from_chars: no locale, errors seen",
       {}},
  };
  return list;
}

bool applies(const Ban& ban, const std::string& path)
{
  if (path.rfind("tests/house/", 0) == 0) return false;
  if (ban.only_below.empty()) return true;
  for (const std::string& start : ban.except) {
    if (path.rfind(start, 0) == 0) return false;
  }
  for (const std::string& root : ban.only_below) {
    if (path.rfind(root, 0) == 0) return true;
  }
  return false;
}

TEST(Tidy, BannedCallsHaveAReplacement)
{
  for (const Ban& ban : bans()) {
    const std::regex pattern(ban.pattern);
    for (const SourceFile& file : source_tree(code_roots, code_endings)) {
      if (!applies(ban, file.path)) continue;
      if (file.path.rfind("tests/bench/", 0) == 0) continue; // measuring time is what they are for
      for (std::size_t i = 0; i < file.lines.size(); ++i) {
        EXPECT_FALSE(std::regex_search(code_of(file.lines[i]), pattern))
            << file.path << ":" << i + 1 << ": " << file.lines[i] << "\n  instead: " << ban.instead;
      }
    }
  }
}

TEST(Tidy, EveryFileStartsWithItsLicence)
{
  for (const SourceFile& file : source_tree(code_roots, {".hpp", ".cpp", ".proto"})) {
    ASSERT_FALSE(file.lines.empty()) << file.path;
    EXPECT_EQ(file.lines[0], "// SPDX-License-Identifier: Apache-2.0") << file.path;
  }
}

// Columns, not bytes: Vietnamese takes several bytes a letter.
std::size_t columns(const std::string& line)
{
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

TEST(Tidy, LinesAreAtMostAHundredColumns)
{
  for (const SourceFile& file : source_tree(code_roots, code_endings)) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_LE(columns(file.lines[i]), 100U) << file.path << ":" << i + 1;
      EXPECT_EQ(file.lines[i].find('\t'), std::string::npos) << file.path << ":" << i + 1;
      EXPECT_TRUE(file.lines[i].empty() || file.lines[i].back() != ' ')
          << file.path << ":" << i + 1;
    }
  }
}

TEST(Tidy, FilesAreAtMostFiveHundredLines)
{
  for (const SourceFile& file : source_tree(code_roots, code_endings)) {
    EXPECT_LE(file.lines.size(), 500U)
        << file.path << ": is it one room, or several behind one door?";
  }
}

// A function body starts at a line that begins in column 0 (or in a class) and ends at the brace
// that closes it; lines are counted for bodies at namespace level, where definitions stand.
TEST(Tidy, FunctionsAreAtMostSixtyLines)
{
  for (const SourceFile& file : source_tree({"core", "sim", "viz"}, {".cpp"})) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (file.lines[i] == "{") start = i;
      if (file.lines[i] == "}" && start > 0) {
        bool table = false; // a switch with a line per code is a table, not logic
        if (i > start + 2) table = file.lines[start + 1].rfind("  switch (", 0) == 0;
        EXPECT_TRUE(table || i - start <= 61)
            << file.path << ":" << start + 1 << ": " << i - start - 1 << " lines";
        start = 0;
      }
    }
  }
}

TEST(Tidy, EverySourceIsBuilt)
{
  std::string lists;
  for (const SourceFile& file : source_tree(code_roots, {".txt"})) {
    for (const std::string& line : file.lines) lists += line + "\n";
  }
  for (const SourceFile& file : source_tree(code_roots, {".cpp"})) {
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    EXPECT_NE(lists.find(name), std::string::npos) << file.path << " is in no CMakeLists.txt";
  }
}

TEST(Tidy, NoRoomIsNamedAfterNothing)
{
  static const std::regex vague("(^|/)(utils?|common|helpers?|manager|misc)(/|\\.|_)");
  for (const SourceFile& file : source_tree({"core", "sim", "viz"}, {".hpp", ".cpp", ".proto"})) {
    EXPECT_FALSE(std::regex_search(file.path, vague)) << file.path;
  }
}

TEST(Tidy, TheChangeLogHasItsForm)
{
  std::ifstream in(std::string(GATETWIN_SOURCE_DIR) + "/CHANGELOG.md");
  ASSERT_TRUE(in) << "CHANGELOG.md is missing";
  std::string first;
  std::getline(in, first);
  EXPECT_EQ(first, "# Changelog");
  static const std::regex release(R"(^## (Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\))$)");
  bool seen = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("## ", 0) != 0) continue;
    EXPECT_TRUE(std::regex_match(line, release)) << line;
    seen = true;
  }
  EXPECT_TRUE(seen);
}

} // namespace
} // namespace gatetwin::house
