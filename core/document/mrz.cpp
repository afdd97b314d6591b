// SPDX-License-Identifier: Apache-2.0
#include "core/document/mrz.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/mrz_name.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// Two zones in one picture still get the reason that says so; anything longer is not looked at.
constexpr std::size_t max_input = 256;

struct Block {
  std::array<char, mrz_max_characters> chars{};
  std::size_t size = 0;
  int lines = 0;
  std::size_t width = 0;
  std::string_view view() const { return {chars.data(), size}; }
};

// All characters without their line ends, and how long the lines were.
Reason split_lines(std::string_view text, Block& block)
{
  if (text.empty()) return Reason::empty_input;
  if (text.size() > max_input) return Reason::input_too_long;
  bool even = true;
  std::size_t total = 0;
  std::size_t length = 0;
  const auto end_line = [&] {
    if (block.lines == 0) block.width = length;
    even = even && length == block.width;
    ++block.lines;
    length = 0;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (mrz_value(c) >= 0) {
      if (total < block.chars.size()) block.chars[total] = c;
      ++total;
      ++length;
    } else if (c == '\r' || c == '\n') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      end_line();
    } else {
      return Reason::bad_character;
    }
  }
  if (length > 0) end_line();
  if (!even || block.width == 0) return Reason::wrong_length;
  block.size = std::min(total, block.chars.size());
  return Reason::none;
}

// The shape, as though all formats of one shape were the same: TD3 for both 2x44, TD2 for both
// 2x36.
Reason find_shape(const Block& block, MrzFormat& shape)
{
  for (const MrzFormat format : {MrzFormat::td1, MrzFormat::td2, MrzFormat::td3}) {
    const MrzLayout& layout = layout_of(format);
    const bool in_lines = block.lines == layout.lines && block.width == layout.width;
    const bool in_one = block.lines == 1 && block.width == layout.characters();
    if (!in_lines && !in_one) continue;
    shape = format;
    return Reason::none;
  }
  for (const MrzFormat format : {MrzFormat::td1, MrzFormat::td2, MrzFormat::td3}) {
    if (block.width == layout_of(format).width) return Reason::bad_line_count;
  }
  return Reason::wrong_length;
}

// The document code tells visas from the rest (Doc 9303-5 to -7). Its second character is the
// state's own, but V and a digit are not allowed there.
Reason find_format(std::string_view zone, MrzFormat shape, MrzFormat& format)
{
  const char first = zone[0];
  const char second = zone[1];
  if (second != mrz_filler && !is_mrz_letter(second)) return Reason::unknown_format;
  format = shape;
  if (first == 'V' && shape != MrzFormat::td1) {
    format = shape == MrzFormat::td3 ? MrzFormat::mrv_a : MrzFormat::mrv_b;
    return Reason::none;
  }
  if (second == 'V') return Reason::unknown_format;
  const bool card = first == 'A' || first == 'C' || first == 'I';
  const bool passport = first == 'P' && shape != MrzFormat::td1;
  const bool known = shape == MrzFormat::td3 ? passport : card || passport;
  return known ? Reason::none : Reason::unknown_format;
}

// One zone on its way to an Mrz. Works on its own copy of the characters, because confusions are
// mended in place.
class Reader {
public:
  Reader(Block& block, MrzFormat format, CalendarDate reading_date, const MrzOptions& options,
         MrzReading& reading)
      : m_zone(block.chars.data(), layout_of(format).characters()), m_chars(block.chars.data()),
        m_layout(layout_of(format)), m_today(reading_date), m_options(options), m_reading(reading),
        m_mrz(reading.mrz)
  {
    m_mrz.format = format;
  }

  void run()
  {
    if (m_options.correct_confusions) correct();
    read_texts();
    read_number();
    read_dates();
    read_sex();
    close(CheckKind::meaning);
    check_digits();
    close(CheckKind::mrz_check_digits);
  }

private:
  std::string_view field(MrzRange range) const { return range.of(m_zone); }

  void fail(CheckKind kind, Reason reason)
  {
    m_failed = true;
    for (const CheckRecord& check : m_reading.checks) {
      if (check.kind == kind && check.reason == reason) return;
    }
    CHECK(m_reading.checks.push_back({kind, CheckResult::failed, reason}));
  }

  void close(CheckKind kind)
  {
    if (!m_failed) CHECK(m_reading.checks.push_back({kind, CheckResult::successful, Reason::none}));
    m_failed = false;
  }

  void correct();
  void correct_field(MrzRange range, MrzRange digit);
  void correct_digit(MrzRange digit, char right);
  void read_texts();
  void read_number();
  bool read_long_number();
  void read_dates();
  bool read_date(MrzRange range, std::array<int, 3>& parts) const;
  void read_sex();
  void check_digits();
  char composite() const;

  std::string_view m_zone;
  char* m_chars;
  const MrzLayout& m_layout;
  CalendarDate m_today;
  const MrzOptions& m_options;
  MrzReading& m_reading;
  Mrz& m_mrz;
  bool m_failed = false;
  bool m_number_agrees = false; // with its check digit
};

char digit_for(char c)
{
  switch (c) {
  case 'O': return '0';
  case 'I': return '1';
  case 'S': return '5';
  case 'B': return '8';
  case 'Z': return '2';
  case 'G': return '6';
  default: return c;
  }
}

void Reader::correct_digit(MrzRange digit, char right)
{
  if (digit.size == 0) return;
  char& c = m_chars[digit.at];
  if (c == right || digit_for(c) != right) return;
  c = right;
  ++m_mrz.corrections;
}

// A date together with its digit.
void Reader::correct_field(MrzRange range, MrzRange digit)
{
  std::array<char, 6> mended{};
  CHECK(range.size == mended.size());
  int changed = 0;
  for (std::size_t i = 0; i < mended.size(); ++i) {
    const char c = m_chars[range.at + i];
    mended[i] = digit_for(c);
    changed += mended[i] != c ? 1 : 0;
  }
  const char right = mrz_check_digit({mended.data(), mended.size()});
  if (digit_for(m_chars[digit.at]) != right) return;
  std::copy(mended.begin(), mended.end(), m_chars + range.at);
  m_mrz.corrections += changed;
  correct_digit(digit, right);
}

void Reader::correct()
{
  correct_field(m_layout.birth, m_layout.birth_digit);
  correct_field(m_layout.expiry, m_layout.expiry_digit);
  correct_digit(m_layout.number_digit, mrz_check_digit(field(m_layout.number)));
  if (m_layout.optional_digit.size > 0) {
    correct_digit(m_layout.optional_digit, mrz_check_digit(field(m_layout.optional)));
  }
  if (m_layout.composite_digit.size > 0) correct_digit(m_layout.composite_digit, composite());
}

void Reader::read_texts()
{
  CHECK(m_mrz.code.assign(mrz_stripped(field(m_layout.code))));
  const std::string_view issuer = field(m_layout.issuer);
  const std::string_view nationality = field(m_layout.nationality);
  if (!is_state_code(issuer) || !is_state_code(nationality)) {
    fail(CheckKind::meaning, Reason::bad_state_code);
  }
  CHECK(m_mrz.issuer.assign(mrz_stripped(issuer)));
  CHECK(m_mrz.nationality.assign(mrz_stripped(nationality)));
  const std::string_view name = field(m_layout.name);
  m_mrz.name_fills_field = name.back() != mrz_filler;
  CHECK(m_mrz.name.assign(mrz_stripped(name)));
  if (!is_mrz_name(m_mrz.name.view())) fail(CheckKind::meaning, Reason::bad_name);
  CHECK(m_mrz.optional.assign(mrz_stripped(field(m_layout.optional))));
  CHECK(m_mrz.second_optional.assign(mrz_stripped(field(m_layout.second_optional))));
}

// Doc 9303-5 and -6: filler at the place of the digit, the number's rest, its check digit and a
// filler at the start of the optional field.
bool Reader::read_long_number()
{
  const std::string_view optional = field(m_layout.optional);
  const std::size_t run = optional.find(mrz_filler);
  const std::string_view head = field(m_layout.number);
  if (run == std::string_view::npos || run < 2 || head.back() == mrz_filler) return false;
  const std::string_view rest = optional.substr(0, run - 1);
  std::array<char, 24> whole{};
  std::copy(head.begin(), head.end(), whole.begin());
  std::copy(rest.begin(), rest.end(), whole.begin() + 9);
  CHECK(m_mrz.number.assign({whole.data(), head.size() + rest.size()}));
  CHECK(m_mrz.optional.assign(mrz_stripped(optional.substr(run + 1))));
  MrzCheckDigit sum;
  sum.add(head);
  sum.add(rest);
  return optional[run - 1] == sum.digit();
}

void Reader::read_number()
{
  const std::string_view number = field(m_layout.number);
  CHECK(m_mrz.number.assign(mrz_stripped(number)));
  if (number.front() == mrz_filler) fail(CheckKind::meaning, Reason::missing_field);
  const char digit = field(m_layout.number_digit).front();
  m_number_agrees = digit == mrz_filler && m_layout.long_number ? read_long_number()
                                                                : digit == mrz_check_digit(number);
}

bool Reader::read_date(MrzRange range, std::array<int, 3>& parts) const
{
  const std::string_view text = field(range);
  for (std::size_t i = 0; i < 3; ++i) {
    const char tens = text[2 * i];
    const char ones = text[2 * i + 1];
    if (tens == mrz_filler && ones == mrz_filler) {
      parts[i] = -1;
    } else if (is_mrz_digit(tens) && is_mrz_digit(ones)) {
      parts[i] = (tens - '0') * 10 + (ones - '0');
    } else {
      return false;
    }
  }
  return true;
}

// Zero parts are unknown; a leap day needs a leap year only when the year is known.
bool is_possible(CalendarDate date, bool year_known)
{
  if (date.month == 0) return date.day >= 0 && date.day <= 31;
  return is_valid({year_known ? date.year : 2000, date.month, date.day == 0 ? 1 : date.day});
}

void Reader::read_dates()
{
  std::array<int, 3> parts{};
  bool good = read_date(m_layout.birth, parts) && parts[1] != 0 && parts[2] != 0;
  if (good) {
    const int month = std::max(parts[1], 0);
    const int day = std::max(parts[2], 0);
    m_mrz.birth = {0, month, day};
    if (parts[0] >= 0) m_mrz.birth = birth_in_century(parts[0], month, day, m_today);
    good = is_possible(m_mrz.birth, parts[0] >= 0);
  }
  if (!good) m_mrz.birth = {};
  bool expiry_good = read_date(m_layout.expiry, parts) && parts[0] >= 0;
  if (expiry_good) {
    m_mrz.expiry = {expiry_year(parts[0], m_today.year, m_options.expiry_years_ahead), parts[1],
                    parts[2]};
    expiry_good = is_valid(m_mrz.expiry);
  }
  if (!expiry_good) m_mrz.expiry = {};
  if (!good || !expiry_good) fail(CheckKind::meaning, Reason::bad_date);
}

void Reader::read_sex()
{
  switch (field(m_layout.sex).front()) {
  case 'F': m_mrz.sex = Sex::female; break;
  case 'M': m_mrz.sex = Sex::male; break;
  case mrz_filler: break;
  default: fail(CheckKind::meaning, Reason::bad_sex);
  }
}

char Reader::composite() const
{
  MrzCheckDigit sum;
  for (const MrzRange range : m_layout.composite) sum.add(field(range));
  return sum.digit();
}

void Reader::check_digits()
{
  const auto agrees = [this](MrzRange range, MrzRange digit) {
    return field(digit).front() == mrz_check_digit(field(range));
  };
  constexpr CheckKind kind = CheckKind::mrz_check_digits;
  if (!m_number_agrees) fail(kind, Reason::check_digit_document_number);
  if (!agrees(m_layout.birth, m_layout.birth_digit)) fail(kind, Reason::check_digit_birth_date);
  if (!agrees(m_layout.expiry, m_layout.expiry_digit)) fail(kind, Reason::check_digit_expiry_date);
  if (m_layout.optional_digit.size > 0) {
    const bool left_out =
        m_mrz.optional.empty() && field(m_layout.optional_digit).front() == mrz_filler;
    if (!left_out && !agrees(m_layout.optional, m_layout.optional_digit)) {
      fail(kind, Reason::check_digit_optional_data);
    }
  }
  if (m_layout.composite_digit.size > 0 && field(m_layout.composite_digit).front() != composite()) {
    fail(kind, Reason::check_digit_composite);
  }
}

} // namespace

MrzReading read_mrz(std::string_view text, CalendarDate reading_date, const MrzOptions& options)
{
  MrzReading reading;
  Block block;
  MrzFormat shape{};
  MrzFormat format{};
  Reason reason = split_lines(text, block);
  if (reason == Reason::none) reason = find_shape(block, shape);
  if (reason == Reason::none) reason = find_format(block.view(), shape, format);
  const bool good = reason == Reason::none;
  CHECK(reading.checks.push_back(
      {CheckKind::structure, good ? CheckResult::successful : CheckResult::failed, reason}));
  if (good) Reader(block, format, reading_date, options, reading).run();
  return reading;
}

DocumentKind kind_of(const Mrz& mrz)
{
  switch (mrz.format) {
  case MrzFormat::mrv_a:
  case MrzFormat::mrv_b: return DocumentKind::visa;
  case MrzFormat::td1:
  case MrzFormat::td2:
  case MrzFormat::td3: break;
  }
  const std::string_view code = mrz.code.view();
  if (code.starts_with('P')) return DocumentKind::passport;
  if (code == "IB") return DocumentKind::border_pass;
  if (code == "IP") return DocumentKind::port_permit;
  return code == "AC" ? DocumentKind::crew_pass : DocumentKind::identity_card;
}

CalendarDate birth_in_century(int year_of_century, int month, int day, CalendarDate reading_date)
{
  const int century = reading_date.year - reading_date.year % 100;
  CalendarDate birth{century + year_of_century, month, day};
  if (birth > reading_date) birth.year -= 100; // unknown parts are 0 and count as early in the year
  return birth;
}

int expiry_year(int year_of_century, int reading_year, int years_ahead)
{
  const int first = reading_year + years_ahead - 99;
  const int century = first - first % 100;
  const int year = century + year_of_century;
  return year < first ? year + 100 : year;
}

const char* to_string(MrzFormat format)
{
  switch (format) {
  case MrzFormat::td1: return "TD1";
  case MrzFormat::td2: return "TD2";
  case MrzFormat::td3: return "TD3";
  case MrzFormat::mrv_a: return "MRV-A";
  case MrzFormat::mrv_b: return "MRV-B";
  }
  return "unknown";
}

} // namespace gatetwin
