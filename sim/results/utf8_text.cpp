// SPDX-License-Identifier: Apache-2.0
#include "sim/results/utf8_text.hpp"
#include <array>

namespace gatetwin {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N> bool within(char32_t c, const std::array<Range, N>& ranges)
{
  for (const Range& range : ranges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

// Number of bytes that follow a first byte, and the least value so written; 0 bytes for no first
// byte.
struct Length {
  std::size_t more;
  char32_t least;
  unsigned char mask;
};
Length length_of(unsigned char first)
{
  if ((first & 0xE0) == 0xC0) return {1, 0x80, 0x1F};
  if ((first & 0xF0) == 0xE0) return {2, 0x800, 0x0F};
  if ((first & 0xF8) == 0xF0) return {3, 0x10000, 0x07};
  return {0, 0, 0};
}

} // namespace

char32_t take_character(std::string_view& text)
{
  const auto first = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  const Length length = length_of(first);
  if (length.more == 0 || text.size() < length.more) return replacement;
  char32_t value = first & length.mask;
  for (std::size_t i = 0; i < length.more; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return replacement;
    value = value << 6 | (byte & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < length.least || value > 0x10FFFF || surrogate) return replacement;
  text.remove_prefix(length.more);
  return value;
}

void append_utf8(std::string& out, char32_t c)
{
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t display_width(std::string_view text)
{
  static constexpr std::array<Range, 3> combining{
      {{0x300, 0x36F}, {0x200B, 0x200D}, {0xFE00, 0xFE0F}}};
  static constexpr std::array<Range, 6> wide{{{0x1100, 0x115F},
                                              {0x2E80, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFF00, 0xFF60},
                                              {0x1F300, 0x3FFFD}}};
  std::size_t width = 0;
  while (!text.empty()) {
    const char32_t c = take_character(text);
    if (within(c, combining)) continue;
    width += within(c, wide) ? 2 : 1;
  }
  return width;
}

std::string printable(std::string_view text)
{
  // C0, DEL and C1; line and paragraph separators; marks that turn the direction of what follows.
  static constexpr std::array<Range, 5> refused{
      {{0x00, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0x200E, 0x200F}}};
  std::string out;
  while (!text.empty()) {
    const char32_t c = take_character(text);
    append_utf8(out, within(c, refused) ? replacement : c);
  }
  return out;
}

} // namespace gatetwin
