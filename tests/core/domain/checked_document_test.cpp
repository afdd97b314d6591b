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

} // namespace
} // namespace gatetwin
