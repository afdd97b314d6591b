// SPDX-License-Identifier: Apache-2.0
#include "core/settings/value_text.hpp"
#include <clocale>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

double value_of(std::string_view text, Measure measure)
{
  const auto parsed = parse_quantity(text, measure);
  EXPECT_TRUE(parsed) << text << ": " << parsed.fault.message;
  return parsed.value.value_or(-1);
}

TEST(ValueText, UnitsAreConvertedToBaseUnits)
{
  using namespace settings;
  EXPECT_EQ(value_of("30 s", duration), 30);
  EXPECT_EQ(value_of("5min", duration), 300);
  EXPECT_EQ(value_of("2 h", duration), 7200);
  EXPECT_EQ(value_of("30 d", duration), 30 * 86400.0);
  EXPECT_EQ(value_of("20 ms", duration), 0.02);
  EXPECT_EQ(value_of("1.5e3 us", duration), 0.0015);
  EXPECT_EQ(value_of("600 /h", rate), 600 / 3600.0);
  EXPECT_EQ(value_of("3.6 km/h", speed), 1);
  EXPECT_EQ(value_of("1.2 m/s", speed), 1.2);
  EXPECT_EQ(value_of("40 m", length), 40);
  EXPECT_EQ(value_of("10 Mbit/s", bandwidth), 1.25e6);
  EXPECT_EQ(value_of("95 %", share), 0.95);
  EXPECT_EQ(value_of("0.95", share), 0.95);
}

TEST(ValueText, WhatIsNoQuantityIsRefused)
{
  for (const char* text :
       {"",        " ",       "s",       "30",       "30 m",    "1,5 s", "0x1p3 s",
        "nan s",   "inf s",   "1e999 s", "1e-320 s", "- 5 s",   "+5 s",  "5 s s",
        "1_000 s", "1'000 s", "5 S",     "--5 s",    "1.2.3 s", "5 /h"}) {
    const auto parsed = parse_quantity(text, settings::duration);
    EXPECT_FALSE(parsed) << text;
    EXPECT_FALSE(parsed.fault.message.empty());
    EXPECT_FALSE(parsed.fault.hint.empty()) << text;
  }
}

TEST(ValueText, MinusZeroIsZero)
{
  EXPECT_FALSE(std::signbit(value_of("-0 s", settings::duration)));
}

TEST(ValueText, NumbersDoNotDependOnTheLocale)
{
  // A locale with a decimal comma, where the system has one.
  for (const char* name : {"vi_VN.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) != nullptr) break;
  }
  EXPECT_EQ(value_of("1.5 s", settings::duration), 1.5);
  EXPECT_EQ(format_quantity(1.5, settings::duration), "1.5 s");
  std::setlocale(LC_ALL, "C");
}

TEST(ValueText, QuantitiesAreWrittenInTheUnitWithFewestDigits)
{
  using namespace settings;
  EXPECT_EQ(format_quantity(2700, duration), "45 min");
  EXPECT_EQ(format_quantity(90, duration), "90 s");
  EXPECT_EQ(format_quantity(86400, duration), "1 d");
  EXPECT_EQ(format_quantity(0.02, duration), "20 ms");
  EXPECT_EQ(format_quantity(0, duration), "0 s");
  EXPECT_EQ(format_quantity(2000 / 3600.0, rate), "2000 /h");
  EXPECT_EQ(format_quantity(0.138, share), "13.8 %");
  EXPECT_EQ(format_quantity(1.25e6, bandwidth), "10 Mbit/s");
}

RC_GTEST_PROP(ValueText, QuantitiesReadBackToTheSameBits, ())
{
  static const std::vector<Measure> measures{settings::duration, settings::rate,   settings::speed,
                                             settings::length,   settings::number, settings::share,
                                             settings::bandwidth};
  const Measure measure = *rc::gen::elementOf(measures);
  const double value = *rc::gen::map(rc::gen::arbitrary<double>(), [](double x) {
    const double size = std::abs(x);
    return std::isfinite(size) && size < 1e15 && size > 1e-9 ? size : 17.25;
  });
  const std::string text = format_quantity(value, measure);
  const auto back = parse_quantity(text, measure);
  RC_ASSERT(bool(back));
  RC_ASSERT(*back.value == value);
}

TEST(ValueText, CountsAreWholeNumbersUpTo64Bits)
{
  EXPECT_EQ(*parse_count("18446744073709551615").value, UINT64_MAX);
  for (const char* text :
       {"", "-1", "1.0", "1e3", "18446744073709551616", "0x10", "1,000", "12 x"}) {
    EXPECT_FALSE(parse_count(text)) << text;
  }
}

TEST(ValueText, NamesAreLettersDigitsUnderscoreAndHyphen)
{
  EXPECT_FALSE(name_fault("e-gates_2"));
  for (const char* text : {"", "2gates", "my gate", "_x", "cửa", "a.b", "a\n"}) {
    EXPECT_TRUE(name_fault(text)) << text;
  }
  EXPECT_FALSE(name_fault(std::string(64, 'n')));
  EXPECT_TRUE(name_fault(std::string(65, 'n')));
}

TEST(CalendarText, TimesOfDay)
{
  EXPECT_EQ(*parse_time_of_day("07:30").value, 27000U);
  EXPECT_EQ(*parse_time_of_day("7:30:15").value, 27015U);
  EXPECT_EQ(*parse_time_of_day("24:00").value, 86400U);
  EXPECT_EQ(format_time_of_day(27015), "07:30:15");
  for (const char* text :
       {"", "7", "24:01", "07:60", "7:5", "-7:00", "07.30", "07:30 am", "123:00"}) {
    EXPECT_FALSE(parse_time_of_day(text)) << text;
  }
}

TEST(CalendarText, DatesAndLocalTimes)
{
  EXPECT_EQ(*parse_date("1990-01-01").value, 7305);
  EXPECT_EQ(*parse_local_time("2026-02-17 08:00").value, 1771315200);
  EXPECT_EQ(*parse_local_time("2026-02-17T08:00:01").value, 1771315201);
  EXPECT_EQ(format_local_time(1771315201), "2026-02-17 08:00:01");
  for (const char* text : {"", "2026-02-29", "2026-2-17", "17.02.2026", "1889-01-01", "2101-01-01",
                           "2026-13-01", "2026-00-01", "2026-01-00"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("2028-02-29"));
}

TEST(CalendarText, SpansOfTheDay)
{
  const auto night = parse_time_range("22:00-06:00");
  ASSERT_TRUE(night);
  EXPECT_EQ(night.value->first, 79200U);
  EXPECT_EQ(night.value->second, 21600U);
  for (const char* text : {"", "07:00", "07:00-", "-19:00", "07:00-07:00", "24:00-06:00", "7-19"}) {
    EXPECT_FALSE(parse_time_range(text)) << text;
  }
}

TEST(CalendarText, DaysOfTheWeek)
{
  EXPECT_EQ(*parse_days("mon-fri").value, 0x1FU);
  EXPECT_EQ(*parse_days("sat-mon, wed").value, 0x65U);
  EXPECT_EQ(format_days(0x65), "mon, wed, sat-sun");
  EXPECT_FALSE(parse_days("monday"));
  EXPECT_FALSE(parse_days("mon,"));
  for (unsigned days = 1; days < 128; ++days) EXPECT_EQ(*parse_days(format_days(days)).value, days);
}

} // namespace
} // namespace gatetwin
