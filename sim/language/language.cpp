// SPDX-License-Identifier: Apache-2.0
#include "sim/language/language.hpp"

namespace gatetwin {

std::optional<Language> parse_language(std::string_view code)
{
  for (const Language language : languages) {
    if (code == language_code(language)) return language;
  }
  return std::nullopt;
}

const char* language_code(Language language)
{
  switch (language) {
  case Language::english: return "en";
  case Language::vietnamese: return "vi";
  }
  return "en";
}

NumberSigns number_signs(Language language)
{
  switch (language) {
  case Language::english: return {',', '.'};
  case Language::vietnamese: return {'.', ','};
  }
  return {',', '.'};
}

} // namespace gatetwin
