// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/phases/limits.pb.h"
#include "sim/phases/phase_clock.hpp"
#include "tests/sim/timing/gate_story.hpp"
#include <gtest/gtest.h>
#include <map>

namespace gatetwin {
namespace {

using test::GateStory;

std::map<Phase, std::vector<std::int64_t>> times_of(const std::vector<journal::Record>& records)
{
  PhaseClock clock(GateStory::header());
  std::map<Phase, std::vector<std::int64_t>> times_ms;
  for (const journal::Record& record : records) {
    for (const PhaseObservation& one : clock.on_record(record))
      times_ms[one.phase].push_back(one.duration_ns / 1'000'000);
  }
  return times_ms;
}

TEST(PhaseClock, MeasuresEachPhaseOfAPassageOnce)
{
  GateStory story;
  story.start().pass(1001, 20'000).pass(1002, 60'000);
  const std::map<Phase, std::int64_t> expected{
      {Phase::reading, 2000},          {Phase::querying, 1000},
      {Phase::registry, 50},           {Phase::entry_open, 2000},
      {Phase::entry_door_opens, 600},  {Phase::entry_closing, 800},
      {Phase::capturing, 3000},        {Phase::authorising, 5},
      {Phase::durable_write, 5},       {Phase::exit_open, 3395},
      {Phase::exit_door_opens, 600},   {Phase::exit_closing, 800},
      {Phase::crossing_write, 7},      {Phase::delivery, 43},
      {Phase::entry_door_closes, 800}, {Phase::exit_door_closes, 800},
      {Phase::inspection, 8800},       {Phase::passage, 12'200},
      {Phase::cycle, 13'000}};
  const auto found = times_of(story.records);
  EXPECT_EQ(found.size(), expected.size());
  for (const auto& [phase, ms] : expected) {
    ASSERT_EQ(found.count(phase), 1U) << to_string(phase);
    EXPECT_EQ(found.at(phase), (std::vector<std::int64_t>{ms, ms})) << to_string(phase);
  }
}

TEST(PhaseClock, TellsWhichTransactionAndUnitItWas)
{
  GateStory story;
  story.start().pass(1001, 20'000);
  PhaseClock clock(GateStory::header());
  for (const journal::Record& record : story.records) {
    for (const PhaseObservation& one : clock.on_record(record)) {
      EXPECT_EQ(one.transaction, 1001U) << to_string(one.phase);
      EXPECT_EQ(one.unit, 3U);
      EXPECT_EQ(one.ended_ns, record.time_ns);
    }
  }
}

TEST(PhaseClock, ADoorThatIsThereAlreadyDoesNotMove)
{
  GateStory story;
  story.start(); // closes doors that are closed
  story.at_ms(9000).door(Door::entry, DoorState::closed);
  EXPECT_TRUE(times_of(story.records).empty());
}

TEST(PhaseClock, ADoorThatIsTurnedRoundIsNeitherOpenedNorClosed)
{
  GateStory story;
  story.start().at_ms(1000).open(Door::entry).door(Door::entry, DoorState::opening);
  story.at_ms(1200).close(Door::entry).door(Door::entry, DoorState::closing);
  story.at_ms(1500).open(Door::entry);
  story.at_ms(2000).door(Door::entry, DoorState::open);
  const auto found = times_of(story.records);
  EXPECT_EQ(found.count(Phase::entry_door_closes), 0U);
  EXPECT_EQ(found.at(Phase::entry_door_opens), std::vector<std::int64_t>{500});
}

TEST(PhaseClock, ARefusalDecidesWithoutAnAuthorisation)
{
  GateStory story;
  story.start().at_ms(100).event(GateEventKind::document_presented).of(5);
  story.record(journal::RecordKind::transaction_started).enter(GateState::reading);
  story.at_ms(900).command(GateCommandKind::end_transaction, 0,
                           static_cast<std::int64_t>(Outcome::refused));
  EXPECT_EQ(times_of(story.records).at(Phase::inspection), std::vector<std::int64_t>{800});
}

TEST(PhaseClock, TheEndOfOnePersonDoesNotDecideForTheNext)
{
  GateStory story;
  story.start().pass(1, 1000);
  story.command(GateCommandKind::end_transaction, 0, static_cast<std::int64_t>(Outcome::referred));
  story.pass(2, 30'000);
  EXPECT_EQ(times_of(story.records).at(Phase::inspection).size(), 2U);
}

TEST(PhaseClock, AnEmergencyIsNobodysCycle)
{
  GateStory story;
  story.start().at_ms(100).event(GateEventKind::document_presented).of(5);
  story.record(journal::RecordKind::transaction_started).enter(GateState::reading);
  story.at_ms(200).enter(GateState::emergency);
  story.at_ms(90'000).enter(GateState::idle);
  EXPECT_EQ(times_of(story.records).count(Phase::cycle), 0U);
}

TEST(PhaseClock, WhatABoothAsksItsOfficerIsNotACall)
{
  GateStory story;
  story.start().at_ms(100).record(journal::RecordKind::officer_called);
  story.at_ms(300).record(journal::RecordKind::officer_acted);
  story.at_ms(400).record(journal::RecordKind::officer_called, 0,
                          static_cast<std::uint32_t>(Reason::face_missing));
  story.at_ms(900).record(journal::RecordKind::officer_acted);
  EXPECT_EQ(times_of(story.records).at(Phase::officer_answer), std::vector<std::int64_t>{500});
}

TEST(PhaseClock, UnknownUnitsAndNegativeTimesAreIgnored)
{
  GateStory stranger(99);
  stranger.start().pass(1, 1000);
  EXPECT_TRUE(times_of(stranger.records).empty());
  GateStory story;
  story.record(journal::RecordKind::registry_answer, 0, 0, -1);
  story.record(journal::RecordKind::service_started, 0, 0, INT64_MIN);
  EXPECT_TRUE(times_of(story.records).empty());
}

TEST(PhaseClock, AnyRecordsGiveTimesThatCanBe)
{
  RandomStream chance(20'261'126, 0, 0, purpose_key("any records"));
  PhaseClock clock(GateStory::header());
  std::uint64_t observed = 0;
  std::int64_t now = 0;
  for (int i = 0; i < 200'000; ++i) {
    journal::Record record;
    record.time_ns = chance.next() % 50 == 0 ? static_cast<std::int64_t>(chance.next()) : now;
    now += static_cast<std::int64_t>(chance.next() % 1'000'000'000);
    record.kind = static_cast<journal::RecordKind>(chance.next() % 128);
    record.unit = chance.next() % 2 == 0 ? 3 : 7;
    record.subject = chance.next() % 4;
    record.code = static_cast<std::uint16_t>(chance.next() % 30);
    record.detail = static_cast<std::uint32_t>(chance.next() % 600);
    record.value = static_cast<std::int64_t>(chance.next() >> (chance.next() % 64));
    if (record.time_ns < 0) continue;
    for (const PhaseObservation& one : clock.on_record(record)) {
      ++observed;
      ASSERT_LT(static_cast<std::size_t>(one.phase), phase_count);
    }
  }
  EXPECT_GT(observed, 1000U);
}

TEST(Phase, HasTheWordOfTheFile)
{
  for (std::size_t p = 0; p < phase_count; ++p) {
    limits::Phase parsed{};
    ASSERT_TRUE(limits::Phase_Parse(to_string(static_cast<Phase>(p)), &parsed));
    EXPECT_EQ(static_cast<std::size_t>(parsed), p);
  }
  EXPECT_STREQ(to_string(Phase::wait), "wait");
  EXPECT_STREQ(to_string(Phase::capturing), "capturing");
  EXPECT_STREQ(to_string(Phase::officer_answer), "officer_answer");
  EXPECT_STREQ(to_string(Phase::cycle), "cycle");
}

} // namespace
} // namespace gatetwin
