// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/yaml_extent.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view flow_signs = ",[]{}";

char char_at(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\n'; }

bool is_end_of_line(char c) { return c == '\n' || c == '\r'; }

std::optional<std::size_t> quoted_end(std::string_view text, std::size_t begin)
{
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote) {
      if (quote != '\'' || char_at(text, at + 1) != '\'') return at + 1;
      ++at;
    }
  }
  return std::nullopt;
}

// A block of text after | or >: its lines are indented deeper than the key, or empty.
std::size_t block_end(std::string_view text, std::size_t begin, std::size_t parent)
{
  std::size_t end = line_end(text, begin);
  for (std::size_t at = end; at < text.size();) {
    const std::size_t start = at + 1;
    const std::size_t stop = line_end(text, std::min(start, text.size()));
    const std::size_t first = std::min(text.find_first_not_of(' ', start), text.size());
    if (first < stop) {
      if (first - start <= parent) break;
      end = stop;
    }
    at = stop;
  }
  return end;
}

// Of one line of a plain scalar.
std::size_t plain_line_end(std::string_view text, std::size_t at, bool flow)
{
  const std::size_t begin = at;
  for (; at < text.size() && !is_end_of_line(text[at]); ++at) {
    const char c = text[at];
    if (c == '#' && at > begin && blanks.find(text[at - 1]) != std::string_view::npos) break;
    if (flow && flow_signs.find(c) != std::string_view::npos) break;
    if (c != ':') continue;
    const char next = char_at(text, at + 1);
    if (next == ' ' || next == '\t' || is_end_of_line(next)) break;
    if (flow && flow_signs.find(next) != std::string_view::npos) break;
  }
  while (at > begin && blanks.find(text[at - 1]) != std::string_view::npos) --at;
  return at;
}

std::optional<std::size_t> plain_end(std::string_view text, std::size_t begin,
                                     std::string_view value, bool flow)
{
  std::size_t end = plain_line_end(text, begin, flow);
  std::string folded(text.substr(begin, end - begin));
  // A plain scalar may go on in the next lines, which are joined by a blank.
  while (folded != value) {
    if (folded.size() >= value.size() || !value.starts_with(folded)) return std::nullopt;
    const std::size_t next = text.find_first_not_of(" \t\r\n", end);
    if (next == std::string_view::npos) return std::nullopt;
    end = plain_line_end(text, next, flow);
    if (end == next) return std::nullopt;
    folded += ' ';
    folded += text.substr(next, end - next);
  }
  return end;
}

bool is_plain(std::string_view value, bool flow)
{
  if (value.empty() || value.front() == ' ' || value.back() == ' ' || value.back() == ':')
    return false;
  if (std::string_view("!&*?|>@`\"'%#,[]{}").find(value.front()) != std::string_view::npos)
    return false;
  if (value.front() == '-' && (value.size() == 1 || value[1] == ' ')) return false;
  if (value == "~" || value == "null" || value == "Null" || value == "NULL") return false;
  if (value.find(": ") != std::string_view::npos || value.find(" #") != std::string_view::npos)
    return false;
  if (flow && value.find_first_of(flow_signs) != std::string_view::npos) return false;
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

} // namespace

std::size_t line_start(std::string_view text, std::size_t at)
{
  if (at == 0) return 0;
  const std::size_t before = text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at)
{
  return std::min(text.find('\n', at), text.size());
}

std::size_t column_of(std::string_view text, std::size_t at) { return at - line_start(text, at); }

std::optional<std::size_t> scalar_end(std::string_view text, std::size_t begin,
                                      std::string_view value, bool flow, std::size_t parent)
{
  if (begin >= text.size()) return std::nullopt;
  switch (text[begin]) {
  case '"':
  case '\'': return quoted_end(text, begin);
  case '|':
  case '>':
    if (flow) return std::nullopt;
    return block_end(text, begin, parent);
  case '&':
  case '!':
  case '*': return std::nullopt;
  default: return plain_end(text, begin, value, flow);
  }
}

std::size_t flow_end(std::string_view text, std::size_t at)
{
  while (at < text.size()) {
    const char c = text[at];
    if (c == ']' || c == '}') return at + 1;
    at = c == '#' ? line_end(text, at) : at + 1;
  }
  return at;
}

std::size_t after_colon(std::string_view text, std::size_t key_end)
{
  std::size_t at = std::min(text.find_first_not_of(blanks, key_end), text.size());
  if (char_at(text, at) != ':') return key_end;
  ++at;
  const std::size_t value = std::min(text.find_first_not_of(blanks, at), text.size());
  return null_length(text, value) > 0 ? value : at;
}

std::size_t null_length(std::string_view text, std::size_t at)
{
  for (const std::string_view null : {"~", "null", "Null", "NULL"}) {
    if (text.substr(std::min(at, text.size()), null.size()) != null) continue;
    const char next = char_at(text, at + null.size());
    if (next == ' ' || is_end_of_line(next) || flow_signs.find(next) != std::string_view::npos)
      return null.size();
  }
  return 0;
}

std::string quoted_text(std::string_view value, char quote)
{
  std::string text(1, quote);
  for (const char c : value) {
    if (quote == '\'' && c == '\'') {
      text += "''";
    } else if (quote == '"' && (c == '"' || c == '\\')) {
      text += '\\';
      text += c;
    } else if (quote == '"' && c == '\n') {
      text += "\\n";
    } else if (quote == '"' && c == '\t') {
      text += "\\t";
    } else {
      text += c;
    }
  }
  return text + quote;
}

std::string scalar_text(std::string_view value, bool flow)
{
  return is_plain(value, flow) ? std::string(value) : quoted_text(value, '"');
}

} // namespace gatetwin::viz
