// SPDX-License-Identifier: Apache-2.0
#include "core/document/mrz_writer.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/mrz_name.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr Error too_large(const char* detail) { return {ErrorCode::too_large, detail}; }
constexpr Error malformed(const char* detail) { return {ErrorCode::malformed, detail}; }

struct Zone {
  std::array<char, mrz_max_characters> chars{};
  const MrzLayout& layout;
  explicit Zone(MrzFormat format) : layout(layout_of(format)) { chars.fill(mrz_filler); }
  std::string_view field(MrzRange range) const { return {chars.data() + range.at, range.size}; }
  void put(MrzRange range, std::string_view text)
  {
    CHECK(text.size() <= range.size);
    std::copy(text.begin(), text.end(), chars.begin() + range.at);
  }
  void put_digit(MrzRange range, char digit)
  {
    if (range.size > 0) chars[range.at] = digit;
  }
};

// Spaces and hyphens become fillers. False when a character has no place in a zone.
bool to_zone(std::string_view text, ShortText<24>& out)
{
  std::array<char, 24> chars{};
  if (text.size() > chars.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    chars[i] = text[i] == ' ' || text[i] == '-' ? mrz_filler : text[i];
    if (mrz_value(chars[i]) < 0) return false;
  }
  return out.assign({chars.data(), text.size()});
}

struct LongName {
  std::array<char, 64> chars{};
  std::size_t size = 0;
  std::string_view view() const { return {chars.data(), size}; }
};

// Takes a letter from the longest part that ends at or before `limit`; false when all are single
// letters.
bool drop_letter(LongName& name, std::size_t limit)
{
  std::size_t begin = 0;
  std::size_t longest = 1;
  std::size_t longest_end = 0;
  for (std::size_t i = 0; i <= limit; ++i) {
    if (i < limit && name.chars[i] != mrz_filler) continue;
    if (i - begin > longest) {
      longest = i - begin;
      longest_end = i;
    }
    begin = i + 1;
  }
  if (longest_end == 0) return false;
  for (std::size_t i = longest_end; i < name.size; ++i) name.chars[i - 1] = name.chars[i];
  --name.size;
  return true;
}

// Parts are shortened until the last place of the field holds a letter: that is how a reader sees
// that the name was cut (Doc 9303-4, truncation). The double filler and one letter of the given
// names stay inside the field.
MrzName cut_to(std::string_view whole, std::size_t width)
{
  LongName name;
  name.size = whole.size();
  std::copy(whole.begin(), whole.end(), name.chars.begin());
  while (name.size > width) {
    const std::size_t separator = name.view().find("<<");
    const bool too_far = separator != std::string_view::npos && separator > width - 3;
    if (!too_far && name.chars[width - 1] != mrz_filler) break;
    if (!drop_letter(name, too_far ? separator : width - 1)) break;
  }
  MrzName result;
  CHECK(result.assign(mrz_stripped(name.view().substr(0, width))));
  return result;
}

Status put_name(Zone& zone, std::string_view utf8)
{
  const Result<MrzName> name = mrz_name_from_utf8(utf8);
  if (!name) return name.error();
  const std::size_t width = zone.layout.name.size;
  const std::string_view whole = name.value().view();
  zone.put(zone.layout.name, whole.size() <= width ? whole : cut_to(whole, width).view());
  return success();
}

Status put_number(Zone& zone, std::string_view text)
{
  const MrzLayout& layout = zone.layout;
  ShortText<24> number;
  if (text.empty() || !to_zone(text, number) || number.view().front() == mrz_filler ||
      number.view().back() == mrz_filler) {
    return malformed("document number: A-Z and 0-9, at most 22 characters");
  }
  const std::string_view head = number.view().substr(0, 9);
  zone.put(layout.number, head);
  if (number.view().size() <= 9) {
    zone.put_digit(layout.number_digit, mrz_check_digit(zone.field(layout.number)));
    return success();
  }
  const std::string_view rest = number.view().substr(9);
  // The rest must not hold a filler: the first one ends the number. Its digit and a filler follow.
  if (!layout.long_number || rest.size() + 2 > layout.optional.size) {
    return too_large("document number is too long for this format");
  }
  if (head.back() == mrz_filler || rest.find(mrz_filler) != std::string_view::npos) {
    return malformed("a long document number must not hold fillers after its eighth character");
  }
  zone.put(layout.optional, rest);
  zone.chars[layout.optional.at + rest.size()] = mrz_check_digit(number.view());
  return success();
}

Status put_optional(Zone& zone, MrzRange range, std::string_view text)
{
  ShortText<24> value;
  if (!to_zone(text, value)) return malformed("optional data: A-Z, 0-9 and fillers");
  // Behind a long number, its digit and a filler.
  const std::size_t used = mrz_stripped(zone.field(range)).size();
  const std::size_t at = used == 0 ? 0 : used + 1;
  if (!text.empty() && at + text.size() > range.size) return too_large("optional data do not fit");
  if (text.empty()) return success();
  const std::size_t left = range.size - at;
  zone.put({static_cast<std::uint8_t>(range.at + at), static_cast<std::uint8_t>(left)},
           value.view());
  return success();
}

void put_two_digits(Zone& zone, std::size_t at, int value)
{
  zone.chars[at] = static_cast<char>('0' + value / 10);
  zone.chars[at + 1] = static_cast<char>('0' + value % 10);
}

bool is_possible_birth(CalendarDate d)
{
  if (d.year < 0 || d.year > 9999 || d.month < 0 || d.month > 12 || d.day < 0 || d.day > 31)
    return false;
  const bool leap_unknown = d.year == 0;
  return d.month == 0 || is_valid({leap_unknown ? 2000 : d.year, d.month, d.day == 0 ? 1 : d.day});
}

Status put_dates(Zone& zone, CalendarDate birth, CalendarDate expiry)
{
  if (!is_possible_birth(birth)) return malformed("date of birth is not a date");
  if (!is_valid(expiry) || expiry.year < 0 || expiry.year > 9999)
    return malformed("expiry is not a date");
  const std::size_t b = zone.layout.birth.at;
  if (birth.year > 0) put_two_digits(zone, b, birth.year % 100);
  if (birth.month > 0) put_two_digits(zone, b + 2, birth.month);
  if (birth.day > 0) put_two_digits(zone, b + 4, birth.day);
  const std::size_t e = zone.layout.expiry.at;
  put_two_digits(zone, e, expiry.year % 100);
  put_two_digits(zone, e + 2, expiry.month);
  put_two_digits(zone, e + 4, expiry.day);
  zone.put_digit(zone.layout.birth_digit, mrz_check_digit(zone.field(zone.layout.birth)));
  zone.put_digit(zone.layout.expiry_digit, mrz_check_digit(zone.field(zone.layout.expiry)));
  return success();
}

Status put_code(Zone& zone, const MrzFields& fields)
{
  const bool letters = std::all_of(fields.code.begin(), fields.code.end(), is_mrz_letter);
  if (fields.code.empty() || fields.code.size() > 2 || !letters) {
    return malformed("document code: one or two letters");
  }
  const bool visa = fields.format == MrzFormat::mrv_a || fields.format == MrzFormat::mrv_b;
  if (visa != (fields.code.front() == 'V'))
    return malformed("document code does not fit the format");
  zone.put(zone.layout.code, fields.code);
  for (const std::string_view state : {fields.issuer, fields.nationality}) {
    if (state.size() > 3 || !is_state_code(state))
      return malformed("state code: one to three letters");
  }
  zone.put(zone.layout.issuer, fields.issuer);
  zone.put(zone.layout.nationality, fields.nationality);
  return success();
}

void put_sums(Zone& zone)
{
  const MrzLayout& layout = zone.layout;
  if (layout.optional_digit.size > 0) {
    zone.put_digit(layout.optional_digit, mrz_check_digit(zone.field(layout.optional)));
  }
  MrzCheckDigit composite;
  for (const MrzRange range : layout.composite) composite.add(zone.field(range));
  zone.put_digit(layout.composite_digit, composite.digit());
}

} // namespace

MrzText::MrzText(MrzFormat format) : m_format(format)
{
  const MrzLayout& layout = layout_of(format);
  m_size = layout.characters() + layout.lines - 1;
  m_chars.fill(mrz_filler);
  for (std::size_t i = 1; i < layout.lines; ++i) m_chars[i * (layout.width + 1) - 1] = '\n';
}

std::size_t MrzText::place(std::size_t index) const
{
  const std::size_t width = layout_of(m_format).width;
  CHECK(index < layout_of(m_format).characters());
  return index + index / width;
}

std::string_view MrzText::line(std::size_t index) const
{
  const MrzLayout& layout = layout_of(m_format);
  CHECK(index < layout.lines);
  return text().substr(index * (layout.width + 1), layout.width);
}

void MrzText::put(std::size_t at, std::string_view characters)
{
  for (std::size_t i = 0; i < characters.size(); ++i) m_chars[place(at + i)] = characters[i];
}

Result<MrzText> write_mrz(const MrzFields& fields)
{
  Zone zone(fields.format);
  const MrzLayout& layout = zone.layout;
  for (const Status& status :
       {put_code(zone, fields), put_name(zone, fields.name), put_number(zone, fields.number),
        put_dates(zone, fields.birth, fields.expiry),
        put_optional(zone, layout.optional, fields.optional),
        put_optional(zone, layout.second_optional, fields.second_optional)}) {
    if (!status) return status.error();
  }
  constexpr std::array<char, 3> sexes{mrz_filler, 'F', 'M'};
  zone.put_digit(layout.sex, sexes[static_cast<std::size_t>(fields.sex)]);
  put_sums(zone);
  MrzText text(fields.format);
  text.put(0, {zone.chars.data(), layout.characters()});
  // What the reader would refuse, for instance a document code that is not in use, is not written.
  for (const CheckRecord& check : read_mrz(text.text(), fields.expiry).checks) {
    if (check.result != CheckResult::successful) return malformed(to_string(check.reason));
  }
  return text;
}

} // namespace gatetwin
