// SPDX-License-Identifier: Apache-2.0
#include "core/registry/rules.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using sample::border_pass;
using sample::noon;

class Judging : public testing::Test {
protected:
  RuleVerdict judge_with(const std::function<void(RuleInput&)>& change = {})
  {
    RuleInput input{.document = document,
                    .unit = unit,
                    .direction = Direction::exit,
                    .now = noon,
                    .utc_offset = hours(7),
                    .list = WatchListVerdict::clear,
                    .status = DocumentStatus::known};
    if (change) change(input);
    return judge(config, input);
  }
  Reason reason(const std::function<void(RuleInput&)>& change = {})
  {
    const RuleVerdict verdict = judge_with(change);
    EXPECT_EQ(verdict.decision, Decision::refer);
    EXPECT_FALSE(verdict.stamp_due);
    return verdict.reason;
  }

  RulesConfig config;
  CheckedDocument document = border_pass();
  UnitProfile unit{.unit = sample::gate, .checkpoint = sample::checkpoint};
};

TEST_F(Judging, AdmitsAKnownResidentWithAStampDue)
{
  const RuleVerdict verdict = judge_with();
  EXPECT_EQ(verdict.decision, Decision::admit);
  EXPECT_EQ(verdict.reason, Reason::stamp_due);
  EXPECT_TRUE(verdict.stamp_due);
}

TEST_F(Judging, TellsTheStampsTenDaysToTheNanosecond)
{
  const auto after = [&](Duration age) {
    return judge_with([&](RuleInput& input) {
      input.was_stamped = true;
      input.last_stamp = sample::before(noon, age);
    });
  };
  EXPECT_FALSE(after(days(10) - nanoseconds(1)).stamp_due);
  EXPECT_EQ(after(days(10) - nanoseconds(1)).reason, Reason::stamp_still_valid);
  EXPECT_TRUE(after(days(10)).stamp_due);
  EXPECT_TRUE(after(days(10) + nanoseconds(1)).stamp_due);
  EXPECT_FALSE(after({0}).stamp_due);
  EXPECT_FALSE(after(days(-3)).stamp_due); // stamped by a clock that runs ahead
}

TEST(StampDue, HasNoOverflowAtTheEndsOfTime)
{
  EXPECT_TRUE(is_stamp_due({INT64_MIN}, {INT64_MAX}, days(10)));
  EXPECT_FALSE(is_stamp_due({INT64_MAX}, {INT64_MIN}, days(10)));
}

TEST_F(Judging, StampsNoPassport)
{
  document = sample::passport();
  const RuleVerdict verdict = judge_with();
  EXPECT_EQ(verdict.decision, Decision::admit);
  EXPECT_FALSE(verdict.stamp_due);
  EXPECT_EQ(verdict.reason, Reason::none);
}

TEST_F(Judging, NeverRefusesByItself)
{
  for (const auto status :
       {DocumentStatus::unknown, DocumentStatus::known, DocumentStatus::revoked}) {
    for (const auto list : {WatchListVerdict::clear, WatchListVerdict::hit,
                            WatchListVerdict::missing, WatchListVerdict::unreadable}) {
      const RuleVerdict verdict = judge_with([&](RuleInput& input) {
        input.status = status;
        input.list = list;
      });
      EXPECT_TRUE(verdict.decision == Decision::admit || verdict.decision == Decision::refer);
    }
  }
}

TEST_F(Judging, LetsNothingHideAHit)
{
  document.valid_until = {2020, 1, 1};
  unit.directions = mask_of(Direction::entry);
  config.eligibility.clear();
  EXPECT_EQ(reason([](RuleInput& input) {
              input.list = WatchListVerdict::hit;
              input.list_stale = true;
              input.status = DocumentStatus::revoked;
            }),
            Reason::watch_list_hit);
}

TEST_F(Judging, TakesNoListForNoHits)
{
  EXPECT_EQ(reason([](RuleInput& input) { input.list = WatchListVerdict::missing; }),
            Reason::watch_list_missing);
  EXPECT_EQ(reason([](RuleInput& input) { input.list_stale = true; }), Reason::watch_list_stale);
  EXPECT_EQ(reason([](RuleInput& input) { input.list = WatchListVerdict::unreadable; }),
            Reason::bad_name);
  config.consult_watch_list = false;
  EXPECT_EQ(judge_with([](RuleInput& input) { input.list = WatchListVerdict::missing; }).decision,
            Decision::admit);
}

TEST_F(Judging, NamesEachRuleThatSpeaksAgainstACrossing)
{
  EXPECT_EQ(reason([](RuleInput& input) { input.status = DocumentStatus::revoked; }),
            Reason::document_revoked);
  EXPECT_EQ(reason([](RuleInput& input) { input.status = DocumentStatus::unknown; }),
            Reason::unknown_document);
  document.valid_until = {0, 0, 0};
  EXPECT_EQ(reason(), Reason::bad_date);
  document = border_pass();
  document.areas = sample::text<32>("MONGCAI,LAOCAI");
  unit.area = sample::text<16>("HUUNGHI");
  EXPECT_EQ(reason(), Reason::not_eligible_here);
  unit.area = sample::text<16>("LAOCAI");
  EXPECT_EQ(judge_with().decision, Decision::admit);
  document.kind = DocumentKind::crew_pass; // booths only
  EXPECT_EQ(reason(), Reason::not_eligible_here);
  document.kind = DocumentKind::visa; // nowhere
  EXPECT_EQ(reason(), Reason::document_type_not_accepted);
  document.kind = DocumentKind::border_pass;
  for (EligibilityRule& rule : config.eligibility) rule.directions = mask_of(Direction::entry);
  EXPECT_EQ(reason(), Reason::not_eligible_direction);
  unit.directions = mask_of(Direction::entry);
  EXPECT_EQ(reason(), Reason::not_eligible_direction);
}

TEST_F(Judging, EndsValidityAtLocalMidnight)
{
  document.valid_until = {2026, 12, 31};
  const WallTime midnight = start_of_day({2027, 1, 1}, hours(7));
  const auto at = [&](WallTime now, Duration offset) {
    return judge_with([&](RuleInput& input) {
             input.now = now;
             input.utc_offset = offset;
           })
        .reason;
  };
  EXPECT_EQ(at(sample::before(midnight, nanoseconds(1)), hours(7)), Reason::stamp_due);
  EXPECT_EQ(at(midnight, hours(7)), Reason::document_expired);
  EXPECT_EQ(at(sample::before(midnight, hours(1)), hours(8)),
            Reason::document_expired); // China, an hour earlier
  EXPECT_EQ(at(sample::before(midnight, hours(1) + nanoseconds(1)), hours(8)), Reason::stamp_due);
  document.valid_from = {2026, 12, 31};
  EXPECT_EQ(at(sample::before(midnight, days(1) + nanoseconds(1)), hours(7)),
            Reason::document_not_yet_valid);
  EXPECT_EQ(at(sample::before(midnight, days(1)), hours(7)), Reason::stamp_due);
}

TEST_F(Judging, LetsPeopleUseAGateFromTheirBirthdayOn)
{
  const CalendarDate today = local_date(noon, hours(7));
  document.birth = {today.year - 14, today.month, today.day};
  EXPECT_EQ(judge_with().decision, Decision::admit);
  document.birth = date_from_days(days_since_epoch(document.birth) + 1);
  EXPECT_EQ(reason(), Reason::not_eligible_age);
  document.birth = {today.year - 14, 0, 0}; // may still be thirteen
  EXPECT_EQ(reason(), Reason::not_eligible_age);
  document.birth = {today.year - 15, 0, 0};
  EXPECT_EQ(judge_with().decision, Decision::admit);
  document.birth = {};
  EXPECT_EQ(reason(), Reason::not_eligible_age);
  unit.purpose = StationPurpose::booth; // no age limit there
  EXPECT_EQ(judge_with().decision, Decision::admit);
}

TEST(AgeOn, CountsFullYearsAlsoForThoseBornOnALeapDay)
{
  EXPECT_EQ(age_on({2008, 2, 29}, {2026, 2, 28}), 17);
  EXPECT_EQ(age_on({2008, 2, 29}, {2026, 3, 1}), 18);
  EXPECT_EQ(age_on({2008, 2, 29}, {2028, 2, 29}), 20);
}

TEST(OpeningHoursOfAPair, AreTheOverlapOfBothLocalTimes)
{
  RulesConfig config;
  // Viet Nam 7 to 17 at +7 and China 7 to 17 at +8 leave 7 to 16 Vietnamese time.
  config.opening = {{sample::checkpoint, hours(7), hours(7), hours(17)},
                    {sample::checkpoint, hours(8), hours(7), hours(17)}};
  ASSERT_TRUE(check(config).ok());
  const WallTime midnight = start_of_day({2026, 9, 21}, hours(7));
  const auto open = [&](Duration local) {
    return is_open(config, sample::checkpoint, midnight + local);
  };
  EXPECT_FALSE(open(hours(7) - nanoseconds(1)));
  EXPECT_TRUE(open(hours(7)));
  EXPECT_TRUE(open(hours(16) - nanoseconds(1)));
  EXPECT_FALSE(open(hours(16)));
  EXPECT_TRUE(is_open(config, CheckpointId{99}, midnight)); // has no hours
}

TEST(OpeningHoursPastMidnight, BelongToTheDayOnWhichTheyBegin)
{
  RulesConfig config;
  config.opening = {{sample::checkpoint, hours(7), hours(22), hours(2), 0x01}}; // Mondays
  const WallTime monday = start_of_day({2026, 9, 21}, hours(7));
  EXPECT_FALSE(is_open(config, sample::checkpoint, monday + hours(1)));
  EXPECT_TRUE(is_open(config, sample::checkpoint, monday + hours(22)));
  EXPECT_TRUE(is_open(config, sample::checkpoint, monday + days(1) + hours(1)));
  EXPECT_FALSE(is_open(config, sample::checkpoint, monday + days(1) + hours(2)));
  EXPECT_FALSE(is_open(config, sample::checkpoint, monday + days(1) + hours(22)));
}

TEST_F(Judging, RefersAtAClosedCheckpoint)
{
  config.opening = {{sample::checkpoint, hours(7), hours(7), hours(17)}}; // it is past 21:00
  EXPECT_EQ(reason(), Reason::checkpoint_closed);
}

TEST(CoversArea, ComparesWholeNames)
{
  EXPECT_TRUE(covers_area("", "ANY"));
  EXPECT_TRUE(covers_area("A, B ,C", "B"));
  EXPECT_FALSE(covers_area("AB,C", "A"));
  EXPECT_FALSE(covers_area("A", "AB"));
  EXPECT_FALSE(covers_area(",", "A"));
}

TEST(RulesConfigCheck, NamesWhatMakesNoSense)
{
  const auto detail = [](const std::function<void(RulesConfig&)>& change) {
    RulesConfig config;
    change(config);
    const Status status = check(config);
    return status.ok() ? std::string() : std::string(status.error().detail);
  };
  EXPECT_EQ(detail([](RulesConfig&) {}), "");
  EXPECT_NE(detail([](RulesConfig& c) { c.eligibility[0].max_age = 3; }), "");
  EXPECT_NE(detail([](RulesConfig& c) { c.eligibility[0].purposes = 0; }), "");
  EXPECT_NE(detail([](RulesConfig& c) { c.stamp_validity = {-1}; }), "");
  EXPECT_NE(detail([](RulesConfig& c) { c.opening = {{{}, {}, hours(3), hours(3)}}; }), "");
  EXPECT_NE(detail([](RulesConfig& c) { c.opening = {{{}, {}, hours(3), hours(25)}}; }), "");
  EXPECT_NE(detail([](RulesConfig& c) { c.opening = {{{}, hours(20), {}, hours(5)}}; }), "");
}

} // namespace
} // namespace gatetwin
