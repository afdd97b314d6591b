// SPDX-License-Identifier: Apache-2.0
// The dump is read back by a reader that knows the standard only (IEEE 1364-2005 clause 18).
#include "sim/trace/vcd_trace.hpp"
#include "tests/sim/timing/gate_story.hpp"
#include "tests/sim/timing/golden_file.hpp"
#include <charconv>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace gatetwin {
namespace {

using test::GateStory;

struct Waves {
  std::map<std::string, unsigned> bits;                                   // of a signal, by name
  std::map<std::string, std::vector<std::pair<long, std::string>>> waves; // time, value
};

long number_of(const std::string& word) // "#123"
{
  long number = -1;
  std::from_chars(word.data() + 1, word.data() + word.size(), number);
  return number;
}

// Reads declarations and changes; adds a failure for whatever the standard forbids.
Waves read_back(const std::string& text)
{
  Waves out;
  std::map<std::string, std::string> names; // by identifier
  std::string scope, word;
  long now = -1;
  std::istringstream in(text);
  while (in >> word) {
    if (word == "$scope") {
      in >> word >> scope;
    } else if (word == "$var") {
      std::string type, id, name;
      unsigned bits = 0;
      in >> type >> bits >> id >> name;
      EXPECT_TRUE(names.emplace(id, scope + "." + name).second) << "twice: " << id;
      out.bits[scope + "." + name] = bits;
    } else if (word == "$comment" || word == "$timescale" || word == "$version") {
      while (word != "$end" && in >> word) continue;
    } else if (word[0] == '#') {
      const long time = number_of(word);
      EXPECT_GT(time, now) << "time goes on";
      now = time;
    } else if (word[0] == 'b') {
      std::string id;
      in >> id;
      EXPECT_EQ(names.count(id), 1U) << id;
      EXPECT_LE(word.size() - 1, out.bits[names[id]]) << names[id];
      EXPECT_EQ(word.find_first_not_of("01x", 1), std::string::npos);
      out.waves[names[id]].emplace_back(now, word.substr(1));
    } else if (word[0] == '0' || word[0] == '1' || word[0] == 'x') {
      const std::string id = word.substr(1);
      EXPECT_EQ(names.count(id), 1U) << id;
      EXPECT_EQ(out.bits[names[id]], 1U) << names[id];
      out.waves[names[id]].emplace_back(now, word.substr(0, 1));
    }
  }
  return out;
}

std::string dump(const std::vector<journal::Record>& records, const journal::JournalHeader& header)
{
  std::string text;
  VcdTrace trace(header, [&text](std::string_view more) { text += more; });
  trace.on_records(records);
  return text;
}

TEST(VcdTrace, IsWhatItWas)
{
  GateStory story;
  story.start().pass(transaction_id(UnitId{3}, 1).value, 20'000);
  test::expect_golden("tests/sim/trace/golden/trace.vcd", dump(story.records, GateStory::header()));
}

TEST(VcdTrace, SaysWhenADoorIsOpen)
{
  GateStory story;
  story.start().pass(1, 20'000);
  const Waves read = read_back(dump(story.records, GateStory::header()));
  const std::vector<std::pair<long, std::string>> entry{
      {0, "x"}, {0, "0"}, {23'600'000, "1"}, {25'000'000, "0"}};
  EXPECT_EQ(read.waves.at("egates_1.entry_open"), entry);
  const std::vector<std::pair<long, std::string>> told{
      {0, "x"}, {0, "0"}, {23'000'000, "1"}, {25'000'000, "0"}};
  EXPECT_EQ(read.waves.at("egates_1.entry_told_open"), told);
  EXPECT_EQ(read.waves.at("egates_2.entry_open").size(), 1U) << "not heard: only its x";
}

TEST(VcdTrace, ManyUnitsHaveIdentifiersAndNamesOfTheirOwn)
{
  journal::JournalHeader header;
  for (std::uint32_t i = 0; i < 200; ++i)
    header.units.push_back({i, "gate " + std::to_string(i % 150), 0});
  header.units.push_back({200, "1", 0});
  header.units.push_back({201, "", 0});
  const Waves read = read_back(dump({}, header));
  EXPECT_EQ(read.bits.size(), 202U * 16);
  EXPECT_EQ(read.bits.count("u_1.state"), 1U);
}

TEST(VcdTrace, OnlyChangesAreWritten)
{
  GateStory story;
  for (int i = 0; i < 1000; ++i)
    story.at_ms(1000 + i).event(GateEventKind::occupancy_changed, 0, 1);
  const Waves read = read_back(dump(story.records, GateStory::header()));
  EXPECT_EQ(read.waves.at("egates_1.bodies").size(), 2U);
}

} // namespace
} // namespace gatetwin
