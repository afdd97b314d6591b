// SPDX-License-Identifier: Apache-2.0
#include "core/domain/check_weights.hpp"
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace gatetwin {
namespace {

using enum CheckWeight;

template <typename Function> void for_every_check(const Function& function)
{
  for (std::size_t d = 1; d < document_kinds; ++d)
    for (std::size_t k = 0; k < check_kinds; ++k)
      function(static_cast<DocumentKind>(d), static_cast<CheckKind>(k));
}

TEST(CheckWeights, AreMandatoryWhereNothingIsSaid)
{
  for_every_check([](DocumentKind document, CheckKind check) {
    EXPECT_EQ(all_mandatory.of(document, check), mandatory);
  });
}

TEST(CheckWeights, StandForOneCheckOfOneDocumentEach)
{
  for_every_check([](DocumentKind document, CheckKind check) {
    CheckWeights weights;
    weights.set(document, check, evaluatory);
    weights.set(document, check, optional);
    for_every_check([&](DocumentKind d, CheckKind k) {
      ASSERT_EQ(weights.of(d, k), d == document && k == check ? optional : mandatory);
    });
    EXPECT_GE(static_cast<std::int64_t>(weights.of(document)), 0);
  });
}

TEST(CheckWeights, AreNoneOfADocumentOfUnknownKind)
{
  CheckWeights weights;
  weights.of(DocumentKind::unknown) = ~PackedWeights{0};
  EXPECT_EQ(weights.of(DocumentKind::unknown, CheckKind::cross_check), mandatory);
  EXPECT_FALSE(check(weights, Attendance::attended).ok());
}

// What makes a document genuine, somebody's and in force, and what the registry and the mantrap
// say.
TEST(CheckWeights, MayBeWeakenedWithoutAnOfficerInTwoChecksOnly)
{
  const auto may = [](CheckKind kind) { return least_weight(kind, Attendance::unattended); };
  for (std::size_t k = 0; k < check_kinds; ++k) {
    const auto kind = static_cast<CheckKind>(k);
    const CheckWeight expected = kind == CheckKind::revocation    ? optional
                                 : kind == CheckKind::cross_check ? evaluatory
                                                                  : mandatory;
    EXPECT_EQ(may(kind), expected) << to_string(kind);
  }
}

TEST(CheckWeights, MayBeWeakenedInFiveChecksWhereAnOfficerDecides)
{
  const auto may = [](CheckKind kind) { return least_weight(kind, Attendance::attended); };
  const std::set<CheckKind> optionals{CheckKind::revocation, CheckKind::trust,
                                      CheckKind::document_expiry};
  const std::set<CheckKind> evaluatories{CheckKind::signer_validity, CheckKind::cross_check};
  for (std::size_t k = 0; k < check_kinds; ++k) {
    const auto kind = static_cast<CheckKind>(k);
    const CheckWeight expected = optionals.contains(kind)      ? optional
                                 : evaluatories.contains(kind) ? evaluatory
                                                               : mandatory;
    EXPECT_EQ(may(kind), expected) << to_string(kind);
  }
}

TEST(CheckWeights, BelowTheLeastAreRefusedWithASentenceThatNamesTheCheck)
{
  for (const Attendance attendance : {Attendance::unattended, Attendance::attended}) {
    for_every_check([&](DocumentKind document, CheckKind kind) {
      for (const CheckWeight weight : {mandatory, optional, evaluatory}) {
        CheckWeights weights;
        weights.set(document, kind, weight);
        const Status status = check(weights, attendance);
        const bool fits = weight <= least_weight(kind, attendance);
        ASSERT_EQ(status.ok(), fits) << to_string(document) << " " << to_string(kind);
        ASSERT_EQ(faults_of(weights, attendance).size(), fits ? 0U : 1U);
        if (fits) continue;
        EXPECT_STREQ(status.error().detail, why_no_less(kind));
      }
    });
  }
  EXPECT_NE(std::string(why_no_less(CheckKind::signer_signature)).find("signer_signature"),
            std::string::npos);
}

TEST(CheckWeights, ThatAreNoWordAreRefused)
{
  for (const unsigned bits : {2 * static_cast<unsigned>(CheckKind::cross_check),
                              2 * static_cast<unsigned>(check_kinds)}) {
    CheckWeights weights;
    weights.of(DocumentKind::visa) = PackedWeights{3} << bits;
    const Status status = check(weights, Attendance::attended);
    ASSERT_FALSE(status.ok());
    EXPECT_STREQ(status.error().detail, "checks: a weight is unknown");
  }
}

} // namespace
} // namespace gatetwin
