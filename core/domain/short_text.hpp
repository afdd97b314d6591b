// SPDX-License-Identifier: Apache-2.0
// Text with a fixed capacity, for document fields in the hot path: no allocation, copied like a
// number.
#pragma once
#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatetwin {

template <std::size_t N> class ShortText {
  static_assert(N < 256);

public:
  ShortText() = default;
  // Longer text does not fit: false, and the content stays as it was.
  [[nodiscard]] bool assign(std::string_view text)
  {
    if (text.size() > N) return false;
    std::copy(text.begin(), text.end(), m_chars.begin());
    std::fill(m_chars.begin() + static_cast<std::ptrdiff_t>(text.size()), m_chars.end(), '\0');
    m_size = static_cast<std::uint8_t>(text.size());
    return true;
  }
  std::string_view view() const { return {m_chars.data(), m_size}; }
  bool empty() const { return m_size == 0; }
  bool operator==(const ShortText& other) const { return view() == other.view(); }
  auto operator<=>(const ShortText& other) const { return view() <=> other.view(); }

private:
  std::array<char, N> m_chars{};
  std::uint8_t m_size = 0;
};

} // namespace gatetwin
