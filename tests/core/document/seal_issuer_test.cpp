// SPDX-License-Identifier: Apache-2.0
#include "core/document/seal_issuer.hpp"
#include "tests/core/document/check_matchers.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

SealContent content_of(const Bytes& bytes, ProfileId id)
{
  VisibleSeal seal;
  SealContent content;
  CHECK(parse_seal(bytes, {}, seal) == Reason::none);
  CHECK(read_content(profile_of(id), seal, content) == Reason::none);
  return content;
}

TEST(SealIssuer, EveryFieldOfEveryProfileComesBack)
{
  const TestAuthority authority;
  for (const ProfileId id : our_profiles) {
    const SealContent stated = sample_content(id);
    const SealContent read = content_of(authority.pass(id), id);
    EXPECT_EQ(read.number, stated.number);
    EXPECT_EQ(read.linked_number, stated.linked_number);
    EXPECT_EQ(read.name, stated.name);
    EXPECT_EQ(read.nationality, stated.nationality);
    EXPECT_EQ(read.birth, stated.birth);
    EXPECT_EQ(read.valid_from, stated.valid_from);
    EXPECT_EQ(read.valid_until, stated.valid_until);
    EXPECT_EQ(read.areas, stated.areas);
    EXPECT_EQ(read.vehicle_plate, stated.vehicle_plate);
    EXPECT_EQ(read.ship, stated.ship);
    EXPECT_EQ(read.cargo_seal, stated.cargo_seal);
    EXPECT_EQ(read.gross_weight_kg, stated.gross_weight_kg);
  }
}

TEST(SealIssuer, TheSamePassHasTheSameBytes)
{
  EXPECT_EQ(TestAuthority().pass(), TestAuthority().pass());
  EXPECT_NE(TestAuthority().pass(), TestAuthority(Curve::brainpool_p256r1).pass());
}

TEST(SealIssuer, RefusesWhatWouldNotBeReadBack)
{
  const TestAuthority authority;
  const auto fails = [&](auto change) {
    SealContent content = sample_content(profile::border_pass);
    change(content);
    return !authority.issuer.issue(profile_of(profile::border_pass), content, issue_day, issue_day)
                .ok();
  };
  EXPECT_FALSE(fails([](SealContent&) {}));
  EXPECT_TRUE(fails([](SealContent& c) { c.number = {}; }));
  EXPECT_TRUE(fails([](SealContent& c) { c.number = short_text<24>("a1"); }));
  EXPECT_TRUE(
      fails([](SealContent& c) { c.number = short_text<24>("A"); })); // below the least length
  EXPECT_TRUE(fails([](SealContent& c) { c.name = {}; }));
  EXPECT_TRUE(fails([](SealContent& c) { c.name = short_text<96>("Анна"); }));
  EXPECT_TRUE(fails([](SealContent& c) { c.valid_until = {}; }));
  EXPECT_TRUE(fails([](SealContent& c) { c.valid_until = {2026, 2, 30}; }));
  EXPECT_TRUE(fails([](SealContent& c) { c.valid_until = {2026, 3, 1}; })); // before its issue
  EXPECT_TRUE(fails([](SealContent& c) { c.areas = short_text<32>("MC1,,HN2"); }));
  EXPECT_TRUE(fails([](SealContent& c) { c.areas = short_text<32>("MC1 HN2"); }));
  EXPECT_TRUE(fails([](SealContent& c) { c.nationality = short_text<3>("V1"); }));
  EXPECT_TRUE(fails([](SealContent& c) { c.birth = {1985, 13, 1}; }));
  EXPECT_TRUE(fails(
      [](SealContent& c) { c.ship = short_text<16>("TITANIC"); })); // the profile has no such field
  EXPECT_FALSE(authority.issuer
                   .issue(profile_of(profile::border_pass), sample_content(profile::border_pass),
                          issue_day, {2026, 3, 1})
                   .ok());
}

class IssueAndInspect : public testing::TestWithParam<std::tuple<Curve, ProfileId, int>> {};

TEST_P(IssueAndInspect, APassOfEveryCurveAndProfileIsAccepted)
{
  const auto [curve, id, version] = GetParam();
  TestAuthority authority(curve, version);
  const CheckedDocument document = authority.inspect(authority.pass(id));
  EXPECT_EQ(overall_result(document.checks), CheckResult::successful)
      << to_string(overall_reason(document.checks));
  EXPECT_EQ(document.kind, profile_of(id).kind);
  EXPECT_EQ(document.number.view(), "GT0012345678");
  EXPECT_EQ(document.name.view(), "NGUYEN<<THI<HONG<DAO");
}

INSTANTIATE_TEST_SUITE_P(All, IssueAndInspect,
                         testing::Combine(testing::ValuesIn(all_curves),
                                          testing::ValuesIn(our_profiles), testing::Values(3, 4)));

RC_GTEST_PROP(SealIssuer, AnyContentIsReadBackAndVerified, ())
{
  const std::string alnum = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const auto text = [](const std::string& alphabet, int from, int to) {
    return *rc::gen::container<std::string>(*rc::gen::inRange(from, to + 1),
                                            rc::gen::elementOf(alphabet));
  };
  const ProfileId id = *rc::gen::elementOf(our_profiles);
  SealContent content = sample_content(id);
  content.number = short_text<24>(text(alnum, 4, 24));
  content.name = short_text<96>(text(letters, 1, 25) + "<<" + text(letters, 1, 25));
  content.valid_until = date_from_days(days_since_epoch(issue_day) + *rc::gen::inRange(8, 2000));
  content.areas = short_text<32>(text(alnum, 1, 10) + "," + text(alnum, 1, 10));
  if (id != profile::vehicle_permit)
    content.birth = date_from_days(*rc::gen::inRange(-10'000, 15'000));
  static TestAuthority authority;
  const Bytes pass = authority.pass(id, content);
  const CheckedDocument document = authority.inspect(pass);
  RC_ASSERT(overall_result(document.checks) == CheckResult::successful);
  RC_ASSERT(document.number.view() == content.number.view());
  RC_ASSERT(document.name.view() == content.name.view());
  RC_ASSERT(document.birth == content.birth);
  RC_ASSERT(document.areas == content.areas);
  RC_ASSERT(document.valid_until == content.valid_until);
}

} // namespace
} // namespace gatetwin
