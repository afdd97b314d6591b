// SPDX-License-Identifier: Apache-2.0
// The languages that people read results in. Which one is an argument of whoever writes, never the
// process's locale: the same command writes the same bytes on every machine.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace gatetwin {

enum class Language : std::uint8_t { english, vietnamese };
constexpr Language languages[] = {Language::english, Language::vietnamese};

// "en" or "vi", as in the names of catalogues.
std::optional<Language> parse_language(std::string_view code);
const char* language_code(Language language);

// How a language writes numbers: "1,234.5" or "1.234,5".
struct NumberSigns {
  char thousands;
  char decimal;
};
NumberSigns number_signs(Language language);

} // namespace gatetwin
