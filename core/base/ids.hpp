// SPDX-License-Identifier: Apache-2.0
// Strong identifiers: a number that can't be mistaken for another kind of number. Ids are allocated
// by the run that uses them, never by a static counter, so that a second run in one process gets
// the same ids.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace gatetwin {

template <typename Tag, typename Rep = std::uint32_t> struct StrongId {
  using rep = Rep;
  static constexpr Rep none_value = static_cast<Rep>(-1);
  Rep value = none_value;

  constexpr bool valid() const { return value != none_value; }
  auto operator<=>(const StrongId&) const = default;
};

} // namespace gatetwin

template <typename Tag, typename Rep> struct std::hash<gatetwin::StrongId<Tag, Rep>> {
  std::size_t operator()(gatetwin::StrongId<Tag, Rep> id) const noexcept
  {
    // Fibonacci hashing spreads the consecutive numbers that ids are.
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL);
  }
};
