// SPDX-License-Identifier: Apache-2.0
#include "core/link/link.pb.h"
#include "core/link/settlement_codec.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

Settlement sample_wish()
{
  return {.transaction = transaction_id(sample::gate, 5),
          .outcome = SettlementOutcome::annulled,
          .reason = sample::text<most_inquiry_reason>("camera 4, 12:31")};
}

Crossing presumed(std::uint64_t count, WallTime at)
{
  return {.transaction = transaction_id(sample::gate, count),
          .authority = sample::vietnam,
          .unit = sample::gate,
          .checkpoint = sample::checkpoint,
          .direction = Direction::exit,
          .decision = Decision::admit,
          .reason = Reason::passage_presumed,
          .at = at,
          .received_at = at + hours(1),
          .kind = DocumentKind::border_pass,
          .ref = {0xABCD}};
}

TEST(SettleRequest, IsReadAsItWasWrittenWithoutWhoAndWhen)
{
  Settlement wish = sample_wish();
  for (int round = 0; round < 2; ++round) {
    const auto bytes = encode_settle_request(wish);
    ASSERT_TRUE(bytes.ok()) << bytes.error().detail;
    EXPECT_LE(bytes.value().size(), max_settle_request_bytes);
    EXPECT_EQ(decode_settle_request(bytes.value()).value(), wish);
    wish = {.transaction = {UINT64_MAX - 1},
            .correction = true,
            .reason = sample::text<most_inquiry_reason>(std::string(64, 'x'))};
  }
  Settlement named = sample_wish();
  named.supervisor = 7;
  named.at = sample::noon;
  EXPECT_EQ(decode_settle_request(encode_settle_request(named).value()).value(), sample_wish());
}

TEST(SettleRequest, IsRefusedUnlessItIsTheOneEncodingOfASettlement)
{
  using Request = registry::v1::SettleRequest;
  Request good;
  ASSERT_TRUE(good.ParseFromString(encode_settle_request(sample_wish()).value()));
  const auto expect_malformed = [&](const char* what, auto&& spoil) {
    Request bad = good;
    spoil(bad);
    const auto read = decode_settle_request(bad.SerializeAsString());
    ASSERT_FALSE(read.ok()) << what;
    EXPECT_EQ(read.error().code, ErrorCode::malformed) << what;
  };
  expect_malformed("no crossing", [](Request& r) { r.set_transaction(UINT64_MAX); });
  for (const std::uint32_t outcome : {0U, 3U, 257U})
    expect_malformed("outcome", [&](Request& r) { r.set_outcome(outcome); });
  for (const char* reason : {"", " ", "a ", "a\nb", "a\"", "\xFF"})
    expect_malformed(reason, [&](Request& r) { r.set_reason(reason); });
  expect_malformed("65 letters", [](Request& r) { r.set_reason(std::string(65, 'a')); });
  expect_malformed("unknown field", [](Request& r) {
    r.GetReflection()->MutableUnknownFields(&r)->AddVarint(9, 1);
  });
  const std::string bytes = good.SerializeAsString();
  EXPECT_FALSE(decode_settle_request(bytes + std::string("\x10\x01", 2)).ok()) << "twice";
  EXPECT_FALSE(decode_settle_request(bytes.substr(0, 9)).ok()) << "cut";
  EXPECT_FALSE(decode_settle_request("").ok());
  EXPECT_EQ(decode_settle_request(std::string(97, 'x')).error().code, ErrorCode::too_large);
}

TEST(PresumedRequest, NamesAPlaceWhereACrossingCanBe)
{
  for (const HistoryPlace& place :
       {HistoryPlace{}, HistoryPlace{sample::noon, transaction_id(sample::gate, 5)},
        HistoryPlace{{9'000'000'000'000'000'000}, {UINT64_MAX - 1}}}) {
    const auto bytes = encode_presumed_request(place);
    ASSERT_TRUE(bytes.ok());
    EXPECT_LE(bytes.value().size(), max_presumed_request_bytes);
    EXPECT_EQ(decode_presumed_request(bytes.value()).value(), place);
  }
  registry::v1::PresumedRequest bad;
  bad.mutable_after()->set_at_ns(UINT64_MAX);
  EXPECT_EQ(decode_presumed_request(bad.SerializeAsString()).error().code, ErrorCode::malformed);
  bad.mutable_after()->set_at_ns(1);
  bad.mutable_after()->set_transaction(UINT64_MAX);
  EXPECT_EQ(decode_presumed_request(bad.SerializeAsString()).error().code, ErrorCode::malformed);
  EXPECT_FALSE(decode_presumed_request("rubbish").ok());
  EXPECT_EQ(decode_presumed_request(std::string(33, 'x')).error().code, ErrorCode::too_large);
}

TEST(PresumedPart, TellsWhatBecameOfEachCrossing)
{
  HistoryPage page{{presumed(1, sample::noon), presumed(2, sample::noon)}, true, {}};
  page.settled[page.crossings[1].transaction] = {SettlementOutcome::annulled, sample::noon};
  const std::string bytes = encode_history_part(page);
  EXPECT_EQ(decode_presumed_part(bytes, {}, sample::vietnam).value(), page);
  EXPECT_EQ(decode_presumed_part(bytes, place_of(page.crossings[0]), sample::vietnam).error().code,
            ErrorCode::corrupt)
      << "not behind the place";
}

TEST(PresumedPart, IsRefusedWhereItCannotBeTheAnswer)
{
  using Part = registry::v1::HistoryPart;
  const HistoryPage page{{presumed(1, sample::noon)}, false, {}};
  const auto expect_corrupt = [&](const char* what, auto&& spoil) {
    Part part;
    ASSERT_TRUE(part.ParseFromString(encode_history_part(page)));
    spoil(*part.mutable_crossings(0));
    const auto read = decode_presumed_part(part.SerializeAsString(), {}, sample::vietnam);
    ASSERT_FALSE(read.ok()) << what;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt) << what;
  };
  using Past = registry::v1::PastCrossing;
  expect_corrupt("not presumed", [](Past& past) { past.set_reason(0); });
  expect_corrupt("other outcome", [](Past& past) { past.set_settled(3); });
  expect_corrupt("open, but settled when", [](Past& past) { past.set_settled_at_ns(5); });
  expect_corrupt("settled after 2255", [](Past& past) {
    past.set_settled(1);
    past.set_settled_at_ns(UINT64_MAX);
  });
}

TEST(Settled, IsReadAsItWasWritten)
{
  for (const auto result :
       {SettlementResult::written, SettlementResult::no_crossing, SettlementResult::not_presumed,
        SettlementResult::settled_before, SettlementResult::nothing_to_correct})
    EXPECT_EQ(decode_settled(encode_settled(result)).value(), result);
  EXPECT_EQ(decode_settled("\x08\x05").error().code, ErrorCode::corrupt);
  EXPECT_EQ(decode_settled("rubbish").error().code, ErrorCode::corrupt);
}

} // namespace
} // namespace gatetwin
