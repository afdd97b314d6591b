// SPDX-License-Identifier: Apache-2.0
// Pictures of symbols as ZXing's own writer draws them, upright and clean, for tests that need no
// camera.
#pragma once
#define ZX_USE_UTF8 1
#include "core/barcode/grey_picture.hpp"
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <algorithm>
#include <string>

namespace gatetwin {

inline ZXing::BarcodeFormat zxing_format(Symbology symbology)
{
  switch (symbology) {
  case Symbology::data_matrix: return ZXing::BarcodeFormat::DataMatrix;
  case Symbology::qr_code: return ZXing::BarcodeFormat::QRCode;
  case Symbology::pdf417: return ZXing::BarcodeFormat::PDF417;
  case Symbology::aztec: return ZXing::BarcodeFormat::Aztec;
  }
  return ZXing::BarcodeFormat::None;
}

inline GreyPicture blank(std::uint32_t width, std::uint32_t height)
{
  return {width, height, std::vector<std::uint8_t>(std::size_t{width} * height, 230)};
}

// Its middle at (x, y).
inline void print_symbol(GreyPicture& on, Symbology symbology, const std::string& text,
                         std::uint32_t x, std::uint32_t y)
{
  ZXing::MultiFormatWriter writer(zxing_format(symbology));
  const ZXing::BitMatrix modules = writer.setMargin(0).encode(text, 0, 0);
  constexpr std::uint32_t module_px = 4;
  const std::uint32_t left = x - static_cast<std::uint32_t>(modules.width()) * module_px / 2;
  const std::uint32_t top = y - static_cast<std::uint32_t>(modules.height()) * module_px / 2;
  for (std::uint32_t row = 0; row < modules.height() * module_px; ++row) {
    for (std::uint32_t column = 0; column < modules.width() * module_px; ++column) {
      if (modules.get(static_cast<int>(column / module_px), static_cast<int>(row / module_px)))
        on.pixels[std::size_t{top + row} * on.width + left + column] = 30;
    }
  }
}

} // namespace gatetwin
