// SPDX-License-Identifier: Apache-2.0
#include "core/link/certificate_judge.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

class CertificateJudge : public testing::Test {
protected:
  LinkRefusal judge(const LeafTraits& traits, const TestAuthority& issuer,
                    CertificateUse use = CertificateUse::client)
  {
    const auto leaf = issuer.issue(traits);
    return judge_certificate(m_files, leaf.certificate, leaf.certificate, use).refusal;
  }
  void write(const std::string& path, const std::string& text)
  {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  }

  Folder m_folder;
  TestAuthority m_root{"root"}, m_other{"other"};
  TlsFiles m_files = write_tls_files(m_folder.path(), "own", m_root,
                                     m_root.issue({.uri = "urn:gatetwin:unit:17"}));
};

TEST_F(CertificateJudge, GivesEveryCauseItsOwnReason)
{
  const std::string uri = "urn:gatetwin:unit:17";
  struct Case {
    LinkRefusal expected;
    LeafTraits traits;
    bool of_other_root = false;
  };
  const Case cases[] = {
      {LinkRefusal::none, {.uri = uri}},
      {LinkRefusal::none, {.uri = uri, .use = "clientAuth,serverAuth"}},
      {LinkRefusal::certificate_expired, {.uri = uri, .from_s = -7200, .until_s = -1}},
      {LinkRefusal::certificate_not_yet_valid, {.uri = uri, .from_s = 600}},
      {LinkRefusal::certificate_self_signed, {.uri = uri, .self_signed = true}},
      {LinkRefusal::certificate_unknown_issuer, {.uri = uri}, true},
      {LinkRefusal::certificate_wrong_use, {.uri = uri, .use = "serverAuth"}},
      {LinkRefusal::certificate_wrong_use, {.uri = uri, .use = ""}},
      {LinkRefusal::certificate_without_identity, {.uri = ""}},
      {LinkRefusal::certificate_without_identity, {.uri = "urn:gatetwin:unit:01"}},
      {LinkRefusal::certificate_without_identity, {.uri = "https://example.org/"}},
  };
  for (const Case& c : cases) {
    EXPECT_STREQ(to_string(judge(c.traits, c.of_other_root ? m_other : m_root)),
                 to_string(c.expected))
        << c.traits.uri << " " << c.traits.use << " " << c.traits.from_s;
  }
  EXPECT_EQ(judge_certificate(m_files, "", "", CertificateUse::client).refusal,
            LinkRefusal::no_certificate);
  EXPECT_EQ(judge_certificate(m_files, "garbage", "", CertificateUse::client).refusal,
            LinkRefusal::certificate_invalid);
}

TEST_F(CertificateJudge, ConsultsTheListOfRevokedCertificatesWhenThereIsOne)
{
  const LeafTraits traits{.uri = "urn:gatetwin:unit:17", .serial = 42};
  m_files.revocations = m_folder.path() + "/revoked.pem";
  EXPECT_EQ(judge(traits, m_root), LinkRefusal::revocations_unknown) << "the file is missing";
  write(m_files.revocations, m_root.revocations(0));
  EXPECT_EQ(judge(traits, m_root), LinkRefusal::none);
  write(m_files.revocations, m_root.revocations(42));
  EXPECT_EQ(judge(traits, m_root), LinkRefusal::certificate_revoked);
  write(m_files.revocations, m_root.revocations(0, -60));
  EXPECT_EQ(judge(traits, m_root), LinkRefusal::revocations_unknown) << "expired";
  write(m_files.revocations, m_other.revocations(0));
  EXPECT_EQ(judge(traits, m_root), LinkRefusal::revocations_unknown) << "another authority's";
}

TEST_F(CertificateJudge, SaysWhatIsWrongWithOwnFilesBeforeTheyAreUsed)
{
  const auto own = check_tls_files(m_files, CertificateUse::client);
  ASSERT_TRUE(own.ok()) << own.error().detail;
  EXPECT_EQ(own.value(), (PeerIdentity{PeerRole::unit, 17}));
  EXPECT_STREQ(check_tls_files(m_files, CertificateUse::server).error().detail,
               "certificate_wrong_use");
  TlsFiles files = m_files;
  files.key = m_folder.path() + "/none";
  EXPECT_EQ(check_tls_files(files, CertificateUse::client).error().code, ErrorCode::not_found);
  files.key = m_files.certificate;
  EXPECT_EQ(check_tls_files(files, CertificateUse::client).error().code, ErrorCode::malformed);
  const auto second = m_root.issue({.uri = "urn:gatetwin:unit:17"});
  files.key = m_folder.path() + "/second.key";
  write(files.key, second.key);
  EXPECT_STREQ(check_tls_files(files, CertificateUse::client).error().detail,
               "the key is not the certificate's");
}

} // namespace
} // namespace gatetwin::test
