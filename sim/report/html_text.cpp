// SPDX-License-Identifier: Apache-2.0
#include "sim/report/html_text.hpp"
#include "sim/results/utf8_text.hpp"
#include <array>
#include <charconv>
#include <cmath>

namespace gatetwin {

std::string escaped(std::string_view text)
{
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    default: out += c;
    }
  }
  return out;
}

std::string escaped_lines(std::string_view text)
{
  std::string out;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    out += escaped(text.substr(0, end)) + "\n";
    text.remove_prefix(end + 1);
  }
  return out + escaped(text);
}

std::string shortened(std::string_view text, std::size_t columns)
{
  std::string out;
  if (display_width(text) <= columns) return std::string(text);
  while (!text.empty()) {
    std::string next = out;
    append_utf8(next, take_character(text));
    if (display_width(next) + 1 > columns) break;
    out = next;
  }
  return out + "…";
}

std::vector<std::string> in_two_lines(std::string_view text, std::size_t columns)
{
  if (display_width(text) <= columns) return {std::string(text)};
  std::string_view rest = text;
  std::size_t blank = 0; // bytes of the first line, broken at a blank
  std::size_t mark = 0;  // or behind a hyphen or an underscore
  while (!rest.empty()) {
    const char first = rest.front();
    const std::size_t before = text.size() - rest.size();
    if (display_width(text.substr(0, before)) > columns) break;
    take_character(rest);
    if (first == ' ' && before > 0) blank = before;
    const std::size_t after = text.size() - rest.size();
    const bool fits = display_width(text.substr(0, after)) <= columns;
    if ((first == '-' || first == '_') && before > 0 && fits) mark = after;
  }
  const std::size_t end = blank > 0 ? blank : mark;
  if (end == 0) return {shortened(text, columns)};
  const std::size_t next = blank > 0 ? end + 1 : end;
  return {std::string(text.substr(0, end)), shortened(text.substr(next), columns)};
}

std::string coordinate(double value)
{
  std::array<char, 64> text{};
  const double rounded = std::round(value * 10) / 10;
  const double shown = rounded == 0 ? 0.0 : rounded;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), shown);
  return {text.data(), end.ptr};
}

std::string indented_json(std::string_view json)
{
  std::string out;
  std::size_t level = 0;
  bool in_string = false;
  const auto new_line = [&] { out.append("\n").append(level * 2, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      out += c;
      if (c == '\\' && i + 1 < json.size()) {
        out += json[++i];
      } else if (c == '"') {
        in_string = false;
      }
      continue;
    }
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    const bool opens = c == '{' || c == '[';
    const bool closes = c == '}' || c == ']';
    const bool empty = closes && !out.empty() && (out.back() == '{' || out.back() == '[');
    if (closes && level > 0) --level;
    if (closes && !empty) new_line();
    if (opens && !out.empty() && (out.back() == '[' || out.back() == ',')) new_line();
    if (!opens && !closes && !out.empty()) {
      const char before = out.back();
      if (before == '{' || before == '[' || before == ',') new_line();
    }
    out += c;
    if (c == ':') out += ' ';
    if (opens) ++level;
    in_string = c == '"';
  }
  return out;
}

} // namespace gatetwin
