// SPDX-License-Identifier: Apache-2.0
#include "core/document/list_lines.hpp"
#include "core/base/calendar_date.hpp"
#include <charconv>

namespace gatetwin {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::int64_t second_ns = 1'000'000'000;

int hex_value(char c)
{
  const std::size_t at = hex_digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// Exactly `size` digits at `at`.
int digits(std::string_view text, std::size_t at, std::size_t size)
{
  int value = 0;
  for (std::size_t i = at; i < at + size; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void append_number(std::string& out, std::int64_t value, std::size_t width)
{
  const std::string text = std::to_string(value);
  out.append(width > text.size() ? width - text.size() : 0, '0').append(text);
}

} // namespace

Words::Words(std::string_view line)
{
  while (true) {
    const std::size_t end = line.find(' ');
    const std::string_view word = line.substr(0, end);
    if (word.empty() || m_size == m_words.size()) {
      m_size = 0;
      return;
    }
    m_words[m_size++] = word;
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

std::optional<std::uint64_t> read_decimal(std::string_view text)
{
  std::uint64_t value = 0;
  const bool leading = text.size() > 1 && text.front() == '0';
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || leading || error != std::errc() || end != text.data() + text.size())
    return {};
  return value <= INT64_MAX ? std::optional(value) : std::nullopt;
}

std::optional<std::vector<std::byte>> read_hex(std::string_view text)
{
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<std::byte> bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<std::byte>(high * 16 + low);
  }
  return bytes;
}

std::optional<std::uint64_t> read_hex_64(std::string_view text)
{
  if (text.size() != 16) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<std::uint64_t>(digit);
  }
  return value;
}

std::optional<WallTime> read_instant(std::string_view text)
{
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '0' && text[i] != form[i]) return std::nullopt;
  }
  const CalendarDate date{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (date.year < 1970 || date.year > 2199 || !is_valid(date)) return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  return start_of_day(date, {}) + hours(hour) + minutes(minute) + seconds(second);
}

std::string write_hex(std::span<const std::byte> bytes)
{
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    text.push_back(hex_digits[std::to_integer<unsigned>(b) >> 4]);
    text.push_back(hex_digits[std::to_integer<unsigned>(b) & 15]);
  }
  return text;
}

std::string write_hex_64(std::uint64_t number)
{
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; number >>= 4) text[i] = hex_digits[number & 15];
  return text;
}

std::string write_instant(WallTime instant)
{
  const CalendarDate date = local_date(instant, {});
  const std::int64_t second = (instant - start_of_day(date, {})).ns / second_ns;
  std::string text;
  append_number(text, date.year, 4);
  append_number(text.append("-"), date.month, 2);
  append_number(text.append("-"), date.day, 2);
  append_number(text.append("T"), second / 3600, 2);
  append_number(text.append(":"), second / 60 % 60, 2);
  append_number(text.append(":"), second % 60, 2);
  return text.append("Z");
}

} // namespace gatetwin
