// SPDX-License-Identifier: Apache-2.0
// One field at a time, both ways: by coding into bytes or text, by meaning into its place in
// SealContent.
#include "core/document/seal_profile.hpp"
#include "core/document/c40.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/seal_date.hpp"
#include "core/document/utf8.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// A zone in a seal: how many characters are coded, and the whole zone's. Visas leave out the end of
// line 2.
struct CodedMrz {
  std::size_t coded;
  std::size_t whole;
};

CodedMrz coded_mrz(SealCoding coding)
{
  switch (coding) {
  case SealCoding::mrz_td1: return {90, 90};
  case SealCoding::mrz_td2: return {72, 72};
  case SealCoding::mrz_td3: return {88, 88};
  case SealCoding::mrz_mrv_a: return {44 + 28, 88};
  case SealCoding::mrz_mrv_b: return {36 + 28, 72};
  default: return {0, 0};
  }
}

Reason read_mrz_field(SealCoding coding, std::span<const std::byte> value, SealContent& content)
{
  const CodedMrz size = coded_mrz(coding);
  std::array<char, mrz_max_characters> zone{};
  if (value.size() != c40_bytes(size.coded)) return Reason::field_length;
  if (decode_c40(value, zone) != size.coded) return Reason::bad_c40;
  std::replace(zone.begin(), zone.end(), ' ', mrz_filler);
  std::fill(zone.begin() + static_cast<std::ptrdiff_t>(size.coded), zone.end(), mrz_filler);
  CHECK(content.mrz.assign({zone.data(), size.whole}));
  return Reason::none;
}

// The text field of a meaning; null for meanings that are no C40 text.
template <typename Content, typename Visit>
bool visit_text(Content& content, SealMeaning meaning, Visit visit)
{
  switch (meaning) {
  case SealMeaning::number: return visit(content.number);
  case SealMeaning::linked_number: return visit(content.linked_number);
  case SealMeaning::nationality: return visit(content.nationality);
  case SealMeaning::areas: return visit(content.areas);
  case SealMeaning::vehicle_plate: return visit(content.vehicle_plate);
  case SealMeaning::ship: return visit(content.ship);
  case SealMeaning::cargo_seal: return visit(content.cargo_seal);
  default: return false;
  }
}

template <typename Content> auto* date_of(Content& content, SealMeaning meaning)
{
  switch (meaning) {
  case SealMeaning::birth: return &content.birth;
  case SealMeaning::valid_from: return &content.valid_from;
  case SealMeaning::valid_until: return &content.valid_until;
  default: return static_cast<decltype(&content.birth)>(nullptr);
  }
}

// Codes with one space between, none at the ends: commas in SealContent.
bool spaces_to_commas(ShortText<32>& areas)
{
  std::array<char, 32> text{};
  const std::string_view from = areas.view();
  if (from.empty() || from.front() == ' ') return false;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] == ' ' && from[i - 1] == ' ') return false;
    text[i] = from[i] == ' ' ? ',' : from[i];
  }
  return areas.assign({text.data(), from.size()});
}

Reason read_text(SealMeaning meaning, std::span<const std::byte> value, SealContent& content)
{
  const bool decoded = visit_text(
      content, meaning, [&](auto& text) { return decode_c40_text(value, text) && !text.empty(); });
  if (!decoded) return Reason::bad_c40;
  if (meaning == SealMeaning::nationality && !is_state_code(content.nationality.view())) {
    return Reason::bad_state_code;
  }
  if (meaning == SealMeaning::areas && !spaces_to_commas(content.areas))
    return Reason::bad_character;
  return Reason::none;
}

Reason read_date(SealCoding coding, SealMeaning meaning, std::span<const std::byte> value,
                 SealContent& content)
{
  const std::optional<CalendarDate> date =
      coding == SealCoding::date ? decode_seal_date(value) : decode_masked_date(value);
  CalendarDate* place = date_of(content, meaning);
  if (!date || place == nullptr) return Reason::bad_date;
  *place = *date;
  return Reason::none;
}

// Unsigned and shortest: no leading zero byte, except for 0 itself.
Reason read_integer(std::span<const std::byte> value, SealContent& content)
{
  if (value.size() > 4 || (value.size() > 1 && value[0] == std::byte{}))
    return Reason::field_length;
  content.gross_weight_kg = 0;
  for (const std::byte b : value) {
    content.gross_weight_kg = content.gross_weight_kg << 8 | std::to_integer<std::uint32_t>(b);
  }
  return Reason::none;
}

Reason read_field(const SealFieldRule& rule, std::span<const std::byte> value, SealContent& content)
{
  if (value.size() < rule.min_bytes || value.size() > rule.max_bytes) return Reason::field_length;
  switch (rule.coding) {
  case SealCoding::c40: return read_text(rule.meaning, value, content);
  case SealCoding::utf8: {
    const std::string_view text(reinterpret_cast<const char*>(value.data()), value.size());
    return is_utf8(text) && content.name.assign(text) ? Reason::none : Reason::bad_character;
  }
  case SealCoding::date:
  case SealCoding::masked_date: return read_date(rule.coding, rule.meaning, value, content);
  case SealCoding::integer: return read_integer(value, content);
  case SealCoding::bytes: return Reason::none;
  case SealCoding::mrz_td1:
  case SealCoding::mrz_td2:
  case SealCoding::mrz_td3:
  case SealCoding::mrz_mrv_a:
  case SealCoding::mrz_mrv_b: return read_mrz_field(rule.coding, value, content);
  }
  return Reason::field_length;
}

template <std::size_t N>
std::vector<std::byte> to_vector(const std::optional<std::array<std::byte, N>>& bytes)
{
  return bytes ? std::vector<std::byte>(bytes->begin(), bytes->end()) : std::vector<std::byte>();
}

// Empty when it can't be encoded.
std::vector<std::byte> write_c40(std::string_view text)
{
  std::array<std::byte, 64> packed{};
  if (text.size() > mrz_max_characters) return {};
  const std::optional<std::size_t> size = encode_c40(text, packed);
  if (!size) return {};
  return {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(*size)};
}

std::vector<std::byte> write_integer(std::uint32_t number)
{
  std::vector<std::byte> bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    const auto byte = static_cast<std::byte>(number >> shift & 0xFF);
    if (!bytes.empty() || byte != std::byte{} || shift == 0) bytes.push_back(byte);
  }
  return bytes;
}

bool is_stated(SealMeaning meaning, const SealContent& content)
{
  if (const CalendarDate* date = date_of(content, meaning)) {
    // A date of birth of which nothing is known is a statement too.
    return meaning == SealMeaning::birth || *date != CalendarDate{};
  }
  if (meaning == SealMeaning::name) return !content.name.empty();
  if (meaning == SealMeaning::gross_weight_kg) return content.gross_weight_kg != 0;
  if (meaning == SealMeaning::mrz) return !content.mrz.empty();
  return visit_text(content, meaning, [](const auto& text) { return !text.empty(); });
}

std::vector<std::byte> write_field(const SealFieldRule& rule, const SealContent& content)
{
  const CalendarDate* date = date_of(content, rule.meaning);
  switch (rule.coding) {
  case SealCoding::c40: {
    std::string text;
    visit_text(content, rule.meaning, [&](const auto& from) {
      text = from.view();
      return true;
    });
    if (rule.meaning == SealMeaning::areas) std::replace(text.begin(), text.end(), ',', ' ');
    return write_c40(text);
  }
  case SealCoding::utf8: {
    const auto* bytes = reinterpret_cast<const std::byte*>(content.name.view().data());
    return {bytes, bytes + content.name.view().size()};
  }
  case SealCoding::date:
    return date ? to_vector(encode_seal_date(*date)) : std::vector<std::byte>();
  case SealCoding::masked_date:
    return date ? to_vector(encode_masked_date(*date)) : std::vector<std::byte>();
  case SealCoding::integer: return write_integer(content.gross_weight_kg);
  case SealCoding::bytes: return {};
  default: {
    const CodedMrz size = coded_mrz(rule.coding);
    const std::string_view zone = content.mrz.view();
    if (zone.size() != size.whole) return {};
    return write_c40(zone.substr(0, size.coded));
  }
  }
}

} // namespace

Reason read_content(const SealProfile& profile, const VisibleSeal& seal, SealContent& content)
{
  content = {};
  std::uint64_t seen = 0; // rules of the table that a field was there for
  CHECK(!profile.rules.empty() && profile.rules.size() <= 64);
  const std::size_t count = profile.rules.size();
  std::size_t i = 0; // issuers write in the order of the table: look on from the last match
  for (const TlvField& field : seal.fields) {
    std::size_t looked_at = 0;
    while (looked_at < count && profile.rules[i].tag != field.tag) {
      ++looked_at;
      i = i + 1 == count ? 0 : i + 1;
    }
    if (looked_at == count) continue;
    const Reason reason = read_field(profile.rules[i], field.value, content);
    if (reason != Reason::none) return reason;
    seen |= std::uint64_t{1} << i;
  }
  for (std::size_t rule = 0; rule < count; ++rule) {
    if (profile.rules[rule].required && (seen >> rule & 1) == 0) return Reason::missing_field;
  }
  return content.number.empty() && content.mrz.empty() ? Reason::missing_field : Reason::none;
}

Result<std::vector<OwnedField>> write_content(const SealProfile& profile,
                                              const SealContent& content)
{
  std::vector<OwnedField> fields;
  for (const SealFieldRule& rule : profile.rules) {
    const bool writable = rule.coding != SealCoding::bytes && is_stated(rule.meaning, content);
    if (!writable) {
      if (rule.required) return Error{ErrorCode::not_found, rule.name};
      continue;
    }
    // Zones of several formats: the one that fits is written.
    if (rule.meaning == SealMeaning::mrz &&
        content.mrz.view().size() != coded_mrz(rule.coding).whole)
      continue;
    OwnedField field{rule.tag, write_field(rule, content)};
    if (field.value.empty()) return Error{ErrorCode::malformed, rule.name};
    if (field.value.size() < rule.min_bytes || field.value.size() > rule.max_bytes) {
      return Error{ErrorCode::too_large, rule.name};
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

} // namespace gatetwin
