// SPDX-License-Identifier: Apache-2.0
// The signed list files that a centre hands to its units. Numbers are on the wire: append only.
#pragma once
#include <cstdint>

namespace gatetwin {

enum class ListName : std::uint8_t { watch_list = 1, revocations, trust_list };
constexpr unsigned list_names = 3;
constexpr bool is_list_name(std::uint32_t number) { return number >= 1 && number <= list_names; }

} // namespace gatetwin
