// SPDX-License-Identifier: Apache-2.0
#include "sim/language/translations.hpp"
#include "core/base/check.hpp"
#include "embedded/gatetwin_vi.hpp"

namespace gatetwin {

Translations::Translations(std::initializer_list<std::pair<Language, std::string_view>> catalogues)
{
  for (const auto& [language, bytes] : catalogues) {
    Result<Catalogue> catalogue = Catalogue::read(bytes);
    CHECK(catalogue);
    m_catalogues.emplace(language, std::move(catalogue.value()));
  }
}

const char* Translations::text(const Message& message, Language language) const
{
  if (message.id == nullptr || *message.id == '\0') return message.id;
  const auto found = m_catalogues.find(language);
  const char* text = found == m_catalogues.end() ? nullptr : found->second.find(message);
  if (text != nullptr) return text;
  return message.plural != nullptr ? message.plural : message.id;
}

const char* Translations::text(const Message& message, Language language, std::uint64_t n) const
{
  const auto found = m_catalogues.find(language);
  const char* text = found == m_catalogues.end() ? nullptr : found->second.find(message, n);
  if (text != nullptr) return text;
  return n == 1 || message.plural == nullptr ? message.id : message.plural;
}

bool Translations::has(const Message& message, Language language) const
{
  const auto found = m_catalogues.find(language);
  return found == m_catalogues.end() || found->second.find(message) != nullptr;
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> parts)
{
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool hole = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!hole) {
      out += pattern[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (index < parts.size()) out += *(parts.begin() + index);
    i += 2;
  }
  return out;
}

const Translations& gatetwin_translations()
{
  static const Translations all{{Language::vietnamese, embedded::gatetwin_vi()}};
  return all;
}

} // namespace gatetwin
