// SPDX-License-Identifier: Apache-2.0
#include "sim/report/html_table.hpp"
#include "sim/report/html_text.hpp"
#include <algorithm>

namespace gatetwin {

void HtmlTable::head(std::initializer_list<Column> columns)
{
  m_head = "<tr>";
  for (const Column& column : columns) {
    m_head += column.number ? "<th class=\"n\">" : "<th>";
    m_head += escaped(word(column.name, m_language));
    m_head += "</th>";
  }
  m_head += "</tr>";
}

void HtmlTable::row(const std::string& kind)
{
  if (!m_rows.empty()) m_rows += "</tr>";
  m_rows += kind.empty() ? "\n<tr>" : "\n<tr class=\"" + escaped(kind) + "\">";
}

void HtmlTable::cell(const std::string& text, const std::string& kind)
{
  m_rows += kind.empty() ? "<td>" : "<td class=\"" + escaped(kind) + "\">";
  m_rows += escaped(text) + "</td>";
}

void HtmlTable::number(const std::string& text, const std::string& kind)
{
  cell(text, kind.empty() ? "n" : "n " + kind);
}

void HtmlTable::bar(double share)
{
  m_rows += "<td class=\"wide\"><span class=\"share\" style=\"width:" +
            coordinate(100 * std::clamp(share, 0.0, 1.0)) + "%\"></span></td>";
}

std::string HtmlTable::take()
{
  if (m_rows.empty()) return "";
  return "<div class=\"scroll\"><table>\n<thead>" + m_head + "</thead>\n<tbody>" + m_rows +
         "</tr>\n</tbody></table></div>\n";
}

} // namespace gatetwin
