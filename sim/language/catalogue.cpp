// SPDX-License-Identifier: Apache-2.0
#include "sim/language/catalogue.hpp"
#include <algorithm>
#include <optional>
#include <string>

namespace gatetwin {
namespace {

constexpr std::uint32_t magic = 0x950412deU;
constexpr std::size_t head_size = 28;

std::uint32_t word_at(std::string_view bytes, std::size_t at) // at + 4 <= size
{
  std::uint32_t out = 0;
  for (std::size_t i = 4; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

// The string that a table's entry tells length and place of.
std::optional<std::string_view> string_at(std::string_view bytes, std::uint64_t entry)
{
  if (entry + 8 > bytes.size()) return std::nullopt;
  const std::uint64_t length = word_at(bytes, entry);
  const std::uint64_t place = word_at(bytes, entry + 4);
  if (place + length + 1 > bytes.size() || bytes[place + length] != '\0') return std::nullopt;
  return bytes.substr(place, length);
}

std::string_view line_of(std::string_view head, std::string_view key)
{
  const std::size_t at = head.find(key);
  if (at == std::string_view::npos || (at > 0 && head[at - 1] != '\n')) return {};
  head.remove_prefix(at + key.size());
  return head.substr(0, head.find('\n'));
}

} // namespace

Result<Catalogue> Catalogue::read(std::string_view bytes)
{
  const auto bad = [](const char* why) { return Error{ErrorCode::corrupt, why}; };
  if (bytes.size() < head_size || word_at(bytes, 0) != magic || word_at(bytes, 4) != 0)
    return bad("it is not a little-endian .mo file");
  const std::uint64_t count = word_at(bytes, 8);
  const std::uint64_t keys = word_at(bytes, 12);
  const std::uint64_t texts = word_at(bytes, 16);
  if (count > bytes.size() / 16) return bad("its tables lie outside");
  Catalogue out;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto key = string_at(bytes, keys + 8 * i);
    const auto text = string_at(bytes, texts + 8 * i);
    if (!key || !text) return bad("a string lies outside");
    const std::string_view one = key->substr(0, key->find('\0')); // before a plural
    if (!out.m_entries.empty() && out.m_entries.back().first >= one)
      return bad("its strings are not in order");
    out.m_entries.emplace_back(one, *text);
  }
  if (const Status head = out.read_head(); !head) return head.error();
  return out;
}

Status Catalogue::read_head()
{
  if (m_entries.empty() || !m_entries.front().first.empty())
    return Error{ErrorCode::corrupt, "it has no head"};
  const std::string_view head = m_entries.front().second;
  if (line_of(head, "Content-Type: ").find("charset=UTF-8") == std::string_view::npos)
    return Error{ErrorCode::corrupt, "it is not in UTF-8"};
  const std::string_view forms = line_of(head, "Plural-Forms: ");
  if (forms.empty()) return success();
  Result<PluralRule> rule = PluralRule::parse(forms);
  if (!rule) return rule.error();
  m_plural = rule.value();
  return success();
}

std::string_view Catalogue::forms_of(const Message& message) const
{
  std::string key;
  if (message.context != nullptr) key = std::string(message.context) + '\4';
  key += message.id;
  const auto at = std::lower_bound(
      m_entries.begin(), m_entries.end(), std::string_view(key),
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (at == m_entries.end() || at->first != key) return {};
  return at->second;
}

const char* Catalogue::find(const Message& message) const
{
  const std::string_view forms = forms_of(message);
  return forms.empty() ? nullptr : forms.data();
}

const char* Catalogue::find(const Message& message, std::uint64_t n) const
{
  std::string_view forms = forms_of(message);
  for (std::uint64_t form = m_plural.form_for(n); form > 0 && !forms.empty(); --form) {
    const std::size_t end = forms.find('\0');
    forms = end == std::string_view::npos ? std::string_view() : forms.substr(end + 1);
  }
  return forms.empty() ? nullptr : forms.data();
}

} // namespace gatetwin
