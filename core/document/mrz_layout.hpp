// SPDX-License-Identifier: Apache-2.0
// Where each field of a machine-readable zone stands: ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2)
// and 7 (MRV-A, MRV-B). Offsets are 0-based into all lines written one after another, without line
// ends. One table for the reader and the writer.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatetwin {

enum class MrzFormat : std::uint8_t { td1, td2, td3, mrv_a, mrv_b };
inline constexpr std::array<MrzFormat, 5> all_mrz_formats{
    MrzFormat::td1, MrzFormat::td2, MrzFormat::td3, MrzFormat::mrv_a, MrzFormat::mrv_b};
const char* to_string(MrzFormat format);

constexpr std::size_t mrz_max_characters = 90;

struct MrzRange {
  std::uint8_t at = 0;
  std::uint8_t size = 0; // 0: the format has no such field
  constexpr std::string_view of(std::string_view zone) const { return zone.substr(at, size); }
};

struct MrzLayout {
  std::uint8_t lines = 0;
  std::uint8_t width = 0;
  MrzRange code, issuer, name, number, number_digit, nationality, birth, birth_digit, sex, expiry,
      expiry_digit;
  MrzRange optional, optional_digit, second_optional, composite_digit;
  std::array<MrzRange, 4> composite; // what the composite digit covers, in this order
  bool long_number = false; // a number of more than 9 characters may run on into `optional`
  constexpr std::size_t characters() const { return std::size_t{lines} * width; }
};

constexpr MrzLayout mrz_layout(MrzFormat format)
{
  MrzLayout l;
  l.code = {0, 2};
  l.issuer = {2, 3};
  if (format == MrzFormat::td1) {
    l.lines = 3, l.width = 30, l.long_number = true;
    l.number = {5, 9}, l.number_digit = {14, 1}, l.optional = {15, 15};
    l.birth = {30, 6}, l.birth_digit = {36, 1}, l.sex = {37, 1}, l.expiry = {38, 6},
    l.expiry_digit = {44, 1};
    l.nationality = {45, 3}, l.second_optional = {48, 11}, l.composite_digit = {59, 1},
    l.name = {60, 30};
    l.composite = {{{5, 25}, {30, 7}, {38, 7}, {48, 11}}};
    return l;
  }
  const bool wide = format == MrzFormat::td3 || format == MrzFormat::mrv_a;
  const std::uint8_t w = wide ? 44 : 36;
  const auto second_line = [w](int column, int size) {
    return MrzRange{static_cast<std::uint8_t>(w + column - 1), static_cast<std::uint8_t>(size)};
  };
  l.lines = 2, l.width = w;
  l.name = {5, static_cast<std::uint8_t>(w - 5)};
  l.number = second_line(1, 9), l.number_digit = second_line(10, 1),
  l.nationality = second_line(11, 3);
  l.birth = second_line(14, 6), l.birth_digit = second_line(20, 1), l.sex = second_line(21, 1);
  l.expiry = second_line(22, 6), l.expiry_digit = second_line(28, 1);
  if (format == MrzFormat::td3) {
    l.optional = second_line(29, 14), l.optional_digit = second_line(43, 1);
    l.composite_digit = second_line(44, 1);
    l.composite = {second_line(1, 10), second_line(14, 7), second_line(22, 22), MrzRange{}};
  } else if (format == MrzFormat::td2) {
    l.long_number = true;
    l.optional = second_line(29, 7), l.composite_digit = second_line(36, 1);
    l.composite = {second_line(1, 10), second_line(14, 7), second_line(22, 14), MrzRange{}};
  } else {
    l.optional = second_line(29, w - 28);
  }
  return l;
}

inline constexpr std::array<MrzLayout, 5> mrz_layouts{
    mrz_layout(MrzFormat::td1), mrz_layout(MrzFormat::td2), mrz_layout(MrzFormat::td3),
    mrz_layout(MrzFormat::mrv_a), mrz_layout(MrzFormat::mrv_b)};
constexpr const MrzLayout& layout_of(MrzFormat format)
{
  return mrz_layouts[static_cast<std::size_t>(format)];
}

} // namespace gatetwin
