// SPDX-License-Identifier: Apache-2.0
// Characters and check digits of a machine-readable zone: ICAO Doc 9303-3 section 4.9. Weights 7,
// 3, 1 repeating; digits count as themselves, A-Z as 10-35, the filler '<' as 0; the sum modulo 10.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace gatetwin {

constexpr char mrz_filler = '<';

namespace mrz_detail {
constexpr std::array<std::int8_t, 256> make_values()
{
  std::array<std::int8_t, 256> values{};
  for (std::int8_t& value : values) value = -1;
  for (std::size_t i = 0; i < 10; ++i) values[std::size_t{'0'} + i] = static_cast<std::int8_t>(i);
  for (std::size_t i = 0; i < 26; ++i) {
    values[std::size_t{'A'} + i] = static_cast<std::int8_t>(10 + i);
  }
  values[static_cast<std::size_t>(mrz_filler)] = 0;
  return values;
}
inline constexpr std::array<std::int8_t, 256> values = make_values();
} // namespace mrz_detail

// -1 for a character that no zone may hold.
constexpr int mrz_value(char c) { return mrz_detail::values[static_cast<unsigned char>(c)]; }
constexpr bool is_mrz_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_mrz_letter(char c) { return c >= 'A' && c <= 'Z'; }

// Adds up fields one after another, as the composite check digit needs it.
class MrzCheckDigit {
public:
  constexpr void add(std::string_view field)
  {
    constexpr std::array<int, 3> weights{7, 3, 1};
    for (const char c : field) {
      m_sum += weights[m_position] * mrz_value(c);
      m_position = m_position == 2 ? 0 : m_position + 1;
    }
  }
  constexpr char digit() const { return static_cast<char>('0' + m_sum % 10); }

private:
  int m_sum = 0;
  std::size_t m_position = 0;
};

// `field` must hold zone characters only.
constexpr char mrz_check_digit(std::string_view field)
{
  MrzCheckDigit sum;
  sum.add(field);
  return sum.digit();
}

// Without the fillers at its end.
constexpr std::string_view mrz_stripped(std::string_view field)
{
  while (!field.empty() && field.back() == mrz_filler) field.remove_suffix(1);
  return field;
}

// Letters, at least one, then only fillers, as in "VNM" and "D<<".
constexpr bool is_state_code(std::string_view field)
{
  const std::string_view letters = mrz_stripped(field);
  for (const char c : letters) {
    if (!is_mrz_letter(c)) return false;
  }
  return !letters.empty();
}

} // namespace gatetwin
