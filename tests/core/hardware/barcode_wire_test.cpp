// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/barcode_wire.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

BarcodeReading sample()
{
  BarcodeReading reading;
  end_reading(reading, CheckKind::presence, CheckResult::successful, Reason::none);
  end_reading(reading, CheckKind::technology, CheckResult::successful, Reason::several_seals);
  end_reading(reading, CheckKind::decoding, CheckResult::successful, Reason::none);
  reading.symbology = Symbology::pdf417;
  reading.symbols_in_view = 2;
  CHECK(reading.stages.push_back({BarcodeStage::straight, 1, 0, 12'345'678'901}));
  CHECK(reading.stages.push_back({BarcodeStage::rectified, 3, 2, 5}));
  for (int i = 0; i < 130; ++i) CHECK(reading.payload.push_back(static_cast<std::byte>(i * 7)));
  return reading;
}

TEST(BarcodeWire, ARequestComesBackAsItWas)
{
  BarcodeRequest request{77, 1400, 1100, 1408, {}};
  request.profile.accepted = {Symbology::qr_code, Symbology::aztec};
  request.profile.has_leading = true;
  request.profile.leading = std::byte{0xDC};
  const auto packet = encode(request);
  const Result<BarcodeRequest> again = decode_barcode_request(packet);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().number, 77U);
  EXPECT_EQ(again.value().width, 1400U);
  EXPECT_EQ(again.value().height, 1100U);
  EXPECT_EQ(again.value().stride, 1408U);
  EXPECT_EQ(again.value().profile.accepted, request.profile.accepted);
  EXPECT_TRUE(again.value().profile.has_leading);
  EXPECT_EQ(again.value().profile.leading, std::byte{0xDC});
}

TEST(BarcodeWire, ARequestOfAnotherLengthIsRefused)
{
  const auto packet = encode(BarcodeRequest{1, 64, 64, 64, {}});
  std::vector<std::byte> bytes(packet.begin(), packet.end());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_barcode_request(std::span(bytes).first(size)).ok()) << size;
  bytes.push_back(std::byte{0});
  EXPECT_FALSE(decode_barcode_request(bytes).ok());
}

TEST(BarcodeWire, AnAnswerComesBackAsItWas)
{
  const BarcodeReading reading = sample();
  const Result<BarcodeReading> again = decode_barcode_answer(encode(reading, 9), 9, {});
  ASSERT_TRUE(again.ok());
  const BarcodeReading& r = again.value();
  EXPECT_EQ(r.symbology, Symbology::pdf417);
  EXPECT_EQ(r.symbols_in_view, 2);
  EXPECT_EQ(r.checks.size(), 3U);
  EXPECT_EQ(r.checks[1].reason, Reason::several_seals);
  ASSERT_EQ(r.stages.size(), 2U);
  EXPECT_EQ(r.stages[0].took_ns, 12'345'678'901);
  EXPECT_EQ(r.stages[1].pictures, 3);
  EXPECT_TRUE(std::equal(reading.payload.begin(), reading.payload.end(), r.payload.begin(),
                         r.payload.end()));
}

TEST(BarcodeWire, AnAnswerThatIsCutOrLongerIsRefused)
{
  std::vector<std::byte> bytes = encode(sample(), 9);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_barcode_answer(std::span(bytes).first(size), 9, {}).ok()) << size;
  bytes.push_back(std::byte{0});
  EXPECT_FALSE(decode_barcode_answer(bytes, 9, {}).ok());
}

TEST(BarcodeWire, AnAnswerMayNotClaimTheImpossible)
{
  const std::vector<std::byte> good = encode(sample(), 9);
  EXPECT_FALSE(decode_barcode_answer(good, 10, {}).ok()) << "another reading's";
  BarcodeProfile profile;
  profile.accepted = {Symbology::qr_code};
  EXPECT_FALSE(decode_barcode_answer(good, 9, profile).ok()) << "not an accepted symbology";

  BarcodeReading failed = sample();
  failed.checks[2].result = CheckResult::failed;
  EXPECT_FALSE(decode_barcode_answer(encode(failed, 9), 9, {}).ok()) << "failed, yet a payload";
  BarcodeReading nothing = sample();
  nothing.payload.clear();
  EXPECT_FALSE(decode_barcode_answer(encode(nothing, 9), 9, {}).ok()) << "successful without one";
  BarcodeReading unseen = sample();
  unseen.symbols_in_view = 0;
  EXPECT_FALSE(decode_barcode_answer(encode(unseen, 9), 9, {}).ok()) << "of no symbol";
  BarcodeReading other = sample();
  other.checks[0].kind = CheckKind::signer_signature;
  EXPECT_FALSE(decode_barcode_answer(encode(other, 9), 9, {}).ok()) << "not its to check";
  BarcodeReading unknown = sample();
  unknown.checks[1].reason = static_cast<Reason>(999'999);
  EXPECT_FALSE(decode_barcode_answer(encode(unknown, 9), 9, {}).ok()) << "an unknown reason";
  BarcodeReading early = sample();
  early.stages[0].took_ns = -1;
  EXPECT_FALSE(decode_barcode_answer(encode(early, 9), 9, {}).ok()) << "ended before it began";
  BarcodeReading disorder = sample();
  disorder.stages[0].stage = BarcodeStage::sharpened;
  EXPECT_FALSE(decode_barcode_answer(encode(disorder, 9), 9, {}).ok());
}

} // namespace
} // namespace gatetwin
