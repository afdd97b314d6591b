// SPDX-License-Identifier: Apache-2.0
#include "core/document/seal_date.hpp"

namespace gatetwin {
namespace {

constexpr unsigned month_mask = 0xC0;
constexpr unsigned day_mask = 0x30;
constexpr unsigned year_mask = 0x0F;

unsigned read_24(std::span<const std::byte> b)
{
  return std::to_integer<unsigned>(b[0]) << 16 | std::to_integer<unsigned>(b[1]) << 8 |
         std::to_integer<unsigned>(b[2]);
}

CalendarDate from_number(unsigned number)
{
  return {static_cast<int>(number % 10'000), static_cast<int>(number / 1'000'000),
          static_cast<int>(number / 10'000 % 100)};
}

bool in_range(CalendarDate d) { return d.year >= seal_first_year && d.year <= seal_last_year; }

// Unknown parts are 0 and are taken as possible.
bool is_possible(CalendarDate d)
{
  if (d.year != 0 && !in_range(d)) return false;
  if (d.month < 0 || d.month > 12 || d.day < 0 || d.day > 31) return false;
  if (d.month == 0) return true;
  return is_valid({d.year == 0 ? 2000 : d.year, d.month, d.day == 0 ? 1 : d.day});
}

// Each masked character must be written as 0.
bool masked_are_zero(unsigned number, unsigned mask)
{
  for (unsigned bit = 1; bit <= 0x80; bit <<= 1) {
    if ((mask & bit) != 0 && number % 10 != 0) return false;
    number /= 10;
  }
  return true;
}

} // namespace

std::optional<CalendarDate> decode_seal_date(std::span<const std::byte> bytes)
{
  if (bytes.size() != 3) return std::nullopt;
  const CalendarDate date = from_number(read_24(bytes));
  if (!is_valid(date) || !in_range(date)) return std::nullopt;
  return date;
}

std::optional<std::array<std::byte, 3>> encode_seal_date(CalendarDate date)
{
  if (!is_valid(date) || !in_range(date)) return std::nullopt;
  const auto n = static_cast<unsigned>(date.month * 1'000'000 + date.day * 10'000 + date.year);
  return std::array{static_cast<std::byte>(n >> 16), static_cast<std::byte>(n >> 8 & 0xFF),
                    static_cast<std::byte>(n & 0xFF)};
}

std::optional<CalendarDate> decode_masked_date(std::span<const std::byte> bytes)
{
  if (bytes.size() != 4) return std::nullopt;
  const auto mask = std::to_integer<unsigned>(bytes[0]);
  const unsigned number = read_24(bytes.subspan(1));
  if (!masked_are_zero(number, mask)) return std::nullopt;
  CalendarDate date = from_number(number);
  const CalendarDate written = date;
  if ((mask & month_mask) != 0) date.month = 0;
  if ((mask & day_mask) != 0) date.day = 0;
  if ((mask & year_mask) != 0) date.year = 0;
  // A part that is said to be known must not be 0.
  if ((written.month == 0 && (mask & month_mask) == 0) ||
      (written.day == 0 && (mask & day_mask) == 0) ||
      (written.year == 0 && (mask & year_mask) == 0)) {
    return std::nullopt;
  }
  if (!is_possible(date)) return std::nullopt;
  return date;
}

std::optional<std::array<std::byte, 4>> encode_masked_date(CalendarDate date)
{
  if (!is_possible(date)) return std::nullopt;
  const unsigned mask = (date.month == 0 ? month_mask : 0) | (date.day == 0 ? day_mask : 0) |
                        (date.year == 0 ? year_mask : 0);
  const auto n = static_cast<unsigned>(date.month * 1'000'000 + date.day * 10'000 + date.year);
  return std::array{static_cast<std::byte>(mask), static_cast<std::byte>(n >> 16),
                    static_cast<std::byte>(n >> 8 & 0xFF), static_cast<std::byte>(n & 0xFF)};
}

} // namespace gatetwin
