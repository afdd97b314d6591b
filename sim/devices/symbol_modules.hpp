// SPDX-License-Identifier: Apache-2.0
// The printed symbol of a payload: its dark and light modules, as zint lays them out.
#pragma once
#include "core/domain/barcode.hpp"
#include <vector>

namespace gatetwin {

struct SymbolModules {
  std::uint32_t width = 0; // modules, without the quiet zone
  std::uint32_t height = 0;
  std::vector<std::uint8_t> dark; // row by row, 1: dark

  bool is_dark(std::uint32_t x, std::uint32_t y) const
  {
    return dark[std::size_t{y} * width + x] != 0;
  }
};

// too_large: the symbology has no symbol for so many bytes; malformed: there are none.
Result<SymbolModules> lay_out(Symbology symbology, std::span<const std::byte> payload);

} // namespace gatetwin
