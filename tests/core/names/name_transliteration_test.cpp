// SPDX-License-Identifier: Apache-2.0
#include "core/names/name_transliteration.hpp"
#include <gtest/gtest.h>
#include <string>

namespace gatetwin {
namespace {

std::string utf8(char32_t c)
{
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
          static_cast<char>(0x80 | (c & 63))};
}

TEST(NameTransliteration, FollowsDoc9303ForVietnameseNames)
{
  const NameTransliteration names;
  const auto zone = [&](const char* name) { return std::string(names(name).value().view()); };
  EXPECT_EQ(zone("Nguy\u1EC5n, Th\u1ECB H\u1ED3ng \u0110\u00E0o"), "NGUYEN<<THI<HONG<DAO");
  EXPECT_EQ(zone("Tr\u1EA7n, \u0110\u1EE9c \u01AF\u01A1ng"), "TRAN<<DUC<UONG");
  EXPECT_EQ(zone("Le\u0302, Quy\u0301 \u0110o\u0302n"), "LE<<QUY<DON") << "decomposed";
  EXPECT_EQ(zone("M\u00FCller, J\u00F6rg"), "MUELLER<<JOERG");
  EXPECT_EQ(zone("\u0429\u0435\u0440\u0431\u0430\u043A\u043E\u0432, \u042E\u0440\u0438\u0439"),
            "SHCHERBAKOV<<IURII");
}

// Two ways to the same form, which know nothing of each other.
TEST(NameTransliteration, AgreesWithTheGatesOwnTableOnEveryLetterThatHasOne)
{
  const NameTransliteration names;
  int letters = 0;
  const std::pair<char32_t, char32_t> ranges[] = {{0xC0, 0x17F}, {0x1A0, 0x1B0}, {0x1EA0, 0x1EF9}};
  for (const auto& [first, last] : ranges) {
    for (char32_t c = first; c <= last; ++c) {
      const auto own = mrz_name_from_utf8("A" + utf8(c) + "B");
      if (!own.ok()) continue;
      ++letters;
      const auto by_icu = names("A" + utf8(c) + "B");
      ASSERT_TRUE(by_icu.ok()) << std::hex << static_cast<unsigned>(c);
      EXPECT_EQ(by_icu.value(), own.value()) << std::hex << static_cast<unsigned>(c);
    }
  }
  EXPECT_GT(letters, 270);
}

TEST(NameTransliteration, RefusesWhatIsNoNameOfAZone)
{
  const NameTransliteration names;
  for (const char* name : {"", "\u962E", "A1", "\xFF\xFE", "A\u202EB", "\uFF21"})
    EXPECT_FALSE(names(name).ok()) << name;
  EXPECT_FALSE(names(std::string(5000, 'A')).ok());
}

} // namespace
} // namespace gatetwin
