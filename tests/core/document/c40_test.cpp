// SPDX-License-Identifier: Apache-2.0
// Vectors: BSI TR-03137-1 (XKCD, BSI01), ICAO Doc 9303-13 (UTO, D).
#include "core/document/c40.hpp"
#include "tests/core/document/bytes.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

Bytes encoded(std::string_view text)
{
  std::array<std::byte, 64> out{};
  const auto size = encode_c40(text, out);
  return size ? Bytes(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(*size)) : Bytes();
}

std::string decoded(const Bytes& bytes)
{
  std::array<char, 96> out{};
  const auto size = decode_c40(bytes, out);
  return size ? std::string(out.data(), *size) : std::string("refused");
}

TEST(C40, GivesThePublishedVectors)
{
  EXPECT_EQ(encoded("XK CD"), from_hex("EB0466A9"));
  EXPECT_EQ(encoded("XKCD"), from_hex("EB11FE45"));
  EXPECT_EQ(encoded("BSI01"), from_hex("62D719C9"));
  EXPECT_EQ(encoded("UTO"), from_hex("D9C5"));
  EXPECT_EQ(encoded("D<<"), from_hex("6ABC"));
  for (const char* text : {"XK CD", "XKCD", "BSI01", "UTO", "D  "})
    EXPECT_EQ(decoded(encoded(text)), text);
  EXPECT_EQ(encoded(std::string(72, 'A')).size(), 48U);
}

TEST(C40, RefusesWhatNoEncoderWrites)
{
  for (const char* bytes : {
           "EB",       // odd
           "0000",     // no value
           "0001",     // shift 1
           "FE45EB04", // a single character before the end
           "FE00",     // no character
           "FE3D",     // '<'
           "FE62",     // 'a'
           "FFFF",     // beyond 39
           "FA01",     // a = 40
           "EB01EB04", // padding before the end
       }) {
    EXPECT_EQ(decoded(from_hex(bytes)), "refused") << bytes;
  }
  EXPECT_EQ(decoded({}), "");
  EXPECT_TRUE(encoded("abc").empty());
  EXPECT_TRUE(encoded("A,B").empty());
}

TEST(C40, TextIsBoundedAndLosesItsPadding)
{
  ShortText<4> text;
  EXPECT_TRUE(decode_c40_text(encoded("AB  "), text));
  EXPECT_EQ(text.view(), "AB");
  EXPECT_TRUE(decode_c40_text(encoded("ABCD"), text));
  EXPECT_FALSE(decode_c40_text(encoded("ABCDE"), text));
  EXPECT_FALSE(decode_c40_text(encoded(std::string(90, 'A')), text));
}

RC_GTEST_PROP(C40, EveryTextComesBack, ())
{
  const std::string alphabet = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const auto text =
      *rc::gen::resize(90, rc::gen::container<std::string>(rc::gen::elementOf(alphabet)));
  const Bytes bytes = encoded(text);
  RC_ASSERT(bytes.size() == c40_bytes(text.size()));
  RC_ASSERT(decoded(bytes) == text);
}

// Two byte strings that decode to one text would be two forms of one seal that nobody made.
TEST(C40, EveryPairOfBytesThatDecodesIsTheOneThatEncodes)
{
  for (unsigned value = 0; value < 0x10000; ++value) {
    const Bytes bytes{static_cast<std::byte>(value >> 8), static_cast<std::byte>(value & 0xFF)};
    const std::string text = decoded(bytes);
    if (text == "refused") continue;
    EXPECT_EQ(encoded(text), bytes) << text;
  }
}

} // namespace
} // namespace gatetwin
