// SPDX-License-Identifier: Apache-2.0
// Vietnamese names as a watch-list has them, and what every index of them must find.
#pragma once
#include "core/base/random_stream.hpp"
#include "core/names/name_search.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace gatetwin::test {

inline std::vector<WatchListEntry> listed_names(std::size_t count)
{
  constexpr const char* family[] = {"NGUYEN", "TRAN", "LE",   "PHAM", "HOANG", "HUYNH", "PHAN",
                                    "VU",     "VO",   "DANG", "BUI",  "DO",    "HO",    "NGO"};
  constexpr const char* middle[] = {"VAN",  "THI",   "DUC",  "HUU", "MINH", "NGOC",
                                    "QUOC", "THANH", "XUAN", "GIA", "KIM",  "ANH"};
  constexpr const char* given[] = {
      "AN",   "BINH",  "CHAU",  "DAO",  "DUNG", "GIANG", "HA",   "HAI",  "HANH", "HIEU", "HOA",
      "HUNG", "HUONG", "KHANH", "LAN",  "LINH", "LONG",  "MAI",  "NAM",  "NGA",  "PHUC", "PHUONG",
      "QUAN", "SON",   "TAM",   "THAO", "THU",  "TRANG", "TUAN", "VINH", "YEN",  "UYEN"};
  RandomStream luck(7, 0, 0, purpose_key("test.names"));
  const auto pick = [&](const auto& from) {
    return std::string(from[luck.below(std::size(from))]);
  };
  std::vector<WatchListEntry> entries(count);
  for (WatchListEntry& entry : entries) {
    std::string name = pick(family) + "<<" + pick(middle) + "<" + pick(given);
    if (luck.below(2) == 0) name += "<" + pick(given);
    CHECK(entry.name.assign(name));
    entry.birth = {static_cast<std::int32_t>(1940 + luck.below(70)),
                   static_cast<std::int32_t>(1 + luck.below(12)),
                   static_cast<std::int32_t>(1 + luck.below(28))};
  }
  return entries;
}

// One slip each: a letter changed, left out, doubled, two exchanged.
inline std::string with_slip(std::string name, RandomStream& luck)
{
  std::size_t at = luck.below(name.size() - 1);
  while (name[at] == '<' || name[at + 1] == '<') at = luck.below(name.size() - 1);
  switch (luck.below(4)) {
  case 0: name[at] = static_cast<char>('A' + luck.below(26)); break;
  case 1: name.erase(at, 1); break;
  case 2: name.insert(at, 1, name[at]); break;
  default: std::swap(name[at], name[at + 1]); break;
  }
  return name;
}

// By comparing with all of them.
inline std::vector<NamedPerson> all_that_share(std::span<const WatchListEntry> entries,
                                               std::string_view name)
{
  std::vector<NamedPerson> found;
  const auto wanted = trigrams_of(name);
  for (const WatchListEntry& entry : entries) {
    const auto theirs = trigrams_of(entry.name.view());
    std::vector<std::uint32_t> shared;
    std::set_intersection(wanted.begin(), wanted.end(), theirs.begin(), theirs.end(),
                          std::back_inserter(shared));
    const auto all = static_cast<float>(wanted.size() + theirs.size() - shared.size());
    if (!shared.empty() && static_cast<float>(shared.size()) / all >= NameCandidates::least_share)
      found.push_back({std::string(entry.name.view()), entry.birth});
  }
  std::sort(found.begin(), found.end());
  return found;
}

inline void expect_finds_what_comparing_all_finds(const NameCandidates& index,
                                                  std::span<const WatchListEntry> entries)
{
  RandomStream luck(8, 0, 0, purpose_key("test.slips"));
  int found_again = 0;
  constexpr int queries = 60;
  for (int i = 0; i < queries; ++i) {
    const WatchListEntry& wanted = entries[luck.below(entries.size())];
    const std::string name = with_slip(std::string(wanted.name.view()), luck);
    auto candidates = index.candidates(name);
    ASSERT_TRUE(candidates.ok()) << candidates.error().detail;
    std::sort(candidates.value().begin(), candidates.value().end());
    EXPECT_EQ(candidates.value(), all_that_share(entries, name)) << name;
    const auto best = search_names(index, name, 900, 50);
    ASSERT_TRUE(best.ok());
    for (const FoundPerson& one : best.value())
      found_again += one.person == NamedPerson{std::string(wanted.name.view()), wanted.birth};
  }
  EXPECT_GE(found_again, queries * 8 / 10) << "names with one slip";
}

} // namespace gatetwin::test
