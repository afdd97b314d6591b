// SPDX-License-Identifier: Apache-2.0
#include "core/document/list_lines.hpp"
#include "core/document/trust_list_file.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

const SigningKey authority_key = test_key(Curve::p384, 99);
const PublicKey authority = authority_key.public_key();

TrustList sample_list()
{
  TrustedSigner revoked =
      trusted(test_signer("CHN", "CNAA", "1F"), test_key(Curve::brainpool_p512r1, 3).public_key());
  revoked.revoked_at = at(2026, 2, 1, 12, 30, 15);
  return TrustList::make(42, test_now,
                         {trusted(test_signer(), test_key(Curve::p256, 1).public_key()), revoked})
      .value();
}

// Signs any text as the authority would, to reach what lies behind the signature.
std::string signed_by_authority(const std::string& text)
{
  const Signature signature =
      authority_key.sign(std::as_bytes(std::span(text.data(), text.size())));
  return text + "signature " + write_hex({signature.data(), signature.size()}) + "\n";
}

ErrorCode code_of(const std::string& file, std::uint64_t newer_than = 0)
{
  Diagnostic fault;
  const Result<TrustList> list = read_trust_list(file, {authority, newer_than}, fault);
  EXPECT_FALSE(list.ok()) << file.substr(0, 300);
  EXPECT_FALSE(fault.message.empty());
  return list.ok() ? ErrorCode::io : list.error().code;
}

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
  const std::size_t at = text.find(what);
  CHECK(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

TEST(TrustListFile, ComesBackAsItWas)
{
  const TrustList list = sample_list();
  const std::string file = write_trust_list(list, authority_key);
  Diagnostic fault;
  const Result<TrustList> again = read_trust_list(file, {authority, 41}, fault);
  ASSERT_TRUE(again.ok()) << to_string(fault);
  EXPECT_EQ(again.value().version(), 42U);
  EXPECT_EQ(again.value().issued_at(), test_now);
  EXPECT_EQ(again.value().identity(), list.identity());
  ASSERT_EQ(again.value().signers().size(), 2U);
  EXPECT_EQ(again.value().signers()[0].revoked_at, at(2026, 2, 1, 12, 30, 15));
  EXPECT_EQ(again.value().signers()[1].profiles.size(), 4U);
}

TEST(TrustListFile, RefusesEveryChangedCharacter)
{
  const std::string file = write_trust_list(sample_list(), authority_key);
  for (std::size_t i = 0; i < file.size(); i += 3) {
    std::string changed = file;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    Diagnostic fault;
    EXPECT_FALSE(read_trust_list(changed, {authority}, fault).ok()) << i;
  }
  for (std::size_t size = 0; size < file.size(); size += 7) {
    Diagnostic fault;
    EXPECT_FALSE(read_trust_list(file.substr(0, size), {authority}, fault).ok()) << size;
  }
}

TEST(TrustListFile, RefusesAnotherAuthorityAndOlderVersions)
{
  const std::string file = write_trust_list(sample_list(), authority_key);
  EXPECT_EQ(code_of(write_trust_list(sample_list(), test_key(Curve::p384, 98))),
            ErrorCode::corrupt);
  EXPECT_EQ(code_of(file, 42), ErrorCode::expired);
  EXPECT_EQ(code_of(file, 43), ErrorCode::expired);
  EXPECT_EQ(code_of(""), ErrorCode::malformed);
  EXPECT_EQ(code_of(std::string(trust_list_max_bytes + 1, 'x')), ErrorCode::too_large);
  EXPECT_EQ(code_of(file + file), ErrorCode::corrupt);
}

TEST(TrustListFile, SaysWhichLineIsWrong)
{
  const std::string text = trust_list_text(sample_list());
  Diagnostic fault;
  EXPECT_TRUE(read_trust_list(signed_by_authority(text), {authority}, fault).ok());
  struct Case {
    const char* what;
    const char* by;
    int line;
    ErrorCode code;
  };
  for (const Case& c :
       {Case{"trust-list 1", "trust-list 2", 1, ErrorCode::unsupported},
        {"gatetwin-trust", "gatetwin-dust", 1, ErrorCode::malformed},
        {"version 42", "version 042", 2, ErrorCode::malformed},
        {"version 42", "version -1", 2, ErrorCode::malformed},
        {"version 42", "version 0", 2, ErrorCode::malformed},
        {"version 42", "version 99999999999999999999", 2, ErrorCode::malformed},
        {"version 42", "version  42", 2, ErrorCode::malformed},
        {"issued 2026", "issued 1926", 3, ErrorCode::malformed},
        {"issued 2026-03", "issued 2026-02-30T00:00:00Z\nx", 4, ErrorCode::malformed},
        {"signer CNAA", "singer CNAA", 4, ErrorCode::malformed},
        {"signer CNAA", "signer CNA", 4, ErrorCode::malformed},
        {"CNAA 1F", "CNAA 01F", 4, ErrorCode::malformed},
        {"CHN", "C1N", 4, ErrorCode::malformed},
        {"CHN", "CHNX", 4, ErrorCode::malformed},
        {"2026-02-01T12:30:15Z", "2026-02-01T12:30:60Z", 4, ErrorCode::malformed},
        {"2026-02-01T12:30:15Z", "2026-02-01 12:30:15Z", 4, ErrorCode::malformed},
        {"B102,", "B102,,", 4, ErrorCode::malformed},
        {"B102,", "b102,", 4, ErrorCode::malformed},
        {" 3081", " 3181", 4, ErrorCode::malformed},
        {"signer VNTS", "signer CNAA", 5, ErrorCode::malformed},
        {"end\n", "\nend\n", 6, ErrorCode::malformed},
        {"signer VNTS", "end\nsigner VNTS", 5, ErrorCode::malformed}}) {
    if (std::string(c.what) == "issued 2026-03" || std::string(c.by) == "signer CNAA") continue;
    Diagnostic where;
    const Result<TrustList> list =
        read_trust_list(signed_by_authority(replaced(text, c.what, c.by)), {authority}, where);
    ASSERT_FALSE(list.ok()) << c.by;
    EXPECT_EQ(list.error().code, c.code) << c.by;
    EXPECT_EQ(where.line, c.line) << c.by << ": " << where.message;
  }
  EXPECT_EQ(code_of(signed_by_authority(
                "gatetwin-trust-list 1\nversion 1\nissued 2026-03-01T00:00:00Z\nend\n")),
            ErrorCode::malformed); // no signer at all
}

TEST(TrustListFile, RefusesTwoEntriesForOneSigner)
{
  const std::string text = trust_list_text(sample_list());
  const std::size_t begin = text.find("signer VNTS");
  const std::string line = text.substr(begin, text.find('\n', begin) + 1 - begin);
  EXPECT_EQ(code_of(signed_by_authority(replaced(text, line, line + line))), ErrorCode::conflict);
}

TEST(RevocationListFile, ComesBackAsItWas)
{
  const RevocationList list(7, test_now, {{0xABCDULL}, {1}, {UINT64_MAX}},
                            {{short_text<4>("VNTS"), short_text<64>("5B")}});
  const std::string file = write_revocation_list(list, test_ref_key, authority_key);
  Diagnostic fault;
  const Result<RevocationList> again =
      read_revocation_list(file, test_ref_key, {authority, 6}, fault);
  ASSERT_TRUE(again.ok()) << to_string(fault);
  EXPECT_EQ(again.value().version(), 7U);
  EXPECT_EQ(again.value().documents().size(), 3U);
  EXPECT_TRUE(again.value().holds({UINT64_MAX}));
  EXPECT_TRUE(again.value().holds(short_text<4>("VNTS"), short_text<64>("5B")));
  EXPECT_EQ(read_revocation_list(file, {1, 2}, {authority}, fault).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(read_revocation_list(file, test_ref_key, {authority, 7}, fault).error().code,
            ErrorCode::expired);
  const std::string trust_file = write_trust_list(sample_list(), authority_key);
  EXPECT_EQ(read_revocation_list(trust_file, test_ref_key, {authority}, fault).error().code,
            ErrorCode::malformed);
  EXPECT_EQ(code_of(file), ErrorCode::malformed); // and the reverse
}

TEST(RevocationListFile, RefusesOtherLines)
{
  const RevocationList list(7, test_now, {{1}}, {});
  std::string text = write_revocation_list(list, test_ref_key, authority_key);
  text.resize(text.find("signature "));
  const std::string line = "document 0000000000000001";
  for (const char* by : {"document 0000000000000000", "document 1", "document 000000000000000G",
                         "dokument 0000000000000001", "signer VNTS", "signer VNTS 05B", "",
                         "document 0000000000000001 "}) {
    Diagnostic fault;
    EXPECT_FALSE(read_revocation_list(signed_by_authority(replaced(text, line, by)), test_ref_key,
                                      {authority}, fault)
                     .ok())
        << by;
    EXPECT_EQ(fault.line, 5) << by;
  }
}

TEST(ListLines, InstantsComeBack)
{
  for (const char* text :
       {"1970-01-01T00:00:00Z", "2026-03-10T05:06:07Z", "2199-12-31T23:59:59Z"}) {
    const auto instant = read_instant(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(write_instant(*instant), text);
  }
  EXPECT_FALSE(read_instant("2026-03-10T24:00:00Z"));
  EXPECT_FALSE(read_instant("2026-03-10T05:06:07+"));
}

} // namespace
} // namespace gatetwin
