// SPDX-License-Identifier: Apache-2.0
#include "core/registry/document_key.hpp"
#include "core/registry/content_hash.hpp"
#include <cstddef>

namespace gatetwin {
namespace {

constexpr std::size_t issuer_capacity = 3;
constexpr std::size_t number_start = 4;
constexpr std::size_t number_capacity = 24;

constexpr char capital(char c)
{
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What each byte becomes in a key; 0: it vanishes.
constexpr std::array<char, 256> significant = [] {
  std::array<char, 256> table{};
  for (unsigned i = 0; i < 128; ++i) {
    const char c = capital(static_cast<char>(i));
    if (is_letter(c) || is_digit(c)) table[i] = c;
  }
  return table;
}();

void copy_significant(std::string_view text, char* to, std::size_t capacity)
{
  std::size_t size = 0;
  for (const char raw : text) {
    if (size == capacity) return;
    to[size] = significant[static_cast<unsigned char>(raw)];
    size += to[size] != '\0' ? 1 : 0;
  }
}

// Collects name parts with single fillers between them and one double filler after the surname.
class NameWriter {
public:
  void letter(char c)
  {
    if (m_gap > 0 && m_size > 0) separate();
    m_gap = 0;
    push(c);
  }
  void gap(int fillers) { m_gap += fillers; }
  bool fits() const { return m_fits; }
  std::string_view view() const { return {m_chars.data(), m_size}; }

private:
  void separate()
  {
    push('<');
    if (m_gap >= 2 && !m_surname_ended) {
      push('<');
      m_surname_ended = true;
    }
  }
  void push(char c)
  {
    if (m_size == m_chars.size()) {
      m_fits = false;
      return;
    }
    m_chars[m_size++] = c;
  }

  std::array<char, 64> m_chars{};
  std::size_t m_size = 0;
  int m_gap = 0;
  bool m_surname_ended = false;
  bool m_fits = true;
};

} // namespace

std::string_view DocumentKey::issuer() const
{
  const std::string_view text(bytes.data(), issuer_capacity);
  return text.substr(0, text.find('\0'));
}

std::string_view DocumentKey::number() const
{
  const std::string_view text(bytes.data() + number_start, number_capacity);
  return text.substr(0, text.find('\0'));
}

DocumentKey document_key(std::string_view issuer, std::string_view number)
{
  DocumentKey key;
  copy_significant(issuer, key.bytes.data(), issuer_capacity);
  copy_significant(number, key.bytes.data() + number_start, number_capacity);
  if (key != DocumentKey{}) key.hash = content_hash(key.bytes.data(), key.bytes.size());
  return key;
}

Result<NameKey> name_key(std::string_view name)
{
  NameWriter writer;
  for (const char raw : name) {
    const char c = capital(raw);
    if (is_letter(c)) {
      writer.letter(c);
    } else if (c == '<' || c == ' ' || c == '-') {
      writer.gap(1);
    } else if (c == ',') {
      writer.gap(2);
    } else if (c != '\'' && c != '.') {
      return Error{ErrorCode::malformed, "a name may hold Latin letters and separators only"};
    }
  }
  if (!writer.fits()) return Error{ErrorCode::too_large, "a name may have 64 characters"};
  if (writer.view().empty()) return Error{ErrorCode::malformed, "a name needs a letter"};
  NameKey key;
  CHECK(key.assign(writer.view()));
  return key;
}

} // namespace gatetwin
