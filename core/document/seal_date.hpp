// SPDX-License-Identifier: Apache-2.0
// Dates in visible seals (ICAO Doc 9303-13). Date: the decimal number MMDDYYYY in 3 bytes,
// big-endian. Masked date: a mask byte (most significant bit for the first of the eight characters,
// 1 = unknown), then the same number with 0 at unknown places. A month, day or year with an unknown
// character is unknown as a whole: CalendarDate holds 0 for it.
#pragma once
#include "core/base/calendar_date.hpp"
#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace gatetwin {

// Seals hold no dates before or after these years: others are mistakes or attacks.
constexpr int seal_first_year = 1900;
constexpr int seal_last_year = 2199;

// Exactly 3 bytes; a date of the calendar in those years.
std::optional<CalendarDate> decode_seal_date(std::span<const std::byte> bytes);
std::optional<std::array<std::byte, 3>> encode_seal_date(CalendarDate date);

// Exactly 4 bytes.
std::optional<CalendarDate> decode_masked_date(std::span<const std::byte> bytes);
std::optional<std::array<std::byte, 4>> encode_masked_date(CalendarDate date);

} // namespace gatetwin
