// SPDX-License-Identifier: Apache-2.0
// Which of a language's forms goes with a number: the Plural-Forms line of a catalogue's head, a C
// expression in n (GNU gettext manual, "Additional functions for plural forms").
#pragma once
#include "core/base/result.hpp"
#include <cstdint>
#include <string>
#include <string_view>

namespace gatetwin {

class PluralRule {
public:
  PluralRule() = default; // one form for all numbers
  // "nplurals=2; plural=(n != 1);"
  static Result<PluralRule> parse(std::string_view line);

  std::uint64_t forms() const { return m_forms; }
  std::uint64_t form_for(std::uint64_t n) const; // below forms()

private:
  std::uint64_t m_forms = 1;
  std::string m_expression = "0";
};

} // namespace gatetwin
