// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/study_file.hpp"
#include "tests/sim/app/command_line.hpp"
#include "tests/sim/experiment/toy_records.hpp"
#include <gtest/gtest.h>

namespace gatetwin::experiment {
namespace {

using test::ScratchFolder;
using test::text_of;

StudyHead toy_head()
{
  StudyHead head;
  head.kind = "sweep";
  head.build = {"1", "c", "b"};
  head.designs = {{"two", "name: two\n", {{"units", "2"}}},
                  {"three", "name: three\n", {{"units", "3"}}}};
  head.settings = {{"precision", "5%"}};
  return head;
}

void add(StudyFile& file, std::size_t design, std::uint64_t number)
{
  const ReplicationRecord record = toy_record(number, {number, number + 7, 1'000'000'000});
  ASSERT_TRUE(file.add(design, record, encode(record)));
}

TEST(StudyFile, WhatWasAddedIsThereAfterOpeningAgain)
{
  const ScratchFolder folder;
  const std::string path = folder.file("s.sqlite");
  {
    auto made = StudyFile::create(path, toy_head());
    ASSERT_TRUE(made) << made.error().detail;
    add(*made.value(), 1, 4);
    add(*made.value(), 1, 2);
    add(*made.value(), 1, 2); // once more changes nothing
  }
  auto opened = StudyFile::open(path);
  ASSERT_TRUE(opened) << opened.error().detail;
  const StudyFile& file = *opened.value();
  EXPECT_TRUE(file.head() == toy_head());
  EXPECT_EQ(file.replications(1).value(), (std::vector<std::uint64_t>{2, 4}));
  EXPECT_TRUE(file.replications(0).value().empty());
  EXPECT_EQ(encode(file.record(1, 4).value()), encode(toy_record(4, {4, 11, 1'000'000'000})));
  EXPECT_EQ(file.record(1, 3).error().code, ErrorCode::not_found);
}

TEST(StudyFile, TheOrderOfComputingIsNotInTheFinishedFile)
{
  const ScratchFolder folder;
  const std::vector<std::pair<std::size_t, std::uint64_t>> one{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  const std::vector<std::pair<std::size_t, std::uint64_t>> other{{1, 1}, {0, 1}, {1, 0}, {0, 0}};
  for (const auto& [order, name] : {std::pair(one, "a"), std::pair(other, "b")}) {
    auto made = StudyFile::create(folder.file("work.sqlite"), toy_head());
    ASSERT_TRUE(made);
    for (const auto& [design, number] : order) add(*made.value(), design, number);
    const Status written = made.value()->write_ordered(folder.file(name));
    ASSERT_TRUE(written) << written.error().detail;
  }
  EXPECT_EQ(text_of(folder.file("a")), text_of(folder.file("b")));
  // And a finished file that is finished again stays as it is.
  auto opened = StudyFile::open(folder.file("a"));
  ASSERT_TRUE(opened);
  ASSERT_TRUE(opened.value()->write_ordered(folder.file("c")));
  EXPECT_EQ(text_of(folder.file("b")), text_of(folder.file("c")));
}

TEST(StudyFile, PartsOfOneStudyJoinToTheSameBytes)
{
  const ScratchFolder folder;
  {
    auto part = StudyFile::create(folder.file("part"), toy_head());
    ASSERT_TRUE(part);
    add(*part.value(), 1, 0);
    add(*part.value(), 0, 0);
  }
  auto whole = StudyFile::create(folder.file("whole"), toy_head());
  ASSERT_TRUE(whole);
  add(*whole.value(), 0, 0);
  const Status joined = whole.value()->join(folder.file("part"));
  ASSERT_TRUE(joined) << joined.error().detail;
  ASSERT_TRUE(whole.value()->write_ordered(folder.file("joined")));
  auto straight = StudyFile::create(folder.file("straight"), toy_head());
  add(*straight.value(), 0, 0);
  add(*straight.value(), 1, 0);
  ASSERT_TRUE(straight.value()->write_ordered(folder.file("ordered")));
  EXPECT_EQ(text_of(folder.file("joined")), text_of(folder.file("ordered")));
}

TEST(StudyFile, AnotherStudyDoesNotJoin)
{
  const ScratchFolder folder;
  StudyHead other = toy_head();
  other.designs[0].effective = "name: another\n";
  {
    ASSERT_TRUE(StudyFile::create(folder.file("other"), other));
  }
  auto whole = StudyFile::create(folder.file("whole"), toy_head());
  EXPECT_EQ(whole.value()->join(folder.file("other")).error().code, ErrorCode::conflict);
}

TEST(StudyFile, WhatIsNoStudyIsRefusedAndLeftAlone)
{
  const ScratchFolder folder;
  std::ofstream(folder.file("text")) << "not a database, but long enough to look at twice";
  EXPECT_EQ(StudyFile::open(folder.file("text")).error().code, ErrorCode::corrupt);
  EXPECT_EQ(text_of(folder.file("text")), "not a database, but long enough to look at twice");
  EXPECT_EQ(StudyFile::open(folder.file("nowhere")).error().code, ErrorCode::not_found);
  EXPECT_EQ(StudyFile::create("/proc/nowhere/s", toy_head()).error().code, ErrorCode::io);
}

TEST(StudyFile, OfTwoRunsInOneFolderTheSecondIsTold)
{
  const ScratchFolder folder;
  auto first = StudyFile::create(folder.file("s"), toy_head());
  ASSERT_TRUE(first);
  add(*first.value(), 0, 0);
  EXPECT_EQ(StudyFile::open(folder.file("s")).error().code, ErrorCode::unavailable);
}

TEST(StudyFile, WithoutANameItKeepsNothing)
{
  auto made = StudyFile::create("", toy_head());
  ASSERT_TRUE(made) << made.error().detail;
  add(*made.value(), 0, 5);
  EXPECT_EQ(made.value()->replications(0).value().size(), 1U);
}

TEST(StudyFile, ItsTablesHaveTheValuesOfTheRecords)
{
  auto made = StudyFile::create("", toy_head());
  ASSERT_TRUE(made);
  add(*made.value(), 1, 4);
  add(*made.value(), 1, 2);
  for (const char* text :
       {"wait_mean", "wait_p95", "utilisation@booths", "within@ten", "cycle_mean"}) {
    const FigureChoice choice = *parse_figure_choice(text).choice;
    const auto values = made.value()->values(choice);
    ASSERT_TRUE(values) << values.error().detail;
    EXPECT_TRUE(values.value()[0].empty());
    ASSERT_EQ(values.value()[1].size(), 2U) << text;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::uint64_t number = i == 0 ? 2 : 4;
      const auto record = made.value()->record(1, number);
      EXPECT_EQ(values.value()[1][i], value_of(record.value().results, choice)) << text;
    }
  }
}

} // namespace
} // namespace gatetwin::experiment
