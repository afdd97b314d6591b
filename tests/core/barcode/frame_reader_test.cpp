// SPDX-License-Identifier: Apache-2.0
#include "core/barcode/frame_reader.hpp"
#include "core/base/random_stream.hpp"
#include "tests/core/barcode/printed_symbols.hpp"
#include <gmock/gmock.h>

namespace gatetwin {
namespace {

using testing::ElementsAre;

std::string text_of(const BarcodeReading& reading)
{
  return {reinterpret_cast<const char*>(reading.payload.data()), reading.payload.size()};
}

// The stamps are counts: each call is one nanosecond later.
class CountingObserver final : public StageObserver {
public:
  void begins(BarcodeStage stage) override
  {
    begun.push_back(stage);
    m_since = ++m_now;
  }
  std::int64_t ended(BarcodeStage stage) override
  {
    EXPECT_EQ(stage, begun.back());
    return ++m_now - m_since;
  }
  void looks_at(BarcodeStage stage, const GreyPicture& picture) override
  {
    EXPECT_EQ(stage, begun.back());
    EXPECT_TRUE(check_frame(picture.view()).ok());
    ++m_now;
    ++pictures;
  }
  std::vector<BarcodeStage> begun;
  int pictures = 0;

private:
  std::int64_t m_now = 0, m_since = 0;
};

class FrameReading : public testing::Test {
protected:
  const BarcodeReading& read(const GreyPicture& picture) { return read(picture.view()); }
  const BarcodeReading& read(const FrameView& frame)
  {
    reader.read(frame, profile, reading);
    return reading;
  }
  CountingObserver observer;
  FrameReader reader{&observer};
  BarcodeProfile profile;
  BarcodeReading reading;
};

class EachSymbology : public FrameReading, public testing::WithParamInterface<Symbology> {};

TEST_P(EachSymbology, IsReadByteByByte)
{
  GreyPicture picture = blank(900, 600);
  const std::string text = "PASS 2026 / 0123456789 / border pass of a resident";
  print_symbol(picture, GetParam(), text, 450, 300);
  read(picture);
  EXPECT_EQ(reading.result(), CheckResult::successful);
  EXPECT_EQ(reading.symbology, GetParam());
  EXPECT_EQ(reading.symbols_in_view, 1);
  EXPECT_EQ(text_of(reading), text);
}

TEST_P(EachSymbology, IsNotSeenWhereItIsNotAccepted)
{
  GreyPicture picture = blank(900, 600);
  print_symbol(picture, GetParam(), "not for this lane", 450, 300);
  std::uint8_t others = every_symbology.bits();
  others &= static_cast<std::uint8_t>(~SymbologySet{GetParam()}.bits());
  profile.accepted = SymbologySet::from_bits(others);
  read(picture);
  EXPECT_EQ(reading.result(), CheckResult::failed);
  EXPECT_TRUE(reading.payload.empty());
}

INSTANTIATE_TEST_SUITE_P(All, EachSymbology,
                         testing::Values(Symbology::data_matrix, Symbology::qr_code,
                                         Symbology::pdf417, Symbology::aztec),
                         [](const auto& one) { return to_string(one.param); });

TEST_F(FrameReading, NoAcceptedSymbologyMeansNoneNotAll)
{
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::qr_code, "anything", 300, 300);
  profile.accepted = {};
  EXPECT_EQ(read(picture).reason(), Reason::symbol_not_found);
}

TEST_F(FrameReading, EveryStageIsTriedOnAnEmptyFrameAndTimed)
{
  GreyPicture picture = blank(400, 300);
  read(picture);
  EXPECT_EQ(reading.result(), CheckResult::failed);
  EXPECT_EQ(reading.reason(), Reason::symbol_not_found);
  EXPECT_THAT(observer.begun, ElementsAre(BarcodeStage::straight, BarcodeStage::rectified,
                                          BarcodeStage::enlarged, BarcodeStage::sharpened));
  ASSERT_EQ(reading.stages.size(), 4U);
  int pictures = 0;
  for (const StageRun& run : reading.stages) {
    EXPECT_EQ(run.took_ns, run.pictures + 1) << to_string(run.stage);
    pictures += run.pictures;
  }
  EXPECT_EQ(pictures, observer.pictures);
}

TEST_F(FrameReading, ALaterStageIsNotRunWhenAnEarlierOneReads)
{
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::data_matrix, "at first sight", 300, 300);
  read(picture);
  EXPECT_THAT(observer.begun, ElementsAre(BarcodeStage::straight));
  EXPECT_EQ(reading.stages[0].symbols, 1);
}

TEST_F(FrameReading, SeveralSymbolsAbort)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::qr_code, "one pass", 300, 300);
  print_symbol(picture, Symbology::data_matrix, "another pass", 900, 300);
  read(picture);
  EXPECT_EQ(reading.result(), CheckResult::aborted);
  EXPECT_EQ(reading.reason(), Reason::several_symbols);
  EXPECT_EQ(reading.symbols_in_view, 2);
  EXPECT_TRUE(reading.payload.empty());
}

TEST_F(FrameReading, PriorKnowledgePicksTheOnlyOneOfItsKind)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::qr_code, "advertisement", 300, 300);
  print_symbol(picture, Symbology::data_matrix, "Pass", 900, 300);
  profile.has_leading = true;
  profile.leading = std::byte{'P'};
  read(picture);
  EXPECT_EQ(reading.result(), CheckResult::successful);
  EXPECT_EQ(text_of(reading), "Pass");
  EXPECT_EQ(reading.symbols_in_view, 2);
  EXPECT_EQ(reading.checks[1].reason, Reason::several_symbols) << "the code is logged";
}

TEST_F(FrameReading, PriorKnowledgeThatFitsTwoStillAborts)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::data_matrix, "Pass one", 300, 300);
  print_symbol(picture, Symbology::data_matrix, "Pass two", 900, 300);
  profile.has_leading = true;
  profile.leading = std::byte{'P'};
  EXPECT_EQ(read(picture).reason(), Reason::several_seals);
}

TEST_F(FrameReading, TheSamePassTwiceIsTwoPasses)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::data_matrix, "Pass", 300, 300);
  print_symbol(picture, Symbology::data_matrix, "Pass", 900, 300);
  EXPECT_EQ(read(picture).symbols_in_view, 2);
  EXPECT_EQ(reading.result(), CheckResult::aborted);
}

TEST_F(FrameReading, ASymbolBeyondCorrectionGivesNothing)
{
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::qr_code, std::string(60, 'x'), 300, 300);
  for (std::uint32_t y = 270; y < 330; ++y) {
    for (std::uint32_t x = 270; x < 330; ++x)
      picture.pixels[y * 600 + x] = (x / 4 + y / 4) % 2 == 0 ? 30 : 230;
  }
  read(picture);
  EXPECT_EQ(reading.result(), CheckResult::failed);
  EXPECT_TRUE(reading.payload.empty());
}

TEST_F(FrameReading, RowsMayBeFartherApartThanTheirWidth)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::qr_code, "left half", 300, 300);
  print_symbol(picture, Symbology::qr_code, "right half", 900, 300);
  FrameView left = picture.view();
  left.width = 600;
  EXPECT_EQ(text_of(read(left)), "left half");
  FrameView right = picture.view();
  right.bytes = right.bytes.subspan(600);
  right.width = 600;
  EXPECT_EQ(text_of(read(right)), "right half");
}

TEST_F(FrameReading, WhatIsNoPictureIsRefusedUnseen)
{
  const std::vector<std::byte> bytes(4096);
  const FrameView wrong[] = {
      {{}, 0, 0, 0},
      {bytes, 0, 64, 64},
      {bytes, 64, 0, 64},
      {bytes, 1, 4096, 1},
      {bytes, 4096, 1, 4096},
      {bytes, 64, 65, 64},         // a row more than there are bytes
      {bytes, 64, 64, 63},         // rows that overlap
      {bytes, 64, 64, 0xFFFFFFFF}, // rows that lie far apart
      {bytes, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
      {bytes, 20'000, 20'000, 20'000},
      {std::span(bytes).first(4095), 64, 64, 64}, // truncated by one byte
      {{}, 64, 64, 64},
  };
  for (const FrameView& frame : wrong) {
    read(frame);
    EXPECT_EQ(reading.result(), CheckResult::aborted) << frame.width << " x " << frame.height;
    EXPECT_EQ(reading.reason(), Reason::frame_implausible);
    EXPECT_TRUE(observer.begun.empty());
  }
  read({bytes, 64, 64, 64});
  EXPECT_EQ(reading.reason(), Reason::symbol_not_found);
}

TEST_F(FrameReading, ReadingsAfterEachOtherShareNothing)
{
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::qr_code, "first", 300, 300);
  read(picture);
  read(blank(600, 600));
  EXPECT_TRUE(reading.payload.empty());
  EXPECT_EQ(reading.symbols_in_view, 0);
  read(picture);
  EXPECT_EQ(text_of(reading), "first");
}

TEST_F(FrameReading, AnyNoiseEndsWithoutAPayload)
{
  for (std::uint64_t i = 0; i < 12; ++i) {
    RandomStream stream(i, 0, 0, purpose_key("noise"));
    GreyPicture picture = blank(static_cast<std::uint32_t>(16 + stream.below(300)),
                                static_cast<std::uint32_t>(16 + stream.below(300)));
    const std::uint64_t levels = 1 + stream.below(256);
    for (std::uint8_t& pixel : picture.pixels)
      pixel = static_cast<std::uint8_t>(stream.below(levels) * 255 / levels);
    EXPECT_EQ(read(picture).result(), CheckResult::failed) << i;
  }
}

} // namespace
} // namespace gatetwin
