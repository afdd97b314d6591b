// SPDX-License-Identifier: Apache-2.0
#include "core/authority/list_text.hpp"
#include "core/document/document_ref.hpp"
#include "core/document/seal_profile.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gmock/gmock.h>

namespace gatetwin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ListText, ProfilesByNameAndByNumber)
{
  EXPECT_THAT(profiles_from("border_pass").value(), ElementsAre(profile::border_pass));
  EXPECT_THAT(profiles_from("border_pass, b202,5D01").value(),
              ElementsAre(profile::border_pass, profile::port_permit, profile::visa));
  for (const char* wrong : {"", "border", "border_pass,", "B1", "B1020", "B10G"})
    EXPECT_FALSE(profiles_from(wrong)) << wrong;
}

TEST(ListText, AReferenceKeyHasThirtyTwoDigits)
{
  const auto key = reference_key_from(" 0123456789abcdefFEDCBA9876543210\n");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->k0, 0x0123456789ABCDEFU);
  EXPECT_EQ(key->k1, 0xFEDCBA9876543210U);
  for (const char* wrong :
       {"", "0123", "0123456789abcdefFEDCBA987654321", "0x23456789abcdefFEDCBA987654321000"})
    EXPECT_FALSE(reference_key_from(wrong)) << wrong;
}

TEST(ListText, RevocationsAreHeldAndEachFaultIsNamedAtItsLine)
{
  Diagnostics faults;
  const RevocationList list = revocations_from("# lost in May\n\ndocument VNM GT0012345678\r\n"
                                               "signer VNTS 5B\ndocument VNM\nsigner VN 5B\n"
                                               "signer VNTS 05B\nperson VNM Nguyen",
                                               test_ref_key, 7, test_now, faults);
  EXPECT_TRUE(list.holds(document_ref(test_ref_key, "VNM", "GT 0012345678")));
  EXPECT_TRUE(list.holds(short_text<4>("VNTS"), short_text<64>("5B")));
  EXPECT_EQ(list.documents().size() + list.signers().size(), 2U);
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[0].line, 5);
  EXPECT_EQ(faults[3].line, 8);
}

TEST(ListText, AListInWordsSaysWhoIsRevokedOrExpired)
{
  std::vector<TrustedSigner> signers;
  const PublicKey key = test_key(Curve::p256, 3).public_key();
  BoundedVector<ProfileId, 16> profiles;
  ASSERT_TRUE(profiles.push_back(profile::border_pass));
  ASSERT_TRUE(profiles.push_back(profile_id(0xC1, 0x02)));
  signers.push_back({test_signer(), at(2026, 1, 1), at(2028, 1, 1), at(2026, 2, 1), profiles, key});
  signers.push_back(
      {test_signer("VNM", "VNTT"), at(2024, 1, 1), at(2026, 1, 1), {}, profiles, key});
  signers.push_back(
      {test_signer("VNM", "VNTU"), at(2026, 1, 1), at(2028, 1, 1), {}, profiles, key});
  const std::string text = in_words(TrustList::make(42, at(2026, 3, 1), signers).value(), test_now);
  EXPECT_THAT(text, HasSubstr("version 42, issued 2026-03-01T00:00:00Z"));
  EXPECT_THAT(text, HasSubstr("border_pass,C102  REVOKED 2026-02-01T00:00:00Z\n"));
  EXPECT_THAT(text, HasSubstr("border_pass,C102  EXPIRED\n"));
  EXPECT_THAT(text, HasSubstr("border_pass,C102\n"));
}

TEST(ListText, APublicKeyIsReadOfItsFileAndOfAPrivateOne)
{
  EXPECT_FALSE(public_key_from(""));
  EXPECT_FALSE(public_key_from("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
  EXPECT_FALSE(public_key_from("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
}

} // namespace
} // namespace gatetwin
