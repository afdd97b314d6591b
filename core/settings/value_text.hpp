// SPDX-License-Identifier: Apache-2.0
// Values as people write them in a settings file, both ways: "30 s", "600 /h", "95 %", "07:00",
// "2026-06-01 08:00". What format_ writes, parse_ reads back to the same bits. Independent of the
// locale.
#pragma once
#include "core/settings/field_rule.pb.h"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatetwin {

using settings::FieldRule;
using settings::Measure;

struct TextFault {
  std::string message;
  std::string hint;
  std::size_t offset = 0; // into the text
};

template <typename T> struct Parsed {
  std::optional<T> value;
  TextFault fault;
  Parsed(T v) : value(std::move(v)) {}         // NOLINT: implicit by design
  Parsed(TextFault f) : fault(std::move(f)) {} // NOLINT
  explicit operator bool() const { return value.has_value(); }
};

// number, share, duration, rate, speed, length, bandwidth; in base units (share 1, s, /s, m/s, m,
// byte/s).
Parsed<double> parse_quantity(std::string_view text, Measure measure);
std::string format_quantity(double value, Measure measure);
// A whole number from 0.
Parsed<std::uint64_t> parse_count(std::string_view text);
// "07:30", "07:30:15" or "24:00": seconds of the day.
Parsed<std::uint32_t> parse_time_of_day(std::string_view text);
std::string format_time_of_day(std::uint32_t seconds);
// "2026-02-17": days since 1970.
Parsed<std::int32_t> parse_date(std::string_view text);
std::string format_date(std::int32_t days);
// "2026-02-17 08:00" or with seconds: seconds since 1970 of the local calendar.
Parsed<std::int64_t> parse_local_time(std::string_view text);
std::string format_local_time(std::int64_t seconds);
// "07:00-19:00": from and to, in seconds of the day.
Parsed<std::pair<std::uint32_t, std::uint32_t>> parse_time_range(std::string_view text);
// "mon-fri, sun": a bit per day, Monday first.
Parsed<unsigned> parse_days(std::string_view text);
std::string format_days(unsigned days);

// A name by which others refer to an item.
std::optional<TextFault> name_fault(std::string_view text);

// Whether a value lies in the rule's range; shows the text it came from, and the range in the
// measure's own words.
std::optional<TextFault> range_fault(double value, std::string_view text, const FieldRule& rule);
// A sum of shares for a message, without the noise of the last digits.
std::string rounded_percent(double share);

std::string_view trim(std::string_view text);
// Shortest text that reads back to the same number.
std::string shortest(double value);

} // namespace gatetwin
