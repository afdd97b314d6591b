// SPDX-License-Identifier: Apache-2.0
#include "core/document/label.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/visible_seal.hpp"
#include <algorithm>
#include <string_view>

namespace gatetwin {
namespace {

std::string_view text_of(std::span<const std::byte> bytes)
{
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

LabelKind classify_label(std::span<const std::byte> label)
{
  if (!label.empty() && label[0] == seal_magic) return LabelKind::visible_seal;
  const std::string_view text = text_of(label);
  return text.starts_with("RDB1") || text.starts_with("NDB1") ? LabelKind::icao_barcode
                                                              : LabelKind::registry_key;
}

Reason read_registry_key(std::span<const std::byte> label, ShortText<24>& number)
{
  const std::string_view text = text_of(label.first(std::min(label.size(), seal_max_bytes)));
  if (text.empty()) return Reason::empty_input;
  bool good = true;
  bool named = false; // by more than punctuation
  for (const char c : text) {
    if (c < ' ' || c > '~') return Reason::bad_magic;
    const bool alnum = is_mrz_digit(c) || is_mrz_letter(c) || (c >= 'a' && c <= 'z');
    named = named || alnum;
    good = good && (alnum || c == '-' || c == '/');
  }
  if (!good || !named) return Reason::bad_character;
  return number.assign(text) ? Reason::none : Reason::input_too_long;
}

} // namespace gatetwin
