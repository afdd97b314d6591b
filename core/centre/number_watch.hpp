// SPDX-License-Identifier: Apache-2.0
// Two gates under one unit's number, told by the journals that they report. A unit writes one
// journal at a time and never goes back to an earlier one, so where an earlier one comes back, two
// are at work: a second installation, or a copy of the first with its store and certificate. One
// return may be a report that was on its way when its gate was started anew; the second is sure.
#pragma once
#include "core/domain/words.hpp"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

class NumberWatch {
public:
  struct Twins { // their journals
    std::string one;
    std::string other;
    bool operator==(const Twins&) const = default;
  };
  // `journal`: the one that is being written, as that unit reports. What is sure by now.
  std::optional<Twins> on_report(UnitId unit, std::string_view journal);

private:
  static constexpr std::size_t most_remembered = 8; // of a unit, newest last
  struct Journal {
    std::string name;
    std::uint64_t returns = 0;
  };
  std::map<UnitId, std::vector<Journal>> m_seen;
};

} // namespace gatetwin
