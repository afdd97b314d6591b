// SPDX-License-Identifier: Apache-2.0
#include "core/document/document_ref.hpp"
#include "core/document/revocation_list.hpp"
#include "core/document/trust_list.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

const PublicKey key = test_key(Curve::p256, 1).public_key();

TEST(TrustList, FindsSignersByIdAndReference)
{
  const TrustList list = TrustList::make(3, test_now,
                                         {trusted(test_signer("VNM", "VNTS", "5B"), key),
                                          trusted(test_signer("VNM", "VNTS", "5C"), key),
                                          trusted(test_signer("CHN", "CNAA", "5B"), key)})
                             .value();
  const auto find = [&](const char* id, const char* reference) {
    return list.find(short_text<4>(id), short_text<64>(reference));
  };
  ASSERT_NE(find("CNAA", "5B"), nullptr);
  EXPECT_EQ(find("CNAA", "5B")->signer.state.view(), "CHN");
  EXPECT_EQ(find("VNTS", "5C")->signer.certificate.view(), "5C");
  EXPECT_EQ(find("CNAA", "5C"), nullptr);
  EXPECT_EQ(find("ZZZZ", "5B"), nullptr);
  EXPECT_TRUE(list.knows_state("CHN"));
  EXPECT_FALSE(list.knows_state("LAO"));
}

TEST(TrustList, RefusesListsThatCannotBeMeant)
{
  TrustedSigner entry = trusted(test_signer(), key);
  EXPECT_EQ(TrustList::make(1, test_now, {}).error().code, ErrorCode::malformed);
  EXPECT_EQ(TrustList::make(1, test_now, {entry, entry}).error().code, ErrorCode::conflict);
  entry.valid_until = entry.valid_from;
  EXPECT_FALSE(TrustList::make(1, test_now, {entry}).ok());
  entry = trusted(test_signer(), key);
  entry.profiles.clear();
  EXPECT_FALSE(TrustList::make(1, test_now, {entry}).ok());
}

TEST(TrustList, IdentityFollowsVersionAndContent)
{
  const auto identity = [](std::uint64_t version, const TrustedSigner& entry) {
    return TrustList::make(version, test_now, {entry}).value().identity();
  };
  const TrustedSigner entry = trusted(test_signer(), key);
  EXPECT_EQ(identity(1, entry), identity(1, entry));
  EXPECT_NE(identity(1, entry), identity(2, entry));
  TrustedSigner revoked = entry;
  revoked.revoked_at = test_now;
  EXPECT_NE(identity(1, entry), identity(1, revoked));
  TrustedSigner other = trusted(test_signer(), test_key(Curve::p256, 2).public_key());
  EXPECT_NE(identity(1, entry), identity(1, other));
}

TEST(RevocationList, HoldsWhatItWasMadeOf)
{
  const RevocationList list(1, test_now, {{7}, {3}, {7}, {9}},
                            {{short_text<4>("VNTS"), short_text<64>("5B")}});
  EXPECT_EQ(list.documents().size(), 3U);
  for (const std::uint64_t value : {3U, 7U, 9U}) EXPECT_TRUE(list.holds({value}));
  for (const std::uint64_t value : {0U, 4U, 10U}) EXPECT_FALSE(list.holds({value}));
  EXPECT_TRUE(list.holds(short_text<4>("VNTS"), short_text<64>("5B")));
  EXPECT_FALSE(list.holds(short_text<4>("VNTS"), short_text<64>("5C")));
}

TEST(DocumentRef, RestsOnIssuerAndNumberOnly)
{
  const auto ref = [](const char* issuer, const char* number) {
    return document_ref(test_ref_key, issuer, number);
  };
  EXPECT_EQ(ref("VNM", "B1234567"), ref("VNM", "b 123-45<67"));
  EXPECT_EQ(ref("D", "C01X"), ref("D<<", "C01X<<<"));
  EXPECT_NE(ref("VNM", "B1234567"), ref("CHN", "B1234567"));
  EXPECT_NE(ref("VNM", "B1234567"), ref("VNM", "B1234568"));
  EXPECT_NE(ref("VNM", "B1"), document_ref({1, 2}, "VNM", "B1"));
  EXPECT_EQ(ref("VNM", ""), DocumentRef{});
  EXPECT_EQ(ref("VNM", "<< -"), DocumentRef{});
}

} // namespace
} // namespace gatetwin
