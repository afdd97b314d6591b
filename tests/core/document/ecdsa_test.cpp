// SPDX-License-Identifier: Apache-2.0
// Vectors: RFC 6979 appendix A.2.4 to A.2.7, message "sample" with the hash that belongs to the
// key's size.
#include "core/document/ecdsa.hpp"
#include "tests/core/document/bytes.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

struct Vector {
  Curve curve;
  const char* scalar;
  const char* r;
  const char* s;
};

const Vector vectors[]{
    {Curve::p224, "F220266E1105BFE3083E03EC7A3A654651F45E37167E88600BF257C1",
     "1CDFE6662DDE1E4A1EC4CDEDF6A1F5A2FB7FBD9145C12113E6ABFD3E",
     "A6694FD7718A21053F225D3F46197CA699D45006C06F871808F43EBC"},
    {Curve::p256, "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
     "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
     "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"},
    {Curve::p384,
     "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2E"
     "DF5",
     "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FAB"
     "E46",
     "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628"
     "AC8"},
    {Curve::p521,
     "00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16"
     "FCC1466"
     "F6D8FBEC67DB89EC0C08B0E996B83538",
     "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152"
     "B534931"
     "D7D4E8455CC91F9B15BF05EC36E377FA",
     "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF"
     "0777B1A"
     "20F8CCB1DCCC43997F1EE0E44DA4A67A"},
};

TEST(Ecdsa, SignsAsRfc6979Says)
{
  for (const Vector& vector : vectors) {
    const SigningKey key = SigningKey::from_scalar(vector.curve, from_hex(vector.scalar)).value();
    const Bytes message = from_text("sample");
    const Signature signature = key.sign(message);
    Bytes expected = from_hex(vector.r);
    for (const std::byte b : from_hex(vector.s)) expected.push_back(b);
    EXPECT_EQ(Bytes(signature.begin(), signature.end()), expected) << to_string(vector.curve);
    EXPECT_EQ(key.public_key().verify(message, expected), Reason::none);
  }
}

// The order of this curve is two thirds of 2^256, so a third of all candidates for k is rejected:
// here none, one and two of them. Computed by an independent program that also gives the vectors
// above.
TEST(Ecdsa, DrawsAgainWhenACandidateIsOutOfRange)
{
  const SigningKey key =
      SigningKey::from_scalar(
          Curve::brainpool_p256r1,
          from_hex("1FB451FCA3CBCB5A2CF616C6CA2E4921C21749378186F41AEB6C53A87AC7107A"))
          .value();
  const std::pair<const char*, const char*> expected[]{
      {"sample", "8A0DD08A985FF3654C57406B4D703DB6230DCC51B49F9E33C42BB3BF9CB94D40"
                 "88081F3484D13CE49DC458772209503F28BC74DCEFD4467651913ED8B4FB157B"},
      {"a", "9BB9853AD6D49C9AB41527E729A946DCDF520DBB60BE403005169A1700F78913"
            "6D4DBF7A9AAC988D0084BC9088C8DFF597E5236E95A26089FC4DD4414AFDE2EC"},
      {"c", "011C02DC425C2D2E45EF3B93C5391AE0F12CF552A100EA78B8E960C07529C0C2"
            "5B64089BA23EFE28D0E01FB96B7A4FBF44588CEBD94CA7B5D6F725B820CDC490"}};
  for (const auto& [message, signature] : expected) {
    const Signature found = key.sign(from_text(message));
    EXPECT_EQ(Bytes(found.begin(), found.end()), from_hex(signature)) << message;
  }
}

// n - s, big-endian.
Bytes twin_of(Curve curve, Bytes signature)
{
  const std::span<const std::byte> order = order_of(curve);
  int borrow = 0;
  for (std::size_t i = order.size(); i-- > 0;) {
    const std::size_t at = order.size() + i;
    int digit = std::to_integer<int>(order[i]) - std::to_integer<int>(signature[at]) - borrow;
    borrow = digit < 0 ? 1 : 0;
    signature[at] = static_cast<std::byte>(digit + 256 * borrow);
  }
  return signature;
}

class EcdsaOfEveryCurve : public testing::TestWithParam<Curve> {
protected:
  SigningKey m_key = test_key(GetParam(), 1);
  Bytes m_message = from_text("a border pass");
  Bytes signature() const
  {
    const Signature s = m_key.sign(m_message);
    return {s.begin(), s.end()};
  }
  Reason verify(const Bytes& signature) const
  {
    return m_key.public_key().verify(m_message, signature);
  }
};

TEST_P(EcdsaOfEveryCurve, VerifiesItsOwnAndNothingElse)
{
  EXPECT_EQ(verify(signature()), Reason::none);
  EXPECT_EQ(m_key.public_key().verify(from_text("a border pasS"), signature()),
            Reason::signature_wrong);
  EXPECT_EQ(test_key(GetParam(), 2).public_key().verify(m_message, signature()),
            Reason::signature_wrong);
  EXPECT_EQ(m_key.sign(m_message).size(), 2 * field_bytes(GetParam()));
}

TEST_P(EcdsaOfEveryCurve, TheTwinIsAValidSignature)
{
  const Bytes twin = twin_of(GetParam(), signature());
  EXPECT_NE(twin, signature());
  EXPECT_EQ(verify(twin), Reason::none);
}

TEST_P(EcdsaOfEveryCurve, RefusesNumbersOutOfRange)
{
  const std::size_t half = field_bytes(GetParam());
  const std::span<const std::byte> order = order_of(GetParam());
  for (const std::size_t at : {std::size_t{0}, half}) {
    Bytes zero = signature();
    std::fill_n(zero.begin() + static_cast<std::ptrdiff_t>(at), half, std::byte{});
    EXPECT_EQ(verify(zero), Reason::signature_range);
    Bytes n = signature();
    std::copy(order.begin(), order.end(), n.begin() + static_cast<std::ptrdiff_t>(at));
    EXPECT_EQ(verify(n), Reason::signature_range);
    Bytes below = n; // n - 1 is in range, but wrong
    below[at + half - 1] = static_cast<std::byte>(std::to_integer<int>(below[at + half - 1]) - 1);
    EXPECT_EQ(verify(below), Reason::signature_wrong);
    Bytes ones = signature();
    std::fill_n(ones.begin() + static_cast<std::ptrdiff_t>(at), half, std::byte{0xFF});
    EXPECT_EQ(verify(ones), Reason::signature_range);
  }
  EXPECT_EQ(verify(Bytes(2 * half)), Reason::signature_range);
  EXPECT_EQ(verify(Bytes(2 * half, std::byte{0xFF})), Reason::signature_range);
}

TEST_P(EcdsaOfEveryCurve, TellsAnotherCurvesLengthFromNone)
{
  for (const std::size_t size : {56U, 64U, 96U, 128U, 132U}) {
    if (size != 2 * field_bytes(GetParam())) {
      EXPECT_EQ(verify(Bytes(size, std::byte{1})), Reason::signer_wrong_key);
    }
  }
  for (const std::size_t size : {0U, 1U, 55U, 70U, 71U, 72U, 133U}) {
    EXPECT_EQ(verify(Bytes(size, std::byte{1})), Reason::signature_length);
  }
}

TEST_P(EcdsaOfEveryCurve, KeyComesBackFromItsBytes)
{
  const Bytes spki = m_key.public_key().spki();
  const Result<PublicKey> again = PublicKey::from_spki(spki);
  ASSERT_TRUE(again.ok()) << again.error().detail;
  EXPECT_EQ(again.value().curve(), GetParam());
  EXPECT_EQ(again.value().verify(m_message, signature()), Reason::none);
}

TEST_P(EcdsaOfEveryCurve, RefusesBrokenKeys)
{
  const Bytes spki = m_key.public_key().spki();
  for (std::size_t size = 0; size < spki.size(); ++size) {
    EXPECT_FALSE(PublicKey::from_spki(std::span(spki).first(size)).ok()) << size;
  }
  Bytes longer = spki;
  longer.push_back(std::byte{});
  EXPECT_FALSE(PublicKey::from_spki(longer).ok());
  Bytes off_curve = spki;
  off_curve.back() ^= std::byte{1};
  EXPECT_FALSE(PublicKey::from_spki(off_curve).ok());
}

TEST_P(EcdsaOfEveryCurve, RefusesPrivateNumbersOutOfRange)
{
  const std::span<const std::byte> order = order_of(GetParam());
  EXPECT_FALSE(SigningKey::from_scalar(GetParam(), order).ok());
  EXPECT_FALSE(SigningKey::from_scalar(GetParam(), Bytes(order.size())).ok());
  EXPECT_FALSE(SigningKey::from_scalar(GetParam(), Bytes(order.size() - 1, std::byte{1})).ok());
}

INSTANTIATE_TEST_SUITE_P(All, EcdsaOfEveryCurve, testing::ValuesIn(all_curves),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST(Ecdsa, RefusesOtherKindsOfKey)
{
  // Ed25519, and P-256 with the point at infinity
  EXPECT_EQ(PublicKey::from_spki(from_hex("302A300506032B6570032100D75A980182B10AB7D54BFED3C964073A"
                                          "0EE172F3DAA62325AF021A68F707511A"))
                .error()
                .code,
            ErrorCode::unsupported);
  EXPECT_FALSE(PublicKey::from_spki(from_hex("301930130607"
                                             "2A8648CE3D0201"
                                             "0608"
                                             "2A8648CE3D030107"
                                             "03020000"))
                   .ok());
  // secp256k1 (point G): a curve that seals don't use
  EXPECT_EQ(
      PublicKey::from_spki(
          from_hex(
              "3056301006072A8648CE3D020106052B8104000A0342000479BE667EF9DCBBAC55A06295CE870B07"
              "029BFCDB2DCE28D959F2815B16F81798483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A6855419"
              "9C47D08FFB10D4B8"))
          .error()
          .code,
      ErrorCode::unsupported);
  EXPECT_FALSE(PublicKey::from_spki(Bytes(70'000)).ok());
}

TEST(Ecdsa, ReadsPrivateKeysFromFiles)
{
  // SEC 1 and PEM of the key of RFC 6979 A.2.5
  const Bytes der = from_hex(
      "30310201010420C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721A00A0608"
      "2A8648CE3D030107");
  const Result<SigningKey> key = SigningKey::from_file_content(der);
  ASSERT_TRUE(key.ok()) << key.error().detail;
  const Signature expected = SigningKey::from_scalar(Curve::p256, from_hex(vectors[1].scalar))
                                 .value()
                                 .sign(from_text("x"));
  const Signature found = key.value().sign(from_text("x"));
  EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end()));
  EXPECT_FALSE(SigningKey::from_file_content(
                   from_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
                   .ok());
  EXPECT_FALSE(SigningKey::from_file_content({}).ok());
  EXPECT_FALSE(SigningKey::from_file_content(Bytes(20'000)).ok());
}

} // namespace
} // namespace gatetwin
