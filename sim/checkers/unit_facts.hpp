// SPDX-License-Identifier: Apache-2.0
// What checkers remember of each unit. One lookup per record serves all of them.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/journal/record.hpp"
#include <array>
#include <cstdint>

namespace gatetwin::checkers {

constexpr std::uint64_t nobody = UINT64_MAX; // no traveller
constexpr std::uint64_t no_transaction = 0;  // as records write it

struct UnitFacts {
  std::uint32_t station = journal::none_id;   // as service records say
  std::uint64_t transaction = no_transaction; // under way

  std::uint64_t first_transaction = no_transaction; // those before it are of before this journal

  // -- service, as the hall sees it
  std::uint64_t serving = nobody;
  std::uint64_t blocked_by = nobody;
  std::int64_t serving_since_ns = 0;
  std::int64_t gate_state_since_ns = 0;
  std::uint16_t gate_state = 0;
  std::uint16_t unit_state = 0;
  bool gate_state_known = false;
  bool unit_state_known = false;

  // -- doors and bodies
  std::array<DoorState, 2> doors{DoorState::unknown, DoorState::unknown};
  bool emergency = false;       // alarm or power loss: egress is free
  bool after_emergency = false; // until both doors were seen shut again
  bool both_open = false;       // already reported
  std::int64_t bodies = 0;
  std::int64_t most_reported = 0; // bodies, by the sensors, since the gate was last empty
  std::uint64_t unspent =
      no_transaction; // last transaction that ended with its authorisation unspent

  // -- the transaction under way
  bool hit_seen = false;      // the unit knows
  bool hit_at_centre = false; // the centre knows
  bool officer_called = false;
  bool officer_acted = false;
  bool officer_admitted = false;
};

// What a unit finds open when it starts was begun in another journal.
inline bool is_of_before(const UnitFacts& unit, std::uint64_t transaction)
{
  return unit.first_transaction == no_transaction || transaction < unit.first_transaction;
}

} // namespace gatetwin::checkers
