// SPDX-License-Identifier: Apache-2.0
// What core/ports/barcode_decoder.hpp promises, as tests that every decoder must pass, in the same
// process or in one of its own. A twin offers: BarcodeDecoder& decoder();
#pragma once
#include "core/ports/barcode_decoder.hpp"
#include "tests/core/barcode/printed_symbols.hpp"
#include <gtest/gtest.h>
#include <string>

namespace gatetwin::contract {

template <typename Twin> class BarcodeDecoderContract : public testing::Test {
protected:
  const BarcodeReading& read(const FrameView& frame)
  {
    twin.decoder().read(frame, profile, reading);
    return reading;
  }
  std::string text() const
  {
    return {reinterpret_cast<const char*>(reading.payload.data()), reading.payload.size()};
  }
  Twin twin;
  BarcodeProfile profile;
  BarcodeReading reading;
};
TYPED_TEST_SUITE_P(BarcodeDecoderContract);

TYPED_TEST_P(BarcodeDecoderContract, ReadsEverySymbologyByteByByte)
{
  for (const Symbology symbology :
       {Symbology::data_matrix, Symbology::qr_code, Symbology::pdf417, Symbology::aztec}) {
    GreyPicture picture = blank(900, 600);
    print_symbol(picture, symbology, "a border pass, 2026", 450, 300);
    EXPECT_EQ(this->read(picture.view()).result(), CheckResult::successful);
    EXPECT_EQ(this->reading.symbology, symbology);
    EXPECT_EQ(this->text(), "a border pass, 2026");
    EXPECT_GE(this->reading.stages.size(), 1U);
  }
}

TYPED_TEST_P(BarcodeDecoderContract, RowsMayBeFartherApartThanTheirWidth)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::qr_code, "left", 300, 300);
  print_symbol(picture, Symbology::qr_code, "right", 900, 300);
  FrameView right = picture.view();
  right.bytes = right.bytes.subspan(600);
  right.width = 600;
  this->read(right);
  EXPECT_EQ(this->text(), "right");
}

TYPED_TEST_P(BarcodeDecoderContract, LooksOnlyForWhatIsAccepted)
{
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::qr_code, "not for this lane", 300, 300);
  this->profile.accepted = {Symbology::data_matrix};
  EXPECT_EQ(this->read(picture.view()).result(), CheckResult::failed);
  EXPECT_TRUE(this->reading.payload.empty());
}

TYPED_TEST_P(BarcodeDecoderContract, SeveralSymbolsAbortUnlessOneIsKnown)
{
  GreyPicture picture = blank(1200, 600);
  print_symbol(picture, Symbology::qr_code, "advertisement", 300, 300);
  print_symbol(picture, Symbology::data_matrix, "Pass", 900, 300);
  EXPECT_EQ(this->read(picture.view()).reason(), Reason::several_symbols);
  EXPECT_EQ(this->reading.symbols_in_view, 2);
  EXPECT_TRUE(this->reading.payload.empty());
  this->profile.has_leading = true;
  this->profile.leading = std::byte{'P'};
  this->read(picture.view());
  EXPECT_EQ(this->text(), "Pass");
}

TYPED_TEST_P(BarcodeDecoderContract, WhatIsNoPictureIsAbortedAndTheNextIsRead)
{
  const std::vector<std::byte> bytes(4096);
  const FrameView wrong[] = {{{}, 0, 0, 0},
                             {{}, 64, 64, 64},
                             {bytes, 64, 65, 64},
                             {bytes, 64, 64, 63},
                             {bytes, 1, 4096, 1},
                             {bytes, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
                             {bytes, 20'000, 20'000, 20'000}};
  for (const FrameView& frame : wrong) {
    EXPECT_EQ(this->read(frame).result(), CheckResult::aborted);
    EXPECT_EQ(this->reading.reason(), Reason::frame_implausible);
  }
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::qr_code, "afterwards", 300, 300);
  this->read(picture.view());
  EXPECT_EQ(this->text(), "afterwards");
}

TYPED_TEST_P(BarcodeDecoderContract, NothingOfAReadingIsLeftForTheNext)
{
  GreyPicture picture = blank(600, 600);
  print_symbol(picture, Symbology::qr_code, "first", 300, 300);
  this->read(picture.view());
  this->read(blank(600, 600).view());
  EXPECT_EQ(this->reading.reason(), Reason::symbol_not_found);
  EXPECT_TRUE(this->reading.payload.empty());
  EXPECT_EQ(this->reading.symbols_in_view, 0);
}

REGISTER_TYPED_TEST_SUITE_P(BarcodeDecoderContract, ReadsEverySymbologyByteByByte,
                            RowsMayBeFartherApartThanTheirWidth, LooksOnlyForWhatIsAccepted,
                            SeveralSymbolsAbortUnlessOneIsKnown,
                            WhatIsNoPictureIsAbortedAndTheNextIsRead,
                            NothingOfAReadingIsLeftForTheNext);

} // namespace gatetwin::contract
