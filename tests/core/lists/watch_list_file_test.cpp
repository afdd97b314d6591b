// SPDX-License-Identifier: Apache-2.0
#include "core/lists/watch_list_file.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

SigningKey key_of(unsigned char seed)
{
  const std::vector<std::byte> scalar(32, std::byte{seed});
  return SigningKey::from_scalar(Curve::p256, scalar).value();
}

class WatchListFile : public testing::Test {
protected:
  Result<WatchListContent> read(std::string_view file, std::uint64_t newer_than = 0)
  {
    return read_watch_list(file, {m_key.public_key(), newer_than}, m_fault);
  }
  Result<WatchListContent> read_signed(const std::string& body)
  {
    std::string text = "gatetwin-watch-list 1\nversion 5\nissued 2026-03-01T00:00:00Z\n" + body;
    const Signature signature = m_key.sign(std::as_bytes(std::span(text.data(), text.size())));
    text += "signature ";
    for (const std::byte byte : signature) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      text += digits[std::to_integer<unsigned>(byte) >> 4];
      text += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return read(text + "\n");
  }

  SigningKey m_key = key_of(7);
  Diagnostic m_fault;
};

TEST_F(WatchListFile, GivesBackWhatWasWritten)
{
  WatchListContent list{9, {1'790'000'000'000'000'000}, {}};
  list.entries = read_watch_list_table("issuer,number,name,birth\nVNM,BP6666666,\"Lê, Văn Đậu\","
                                       "1970-01-02\nLAO,P1,,\n,,\"Trần, Thị Hoà\",1985\n",
                                       m_fault)
                     .value();
  ASSERT_EQ(list.entries.size(), 4U);
  const std::string file = write_watch_list(list, m_key);
  const auto back = read(file);
  ASSERT_TRUE(back.ok()) << back.error().detail;
  EXPECT_EQ(back.value().version, 9U);
  EXPECT_EQ(back.value().issued_at, list.issued_at);
  EXPECT_EQ(write_watch_list(back.value(), m_key), file);
  const WatchList built = WatchList::build(9, list.issued_at, back.value().entries).value();
  CheckedDocument document = sample::border_pass("BP1", "LE<<VAN<DAU");
  document.birth = {1970, 1, 2};
  EXPECT_EQ(built.look_up(document), WatchListVerdict::hit) << "from its Vietnamese spelling";
  document.birth = {1971, 1, 2};
  EXPECT_EQ(built.look_up(document), WatchListVerdict::clear);
  EXPECT_EQ(built.look_up(sample::border_pass("BP6666666")), WatchListVerdict::hit);
}

TEST_F(WatchListFile, BelievesNothingThatTheAuthorityDidNotSign)
{
  const WatchListContent list{
      9, {1'790'000'000'000'000'000}, {{sample::text<3>("VNM"), sample::text<24>("BP1"), {}, {}}}};
  const std::string file = write_watch_list(list, m_key);
  EXPECT_EQ(read_watch_list(file, {key_of(8).public_key(), 0}, m_fault).error().code,
            ErrorCode::corrupt);
  for (std::size_t at = 0; at < file.size(); ++at) {
    std::string changed = file;
    changed[at] ^= 1;
    EXPECT_FALSE(read(changed).ok()) << at;
    EXPECT_FALSE(read(file.substr(0, at)).ok()) << at;
  }
  EXPECT_EQ(read(file, 9).error().code, ErrorCode::expired) << "not newer than the one in use";
}

TEST_F(WatchListFile, NamesTheFaultyLineAlsoOfASignedFile)
{
  for (const char* body :
       {"document VNM\nend\n", "document VNM BP1 more\nend\n", "document VNMX BP1\nend\n",
        "document VNM --\nend\n", "person LE<<VAN 1970\nend\n", "person le 19700102\nend\n",
        "person LE<<VAN 19701302\nend\n", "person LE<<VAN 00000102\nend\n", "\nend\n", "end\nend\n",
        "rubbish\nend\n"}) {
    const auto list = read_signed(body);
    ASSERT_FALSE(list.ok()) << body;
    EXPECT_EQ(list.error().code, ErrorCode::malformed) << body;
    EXPECT_GT(m_fault.line, 0) << body;
  }
  EXPECT_EQ(read_signed("end\n").error().code, ErrorCode::malformed) << "nobody is sought";
  EXPECT_TRUE(read_signed("person LE<<VAN 19700000\nend\n").ok());
}

TEST_F(WatchListFile, NamesTheFaultyRowOfATable)
{
  const std::string head = "issuer,number,name,birth\n";
  for (const char* row : {"VNM,,,\n", ",BP1,,\n", ",,Lê,\n", ",,,1970\n", ",,,\n", "VNM,BP1,,,\n",
                          "VNM,BP1\n", ",,\"Lê,1970\n", ",,Ли,1970\n", ",,Lê,1970-13-01\n",
                          ",,Lê,70\n", "VNMX,BP1,,\n", "VNM,BP 1,,\n", ",,L\xFF,1970\n"}) {
    EXPECT_FALSE(read_watch_list_table(head + row, m_fault).ok()) << row;
    EXPECT_EQ(m_fault.line, 2) << row;
  }
  EXPECT_FALSE(read_watch_list_table(head, m_fault).ok());
  EXPECT_FALSE(read_watch_list_table("VNM,BP1,,\n", m_fault).ok());
  EXPECT_EQ(m_fault.line, 1);
}

} // namespace
} // namespace gatetwin
