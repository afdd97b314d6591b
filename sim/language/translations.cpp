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

const Translations& gatetwin_translations()
{
  static const Translations all{{Language::vietnamese, embedded::gatetwin_vi()}};
  return all;
}

} // namespace gatetwin
