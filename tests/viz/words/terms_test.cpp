// SPDX-License-Identifier: Apache-2.0
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include "viz/words/terms.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

void expect_vietnamese(const char* name)
{
  EXPECT_NE(term(name, Language::vietnamese), term(name, Language::english)) << name;
}

TEST(Terms, EveryReasonHasVietnamese)
{
  int reasons = 0;
  for (std::uint32_t code = 0; code < 10'000; ++code) {
    const auto reason = static_cast<Reason>(code);
    if (std::string_view(to_string(reason)) == "unknown") continue;
    expect_vietnamese(to_string(reason));
    ++reasons;
  }
  EXPECT_GT(reasons, 130);
}

TEST(Terms, StatesChecksAndResultsHaveVietnamese)
{
  for (int i = 0; i < 256; ++i) {
    for (const char* name :
         {to_string(static_cast<GateState>(i)), to_string(static_cast<CheckKind>(i)),
          to_string(static_cast<CheckResult>(i)), to_string(static_cast<Outcome>(i)),
          to_string(static_cast<OfficerAction>(i)), to_string(static_cast<DoorState>(i)),
          to_string(static_cast<Device>(i)), to_string(static_cast<JointState>(i)),
          to_string(static_cast<Direction>(i)), to_string(static_cast<Decision>(i)),
          to_string(static_cast<DocumentKind>(i))}) {
      if (std::string_view(name) != "unknown" && std::string_view(name) != "none")
        expect_vietnamese(name);
    }
  }
}

TEST(Terms, EnglishIsTheJournalsOwnNameWithBlanks)
{
  EXPECT_EQ(term("document_expired", Language::english), "document expired");
  EXPECT_EQ(term("not_a_term", Language::vietnamese), "not a term");
}

} // namespace
} // namespace gatetwin::viz
