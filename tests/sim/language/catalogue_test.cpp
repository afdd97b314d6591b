// SPDX-License-Identifier: Apache-2.0
#include "sim/language/catalogue.hpp"
#include "sim/language/translations.hpp"
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace gatetwin {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;
using namespace std::string_literals;

const std::string head = "Content-Type: text/plain; charset=UTF-8\n"
                         "Plural-Forms: nplurals=2; plural=n>1;\n";

std::string little(std::size_t value)
{
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
  return out;
}

// A .mo file as msgfmt lays it out, without the optional hash table.
std::string mo_file(const Entries& entries)
{
  const std::size_t n = entries.size();
  std::string tables[2];
  std::string strings;
  const std::size_t begin = 28 + 16 * n;
  for (int part = 0; part < 2; ++part) {
    for (const auto& [key, text] : entries) {
      const std::string& string = part == 0 ? key : text;
      tables[part] += little(string.size()) + little(begin + strings.size());
      strings += string + '\0';
    }
  }
  return little(0x950412deU) + little(0) + little(n) + little(28) + little(28 + 8 * n) + little(0) +
         little(begin) + tables[0] + tables[1] + strings;
}

const Entries french{{"", head},
                     {"gate", "portique"},
                     {"timing\4gate"s, "passage"},
                     {"{0} person\0{0} persons"s, "{0} personne\0{0} personnes"s}};

std::string found(const Catalogue& catalogue, const Message& message)
{
  const char* text = catalogue.find(message);
  return text != nullptr ? text : "none";
}

Entries sorted(Entries entries)
{
  std::sort(entries.begin(), entries.end());
  return entries;
}

TEST(Catalogue, FindsByTextContextAndNumber)
{
  const std::string bytes = mo_file(sorted(french));
  const Result<Catalogue> read = Catalogue::read(bytes);
  ASSERT_TRUE(read) << read.error().detail;
  const Catalogue& fr = read.value();
  EXPECT_EQ(found(fr, msg("gate")), "portique");
  EXPECT_EQ(found(fr, msgc("timing", "gate")), "passage");
  EXPECT_EQ(found(fr, msgc("report", "gate")), "none");
  EXPECT_EQ(found(fr, msg("gat")), "none");
  EXPECT_EQ(found(fr, msg("gates")), "none");
  const Message persons = msgn("{0} person", "{0} persons");
  EXPECT_STREQ(fr.find(persons, 1), "{0} personne");
  EXPECT_STREQ(fr.find(persons, 0), "{0} personne") << "French counts none as one";
  EXPECT_STREQ(fr.find(persons, 2), "{0} personnes");
  EXPECT_EQ(fr.size(), 4U);
}

std::string refusal(const std::string& bytes)
{
  const Result<Catalogue> read = Catalogue::read(bytes);
  return read ? "read" : read.error().detail;
}

TEST(Catalogue, RefusesWhatIsNoCatalogue)
{
  const std::string good = mo_file(sorted(french));
  EXPECT_EQ(refusal(good), "read");
  EXPECT_EQ(refusal(""), "it is not a little-endian .mo file");
  EXPECT_EQ(refusal("\x95\x04\x12\xde" + good.substr(4)), "it is not a little-endian .mo file");
  EXPECT_EQ(refusal(mo_file({})), "it has no head");
  EXPECT_EQ(refusal(mo_file({{"gate", "portique"}})), "it has no head");
  EXPECT_EQ(refusal(mo_file({{"", head}, {"b", "x"}, {"a", "y"}})), "its strings are not in order");
  EXPECT_EQ(refusal(mo_file({{"", head}, {"a", "x"}, {"a", "y"}})), "its strings are not in order");
  EXPECT_EQ(refusal(mo_file({{"", "Content-Type: text/plain; charset=ISO-8859-1\n"}})),
            "it is not in UTF-8");
  EXPECT_EQ(refusal(mo_file({{"", head.substr(0, 40) + "Plural-Forms: none\n"}})),
            "its Plural-Forms can't be read");
}

TEST(Catalogue, CutShortAnywhereIsRefused)
{
  const std::string good = mo_file(sorted(french));
  for (std::size_t length = 0; length < good.size(); ++length)
    EXPECT_NE(refusal(good.substr(0, length)), "read") << length;
}

// Whatever a byte is changed to, nothing outside is read (the sanitizers watch).
TEST(Catalogue, ChangedAnywhereStaysWithinItsBytes)
{
  const std::string good = mo_file(sorted(french));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
      const Result<Catalogue> read = Catalogue::read(bytes);
      if (!read) continue;
      for (const auto& [key, text] : french) {
        const char* one = read.value().find(msg(key.c_str()));
        const char* many = read.value().find(msg(key.c_str()), 5);
        for (const char* string : {one, many})
          EXPECT_LE(std::string(string != nullptr ? string : "").size(), bytes.size());
      }
    }
  }
}

TEST(Translations, EnglishIsWhatTheSourcesSay)
{
  const Message persons = msgn("{0} person of a test", "{0} persons of a test");
  const Translations& all = gatetwin_translations();
  EXPECT_STREQ(all.text(persons, Language::english, 1), "{0} person of a test");
  EXPECT_STREQ(all.text(persons, Language::english, 0), "{0} persons of a test");
  EXPECT_STREQ(all.text(persons, Language::vietnamese, 1), "{0} person of a test") << "not there";
  EXPECT_FALSE(all.has(persons, Language::vietnamese));
  EXPECT_STREQ(translated(msg("Stations"), Language::vietnamese), "Vị trí kiểm soát");
  EXPECT_STREQ(translated(msgc("unit of time", "h"), Language::vietnamese), "giờ");
  EXPECT_STREQ(translated(Message{""}, Language::vietnamese), "");
}

TEST(Languages, HaveACodeEach)
{
  for (const Language language : languages)
    EXPECT_EQ(parse_language(language_code(language)), language);
  EXPECT_EQ(parse_language("vi"), Language::vietnamese);
  EXPECT_FALSE(parse_language("fr"));
  EXPECT_FALSE(parse_language(""));
}

} // namespace
} // namespace gatetwin
