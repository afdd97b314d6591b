// SPDX-License-Identifier: Apache-2.0
#include "core/authority/signer_import.hpp"
#include "core/document/document_inspector.hpp"
#include "core/document/seal_issuer.hpp"
#include "core/document/seal_profile.hpp"
#include "core/document/trust_list_file.hpp"
#include "tests/core/authority/certificate_maker.hpp"
#include <gmock/gmock.h>

namespace gatetwin {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr WallTime now{pki_now_s * 1'000'000'000};

class SignerImportTest : public ::testing::Test {
protected:
  SignerImport importing()
  {
    return {now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}, {"VNTT", {profile::visa}}}};
  }
  Certificate signer(CertificatePlan plan = {}, const Key& key = make_key())
  {
    return make_certificate(plan, key, m_authority.get(), m_authority_key);
  }
  // The only fault of a signer that a good authority issued.
  std::string fault_of(const CertificatePlan& plan, const Key& key = make_key())
  {
    SignerImport import(now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}});
    EXPECT_TRUE(import.add_authorities("csca.pem", pem(m_authority)));
    EXPECT_FALSE(import.add_signers("signer.pem", pem(signer(plan, key))));
    EXPECT_TRUE(import.signers().empty());
    return import.faults().empty() ? "" : import.faults().front();
  }

  Key m_authority_key = make_key();
  Certificate m_authority =
      make_certificate(authority_plan(), m_authority_key, nullptr, m_authority_key);
};

TEST_F(SignerImportTest, NamesASignerAsItsSealsDo)
{
  SignerImport import(
      now, {{"VN", "VNM"}},
      {{"", {profile::border_pass}}, {"VNTT", {profile::visa, profile::border_pass}}});
  ASSERT_TRUE(import.add_authorities("csca.pem", pem(m_authority)));
  const std::string both = pem(signer()) + pem(signer({.common_name = "TT", .serial = 0xA0B1}));
  ASSERT_TRUE(import.add_signers("signers.pem", both)) << import.faults().front();
  ASSERT_EQ(import.signers().size(), 2U);
  const TrustedSigner& first = import.signers()[0];
  EXPECT_EQ(first.signer.id.view(), "VNTS");
  EXPECT_EQ(first.signer.certificate.view(), "5B");
  EXPECT_EQ(first.signer.state.view(), "VNM");
  EXPECT_EQ(first.valid_from, now + days(-100));
  EXPECT_EQ(first.valid_until, now + days(100) + seconds(1)) << "notAfter is the last valid second";
  EXPECT_FALSE(first.revoked_at.has_value());
  EXPECT_TRUE(first.may_sign(profile::border_pass));
  EXPECT_FALSE(first.may_sign(profile::visa));
  EXPECT_EQ(import.signers()[1].signer.certificate.view(), "A0B1");
  EXPECT_TRUE(import.signers()[1].may_sign(profile::visa));
}

// From certificates through the list's file to a pass that a gate accepts.
TEST_F(SignerImportTest, ASealOfAnImportedSignerIsVerifiedWithTheListsKey)
{
  const Key key = make_key("brainpoolP256r1");
  SignerImport import(now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}});
  import.add_authorities("csca.der", der(m_authority));
  ASSERT_TRUE(import.add_signers("signer.der", der(signer({}, key))));
  const std::string pem_key = text_of([&](BIO* out) {
    return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  const SigningKey signing =
      SigningKey::from_file_content(std::as_bytes(std::span(pem_key.data(), pem_key.size())))
          .value();
  const std::string message = "signed bytes";
  const auto bytes = std::as_bytes(std::span(message.data(), message.size()));
  const Signature signature = signing.sign(bytes);
  const TrustList list = TrustList::make(1, now, import.signers()).value();
  Diagnostic fault;
  const Result<TrustList> read =
      read_trust_list(write_trust_list(list, signing), {signing.public_key()}, fault);
  ASSERT_TRUE(read) << to_string(fault);
  const TrustedSigner* found =
      read.value().find(import.signers()[0].signer.id, import.signers()[0].signer.certificate);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->key.verify(bytes, {signature.data(), signature.size()}), Reason::none);
}

TEST_F(SignerImportTest, ARevokedSignerIsListedWithItsTime)
{
  SignerImport import(now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}});
  import.add_authorities("csca.pem", pem(m_authority));
  ASSERT_TRUE(import.add_revocations("csca.crl",
                                     revocation_list(m_authority.get(), m_authority_key, 0x5B,
                                                     pki_now_s - 7 * day_s, pki_now_s + day_s)));
  ASSERT_TRUE(import.add_signers("s.pem", pem(signer()) + pem(signer({.serial = 0x5C}))));
  EXPECT_EQ(import.signers()[0].revoked_at, now + days(-7));
  EXPECT_FALSE(import.signers()[1].revoked_at.has_value());
}

TEST_F(SignerImportTest, RefusesASignerWithItsReason)
{
  EXPECT_THAT(fault_of({.until_s = pki_now_s - day_s}), HasSubstr("signer.pem: it has expired"));
  EXPECT_THAT(fault_of({.country = "VNM"}), HasSubstr("its subject is not C of two"));
  EXPECT_THAT(fault_of({.common_name = "T-"}), HasSubstr("its subject is not C of two"));
  EXPECT_THAT(fault_of({.common_name = ""}), HasSubstr("its subject is not C of two"));
  EXPECT_THAT(fault_of({.serial = 0}), HasSubstr("no certificate reference"));
  EXPECT_THAT(fault_of({.country = "DE"}), HasSubstr("give --state DE=CODE"));
  EXPECT_THAT(fault_of({.constraints = "critical,CA:TRUE",
                        .usage = "critical,digitalSignature,keyCertSign"}),
              HasSubstr("signs no seals"));
  EXPECT_THAT(fault_of({.usage = "critical,keyAgreement"}), HasSubstr("may not sign"));
  EXPECT_THAT(fault_of({}, make_key("secp256k1")), HasSubstr("a curve that seals don't use"));
}

TEST_F(SignerImportTest, ASignerOfAnotherAuthorityIsRefused)
{
  const Key other_key = make_key();
  // Of the same name, so that only the signature tells.
  const Certificate other = make_certificate(authority_plan(), other_key, nullptr, other_key);
  SignerImport import(now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}});
  import.add_authorities("csca.pem", pem(m_authority));
  const Certificate forged = make_certificate({}, make_key(), other.get(), other_key);
  EXPECT_FALSE(import.add_signers("forged.pem", pem(forged)));
  EXPECT_THAT(import.faults(), ElementsAre("forged.pem: it was not issued by an authority given"));
}

TEST_F(SignerImportTest, TheSameReferenceTwiceIsRefused)
{
  SignerImport import(now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}});
  import.add_authorities("csca.pem", pem(m_authority));
  EXPECT_FALSE(import.add_signers("s.pem", pem(signer()) + pem(signer())));
  EXPECT_EQ(import.signers().size(), 1U);
  EXPECT_THAT(import.faults(), ElementsAre(HasSubstr("a second certificate")));
}

TEST_F(SignerImportTest, RefusesAuthoritiesAndListsThatAreNone)
{
  SignerImport import(now, {}, {});
  EXPECT_FALSE(import.add_authorities("signer.pem", pem(signer())));
  CertificatePlan old = authority_plan();
  old.until_s = pki_now_s - day_s;
  EXPECT_FALSE(import.add_authorities(
      "old.pem", pem(make_certificate(old, m_authority_key, nullptr, m_authority_key))));
  EXPECT_FALSE(import.add_authorities(
      "forged.pem", pem(make_certificate(authority_plan(), make_key(), nullptr, m_authority_key))));
  EXPECT_FALSE(import.add_authorities("empty.pem", ""));
  EXPECT_FALSE(import.add_authorities("text.pem", "no certificate"));
  EXPECT_EQ(import.authorities(), 0U);
  ASSERT_TRUE(import.add_authorities("csca.pem", pem(m_authority)));
  const auto list = [&](const Key& key, std::int64_t next_s) {
    return revocation_list(m_authority.get(), key, 1, pki_now_s - day_s, next_s);
  };
  EXPECT_FALSE(import.add_revocations("forged.crl", list(make_key(), pki_now_s + day_s)));
  EXPECT_FALSE(import.add_revocations("old.crl", list(m_authority_key, pki_now_s - 60)));
  EXPECT_THAT(import.faults(),
              ElementsAre(HasSubstr("signer.pem: is no authority's certificate"),
                          HasSubstr("old.pem: the authority's certificate has expired"),
                          HasSubstr("forged.pem: its own signature is wrong"),
                          HasSubstr("empty.pem: not a certificate"),
                          HasSubstr("text.pem: not a certificate"),
                          HasSubstr("forged.crl: the revocation list is not signed"),
                          HasSubstr("old.crl: the revocation list is outdated")));
}

// A file that was cut in transport must not lose its last signers in silence.
TEST_F(SignerImportTest, ACutFileIsNamedAtEveryLength)
{
  const std::string whole = pem(signer()) + pem(signer({.serial = 0x5C}));
  const std::size_t second = whole.rfind("-----BEGIN");
  for (std::size_t size = second + 10; size + 2 < whole.size(); ++size) {
    SignerImport import(now, {{"VN", "VNM"}}, {{"", {profile::border_pass}}});
    import.add_authorities("csca.pem", pem(m_authority));
    EXPECT_FALSE(import.add_signers("cut.pem", whole.substr(0, size))) << size;
  }
}

} // namespace
} // namespace gatetwin
