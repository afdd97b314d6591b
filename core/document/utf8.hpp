// SPDX-License-Identifier: Apache-2.0
// Reads UTF-8 strictly (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF, no cut
// sequences.
#pragma once
#include <cstdint>
#include <string_view>

namespace gatetwin {

class Utf8Reader {
public:
  static constexpr char32_t invalid = 0xFFFFFFFF;

  explicit Utf8Reader(std::string_view text) : m_rest(text) {}
  bool at_end() const { return m_rest.empty(); }
  // The next code point, or `invalid`, after which reading must stop.
  char32_t next()
  {
    const auto lead = static_cast<unsigned char>(m_rest.front());
    if (lead < 0x80) {
      m_rest.remove_prefix(1);
      return lead;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || m_rest.size() < size) return invalid;
    char32_t c = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
      const auto next = static_cast<unsigned char>(m_rest[i]);
      if ((next & 0xC0) != 0x80) return invalid;
      c = c << 6 | (next & 0x3FU);
    }
    const bool overlong = (size == 3 && c < 0x800) || (size == 4 && c < 0x10000);
    if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return invalid;
    m_rest.remove_prefix(size);
    return c;
  }

private:
  std::string_view m_rest;
};

inline bool is_utf8(std::string_view text)
{
  Utf8Reader reader(text);
  while (!reader.at_end()) {
    if (reader.next() == Utf8Reader::invalid) return false;
  }
  return true;
}

} // namespace gatetwin
