// SPDX-License-Identifier: Apache-2.0
#include "core/document/mrz_name.hpp"
#include "core/registry/watch_list.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>
#include <string>

namespace gatetwin {
namespace {

using sample::border_pass;
using sample::noon;
using sample::text;

WatchListEntry person(std::string_view name, CalendarDate birth)
{
  WatchListEntry entry;
  entry.name = text<64>(name);
  entry.birth = birth;
  return entry;
}

WatchListEntry document(std::string_view issuer, std::string_view number)
{
  WatchListEntry entry;
  entry.issuer = text<3>(issuer);
  entry.number = text<24>(number);
  return entry;
}

WatchList list_of(const std::vector<WatchListEntry>& entries)
{
  return WatchList::build(1, noon, entries).value();
}

WatchListVerdict look_up(const WatchList& list, std::string_view name, CalendarDate birth)
{
  CheckedDocument asked = border_pass("BP0000001", name);
  asked.birth = birth;
  return list.look_up(asked);
}

TEST(WatchList, FindsADocumentHoweverItsNumberIsWritten)
{
  for (const char* listed : {"C1234567", "c 123-4567", "C1234567<<", "C/1234567"}) {
    const WatchList list = list_of({document("VNM", listed)});
    for (const char* shown : {"C1234567", "C 1234567", "c1234567<"}) {
      EXPECT_EQ(list.look_up(border_pass(shown)), WatchListVerdict::hit) << listed << " " << shown;
    }
    EXPECT_EQ(list.look_up(border_pass("C1234568")), WatchListVerdict::clear);
    CheckedDocument foreign = border_pass("C1234567");
    foreign.issuer = text<3>("LAO");
    EXPECT_EQ(list.look_up(foreign), WatchListVerdict::clear);
  }
}

TEST(WatchList, FindsAPersonHoweverTheNameIsSpaced)
{
  const CalendarDate birth{1970, 1, 2};
  for (const char* listed : {"LE<<VAN<DAU", "Le, Van Dau", "LE<<VAN-DAU<<<<", " le , van  dau "}) {
    const WatchList list = list_of({person(listed, birth)});
    EXPECT_EQ(look_up(list, "LE<<VAN<DAU", birth), WatchListVerdict::hit) << listed;
    EXPECT_EQ(look_up(list, "LE<<VAN<DAU<<<<<", birth), WatchListVerdict::hit) << listed;
    EXPECT_EQ(look_up(list, "LE<VAN<DAU", birth), WatchListVerdict::clear) << listed;
    EXPECT_EQ(look_up(list, "LE<<VAN<DAU", {1970, 1, 3}), WatchListVerdict::clear) << listed;
  }
}

TEST(WatchList, TreatsUnknownPartsOfABirthDateAsAgreeing)
{
  const WatchList list = list_of({person("LE<<VAN<DAU", {1970, 0, 0})});
  EXPECT_EQ(look_up(list, "LE<<VAN<DAU", {1970, 5, 6}), WatchListVerdict::hit);
  EXPECT_EQ(look_up(list, "LE<<VAN<DAU", {1971, 5, 6}), WatchListVerdict::clear);
  const WatchList exact = list_of({person("LE<<VAN<DAU", {1970, 5, 6})});
  EXPECT_EQ(look_up(exact, "LE<<VAN<DAU", {1970, 5, 0}), WatchListVerdict::hit);
  EXPECT_EQ(look_up(exact, "LE<<VAN<DAU", {}), WatchListVerdict::hit);
  EXPECT_EQ(look_up(exact, "LE<<VAN<DAU", {1970, 6, 0}), WatchListVerdict::clear);
}

TEST(WatchList, FindsEachOfSeveralPersonsOfOneName)
{
  std::vector<WatchListEntry> entries;
  for (int day = 1; day <= 28; ++day) entries.push_back(person("LE<<VAN<DAU", {1970, 2, day}));
  const WatchList list = list_of(entries);
  for (int day = 1; day <= 28; ++day) {
    EXPECT_EQ(look_up(list, "LE<<VAN<DAU", {1970, 2, day}), WatchListVerdict::hit);
    EXPECT_EQ(look_up(list, "LE<<VAN<DAU", {1970, 3, day}), WatchListVerdict::clear);
  }
}

TEST(WatchList, FindsANameThatItsZoneCutShort)
{
  const std::string name = "NGUYENPHUOCBAOQUY<<THIKIMNGANHOANGLIENTHUYDUONG";
  const WatchList list = list_of({person(name, {1970, 1, 2})});
  for (const std::size_t field : {30U, 31U, 39U}) {
    EXPECT_EQ(look_up(list, name.substr(0, field), {1970, 1, 2}), WatchListVerdict::hit) << field;
    EXPECT_EQ(look_up(list, name.substr(0, field - 3), {1970, 1, 2}), WatchListVerdict::clear);
  }
}

TEST(WatchList, MeetsComposedAndDecomposedVietnameseInOneForm)
{
  const CalendarDate birth{1970, 1, 2};
  const auto listed = [&](const char* utf8) {
    return list_of({person(mrz_name_from_utf8(utf8).value().view(), birth)});
  };
  const char* const composed = "\u0110\u1EB7ng, Th\u1ECB Ng\u1ECDc"; // Đặng, Thị Ngọc
  const char* const decomposed = "\u0110a\u0323\u0306ng, Thi\u0323 Ngo\u0323c"; // the same
  EXPECT_EQ(look_up(listed(composed), "DANG<<THI<NGOC", birth), WatchListVerdict::hit);
  EXPECT_EQ(look_up(listed(decomposed), "DANG<<THI<NGOC", birth), WatchListVerdict::hit);
}

TEST(WatchList, NeverTakesIgnoranceForNoHits)
{
  EXPECT_EQ(WatchList().look_up(border_pass()), WatchListVerdict::missing);
  const WatchList empty = list_of({});
  EXPECT_TRUE(empty.missing());
  EXPECT_EQ(empty.look_up(border_pass()), WatchListVerdict::missing);
  const WatchList list = list_of({document("VNM", "X1")});
  EXPECT_EQ(look_up(list, "", {1970, 1, 2}), WatchListVerdict::unreadable);
  EXPECT_EQ(look_up(list, "\u041B\u0415<<VAN", {1970, 1, 2}), WatchListVerdict::unreadable);
  EXPECT_EQ(look_up(list, "<<<", {1970, 1, 2}), WatchListVerdict::unreadable);
}

TEST(WatchList, RefusesEntriesThatCanFindNobody)
{
  const auto fault_of = [](const WatchListEntry& entry) {
    std::size_t where = 99;
    const std::vector<WatchListEntry> entries{document("VNM", "X1"), entry};
    const auto list = WatchList::build(1, noon, entries, &where);
    EXPECT_FALSE(list.ok());
    EXPECT_EQ(where, 1U);
    return list.ok() ? ErrorCode::io : list.error().code;
  };
  EXPECT_EQ(fault_of({}), ErrorCode::malformed);
  EXPECT_EQ(fault_of(person("LE<<VAN<DAU", {})), ErrorCode::malformed); // only a name
  EXPECT_EQ(fault_of(person("L\u00CA<<VAN", {1970, 1, 2})), ErrorCode::malformed);
  EXPECT_EQ(fault_of(person("<<", {1970, 1, 2})), ErrorCode::malformed);
  EXPECT_EQ(fault_of(document("VNM", "--")), ErrorCode::malformed);
  EXPECT_EQ(fault_of(document("", "X1")), ErrorCode::malformed);
  EXPECT_FALSE(WatchList::build(0, noon, {}).ok());
}

TEST(WatchList, FindsEveryEntryOfALongList)
{
  std::vector<WatchListEntry> entries;
  for (int i = 0; i < 20'000; ++i) entries.push_back(document("VNM", "W" + std::to_string(i)));
  const WatchList list = list_of(entries);
  for (int i = 0; i < 20'000; ++i) {
    ASSERT_EQ(list.look_up(border_pass("W" + std::to_string(i))), WatchListVerdict::hit);
    ASSERT_EQ(list.look_up(border_pass("V" + std::to_string(i))), WatchListVerdict::clear);
  }
}

} // namespace
} // namespace gatetwin
