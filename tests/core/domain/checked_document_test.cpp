// SPDX-License-Identifier: Apache-2.0
#include "core/domain/checked_document.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr auto last_kind = static_cast<unsigned>(CheckKind::authorisation_durable);

TEST(CheckedDocument, PacksEveryKindWithEveryResultAndGivesItBack)
{
  for (unsigned k = 0; k <= last_kind; ++k) {
    for (unsigned r = 0; r <= static_cast<unsigned>(CheckResult::aborted); ++r) {
      const auto kind = static_cast<CheckKind>(k);
      const PackedChecks packed = pack({{kind, static_cast<CheckResult>(r), Reason::none}});
      for (unsigned other = 0; other <= last_kind; ++other) {
        const auto result = result_of(packed, static_cast<CheckKind>(other));
        ASSERT_EQ(result.has_value(), other == k);
        ASSERT_EQ(result.value_or(CheckResult::successful),
                  other == k ? static_cast<CheckResult>(r) : CheckResult::successful);
      }
    }
  }
}

TEST(CheckedDocument, KeepsKindsApartWhenAllArePackedAtTheirLargest)
{
  CheckList all;
  for (unsigned k = 0; k <= last_kind; ++k)
    ASSERT_TRUE(all.push_back({static_cast<CheckKind>(k), CheckResult::aborted, Reason::none}));
  const PackedChecks packed = pack(all);
  EXPECT_LT(packed, PackedChecks{1} << 60);
  for (unsigned k = 0; k <= last_kind; ++k)
    EXPECT_EQ(result_of(packed, static_cast<CheckKind>(k)), CheckResult::aborted);
}

TEST(CheckedDocument, LetsTheWorstOfSeveralChecksOfOneKindCount)
{
  const CheckResult rising[] = {CheckResult::not_supported, CheckResult::successful,
                                CheckResult::undetermined, CheckResult::failed,
                                CheckResult::aborted};
  for (const CheckResult first : rising) {
    for (const CheckResult second : rising) {
      const auto rank = [&](CheckResult r) { return std::find(rising, rising + 5, r) - rising; };
      const CheckList checks{{CheckKind::trust, first, Reason::none},
                             {CheckKind::revocation, CheckResult::successful, Reason::none},
                             {CheckKind::trust, second, Reason::none}};
      EXPECT_EQ(result_of(pack(checks), CheckKind::trust),
                rank(first) < rank(second) ? second : first);
      EXPECT_EQ(result_of(pack(checks), CheckKind::revocation), CheckResult::successful);
    }
  }
}

TEST(CheckedDocument, PacksNothingAsNothing)
{
  EXPECT_EQ(pack({}), 0U);
  EXPECT_FALSE(result_of(0, CheckKind::presence));
}

// ---- overall results. Every list of up to three checks, of every result and weight.

constexpr CheckResult results[] = {CheckResult::successful, CheckResult::failed,
                                   CheckResult::undetermined, CheckResult::not_supported,
                                   CheckResult::aborted};
constexpr CheckWeight weights[] = {CheckWeight::mandatory, CheckWeight::optional,
                                   CheckWeight::evaluatory};

CheckRecord one_of(unsigned number, CheckKind kind)
{
  return {kind, results[number % 5], static_cast<Reason>(1000 + static_cast<unsigned>(kind)),
          weights[number / 5]};
}

template <typename Judge> void for_every_three(const Judge& judge)
{
  constexpr unsigned sorts = 15;
  for (unsigned a = 0; a < sorts; ++a)
    for (unsigned b = 0; b < sorts; ++b)
      for (unsigned c = 0; c < sorts; ++c)
        judge(CheckList{one_of(a, CheckKind::structure), one_of(b, CheckKind::trust),
                        one_of(c, CheckKind::cross_check)});
}

bool any(const CheckList& list, CheckResult result, CheckWeight least)
{
  return std::any_of(list.begin(), list.end(), [&](const CheckRecord& one) {
    return one.result == result && one.weight <= least;
  });
}

TEST(CheckedDocument, IsAbortedElseFailedElseUndeterminedElseSuccessfulByWhatCounts)
{
  for_every_three([](const CheckList& list) {
    CheckResult expected = CheckResult::undetermined; // nothing counts
    if (any(list, CheckResult::aborted, CheckWeight::optional))
      expected = CheckResult::aborted;
    else if (any(list, CheckResult::failed, CheckWeight::optional))
      expected = CheckResult::failed;
    else if (any(list, CheckResult::undetermined, CheckWeight::mandatory))
      expected = CheckResult::undetermined;
    else if (any(list, CheckResult::successful, CheckWeight::optional))
      expected = CheckResult::successful;
    ASSERT_EQ(overall_result(list), expected);
  });
}

TEST(CheckedDocument, ComesToTheSameWithoutItsEvaluatoryChecks)
{
  for_every_three([](const CheckList& list) {
    CheckList counted;
    for (const CheckRecord& one : list) {
      const bool counts = one.weight != CheckWeight::evaluatory;
      ASSERT_TRUE(!counts || counted.push_back(one));
    }
    ASSERT_EQ(overall_result(list), overall_result(counted));
    ASSERT_EQ(overall_reason(list), overall_reason(counted));
  });
}

TEST(CheckedDocument, NamesTheReasonOfACheckThatMadeItWhatItIs)
{
  for_every_three([](const CheckList& list) {
    const Reason reason = overall_reason(list);
    const CheckResult overall = overall_result(list);
    bool made_by_one = false;
    for (const CheckRecord& one : list) {
      made_by_one |=
          one.reason == reason && one.result == overall && one.weight != CheckWeight::evaluatory;
    }
    ASSERT_TRUE(made_by_one || reason == Reason::none);
    const bool has_cause = overall == CheckResult::failed || overall == CheckResult::aborted;
    ASSERT_TRUE(!has_cause || reason != Reason::none);
  });
}

TEST(CheckedDocument, CarriesAMandatoryChecksResultAloneAndGivesEveryWeightBack)
{
  for (const CheckResult result : results) {
    EXPECT_EQ(result_and_weight({CheckKind::trust, result, Reason::none}),
              static_cast<std::int64_t>(result));
    for (const CheckWeight weight : weights) {
      const std::int64_t packed =
          result_and_weight({CheckKind::trust, result, Reason::none, weight});
      EXPECT_EQ(result_in(packed), result);
      EXPECT_EQ(weight_in(packed), weight);
    }
  }
}

} // namespace
} // namespace gatetwin
