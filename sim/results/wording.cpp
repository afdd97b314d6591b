// SPDX-License-Identifier: Apache-2.0
#include "sim/results/wording.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace gatetwin {
namespace {

std::string group_digits(std::string digits, char separator)
{
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, separator);
  return digits;
}

std::string two_digits(std::int64_t value)
{
  return (value < 10 ? "0" : "") + std::to_string(value);
}

TimeUnitName unit_for(double seconds)
{
  const double size = std::abs(seconds);
  if (size < 59.95) return TimeUnitName::second;
  if (size < 3599.5) return TimeUnitName::minute;
  return size < 172'770 ? TimeUnitName::hour : TimeUnitName::day;
}

// Minutes and hours with their sixtieths: "4:10".
std::string in_unit(double seconds, TimeUnitName unit, Language language)
{
  const double size = std::abs(seconds);
  if (unit == TimeUnitName::second) {
    const int decimals =
        size > 0 && size < 0.9995 ? (size < 0.00995 && size >= 0.00005 ? 4 : 2) : 1;
    return number_text(seconds, decimals, language);
  }
  if (unit == TimeUnitName::day) return number_text(seconds / 86400, 1, language);
  const double sixtieths = unit == TimeUnitName::minute ? size : size / 60;
  const auto whole = static_cast<std::int64_t>(sixtieths + 0.5);
  return (seconds < 0 ? "-" : "") + std::to_string(whole / 60) + ":" + two_digits(whole % 60);
}

} // namespace

const char* unit_name(TimeUnitName unit, Language language)
{
  switch (unit) {
  case TimeUnitName::second: return translated(msgc("unit of time", "s"), language);
  case TimeUnitName::minute: return translated(msgc("unit of time", "min"), language);
  case TimeUnitName::hour: return translated(msgc("unit of time", "h"), language);
  case TimeUnitName::day: return translated(msgc("unit of time", "d"), language);
  }
  return "";
}

std::string phrase(Word name, Language language, std::initializer_list<std::string_view> parts)
{
  return filled(word(name, language), parts);
}

std::string phrase(Word name, Language language, std::uint64_t n,
                   std::initializer_list<std::string_view> parts)
{
  return filled(gatetwin_translations().text(message_of(name), language, n), parts);
}

std::string count_text(std::uint64_t count, Language language)
{
  return group_digits(std::to_string(count), number_signs(language).thousands);
}

std::string number_text(double value, int decimals, Language language)
{
  std::array<char, 400> text{};
  const double shown = value == 0 ? 0.0 : value;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), shown,
                                 std::chars_format::fixed, decimals);
  std::string all(text.data(), end.ptr);
  const bool minus = all[0] == '-';
  if (minus) all.erase(0, 1);
  const std::size_t point = std::min(all.find('.'), all.size());
  std::string out = minus ? "-" : "";
  out += group_digits(all.substr(0, point), number_signs(language).thousands);
  if (point < all.size()) {
    out += number_signs(language).decimal;
    out += all.substr(point + 1);
  }
  return out;
}

std::string percent_text(double share, Language language)
{
  return percent_text_apart(share, share, language);
}

std::string percent_text_apart(double share, double from, Language language)
{
  constexpr int most_decimals = 3;
  const auto text = [&](double value, int decimals) {
    return number_text(value * 100, decimals, language);
  };
  for (int decimals = 1; decimals <= most_decimals; ++decimals) {
    std::string out = text(share, decimals);
    bool taken = false;
    for (const double other : {0.0, 1.0, from}) {
      taken = taken || (share != other && out == text(other, decimals));
    }
    if (!taken) return out + " %";
  }
  if (text(share, most_decimals) == text(0, most_decimals)) return "< " + text(1e-5, 3) + " %";
  if (text(share, most_decimals) == text(1, most_decimals)) return "> " + text(0.99999, 3) + " %";
  return (share < from ? "< " : "> ") + text(from, most_decimals) + " %";
}

std::string duration_text(double seconds, Language language)
{
  const double size = std::abs(seconds);
  if (size < 59.95) return short_duration_text(seconds, language);
  const auto named = [&](const std::string& number, TimeUnitName unit) {
    return number + " " + unit_name(unit, language);
  };
  if (size >= 1e15) return named(number_text(seconds, 0, language), TimeUnitName::second);
  const auto whole = static_cast<std::int64_t>(size + 0.5);
  const std::string sign = seconds < 0 ? "-" : "";
  const bool exact = static_cast<double>(whole) == size;
  if (exact && whole % 60 == 0 && whole < 3600)
    return sign + named(std::to_string(whole / 60), TimeUnitName::minute);
  if (exact && whole % 3600 == 0 && whole < 48 * 3600)
    return sign + named(std::to_string(whole / 3600), TimeUnitName::hour);
  if (whole < 3600) {
    return sign + named(std::to_string(whole / 60), TimeUnitName::minute) + " " +
           named(two_digits(whole % 60), TimeUnitName::second);
  }
  if (whole < 48 * 3600) {
    return sign + named(std::to_string(whole / 3600), TimeUnitName::hour) + " " +
           named(two_digits(whole / 60 % 60), TimeUnitName::minute);
  }
  return sign + named(std::to_string(whole / 86400), TimeUnitName::day) + " " +
         named(std::to_string(whole / 3600 % 24), TimeUnitName::hour);
}

std::string short_duration_text(double seconds, Language language)
{
  const TimeUnitName unit = unit_for(seconds);
  return in_unit(seconds, unit, language) + " " + unit_name(unit, language);
}

std::string short_range_text(double lo, double hi, Language language)
{
  const TimeUnitName unit = unit_for(std::max(std::abs(lo), std::abs(hi)));
  return in_unit(lo, unit, language) + " .. " + in_unit(hi, unit, language) + " " +
         unit_name(unit, language);
}

} // namespace gatetwin
