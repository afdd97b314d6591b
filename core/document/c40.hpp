// SPDX-License-Identifier: Apache-2.0
// C40 as visible seals use it (ISO/IEC 16022, ICAO Doc 9303-13): characters 0-9, A-Z and space;
// three characters in two bytes, 1600a + 40b + c + 1, with space 3, digits 4-13, letters 14-39. Two
// left over: the third value is 0. One left over: 0xFE and ASCII + 1. Encoded size: 2 * ceil(n /
// 3). Read strictly: an odd number of bytes, other values and padding anywhere but at the end are
// refused.
#pragma once
#include "core/domain/short_text.hpp"
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace gatetwin {

constexpr std::size_t c40_bytes(std::size_t characters) { return 2 * ((characters + 2) / 3); }

// How many characters were written. `out` must have room for 3 characters for every 2 bytes.
std::optional<std::size_t> decode_c40(std::span<const std::byte> in, std::span<char> out);

// How many bytes were written; '<' becomes a space. `out` must have room for c40_bytes(in.size()).
std::optional<std::size_t> encode_c40(std::string_view in, std::span<std::byte> out);

// Without the spaces at its end. False when it is not C40 or longer than N.
template <std::size_t N>
[[nodiscard]] bool decode_c40_text(std::span<const std::byte> in, ShortText<N>& text)
{
  std::array<char, (N + 5) / 3 * 3> chars;
  if (in.size() / 2 * 3 > chars.size()) return false;
  const std::optional<std::size_t> size = decode_c40(in, chars);
  if (!size) return false;
  std::string_view view(chars.data(), *size);
  while (!view.empty() && view.back() == ' ') view.remove_suffix(1);
  return text.assign(view);
}

} // namespace gatetwin
