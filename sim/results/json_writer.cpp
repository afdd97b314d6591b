// SPDX-License-Identifier: Apache-2.0
#include "sim/results/json_writer.hpp"
#include "core/base/check.hpp"
#include "sim/results/utf8_text.hpp"
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace gatetwin {
namespace {

template <typename Number> std::string shortest(Number value)
{
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

} // namespace

void JsonWriter::key(std::string_view name)
{
  begin_value();
  quote(name);
  m_out += ": ";
  m_after_key = true;
}

void JsonWriter::string(std::string_view text)
{
  begin_value();
  quote(text);
}

void JsonWriter::number(double value)
{
  CHECK(std::isfinite(value));
  begin_value();
  m_out += shortest(value == 0 ? 0.0 : value); // not "-0"
}

void JsonWriter::number(float value)
{
  CHECK(std::isfinite(value));
  begin_value();
  m_out += shortest(value == 0 ? 0.0F : value);
}

void JsonWriter::number(std::uint64_t value)
{
  begin_value();
  m_out += shortest(value);
}

void JsonWriter::boolean(bool value)
{
  begin_value();
  m_out += value ? "true" : "false";
}

void JsonWriter::null()
{
  begin_value();
  m_out += "null";
}

void JsonWriter::raw(std::string_view json)
{
  begin_value();
  for (const char c : json) { // outside of strings JSON has no '<'
    if (c == '<') {
      m_out += "\\u003c";
    } else {
      m_out += c;
    }
  }
}

void JsonWriter::open(char bracket)
{
  begin_value();
  m_out += bracket;
  ++m_depth;
  m_first = true;
}

void JsonWriter::close(char bracket)
{
  if (--m_depth < broken_depth && !m_first) break_line();
  m_out += bracket;
  m_first = false;
}

void JsonWriter::begin_value()
{
  if (std::exchange(m_after_key, false)) return;
  if (m_depth > 0) {
    if (!m_first) m_out += m_depth <= broken_depth ? "," : ", ";
    if (m_depth <= broken_depth) break_line();
  }
  m_first = false;
}

void JsonWriter::break_line()
{
  m_out += '\n';
  m_out.append(static_cast<std::size_t>(m_depth), ' ');
}

void JsonWriter::quote(std::string_view text)
{
  static constexpr std::string_view digits = "0123456789abcdef";
  m_out += '"';
  while (!text.empty()) {
    const char32_t c = take_character(text);
    if (c == '"' || c == '\\') {
      m_out += '\\';
      m_out += static_cast<char>(c);
    } else if (c < 0x20 || c == 0x7F || c == '<') {
      m_out += "\\u00";
      m_out += digits[c >> 4];
      m_out += digits[c & 0xF];
    } else {
      append_utf8(m_out, c);
    }
  }
  m_out += '"';
}

} // namespace gatetwin
