// SPDX-License-Identifier: Apache-2.0
// A grey picture that owns its pixels, 8 bits each, rows without gaps.
#pragma once
#include "core/domain/barcode.hpp"
#include <vector>

namespace gatetwin {

struct GreyPicture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::vector<std::uint8_t> pixels;

  FrameView view() const { return {std::as_bytes(std::span(pixels)), width, height, width}; }
};

} // namespace gatetwin
