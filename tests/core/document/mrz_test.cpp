// SPDX-License-Identifier: Apache-2.0
// Specimens: ICAO Doc 9303 parts 4 to 7. Read on 1 March 2010 unless a test says otherwise, so that
// their dates lie in the right centuries.
#include "core/document/mrz.hpp"
#include "core/document/mrz_characters.hpp"
#include "tests/core/document/check_matchers.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr CalendarDate today{2010, 3, 1};
const std::string td3_1 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string td3_2 = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string td3 = td3_1 + "\n" + td3_2;
const std::string td1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
                        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const std::string td2 =
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
const std::string mrv_a = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                          "L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const std::string mrv_b =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";

MrzReading read(const std::string& text, CalendarDate date = today) { return read_mrz(text, date); }

void expect_all_successful(const MrzReading& reading)
{
  ASSERT_EQ(reading.checks.size(), 3U);
  for (const CheckRecord& check : reading.checks) {
    EXPECT_EQ(check.result, CheckResult::successful) << to_string(check.reason);
    EXPECT_EQ(check.reason, Reason::none);
  }
}

// The only failed check, and nothing but it.
void expect_only(const MrzReading& reading, CheckKind kind, Reason reason)
{
  EXPECT_THAT(failed_checks(reading.checks), testing::ElementsAre(failed(kind, reason)));
}

void expect_structure(const std::string& text, Reason reason)
{
  const MrzReading reading = read(text);
  ASSERT_EQ(reading.checks.size(), 1U) << text.substr(0, 200);
  EXPECT_EQ(reading.checks[0].kind, CheckKind::structure);
  EXPECT_EQ(reading.checks[0].reason, reason) << to_string(reading.checks[0].reason);
  EXPECT_FALSE(reading.structured());
}

std::string replaced(std::string text, std::size_t at, const std::string& by)
{
  return text.replace(at, by.size(), by);
}

// Sets the check digit of TD3's line 2 anew after a change, so that only the change itself is at
// fault.
std::string with_digits(std::string zone)
{
  constexpr std::size_t l2 = 45;
  const auto digit = [&](std::size_t from, std::size_t size, std::size_t at) {
    zone[l2 + at] = mrz_check_digit(std::string_view(zone).substr(l2 + from, size));
  };
  digit(0, 9, 9);
  digit(13, 6, 19);
  digit(21, 6, 27);
  digit(28, 14, 42);
  MrzCheckDigit sum;
  sum.add(std::string_view(zone).substr(l2, 10));
  sum.add(std::string_view(zone).substr(l2 + 13, 7));
  sum.add(std::string_view(zone).substr(l2 + 21, 22));
  zone[l2 + 43] = sum.digit();
  return zone;
}

TEST(Mrz, ReadsThePassportSpecimen)
{
  const MrzReading reading = read(td3);
  expect_all_successful(reading);
  const Mrz& mrz = reading.mrz;
  EXPECT_EQ(mrz.format, MrzFormat::td3);
  EXPECT_EQ(mrz.code.view(), "P");
  EXPECT_EQ(mrz.issuer.view(), "UTO");
  EXPECT_EQ(mrz.number.view(), "L898902C3");
  EXPECT_EQ(mrz.nationality.view(), "UTO");
  EXPECT_EQ(mrz.name.view(), "ERIKSSON<<ANNA<MARIA");
  EXPECT_FALSE(mrz.name_fills_field);
  EXPECT_EQ(mrz.birth, (CalendarDate{1974, 8, 12}));
  EXPECT_EQ(mrz.expiry, (CalendarDate{2012, 4, 15}));
  EXPECT_EQ(mrz.sex, Sex::female);
  EXPECT_EQ(mrz.optional.view(), "ZE184226B");
  EXPECT_EQ(kind_of(mrz), DocumentKind::passport);
}

TEST(Mrz, ReadsTheCardSpecimens)
{
  for (const std::string& zone : {td1, td2}) {
    const MrzReading reading = read(zone);
    expect_all_successful(reading);
    EXPECT_EQ(reading.mrz.number.view(), "D23145890");
    EXPECT_EQ(reading.mrz.name.view(), "ERIKSSON<<ANNA<MARIA");
    EXPECT_EQ(reading.mrz.birth, (CalendarDate{1974, 8, 12}));
    EXPECT_EQ(reading.mrz.expiry, (CalendarDate{2012, 4, 15}));
    EXPECT_EQ(kind_of(reading.mrz), DocumentKind::identity_card);
  }
  EXPECT_EQ(read(td1).mrz.format, MrzFormat::td1);
  EXPECT_EQ(read(td2).mrz.format, MrzFormat::td2);
}

TEST(Mrz, ReadsTheVisaSpecimens)
{
  for (const std::string& zone : {mrv_a, mrv_b}) {
    const MrzReading reading = read(zone);
    expect_all_successful(reading);
    EXPECT_EQ(reading.mrz.number.view(), "L8988901C");
    EXPECT_EQ(reading.mrz.birth, (CalendarDate{1940, 9, 7}));
    EXPECT_EQ(reading.mrz.expiry, (CalendarDate{1996, 12, 10}));
    EXPECT_EQ(kind_of(reading.mrz), DocumentKind::visa);
  }
  EXPECT_EQ(read(mrv_a).mrz.format, MrzFormat::mrv_a);
  EXPECT_EQ(read(mrv_a).mrz.optional.view(), "6ZE184226B");
  EXPECT_EQ(read(mrv_b).mrz.format, MrzFormat::mrv_b);
}

TEST(Mrz, TakesEveryKindOfLineEndAndNone)
{
  for (const char* end : {"\n", "\r", "\r\n"}) {
    expect_all_successful(read(td3_1 + end + td3_2));
    expect_all_successful(read(td3_1 + end + td3_2 + end));
  }
  expect_all_successful(read(td3_1 + td3_2));
}

TEST(Mrz, RefusesOtherLineEndsAndCharacters)
{
  for (const char* end : {"\xC2\x85", "\xE2\x80\xA8", " ", "\t", "\v", "\f"}) {
    expect_structure(td3_1 + end + td3_2, Reason::bad_character);
  }
  expect_structure(td3 + " ", Reason::bad_character);
  expect_structure(td3 + std::string(1, '\0'), Reason::bad_character);
  expect_structure(replaced(td3, 5, "e"), Reason::bad_character);
  expect_structure(replaced(td3, 50, std::string(1, '\0')), Reason::bad_character);
  // Cyrillic A, Greek O, full-width 0, dotless i, soft hyphen, right-to-left override, combining
  // acute
  for (const char* odd : {"\xD0\x90", "\xCE\x9F", "\xEF\xBC\x90", "\xC4\xB1", "\xC2\xAD",
                          "\xE2\x80\xAE", "\xCC\x81"}) {
    std::string zone = td3;
    zone.replace(10, 1, odd);
    expect_structure(zone, Reason::bad_character);
  }
}

TEST(Mrz, NamesWhatIsWrongWithTheShape)
{
  expect_structure("", Reason::empty_input);
  expect_structure("P", Reason::wrong_length);
  expect_structure("\n", Reason::wrong_length);
  for (const std::size_t size : {71U, 73U, 87U, 89U, 91U, 92U}) {
    expect_structure(std::string(size, '<'), Reason::wrong_length);
  }
  for (const std::size_t size : {72U, 88U, 90U}) {
    expect_structure(std::string(size, '<'), Reason::unknown_format);
  }
  expect_structure(td3_1, Reason::bad_line_count);
  expect_structure(td3 + "\n" + td3_2, Reason::bad_line_count);
  expect_structure(td3 + "\n" + td3, Reason::bad_line_count);
  expect_structure(td3_1 + "\n\n" + td3_2, Reason::wrong_length);
  expect_structure(td3_1 + "\n" + td3_2 + "<", Reason::wrong_length);
  expect_structure(td3_1 + "\n" + td3_2.substr(1), Reason::wrong_length);
  expect_structure("\n" + td3, Reason::wrong_length);
  expect_structure(std::string(257, 'A'), Reason::input_too_long);
  expect_structure(std::string(10'000'000, '<'), Reason::input_too_long);
}

TEST(Mrz, RefusesDocumentCodesOfNoFormat)
{
  for (const char* code : {"X<", "<<", "0<", "P1", "I<", "PV"}) {
    expect_structure(replaced(td3, 0, code), Reason::unknown_format);
  }
  expect_structure(replaced(td1, 0, "P<"), Reason::unknown_format);
  expect_structure(replaced(td1, 0, "V<"), Reason::unknown_format);
  expect_structure(replaced(td1, 0, "IV"), Reason::unknown_format);
  EXPECT_EQ(kind_of(read(replaced(td1, 0, "AC")).mrz), DocumentKind::crew_pass);
  EXPECT_EQ(kind_of(read(replaced(td1, 0, "IB")).mrz), DocumentKind::border_pass);
  EXPECT_EQ(kind_of(read(replaced(td1, 0, "IP")).mrz), DocumentKind::port_permit);
  EXPECT_TRUE(read(replaced(td2, 0, "P<")).structured());
}

struct BrokenDigit {
  std::size_t at;
  Reason reason;
};

TEST(Mrz, EachWrongDigitHasItsOwnReason)
{
  for (const BrokenDigit broken : {BrokenDigit{45 + 9, Reason::check_digit_document_number},
                                   {45 + 19, Reason::check_digit_birth_date},
                                   {45 + 27, Reason::check_digit_expiry_date},
                                   {45 + 42, Reason::check_digit_optional_data}}) {
    for (char c = '0'; c <= '9'; ++c) {
      if (c == td3[broken.at]) continue;
      std::string zone = replaced(td3, broken.at, std::string(1, c));
      EXPECT_THAT(
          failed_checks(read(zone).checks),
          testing::ElementsAre(failed(CheckKind::mrz_check_digits, broken.reason),
                               failed(CheckKind::mrz_check_digits, Reason::check_digit_composite)));
      MrzCheckDigit sum; // the composite covers the digits too: set it anew, and one cause is left
      sum.add(std::string_view(zone).substr(45, 10));
      sum.add(std::string_view(zone).substr(45 + 13, 7));
      sum.add(std::string_view(zone).substr(45 + 21, 22));
      zone.back() = sum.digit();
      expect_only(read(zone), CheckKind::mrz_check_digits, broken.reason);
    }
  }
  for (const std::string* zone : {&td3, &td2}) {
    std::string broken = *zone;
    broken.back() = '9';
    expect_only(read(broken), CheckKind::mrz_check_digits, Reason::check_digit_composite);
  }
  expect_only(read(replaced(td1, 60, "7")), CheckKind::mrz_check_digits,
              Reason::check_digit_composite);
}

TEST(Mrz, EveryWrongCharacterUnderADigitIsSeen)
{
  // Every character that some digit covers, against every other digit: weights 7, 3, 1 have no
  // common factor with 10, so one wrong digit always changes the sum.
  for (std::size_t at : {45U, 46U, 50U, 53U, 58U, 60U, 63U, 66U, 69U, 71U, 75U}) {
    for (char c = '0'; c <= '9'; ++c) {
      if (c == td3[at] || !is_mrz_digit(td3[at])) continue;
      EXPECT_FALSE(failed_checks(read(replaced(td3, at, std::string(1, c))).checks).empty())
          << at << c;
    }
  }
}

TEST(Mrz, EmptyOptionalFieldMayHaveFillerOrZeroAsItsDigit)
{
  std::string zone = with_digits(replaced(td3, 45 + 28, "<<<<<<<<<<<<<<"));
  EXPECT_EQ(zone[45 + 42], '0');
  expect_all_successful(read(zone));
  zone[45 + 42] = '<';
  expect_all_successful(read(zone));
  zone[45 + 42] = '1';
  EXPECT_THAT(
      failed_checks(read(zone).checks),
      testing::Contains(failed(CheckKind::mrz_check_digits, Reason::check_digit_optional_data)));
  // but not where data stand
  EXPECT_THAT(
      failed_checks(read(replaced(td3, 45 + 42, "<")).checks),
      testing::Contains(failed(CheckKind::mrz_check_digits, Reason::check_digit_optional_data)));
}

TEST(Mrz, ReadsDocumentNumbersLongerThanNine)
{
  // Doc 9303-5: D23145890 + 734, check digit 9 over all twelve; composite recomputed
  std::string zone = "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<0\n"
                     "ERIKSSON<<STEVEN<<<<<<<<<<<<<<";
  EXPECT_EQ(mrz_check_digit("D23145890734"), '9');
  MrzCheckDigit sum;
  sum.add(std::string_view(zone).substr(5, 25));
  sum.add(std::string_view(zone).substr(31, 7));
  sum.add(std::string_view(zone).substr(39, 7));
  sum.add(std::string_view(zone).substr(49, 11));
  zone[60] = sum.digit();
  const MrzReading reading = read(zone);
  expect_all_successful(reading);
  EXPECT_EQ(reading.mrz.number.view(), "D23145890734");
  EXPECT_TRUE(reading.mrz.optional.empty());
  EXPECT_THAT(
      failed_checks(read(replaced(zone, 18, "8")).checks),
      testing::Contains(failed(CheckKind::mrz_check_digits, Reason::check_digit_document_number)));
  // the run must end before the field does, and hold at least one character and its digit
  for (const char* run : {"<<<<<<<<<<<<<<<", "0<<<<<<<<<<<<<<", "734734734734734"}) {
    EXPECT_THAT(failed_checks(read(replaced(zone, 15, run)).checks),
                testing::Contains(
                    failed(CheckKind::mrz_check_digits, Reason::check_digit_document_number)));
  }
}

TEST(Mrz, OnlyCardsHaveLongNumbers)
{
  EXPECT_THAT(
      failed_checks(read(replaced(td3, 45 + 9, "<")).checks),
      testing::Contains(failed(CheckKind::mrz_check_digits, Reason::check_digit_document_number)));
}

TEST(Mrz, RefusesImpossibleDates)
{
  for (const char* date : {"000000", "991332", "740230", "750229", "74081<", "74<812", "7408<2",
                           "ABCDEF", "740800", "740012"}) {
    expect_only(read(with_digits(replaced(td3, 45 + 13, date))), CheckKind::meaning,
                Reason::bad_date);
  }
  for (const char* date :
       {"000000", "991332", "120230", "110229", "<<<<<<", "1204<<", "12<<15", "<<0415"}) {
    expect_only(read(with_digits(replaced(td3, 45 + 21, date))), CheckKind::meaning,
                Reason::bad_date);
  }
}

TEST(Mrz, KeepsPartsOfBirthThatAreUnknownAsZero)
{
  const auto birth = [](const char* text) {
    const MrzReading reading = read(with_digits(replaced(td3, 45 + 13, text)));
    expect_all_successful(reading);
    return reading.mrz.birth;
  };
  EXPECT_EQ(birth("7408<<"), (CalendarDate{1974, 8, 0}));
  EXPECT_EQ(birth("74<<<<"), (CalendarDate{1974, 0, 0}));
  EXPECT_EQ(birth("<<<<<<"), (CalendarDate{0, 0, 0}));
  EXPECT_EQ(birth("<<0229"), (CalendarDate{0, 2, 29}));
  EXPECT_EQ(birth("74<<12"), (CalendarDate{1974, 0, 12}));
  EXPECT_EQ(birth("080229"), (CalendarDate{2008, 2, 29}));
}

TEST(Mrz, WindowsYearsAgainstTheReadingDate)
{
  const auto zone = with_digits(replaced(replaced(td3, 45 + 13, "260615"), 45 + 21, "260615"));
  const MrzReading before = read(zone, {2026, 6, 14});
  EXPECT_EQ(before.mrz.birth.year, 1926);
  EXPECT_EQ(before.mrz.expiry.year, 2026);
  EXPECT_EQ(read(zone, {2026, 6, 15}).mrz.birth.year, 2026);
  EXPECT_EQ(read(zone, {1999, 12, 31}).mrz.birth.year, 1926);
  EXPECT_EQ(expiry_year(76, 2026, 50), 2076);
  EXPECT_EQ(expiry_year(77, 2026, 50), 1977);
  EXPECT_EQ(expiry_year(99, 2026, 50), 1999);
  EXPECT_EQ(expiry_year(99, 2026, 80), 2099);
  EXPECT_EQ(expiry_year(0, 1999, 50), 2000);
  EXPECT_EQ(birth_in_century(0, 0, 0, {2026, 1, 1}).year, 2000);
}

TEST(Mrz, RefusesOtherSexesAndStates)
{
  for (const char* sex : {"X", "0", "W"}) {
    expect_only(read(replaced(td3, 45 + 20, sex)), CheckKind::meaning, Reason::bad_sex);
  }
  expect_all_successful(read(replaced(td3, 45 + 20, "<")));
  EXPECT_EQ(read(replaced(td3, 45 + 20, "M")).mrz.sex, Sex::male);
  for (const char* state : {"D<<", "XXA", "UNO", "ZZZ", "GB<"}) {
    expect_all_successful(read(replaced(td3, 45 + 10, state)));
    expect_all_successful(read(replaced(td3, 2, state)));
  }
  EXPECT_EQ(read(replaced(td3, 2, "D<<")).mrz.issuer.view(), "D");
  for (const char* state : {"<<<", "<DE", "D<E", "U7O", "123"}) {
    expect_only(read(replaced(td3, 45 + 10, state)), CheckKind::meaning, Reason::bad_state_code);
    expect_only(read(replaced(td3, 2, state)), CheckKind::meaning, Reason::bad_state_code);
  }
}

TEST(Mrz, RefusesNamesWithoutASurname)
{
  for (const char* name : {"<<ANNA", "<ERIKSSON<<ANNA", "ERIKS5ON<<ANNA", "A<<B<<C", "A<<<B"}) {
    std::string field = name;
    field.resize(39, '<');
    expect_only(read(replaced(td3, 5, field)), CheckKind::meaning, Reason::bad_name);
  }
  expect_only(read(replaced(td3, 5, std::string(39, '<'))), CheckKind::meaning, Reason::bad_name);
  const MrzReading full = read(replaced(td3, 5, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"));
  expect_all_successful(full);
  EXPECT_TRUE(full.mrz.name_fills_field);
  expect_all_successful(read(replaced(td3, 5, "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<")));
}

TEST(Mrz, RefusesANumberOfFillers)
{
  expect_only(read(with_digits(replaced(td3, 45, "<<<<<<<<<"))), CheckKind::meaning,
              Reason::missing_field);
  expect_only(read(with_digits(replaced(td3, 45, "<L898902C"))), CheckKind::meaning,
              Reason::missing_field);
}

TEST(Mrz, TellsEveryCauseAtOnce)
{
  std::string zone = replaced(replaced(td3, 45 + 20, "X"), 45 + 10, "U7O");
  zone.back() = '1';
  EXPECT_THAT(
      failed_checks(read(zone).checks),
      testing::ElementsAre(failed(CheckKind::meaning, Reason::bad_state_code),
                           failed(CheckKind::meaning, Reason::bad_sex),
                           failed(CheckKind::mrz_check_digits, Reason::check_digit_composite)));
}

TEST(Mrz, MendsConfusionsOnlyWhenAskedAndTheDigitAgrees)
{
  // birth 740812 with its digit 2 read as Z; expiry 120415 with 0 read as O and 1 as I
  std::string zone = replaced(replaced(td3, 45 + 19, "Z"), 45 + 21, "I2O4I5");
  EXPECT_FALSE(failed_checks(read_mrz(zone, today).checks).empty());
  MrzOptions options;
  options.correct_confusions = true;
  const MrzReading mended = read_mrz(zone, today, options);
  expect_all_successful(mended);
  EXPECT_EQ(mended.mrz.corrections, 4);
  EXPECT_EQ(mended.mrz.expiry, (CalendarDate{2012, 4, 15}));
  EXPECT_EQ(read_mrz(td3, today, options).mrz.corrections, 0);
  // 12O415 -> 120415 agrees with 9, 1Z0415 too; 12O416 does not
  EXPECT_THAT(
      failed_checks(read_mrz(replaced(td3, 45 + 21, "12O416"), today, options).checks),
      testing::Contains(failed(CheckKind::mrz_check_digits, Reason::check_digit_expiry_date)));
  // the number is alphanumeric: O instead of 0 stays as read
  EXPECT_THAT(
      failed_checks(read_mrz(replaced(td3, 45, "L8989O2C3"), today, options).checks),
      testing::Contains(failed(CheckKind::mrz_check_digits, Reason::check_digit_document_number)));
}

TEST(Mrz, LettersInPlaceOfDigitsAreSeenAtEveryDigit)
{
  for (const std::size_t at : {45U + 9, 45U + 19, 45U + 27, 45U + 42, 45U + 43}) {
    for (const char c : {'O', 'I', 'B', 'S', 'Z', 'G', '<'}) {
      EXPECT_FALSE(failed_checks(read(replaced(td3, at, std::string(1, c))).checks).empty())
          << at << c;
    }
  }
}

} // namespace
} // namespace gatetwin
