// SPDX-License-Identifier: Apache-2.0
#include "core/link/link.pb.h"
#include "core/link/unit_report_codec.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr UnitId unit{17};

UnitReport sample_report()
{
  UnitReport report;
  JournalHead& head = report.journals.emplace_back();
  EXPECT_TRUE(head.file.assign("gate-17-20261101T060000.000Z.journal"));
  head.bytes = 123'456'789;
  head.records = 4711;
  head.digest.fill(std::byte{0xA5});
  report.pairs.push_back({transaction_id(unit, 5), seconds(70), true, false});
  return report;
}

TEST(UnitReportCodec, GivesBackWhatWasWritten)
{
  const auto bytes = encode_report(sample_report());
  ASSERT_TRUE(bytes.ok());
  const auto again = decode_report(bytes.value(), unit);
  ASSERT_TRUE(again.ok()) << again.error().detail;
  EXPECT_EQ(again.value(), sample_report());
  EXPECT_EQ(decode_report("", unit).value(), UnitReport{});
}

TEST(UnitReportCodec, RefusesWhatNoUnitOfOursWouldSend)
{
  registry::v1::UnitReport good;
  ASSERT_TRUE(good.ParseFromString(encode_report(sample_report()).value()));
  const auto expect = [&](ErrorCode code, auto&& spoil, const char* what) {
    registry::v1::UnitReport bad = good;
    spoil(bad);
    const auto read = decode_report(bad.SerializeAsString(), unit);
    ASSERT_FALSE(read.ok()) << what;
    EXPECT_EQ(read.error().code, code) << what;
  };
  using Report = registry::v1::UnitReport;
  for (const char* name : {"", ".hidden", "../x", "a/b", "a b"})
    expect(
        ErrorCode::malformed, [&](Report& r) { r.mutable_journals(0)->set_file(name); }, name);
  expect(
      ErrorCode::malformed,
      [](Report& r) { r.mutable_journals(0)->set_file(std::string(97, 'a')); }, "long name");
  expect(
      ErrorCode::malformed, [](Report& r) { r.mutable_journals(0)->set_digest("short"); },
      "digest");
  expect(
      ErrorCode::malformed, [](Report& r) { r.mutable_pairs(0)->set_since_ns(1ULL << 63); },
      "since the future");
  expect(
      ErrorCode::malformed,
      [](Report& r) { r.mutable_pairs(0)->set_transaction(transaction_id({18}, 5).value); },
      "another unit's pair");
  expect(
      ErrorCode::malformed,
      [](Report& r) { r.GetReflection()->MutableUnknownFields(&r)->AddVarint(9, 1); },
      "unknown field");
  expect(
      ErrorCode::too_large,
      [](Report& r) {
        for (int i = 0; i < 4; ++i) *r.add_journals() = r.journals(0);
      },
      "five journals");
  expect(
      ErrorCode::too_large,
      [](Report& r) {
        for (int i = 0; i < 64; ++i) *r.add_pairs() = r.pairs(0);
      },
      "65 pairs");
  EXPECT_EQ(decode_report(std::string(5000, 'x'), unit).error().code, ErrorCode::too_large);
  EXPECT_EQ(decode_report("rubbish", unit).error().code, ErrorCode::malformed);
}

} // namespace
} // namespace gatetwin
