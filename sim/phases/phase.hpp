// SPDX-License-Identifier: Apache-2.0
// The phases of a transaction that have a duration of their own in a journal, of a real gate or of
// the simulator. Three kinds: the time in a state of the unit; the time between two records; a time
// that one record carries. Phases overlap: `inspection` contains `reading` and more.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace gatetwin {

enum class Phase : std::uint8_t {
  wait,             // in the queue, until service starts (hall)
  reading,          // gate: document in end position -> read, or reading again -> read
  querying,         // state: the registry is asked, and the document is taken back
  entry_open,       // state: from the open command until somebody stands inside
  entry_closing,    // state
  capturing,        // state: face and liveness
  joint,            // state: both authorities are asked
  authorising,      // state: the authorisation on its way to the disk
  exit_open,        // state: from the open command until the person has left
  exit_closing,     // state
  turning_back,     // state: the way back is open
  referred,         // state: waiting for an officer, inside or at the counter
  tailgating,       // state: several bodies inside
  typing,           // state of a booth: a document is typed or scanned
  deciding,         // state of a booth: the officer decides
  stamping,         // state of a booth
  counter_busy,     // state of a booth: document back, until the person goes
  registry,         // the round trip of the attempt that was answered
  durable_write,    // authorisation handed to the store -> durable
  crossing_write,   // passage -> the crossing is durable in the unit
  delivery,         // crossing durable in the unit -> acknowledged by the centre
  entry_door_opens, // open command -> door reports open
  entry_door_closes,
  exit_door_opens,
  exit_door_closes,
  officer_answer, // call -> the first action of an officer at this unit
  inspection,     // document in end position -> decision
  passage,        // presentation -> the person has left to the secure side
  cycle           // presentation -> the unit is idle again
};
constexpr std::size_t phase_count = static_cast<std::size_t>(Phase::cycle) + 1;

const char* to_string(Phase phase); // as in limits files

} // namespace gatetwin
