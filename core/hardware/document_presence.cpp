// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/document_presence.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::uint32_t cell = 16;
constexpr std::uint32_t part = 4; // noise of single pixels averages out over 4 x 4

std::uint32_t mean_of(const FrameView& frame, std::uint32_t x0, std::uint32_t y0)
{
  std::uint32_t sum = 0;
  for (std::uint32_t y = y0; y < y0 + part; ++y) {
    for (std::uint32_t x = x0; x < x0 + part; ++x)
      sum += std::to_integer<std::uint32_t>(frame.bytes[std::size_t{y} * frame.stride + x]);
  }
  return sum / (part * part);
}

bool holds_print(const FrameView& frame, std::uint32_t x0, std::uint32_t y0, std::uint32_t contrast)
{
  std::uint32_t darkest = 255, lightest = 0;
  for (std::uint32_t y = y0; y < y0 + cell; y += part) {
    for (std::uint32_t x = x0; x < x0 + cell; x += part) {
      const std::uint32_t mean = mean_of(frame, x, y);
      darkest = std::min(darkest, mean);
      lightest = std::max(lightest, mean);
    }
  }
  return lightest - darkest >= contrast;
}

} // namespace

double printed_share(const FrameView& frame, std::uint32_t contrast)
{
  std::uint32_t printed = 0;
  for (std::uint32_t y = 0; y + cell <= frame.height; y += cell) {
    for (std::uint32_t x = 0; x + cell <= frame.width; x += cell)
      printed += holds_print(frame, x, y, contrast) ? 1 : 0;
  }
  const std::uint32_t whole_cells = (frame.width / cell) * (frame.height / cell);
  return static_cast<double>(printed) / whole_cells;
}

} // namespace gatetwin
