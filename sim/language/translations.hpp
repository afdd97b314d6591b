// SPDX-License-Identifier: Apache-2.0
// All languages of one domain, as gettext calls a program's set of sayings. English needs no
// catalogue; what another language's has no translation of stays English, which the tests of each
// domain do not allow.
#pragma once
#include "sim/language/catalogue.hpp"
#include "sim/language/language.hpp"
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace gatetwin {

class Translations {
public:
  // Bytes of .mo files that the build made; a damaged one is a bug.
  explicit Translations(std::initializer_list<std::pair<Language, std::string_view>> catalogues);

  const char* text(const Message& message, Language language) const; // of an unknown number
  const char* text(const Message& message, Language language, std::uint64_t n) const;
  bool has(const Message& message, Language language) const;

private:
  std::map<Language, Catalogue> m_catalogues;
};

// {0}, {1}, ... replaced; what is put in is not looked into again.
std::string filled(std::string_view pattern, std::initializer_list<std::string_view> parts);

// The sayings of gatetwin's own domain: results, bounds, timing, reports, the viewer's screen,
// fields of scenarios.
const Translations& gatetwin_translations();
inline const char* translated(const Message& message, Language language)
{
  return gatetwin_translations().text(message, language);
}

} // namespace gatetwin
