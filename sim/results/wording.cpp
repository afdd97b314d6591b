// SPDX-License-Identifier: Apache-2.0
#include "sim/results/wording.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace gatetwin {
namespace {

bool vietnamese(Language language) { return language == Language::vietnamese; }

std::string group_digits(std::string digits, char separator)
{
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, separator);
  return digits;
}

std::string two_digits(std::int64_t value)
{
  return (value < 10 ? "0" : "") + std::to_string(value);
}

enum class Unit : std::uint8_t { second, minute, hour, day };

Unit unit_for(double seconds)
{
  const double size = std::abs(seconds);
  if (size < 59.95) return Unit::second;
  if (size < 3599.5) return Unit::minute;
  return size < 172'770 ? Unit::hour : Unit::day;
}

const char* unit_name(Unit unit, Language language)
{
  const bool vi = vietnamese(language);
  switch (unit) {
  case Unit::second: return vi ? "giây" : "s";
  case Unit::minute: return vi ? "phút" : "min";
  case Unit::hour: return vi ? "giờ" : "h";
  case Unit::day: return vi ? "ngày" : "d";
  }
  return "";
}

// Minutes and hours with their sixtieths: "4:10".
std::string in_unit(double seconds, Unit unit, Language language)
{
  const double size = std::abs(seconds);
  if (unit == Unit::second) {
    const int decimals =
        size > 0 && size < 0.9995 ? (size < 0.00995 && size >= 0.00005 ? 4 : 2) : 1;
    return number_text(seconds, decimals, language);
  }
  if (unit == Unit::day) return number_text(seconds / 86400, 1, language);
  const double sixtieths = unit == Unit::minute ? size : size / 60;
  const auto whole = static_cast<std::int64_t>(sixtieths + 0.5);
  return (seconds < 0 ? "-" : "") + std::to_string(whole / 60) + ":" + two_digits(whole % 60);
}

} // namespace

std::optional<Language> parse_language(std::string_view code)
{
  if (code == "en") return Language::english;
  if (code == "vi") return Language::vietnamese;
  return std::nullopt;
}

const char* language_code(Language language) { return vietnamese(language) ? "vi" : "en"; }

std::string phrase(Word name, Language language, std::initializer_list<std::string_view> parts)
{
  return filled(word(name, language), parts);
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> parts)
{
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool hole = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!hole) {
      out += pattern[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (index < parts.size()) out += *(parts.begin() + index);
    i += 2;
  }
  return out;
}

std::string count_text(std::uint64_t count, Language language)
{
  return group_digits(std::to_string(count), vietnamese(language) ? '.' : ',');
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
  out += group_digits(all.substr(0, point), vietnamese(language) ? '.' : ',');
  if (point < all.size()) {
    out += vietnamese(language) ? ',' : '.';
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
  const bool vi = vietnamese(language);
  const double size = std::abs(seconds);
  if (size < 59.95) return short_duration_text(seconds, language);
  if (size >= 1e15) return number_text(seconds, 0, language) + (vi ? " giây" : " s");
  const auto whole = static_cast<std::int64_t>(size + 0.5);
  const std::string sign = seconds < 0 ? "-" : "";
  const bool exact = static_cast<double>(whole) == size;
  if (exact && whole % 60 == 0 && whole < 3600) {
    return sign + std::to_string(whole / 60) + (vi ? " phút" : " min");
  }
  if (exact && whole % 3600 == 0 && whole < 48 * 3600) {
    return sign + std::to_string(whole / 3600) + (vi ? " giờ" : " h");
  }
  if (whole < 3600) {
    return sign + std::to_string(whole / 60) + (vi ? " phút " : " min ") + two_digits(whole % 60) +
           (vi ? " giây" : " s");
  }
  if (whole < 48 * 3600) {
    return sign + std::to_string(whole / 3600) + (vi ? " giờ " : " h ") +
           two_digits(whole / 60 % 60) + (vi ? " phút" : " min");
  }
  return sign + std::to_string(whole / 86400) + (vi ? " ngày " : " d ") +
         std::to_string(whole / 3600 % 24) + (vi ? " giờ" : " h");
}

std::string short_duration_text(double seconds, Language language)
{
  const Unit unit = unit_for(seconds);
  return in_unit(seconds, unit, language) + " " + unit_name(unit, language);
}

std::string short_range_text(double lo, double hi, Language language)
{
  const Unit unit = unit_for(std::max(std::abs(lo), std::abs(hi)));
  return in_unit(lo, unit, language) + " .. " + in_unit(hi, unit, language) + " " +
         unit_name(unit, language);
}

} // namespace gatetwin
