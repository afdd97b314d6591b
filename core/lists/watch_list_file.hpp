// SPDX-License-Identifier: Apache-2.0
// Watch-lists as files, signed by the authority's own key like its trust lists
// (core/document/list_reader.hpp):
//
//   gatetwin-watch-list 1
//   version 42
//   issued 2026-03-01T00:00:00Z
//   document VNM BP6666666           issuer and number
//   person LE<<VAN<DAU 19700102      name as in a machine-readable zone, birth; 00: unknown
//   end
//   signature 8F2A...
//
// A list without entries is refused: it would say that nobody is sought. And the table it is made
// from, which people keep: CSV in UTF-8 with the columns issuer, number, name, birth (2026-03-01;
// a year alone will do). Names in Latin letters with whatever marks, Vietnamese ones in any
// composition, become those of a zone.
#pragma once
#include "core/document/mrz_name.hpp"
#include "core/document/trust_list_file.hpp"
#include "core/registry/watch_list.hpp"
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

constexpr std::size_t watch_list_max_bytes = 256U << 20;

struct WatchListContent {
  std::uint64_t version = 0;
  WallTime issued_at{};
  std::vector<WatchListEntry> entries; // each a document, or a person
};

// Errors as of read_trust_list().
Result<WatchListContent> read_watch_list(std::string_view file, const ListTerms& terms,
                                         Diagnostic& fault);
std::string write_watch_list(const WatchListContent& list, const SigningKey& authority);

using NameReader = std::function<Result<MrzName>(std::string_view)>;
// malformed, in `fault` where and what. `names`: how names come into their form in a zone.
Result<std::vector<WatchListEntry>>
read_watch_list_table(std::string_view csv, Diagnostic& fault,
                      const NameReader& names = mrz_name_from_utf8);

} // namespace gatetwin
