// SPDX-License-Identifier: Apache-2.0
#include "core/link/history_codec.hpp"
#include "core/link/link.pb.h"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

HistoryQuestion sample_question()
{
  HistoryQuestion question;
  question.document = document_key("VNM", "BP1234567");
  question.reason = sample::text<most_inquiry_reason>("case 12/2026");
  return question;
}

Crossing past(std::uint64_t count, WallTime at)
{
  return {.transaction = transaction_id(sample::gate, count),
          .authority = sample::vietnam,
          .unit = sample::gate,
          .checkpoint = sample::checkpoint,
          .direction = Direction::entry,
          .decision = Decision::admit,
          .reason = Reason::officer_admitted,
          .offline = true,
          .stamped = true,
          .at = at,
          .received_at = at + seconds(3),
          .kind = DocumentKind::border_pass,
          .ref = {0xABCD},
          .document = sample_question().document};
}

TEST(HistoryQuestion, IsReadAsItWasWritten)
{
  HistoryQuestion question = sample_question();
  for (int part = 0; part < 2; ++part) {
    const auto bytes = encode_history_request(question);
    ASSERT_TRUE(bytes.ok());
    EXPECT_LE(bytes.value().size(), max_history_request_bytes);
    EXPECT_EQ(decode_history_request(bytes.value()).value(), question);
    question.after = {sample::noon, transaction_id(sample::gate, 5)};
  }
  question.document = document_key("ABC", std::string(24, '9'));
  question.reason = sample::text<most_inquiry_reason>(std::string(64, 'x'));
  question.after = {{9'000'000'000'000'000'000}, {UINT64_MAX - 1}};
  EXPECT_LE(encode_history_request(question).value().size(), max_history_request_bytes);
}

TEST(HistoryQuestion, IsRefusedUnlessItIsTheOneEncodingOfWhatTheRegistryCanFind)
{
  using Request = registry::v1::HistoryRequest;
  Request good;
  ASSERT_TRUE(good.ParseFromString(encode_history_request(sample_question()).value()));
  const auto expect_malformed = [&](const char* what, auto&& spoil) {
    Request bad = good;
    spoil(bad);
    const auto read = decode_history_request(bad.SerializeAsString());
    ASSERT_FALSE(read.ok()) << what;
    EXPECT_EQ(read.error().code, ErrorCode::malformed) << what;
  };
  for (const char* issuer : {"", "vnm", "VN1", "VNMX", "V M", "\xC4\x90"})
    expect_malformed(issuer, [&](Request& r) { r.set_issuer(issuer); });
  for (const char* number : {"", "bp1", "BP-1", "BP 1", "BP1<", "1234567890123456789012345"})
    expect_malformed(number, [&](Request& r) { r.set_number(number); });
  for (const char* reason : {"", " ", "a ", "a\nb", "a\"", "\xFF"})
    expect_malformed(reason, [&](Request& r) { r.set_reason(reason); });
  expect_malformed("65 letters", [](Request& r) { r.set_reason(std::string(65, 'a')); });
  expect_malformed("after 2255", [](Request& r) { r.mutable_after()->set_at_ns(UINT64_MAX); });
  expect_malformed("unknown field", [](Request& r) {
    r.GetReflection()->MutableUnknownFields(&r)->AddVarint(9, 1);
  });
  const std::string bytes = good.SerializeAsString();
  EXPECT_FALSE(decode_history_request(bytes + std::string("\x0A\x03LAO", 5)).ok()) << "twice";
  EXPECT_FALSE(decode_history_request(bytes.substr(0, 9)).ok()) << "cut";
  EXPECT_FALSE(decode_history_request("").ok());
  EXPECT_EQ(decode_history_request(std::string(129, 'x')).error().code, ErrorCode::too_large);
}

TEST(HistoryPart, IsReadAsItWasWritten)
{
  HistoryPage page;
  for (std::uint64_t i = 0; i < most_in_history_part; ++i)
    page.crossings.push_back(past(i, sample::noon + seconds(static_cast<std::int64_t>(i) / 2)));
  page.more = true;
  page.crossings[3].reason = page.crossings[4].reason = Reason::passage_presumed;
  page.settled[page.crossings[4].transaction] = {SettlementOutcome::confirmed, sample::noon};
  const std::string bytes = encode_history_part(page);
  EXPECT_LT(bytes.size(), 72 * most_in_history_part);
  EXPECT_EQ(decode_history_part(bytes, sample_question(), sample::vietnam).value(), page);
  EXPECT_EQ(decode_history_part("", sample_question(), sample::vietnam).value(), HistoryPage{});
}

TEST(HistoryPart, IsRefusedWhereItCannotBeTheAnswer)
{
  HistoryQuestion question = sample_question();
  const auto expect_corrupt = [&](const char* what, const HistoryPage& page, auto&& spoil) {
    registry::v1::HistoryPart part;
    ASSERT_TRUE(part.ParseFromString(encode_history_part(page)));
    spoil(part);
    const auto read = decode_history_part(part.SerializeAsString(), question, sample::vietnam);
    ASSERT_FALSE(read.ok()) << what;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt) << what;
  };
  using Part = registry::v1::HistoryPart;
  const auto as_it_is = [](Part&) {};
  const HistoryPage two{{past(1, sample::noon), past(2, sample::noon)}, false, {}};
  expect_corrupt("out of order", {{two.crossings[1], two.crossings[0]}, false, {}}, as_it_is);
  expect_corrupt("twice", {{two.crossings[0], two.crossings[0]}, false, {}}, as_it_is);
  expect_corrupt("more behind nothing", {{}, true, {}}, as_it_is);
  expect_corrupt("direction", two, [](Part& p) { p.mutable_crossings(0)->set_direction(2); });
  expect_corrupt("decision", two, [](Part& p) { p.mutable_crossings(0)->set_decision(4); });
  expect_corrupt("kind", two, [](Part& p) { p.mutable_crossings(1)->set_document_kind(7); });
  expect_corrupt("time", two, [](Part& p) { p.mutable_crossings(1)->set_at_ns(1ULL << 63); });
  expect_corrupt("no transaction", two,
                 [](Part& p) { p.mutable_crossings(1)->set_transaction(UINT64_MAX); });
  expect_corrupt("settled, not presumed", two,
                 [](Part& p) { p.mutable_crossings(0)->set_settled(1); });
  HistoryPage many;
  for (std::uint64_t i = 0; i <= most_in_history_part; ++i)
    many.crossings.push_back(past(i, sample::noon));
  expect_corrupt("too many", many, as_it_is);
  question.after = place_of(two.crossings[0]);
  expect_corrupt("not behind the place", two, as_it_is);
  EXPECT_EQ(decode_history_part("rubbish", question, sample::vietnam).error().code,
            ErrorCode::corrupt);
}

} // namespace
} // namespace gatetwin
