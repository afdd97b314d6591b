// SPDX-License-Identifier: Apache-2.0
// Exhaustive damage to valid passes: no changed bit, no cut and no other tail may get through a
// gate, even one that accepts every kind of document and opaque keys.
#include "tests/core/document/check_matchers.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

InspectorConfig open_gate()
{
  InspectorConfig config = TestAuthority::config();
  config.accepted = {DocumentKind::unknown,  DocumentKind::passport,    DocumentKind::identity_card,
                     DocumentKind::visa,     DocumentKind::border_pass, DocumentKind::port_permit,
                     DocumentKind::crew_pass};
  config.seal = {true, true};
  return config;
}

void expect_rejected(TestAuthority& authority, const Bytes& label, std::size_t where)
{
  const CheckedDocument document = authority.inspect_as(open_gate(), label);
  const CheckResult result = overall_result(document.checks);
  EXPECT_TRUE(result == CheckResult::failed || result == CheckResult::undetermined) << where;
  EXPECT_NE(overall_reason(document.checks), Reason::none) << where;
}

class HostileSeal : public testing::TestWithParam<std::tuple<Curve, ProfileId>> {
protected:
  TestAuthority m_authority{std::get<0>(GetParam())};
  Bytes m_pass = m_authority.pass(std::get<1>(GetParam()));
};

TEST_P(HostileSeal, EverySingleBitFlipIsRejected)
{
  ASSERT_EQ(overall_result(m_authority.inspect_as(open_gate(), m_pass).checks),
            CheckResult::successful);
  for (std::size_t bit = 0; bit < m_pass.size() * 8; ++bit) {
    Bytes changed = m_pass;
    changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    expect_rejected(m_authority, changed, bit);
  }
}

TEST_P(HostileSeal, EveryCutIsRejected)
{
  for (std::size_t size = 0; size < m_pass.size(); ++size) {
    expect_rejected(m_authority,
                    Bytes(m_pass.begin(), m_pass.begin() + static_cast<std::ptrdiff_t>(size)),
                    size);
  }
}

TEST_P(HostileSeal, EveryByteBehindIsRejected)
{
  for (int byte = 0; byte < 256; ++byte) {
    Bytes longer = m_pass;
    longer.push_back(static_cast<std::byte>(byte));
    expect_rejected(m_authority, longer, static_cast<std::size_t>(byte));
  }
  Bytes twice = m_pass;
  twice.insert(twice.end(), m_pass.begin(), m_pass.end());
  expect_rejected(m_authority, twice, 0);
}

INSTANTIATE_TEST_SUITE_P(All, HostileSeal,
                         testing::Combine(testing::Values(Curve::p256, Curve::brainpool_p256r1),
                                          testing::ValuesIn(our_profiles)));

TEST(HostileSeal, AFlippedBitIsRejectedAlsoWhenThePassIsCached)
{
  TestAuthority authority;
  VerifiedSealCache cache(64, {5, 6});
  authority.cache = &cache;
  const Bytes pass = authority.pass();
  ASSERT_EQ(overall_result(authority.inspect_as(open_gate(), pass).checks),
            CheckResult::successful);
  for (std::size_t bit = 0; bit < pass.size() * 8; ++bit) {
    Bytes changed = pass;
    changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    expect_rejected(authority, changed, bit);
  }
  EXPECT_EQ(cache.size(), 1U);
}

TEST(HostileSeal, TheTwinSignatureIsTheSamePass)
{
  for (const Curve curve : all_curves) {
    TestAuthority authority(curve);
    const Bytes pass = authority.pass();
    Bytes twin = pass;
    const std::span<const std::byte> order = order_of(curve);
    int borrow = 0;
    for (std::size_t i = 1; i <= order.size(); ++i) {
      std::byte& s = twin[twin.size() - i];
      const int digit =
          std::to_integer<int>(order[order.size() - i]) - std::to_integer<int>(s) - borrow;
      borrow = digit < 0 ? 1 : 0;
      s = static_cast<std::byte>(digit + 256 * borrow);
    }
    ASSERT_NE(twin, pass);
    const CheckedDocument second = authority.inspect(twin);
    EXPECT_EQ(overall_result(second.checks), CheckResult::successful);
    EXPECT_EQ(second.ref, authority.inspect(pass).ref);
    EXPECT_NE(second.ref, DocumentRef{});
  }
}

TEST(HostileSeal, APassOfATestAuthorityIsRefusedAtAProductionGate)
{
  TestAuthority test_authority;
  TestAuthority production;
  production.trust_only(
      trusted(test_signer("VNM", "VN01", "A1"), test_key(Curve::p384, 50).public_key()));
  expect_rejected(production, test_authority.pass(), 0);
}

} // namespace
} // namespace gatetwin
