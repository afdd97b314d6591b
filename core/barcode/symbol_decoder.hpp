// SPDX-License-Identifier: Apache-2.0
// Finds and decodes the symbols of one picture, by ZXing. The only place that knows ZXing.
#pragma once
#include "core/domain/barcode.hpp"
#include <array>
#include <vector>

namespace gatetwin {

struct PicturePoint {
  double x = 0, y = 0; // pixels
};

struct DecodedSymbol {
  Symbology symbology{};
  std::vector<std::byte> bytes; // as printed, without any conversion of characters
  // symbol_in_parts, symbol_programs_reader, or symbol_damaged where ZXing says so: 1.4.0 mostly
  // says nothing of what it can't correct.
  Reason fault = Reason::none;
  std::array<PicturePoint, 4> corners; // of the symbol, in order
};

// The picture has been checked. An exception of the library ends as no symbol. ZXing 1.4.0 finds
// one Data Matrix, Aztec or PDF417 symbol of a picture at most, whatever it is asked for: who wants
// to know whether there are others covers the one and asks again.
std::vector<DecodedSymbol> decode_symbols(const FrameView& picture, SymbologySet accepted);

} // namespace gatetwin
