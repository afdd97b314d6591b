// SPDX-License-Identifier: Apache-2.0
// The small files that a centre keeps: documents, heads, lines of its log.
#include "core/centre/document_table.hpp"
#include "core/centre/head_file.hpp"
#include "core/centre/json_log.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>
#include <unistd.h>

namespace gatetwin::test {
namespace {

TEST(DocumentTable, TakesIssuedAndRevokedDocumentsAndNamesTheFaultyRow)
{
  const std::string head = "issuer,number,status\n";
  Diagnostic fault;
  const auto table = read_document_table(head + "VNM,BP-1,known\r\nLAO,p2,revoked\n", fault);
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table.value().size(), 2U);
  EXPECT_EQ(table.value()[0].document, document_key("VNM", "BP1"));
  EXPECT_EQ(table.value()[1].status, DocumentStatus::revoked);
  for (const char* row : {"VNM,BP1\n", "VNM,BP1,known,x\n", "VNM,,known\n", ",BP1,known\n",
                          "VNM,BP1,Known\n", "VNMX,BP1,known\n", "VNM,--,known\n", "\n"}) {
    EXPECT_FALSE(read_document_table(head + "VNM,BP0,known\n" + row, fault).ok()) << row;
    EXPECT_EQ(fault.line, 3) << row;
  }
  EXPECT_FALSE(read_document_table("VNM,BP1,known\n", fault).ok());
}

TEST(HeadFile, GivesBackWhatWasWrittenAndNothingElse)
{
  const Folder folder;
  const std::string path = folder.path() + "/head";
  EXPECT_EQ(read_head_file(path).error().code, ErrorCode::not_found);
  LedgerHead head{42, {}};
  head.digest[3] = std::byte{0xAB};
  ASSERT_TRUE(write_head_file(path, head).ok());
  EXPECT_EQ(read_head_file(path).value(), head);
  for (const char* text : {"", "42\n", "42 AB\n", "-1 00\n", "42"}) {
    std::ofstream(path) << text;
    EXPECT_EQ(read_head_file(path).error().code, ErrorCode::malformed) << text;
  }
}

TEST(JsonLog, LetsNobodyForgeALine)
{
  LogLine line(LogLevel::warning, "x");
  line.add("detail", "a\"b\\c\nd\x01").add("count", 7);
  const std::string text = line.text();
  EXPECT_NE(text.find(R"("detail":"a\"b\\c\u000ad\u0001","count":7)"), std::string::npos) << text;
  EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(RefusalLog, WritesOneLineASecondOfEachReason)
{
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  {
    const JsonLog log(ends[1]);
    RefusalLog refusals(log);
    for (std::uint64_t i = 1; i <= 100; ++i)
      refusals.note(LinkRefusal::wrong_unit, {PeerRole::unit, 17}, i);
    refusals.note(LinkRefusal::malformed, {}, 1);
  }
  ::close(ends[1]);
  std::string text(4096, '\0');
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(::read(ends[0], text.data(), 4096), 0)));
  ::close(ends[0]);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
  EXPECT_NE(text.find("urn:gatetwin:unit:17"), std::string::npos);
}

} // namespace
} // namespace gatetwin::test
