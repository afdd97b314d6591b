// SPDX-License-Identifier: Apache-2.0
#include "core/document/seal_date.hpp"
#include "tests/core/document/bytes.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

Bytes of_number(unsigned n)
{
  return {static_cast<std::byte>(n >> 16), static_cast<std::byte>(n >> 8 & 0xFF),
          static_cast<std::byte>(n & 0xFF)};
}
Bytes masked(unsigned mask, unsigned n)
{
  Bytes bytes = of_number(n);
  bytes.insert(bytes.begin(), static_cast<std::byte>(mask));
  return bytes;
}

TEST(SealDate, GivesThePublishedVector)
{
  EXPECT_EQ(decode_seal_date(from_hex("319EF5")), (CalendarDate{1957, 3, 25}));
  const auto bytes = encode_seal_date({1957, 3, 25});
  ASSERT_TRUE(bytes);
  EXPECT_EQ(Bytes(bytes->begin(), bytes->end()), from_hex("319EF5"));
}

TEST(SealDate, RefusesWhatIsNoDate)
{
  for (const unsigned number : {0U, 2312000U, 2302023U, 13012020U, 1320001U, 12329999U, 1010001U,
                                12319999U, 0xFFFFFFU, 1011899U, 1012200U}) {
    EXPECT_FALSE(decode_seal_date(of_number(number))) << number;
  }
  EXPECT_TRUE(decode_seal_date(of_number(2292024)));
  EXPECT_FALSE(decode_seal_date(of_number(2292023)));
  EXPECT_FALSE(decode_seal_date(from_hex("319E")));
  EXPECT_FALSE(decode_seal_date(from_hex("319EF500")));
  EXPECT_FALSE(encode_seal_date({2023, 2, 29}));
  EXPECT_FALSE(encode_seal_date({9999, 12, 31}));
}

TEST(SealDate, MaskedDatesKeepWhatIsKnown)
{
  EXPECT_EQ(decode_masked_date(masked(0x00, 3251957)), (CalendarDate{1957, 3, 25}));
  EXPECT_EQ(decode_masked_date(masked(0x30, 3001957)), (CalendarDate{1957, 3, 0}));
  EXPECT_EQ(decode_masked_date(masked(0xF0, 1957)), (CalendarDate{1957, 0, 0}));
  EXPECT_EQ(decode_masked_date(masked(0xFF, 0)), (CalendarDate{}));
  EXPECT_EQ(decode_masked_date(masked(0x01, 3251950)), (CalendarDate{0, 3, 25})); // year 195?
}

TEST(SealDate, RefusesMasksThatContradictTheNumber)
{
  EXPECT_FALSE(decode_masked_date(masked(0x30, 3251957))); // hidden, yet written
  EXPECT_FALSE(decode_masked_date(masked(0x00, 3001957))); // known, yet 0
  EXPECT_FALSE(decode_masked_date(masked(0x00, 2301957)));
  EXPECT_FALSE(decode_masked_date(masked(0x00, 0)));
  EXPECT_FALSE(decode_masked_date(masked(0xF0, 1)));
  EXPECT_FALSE(decode_masked_date(from_hex("319EF5")));
}

RC_GTEST_PROP(SealDate, EveryDateComesBack, ())
{
  const CalendarDate date = date_from_days(*rc::gen::inRange(-25'567, 84'000));
  const auto bytes = encode_seal_date(date);
  RC_ASSERT(bytes && decode_seal_date(*bytes) == date);
  CalendarDate part = date;
  if (*rc::gen::arbitrary<bool>()) part.day = 0;
  if (*rc::gen::arbitrary<bool>()) part.month = 0;
  if (*rc::gen::arbitrary<bool>()) part.year = 0;
  const auto hidden = encode_masked_date(part);
  RC_ASSERT(hidden && decode_masked_date(*hidden) == part);
}

} // namespace
} // namespace gatetwin
