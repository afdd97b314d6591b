// SPDX-License-Identifier: Apache-2.0
// An HTML table, written row by row; every text is escaped here.
#pragma once
#include "sim/results/wording.hpp"
#include <initializer_list>
#include <string>

namespace gatetwin {

class HtmlTable {
public:
  explicit HtmlTable(Language language) : m_language(language) {}

  struct Column {
    Word name;
    bool number = false; // to the right
  };
  void head(std::initializer_list<Column> columns);
  void row(const std::string& kind); // "", "sum" or "part"
  void cell(const std::string& text, const std::string& kind = "");
  void number(const std::string& text, const std::string& kind = "");
  void bar(double share);
  std::string take(); // empty when there was no row

private:
  Language m_language;
  std::string m_head;
  std::string m_rows;
};

} // namespace gatetwin
