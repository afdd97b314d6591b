// SPDX-License-Identifier: Apache-2.0
// The signed list files that a centre hands to its units. Numbers are on the wire and in ledgers:
// append only.
#pragma once
#include <cstdint>

namespace gatetwin {

enum class ListName : std::uint8_t { watch_list = 1, revocations, trust_list };
constexpr unsigned list_names = 3;
// As in files, settings and logs: "watch-list".
constexpr const char* to_string(ListName name)
{
  switch (name) {
  case ListName::watch_list: return "watch-list";
  case ListName::revocations: return "revocation-list";
  case ListName::trust_list: break;
  }
  return "trust-list";
}
constexpr bool is_list_name(std::uint32_t number) { return number >= 1 && number <= list_names; }

} // namespace gatetwin
