// SPDX-License-Identifier: Apache-2.0
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"
#include <algorithm>

namespace gatetwin {

std::string coloured(const std::string& text, const char* code)
{
  return std::string("\x1b[") + code + "m" + text + "\x1b[0m";
}

std::string text_table(const std::vector<TextRow>& rows, bool colour)
{
  std::vector<std::size_t> widths;
  for (const TextRow& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], display_width(row[c].text));
    }
  }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const TextCell& cell = rows[r][c];
      const std::string space(widths[c] - display_width(cell.text), ' ');
      std::string text = cell.text;
      if (colour && r == 0) text = coloured(text, "2");
      if (colour && cell.tone != Tone::plain)
        text = coloured(text, cell.tone == Tone::good ? "32" : "31");
      line += "  ";
      line += cell.number ? space + text : text + space;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

} // namespace gatetwin
