// SPDX-License-Identifier: Apache-2.0
#include "core/document/mrz_name.hpp"
#include "core/document/mrz_writer.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace gatetwin {
namespace {

MrzFields eriksson(MrzFormat format, const char* code)
{
  MrzFields fields;
  fields.format = format;
  fields.code = code;
  fields.issuer = "UTO";
  fields.nationality = "UTO";
  fields.number = "D23145890";
  fields.name = "Eriksson<<Anna Maria";
  fields.birth = {1974, 8, 12};
  fields.expiry = {2012, 4, 15};
  fields.sex = Sex::female;
  return fields;
}

TEST(MrzWriter, WritesTheSpecimens)
{
  MrzFields passport = eriksson(MrzFormat::td3, "P");
  passport.number = "L898902C3";
  passport.optional = "ZE184226B";
  EXPECT_EQ(write_mrz(passport).value().text(), "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                                                "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  EXPECT_EQ(write_mrz(eriksson(MrzFormat::td1, "I")).value().text(),
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
  EXPECT_EQ(write_mrz(eriksson(MrzFormat::td2, "I")).value().text(),
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6");
  MrzFields visa = eriksson(MrzFormat::mrv_a, "V");
  visa.number = "L8988901C";
  visa.nationality = "XXB";
  visa.birth = {1940, 9, 7};
  visa.expiry = {1996, 12, 10};
  visa.optional = "6ZE184226B";
  EXPECT_EQ(write_mrz(visa).value().line(1), "L8988901C4XXB4009078F96121096ZE184226B<<<<<<");
  visa.format = MrzFormat::mrv_b;
  visa.optional = "";
  EXPECT_EQ(write_mrz(visa).value().line(1), "L8988901C4XXB4009078F9612109<<<<<<<<");
}

TEST(MrzWriter, WritesLongNumbersBeforeTheOptionalData)
{
  MrzFields card = eriksson(MrzFormat::td1, "I");
  card.number = "D23145890734";
  card.optional = "AB12";
  EXPECT_EQ(write_mrz(card).value().line(0), "I<UTOD23145890<7349<AB12<<<<<<");
  card.optional = "";
  card.number = "1234567890123456789012";
  EXPECT_TRUE(write_mrz(card).ok());
  card.number = "12345678901234567890123";
  EXPECT_FALSE(write_mrz(card).ok());
  card.format = MrzFormat::td3;
  card.code = "P";
  card.number = "1234567890";
  EXPECT_EQ(write_mrz(card).error().code, ErrorCode::too_large);
}

TEST(MrzWriter, CutsNamesSoThatTheLastPlaceIsALetter)
{
  MrzFields card = eriksson(MrzFormat::td1, "I");
  card.name = "Nilavadhanananda<<Chayapa Dejthamrong Krasuang";
  const Result<MrzText> text = write_mrz(card);
  ASSERT_TRUE(text.ok()) << text.error().detail;
  EXPECT_EQ(text.value().line(2), "NILAVADHANANANDA<<CHAYAPA<DEJT");
  card.name = "Bennelong Wooloomooloo Warrandyte Warnambool<<Dingo Potoroo";
  const std::string line(write_mrz(card).value().line(2));
  EXPECT_NE(line.find("<<D"), std::string_view::npos) << line;
  EXPECT_NE(line.back(), '<') << line;
  card.name = "Papandropoulos Constantinos Xyz<<A B"; // would be cut at a filler
  EXPECT_NE(write_mrz(card).value().line(2).back(), '<');
}

TEST(MrzWriter, RefusesWhatHasNoPlaceInAZone)
{
  const auto fails = [](auto change) {
    MrzFields fields = eriksson(MrzFormat::td3, "P");
    change(fields);
    return !write_mrz(fields).ok();
  };
  EXPECT_FALSE(fails([](MrzFields&) {}));
  EXPECT_TRUE(fails([](MrzFields& f) { f.code = ""; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.code = "V"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.code = "X"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.code = "P1"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.issuer = "VIET"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.issuer = ""; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.nationality = "v"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.number = ""; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.number = "b123"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.number = "-B123"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.name = ""; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.name = "\xD0\x90nna"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.birth = {1975, 2, 29}; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.birth = {1975, 13, 0}; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.expiry = {}; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.optional = "123456789012345"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.optional = "a"; }));
  EXPECT_TRUE(fails([](MrzFields& f) { f.second_optional = "A"; }));
}

std::string text_of(const std::string& alphabet, int from, int to)
{
  return *rc::gen::container<std::string>(*rc::gen::inRange(from, to + 1),
                                          rc::gen::elementOf(alphabet));
}

RC_GTEST_PROP(MrzWriter, WhatIsWrittenIsReadBack, ())
{
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string alnum = letters + "0123456789";
  MrzFields f;
  f.format = *rc::gen::elementOf(all_mrz_formats);
  const bool visa = f.format == MrzFormat::mrv_a || f.format == MrzFormat::mrv_b;
  f.code = visa ? "V" : f.format == MrzFormat::td3 ? "P" : "ID";
  const std::string issuer = text_of(letters, 1, 3);
  const std::string nationality = text_of(letters, 1, 3);
  const int longest = f.format == MrzFormat::td1 ? 22 : f.format == MrzFormat::td2 ? 14 : 9;
  const std::string number = text_of(alnum, 1, longest);
  const std::string name =
      text_of(letters, 1, 30) + "<<" + text_of(letters, 1, 20) + " " + text_of(letters, 1, 8);
  const std::string optional =
      longest > 9 ? "" : text_of(alnum, 0, f.format == MrzFormat::mrv_b ? 8 : 14);
  f.issuer = issuer;
  f.nationality = nationality;
  f.number = number;
  f.name = name;
  f.optional = optional;
  f.birth = date_from_days(*rc::gen::inRange(-20'000, 20'000));
  f.expiry = date_from_days(*rc::gen::inRange(20'500, 23'000));
  f.sex = *rc::gen::element(Sex::female, Sex::male, Sex::unspecified);
  const Result<MrzText> text = write_mrz(f);
  RC_ASSERT(text.ok());
  const MrzReading reading = read_mrz(text.value().text(), {2026, 3, 1});
  for (const CheckRecord& check : reading.checks)
    RC_ASSERT(check.result == CheckResult::successful);
  RC_ASSERT(reading.mrz.format == f.format);
  RC_ASSERT(reading.mrz.number.view() == number);
  RC_ASSERT(reading.mrz.optional.view() == optional);
  RC_ASSERT(reading.mrz.issuer.view() == issuer);
  RC_ASSERT(reading.mrz.nationality.view() == nationality);
  RC_ASSERT(reading.mrz.expiry == f.expiry);
  RC_ASSERT(reading.mrz.sex == f.sex);
  RC_ASSERT(reading.mrz.birth.month == f.birth.month && reading.mrz.birth.day == f.birth.day);
  const MrzName whole = mrz_name_from_utf8(name).value();
  if (whole.view().size() <= layout_of(f.format).name.size) {
    RC_ASSERT(reading.mrz.name.view() == whole.view());
  } else {
    RC_ASSERT(reading.mrz.name_fills_field);
  }
}

} // namespace
} // namespace gatetwin
