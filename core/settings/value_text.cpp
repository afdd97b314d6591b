// SPDX-License-Identifier: Apache-2.0
#include "core/settings/value_text.hpp"
#include "core/settings/suggestion.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

namespace gatetwin {
namespace {

struct UnitOf {
  const char* name;
  double factor; // to the base unit; below 1 it is divided by `divisor`, which is exact
  double divisor = 1;
};

// The first is the base unit. Larger ones follow in the order in which they are preferred for
// writing.
constexpr UnitOf duration_units[] = {{"s", 1},       {"d", 86400},     {"h", 3600},
                                     {"min", 60},    {"ms", 1, 1e3},   {"us", 1, 1e6},
                                     {"ns", 1, 1e9}, {"week", 604800}, {"weeks", 604800}};
constexpr UnitOf rate_units[] = {{"/s", 1}, {"/h", 1, 3600}, {"/min", 1, 60}, {"/d", 1, 86400}};
constexpr UnitOf speed_units[] = {{"m/s", 1}, {"km/h", 1, 3.6}};
constexpr UnitOf length_units[] = {{"m", 1}, {"km", 1000}, {"cm", 1, 100}};
constexpr UnitOf bandwidth_units[] = {{"B/s", 1},      {"Gbit/s", 125e6}, {"Mbit/s", 125e3},
                                      {"kbit/s", 125}, {"bit/s", 1, 8},   {"kB/s", 1e3},
                                      {"MB/s", 1e6}};
constexpr UnitOf share_units[] = {{"", 1}, {"%", 1, 100}};
constexpr UnitOf number_units[] = {{"", 1}};

struct MeasureOf {
  const char* article;
  const char* example;
  std::span<const UnitOf> units;
};
const MeasureOf& measure_of(Measure measure)
{
  static const MeasureOf duration{"a time", "\"30 s\", \"5 min\" or \"2 h\"", duration_units};
  static const MeasureOf rate{"a rate", "\"600 /h\"", rate_units};
  static const MeasureOf speed{"a speed", "\"1.2 m/s\"", speed_units};
  static const MeasureOf length{"a length", "\"40 m\"", length_units};
  static const MeasureOf bandwidth{"a bandwidth", "\"10 Mbit/s\"", bandwidth_units};
  static const MeasureOf share{"a share", "\"95 %\" or 0.95", share_units};
  static const MeasureOf number{"a number", "a number such as 1.5", number_units};
  switch (measure) {
  case settings::duration: return duration;
  case settings::rate: return rate;
  case settings::speed: return speed;
  case settings::length: return length;
  case settings::bandwidth: return bandwidth;
  case settings::share: return share;
  default: return number;
  }
}

std::string quoted(std::string_view text)
{
  constexpr std::size_t longest = 60;
  return "\"" + std::string(text.substr(0, longest)) + (text.size() > longest ? "...\"" : "\"");
}

struct NumberAndRest {
  double number;
  std::string_view rest;
};
bool is_digit(char c) { return c >= '0' && c <= '9'; }

Parsed<NumberAndRest> leading_number(std::string_view text, const MeasureOf& kind)
{
  const std::string wanted = std::string("write ") + kind.example;
  const std::size_t digits = text.empty() || text[0] != '-' ? 0 : 1;
  if (text.size() <= digits || !(is_digit(text[digits]) || text[digits] == '.')) {
    return TextFault{quoted(text) + " is not " + kind.article, wanted};
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range || !std::isfinite(number)) {
    return TextFault{quoted(text) + " is beyond what a number can hold", wanted};
  }
  if (error != std::errc{}) return TextFault{quoted(text) + " is not " + kind.article, wanted};
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!rest.empty() && rest[0] == ',') {
    return TextFault{quoted(text) + " has a decimal or thousands comma",
                     "write a decimal point and no thousands separators: 1.5, 560000"};
  }
  if (!rest.empty() && (is_digit(rest[0]) || rest[0] == '.' || rest[0] == '_' || rest[0] == 'x')) {
    return TextFault{quoted(text) + " is not " + kind.article, wanted};
  }
  return NumberAndRest{number + 0.0, trim(rest)}; // + 0.0: no negative zero
}

TextFault unknown_unit(std::string_view text, std::string_view unit, const MeasureOf& kind)
{
  const std::string wanted = std::string("write ") + kind.example;
  if (unit.empty()) return {quoted(text) + " lacks its unit", wanted};
  static constexpr Measure all[] = {settings::duration, settings::rate,      settings::speed,
                                    settings::length,   settings::bandwidth, settings::share};
  for (const Measure other : all) {
    for (const UnitOf& known : measure_of(other).units) {
      if (unit == known.name) {
        return {quoted(text) + " is " + measure_of(other).article + ", not " + kind.article,
                wanted};
      }
    }
  }
  std::vector<std::string> names;
  for (const UnitOf& known : kind.units) {
    if (*known.name != 0) names.emplace_back(known.name);
  }
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return {"unknown unit " + quoted(unit),
          list.empty() ? "write it without a unit" : "units are " + list};
}

} // namespace

std::string_view trim(std::string_view text)
{
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string shortest(double value)
{
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

Parsed<double> parse_quantity(std::string_view text, Measure measure)
{
  const MeasureOf& kind = measure_of(measure);
  const auto parsed = leading_number(trim(text), kind);
  if (!parsed) return parsed.fault;
  const auto [number, unit] = *parsed.value;
  for (const UnitOf& known : kind.units) {
    if (unit != known.name) continue;
    const double value = number * known.factor / known.divisor;
    if (!std::isfinite(value))
      return TextFault{quoted(text) + " is beyond what a number can hold",
                       std::string("write ") + kind.example};
    if (measure == settings::duration && value != 0 && std::abs(value) < 1e-9) {
      return TextFault{quoted(text) + " is shorter than a nanosecond",
                       "write 0 s, or a longer time"};
    }
    return value;
  }
  return unknown_unit(trim(text), unit, kind);
}

// The unit with the fewest digits, among those that read back to the same number; the base unit
// where it does as well.
std::string format_quantity(double value, Measure measure)
{
  const MeasureOf& kind = measure_of(measure);
  const auto digits = [&](const UnitOf& unit) {
    return shortest(value * unit.divisor / unit.factor);
  };
  const auto written = [&](const UnitOf& unit) {
    return *unit.name == 0 ? digits(unit) : digits(unit) + " " + unit.name;
  };
  const auto is_exact = [&](const UnitOf& unit) {
    const auto back = parse_quantity(written(unit), measure);
    return back && *back.value == value;
  };
  const UnitOf* best = &kind.units[0];
  if (measure == settings::share) return written(is_exact(share_units[1]) ? share_units[1] : *best);
  for (const UnitOf& unit : kind.units) {
    const std::string text = digits(unit);
    const bool plain = text.find('e') == std::string::npos;
    if (value != 0 && plain && text.size() < digits(*best).size() && is_exact(unit)) best = &unit;
  }
  return written(*best);
}

Parsed<std::uint64_t> parse_count(std::string_view text)
{
  text = trim(text);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = end == text.data() + text.size() && !text.empty();
  if (error == std::errc{} && whole) return value;
  if (error == std::errc::result_out_of_range) {
    return TextFault{quoted(text) + " is too large", "at most 18446744073709551615"};
  }
  if (!text.empty() && text[0] == '-' && text.size() > 1 && is_digit(text[1])) {
    return TextFault{quoted(text) + " is negative", "write a whole number from 0"};
  }
  const std::string hint = text.find(',') != std::string_view::npos
                               ? "write it without thousands separators: 560000"
                               : "write a whole number such as 12";
  return TextFault{quoted(text) + " is not a whole number", hint};
}

std::optional<TextFault> name_fault(std::string_view text)
{
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool good = !text.empty() && text.size() <= 64 && letter(text[0]) &&
                    std::all_of(text.begin(), text.end(), [&](char c) {
                      return letter(c) || is_digit(c) || c == '_' || c == '-';
                    });
  if (!good) {
    return TextFault{
        quoted(text) + " is not a name",
        "names begin with a letter; then letters, digits, '_' and '-', at most 64 in all; "
        "put other words into `title`"};
  }
  return std::nullopt;
}

std::optional<TextFault> range_fault(double value, std::string_view text, const FieldRule& rule)
{
  const auto show = [&](double limit) {
    return rule.measure() == settings::count ? std::to_string(static_cast<std::uint64_t>(limit))
                                             : format_quantity(limit, rule.measure());
  };
  const bool low =
      rule.has_min() && (value < rule.min() || (rule.above_min() && value <= rule.min()));
  const bool high = rule.has_max() && value > rule.max();
  if (!low && !high && std::isfinite(value)) return std::nullopt;
  std::string range;
  if (rule.has_min()) range = (rule.above_min() ? "more than " : "at least ") + show(rule.min());
  if (rule.has_max()) range += (range.empty() ? "at most " : " and at most ") + show(rule.max());
  const char* what = low && value < 0 ? " is negative" : " is out of range";
  return TextFault{quoted(trim(text)) + what, "it must be " + range};
}

std::string rounded_percent(double share)
{
  return shortest(std::round(share * 1e10) / 1e8) + " %";
}

} // namespace gatetwin
