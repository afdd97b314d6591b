// SPDX-License-Identifier: Apache-2.0
// The words of list files: lines, words, hexadecimal, instants. For this room and those of lists:
// core/authority, core/lists, core/centre.
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

// Words of one line, separated by single spaces; empty when the line is not of that form or has too
// many.
class Words {
public:
  explicit Words(std::string_view line);
  std::size_t size() const { return m_size; }
  std::string_view operator[](std::size_t i) const { return m_words[i]; }
  // The first word is `keyword`, and there are `size` words with it.
  bool are(std::string_view keyword, std::size_t size) const
  {
    return m_size == size && m_words[0] == keyword;
  }

private:
  std::array<std::string_view, 10> m_words;
  std::size_t m_size = 0;
};

std::optional<std::uint64_t>
read_decimal(std::string_view text); // no sign, no leading zeros, below 2^63
std::optional<std::uint64_t> read_hex_64(std::string_view text); // 16 capitals
std::optional<std::vector<std::byte>> read_hex(std::string_view text);
std::optional<WallTime> read_instant(std::string_view text); // "2026-03-01T00:00:00Z", 1970 to 2199

std::string write_hex(std::span<const std::byte> bytes);
std::string write_hex_64(std::uint64_t number);
std::string write_instant(WallTime instant); // to the second below

} // namespace gatetwin
