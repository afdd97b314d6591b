// SPDX-License-Identifier: Apache-2.0
// The signed lists that a centre keeps in its state folder and hands to its units: watch-list,
// revocation-list, trust-list. Whatever is served was signed by the authority's list key, and its
// version is not behind what the ledger remembers.
#pragma once
#include "core/centre/centre_settings.hpp"
#include "core/domain/list_name.hpp"
#include "core/lists/watch_list_file.hpp"
#include <optional>
#include <string>

namespace gatetwin {

constexpr std::array<ListName, list_names> every_list{ListName::watch_list, ListName::revocations,
                                                      ListName::trust_list};

struct ShelfList {
  ListName name = ListName::watch_list;
  std::uint64_t version = 0;
  WallTime issued_at{};
  std::string text;                      // the file
  std::optional<WatchListContent> watch; // of the watch-list
};

struct ShelfFault {
  bool missing = false; // there is no such file
  bool of_settings = false;
  std::string message; // for people: where and what
};

std::string list_file(const centre::Centre& settings, ListName name);
// The list in that file, if the authority signed it.
std::optional<ShelfList> read_list(const centre::Centre& settings, ListName name,
                                   const std::string& path, ShelfFault& fault);
// What stands against taking this version while that one was in use; empty: nothing.
std::string rolled_back(const std::string& path, ListName name, std::uint64_t version,
                        std::uint64_t highest);

} // namespace gatetwin
