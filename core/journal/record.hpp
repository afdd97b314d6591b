// SPDX-License-Identifier: Apache-2.0
// One journal record: what happened, when, where, to whom. One stream of these is all that
// checkers, statistics, the viewer and the twin ever read; a real gate and the simulator write the
// same. No personal data: documents appear as keyed DocumentRef only.
//
// A record is a plain 48-byte value in memory (this header) and a Protobuf message in a file
// (record.proto). Records are self-contained where that keeps readers simple: a service start
// carries the wait, a departure the time in system.
#pragma once
#include <cstdint>
#include <type_traits>

namespace gatetwin::journal {

// Numbers are written to files: append only. In brackets: what the record's fields hold; a field
// that is not named is 0. Times in `value` are nanoseconds. `unit` and `station` are none_id where
// none applies.
// clang-format off
enum class RecordKind : std::uint16_t {
  // -- the hall: written by whoever sees people (in the simulator: the flow)
  traveller_arrived = 1,  // [subject traveller, code class, ref document,
                          //  value group id or -1, detail direction]
  queue_joined,           // [subject, station, code class, value queue length after joining]
  queue_left,             // [subject, station, code class, detail QueueExit, value time queued]
  service_started,        // [subject, station, unit, code class, value wait]
  service_ended,          // [subject, station, unit, code class, detail Outcome,
                          //  value service time]
  traveller_left,         // [subject, code class, ref document, detail Outcome,
                          //  value time in system]
  unit_state,             // [station, unit, code UnitState, value UnitState before]
  walk_started,           // [subject, station = destination, code class, value duration]
  blocked,                // [subject, station, unit: service done but the next area is full]
  unblocked,              // [subject, station, unit, value time blocked]
  body_entered,           // [subject, unit, ref document, value bodies inside:
                          //  a person's body is in the mantrap]
  body_left_secure,       // [subject, unit, ref document, value bodies inside:
                          //  a body passed to the secure side]
  body_left_public,       // [subject, unit, ref document, value bodies inside:
                          //  a body went back out]

  // -- a unit: written by GateRuntime
  transaction_started = 32, // [subject transaction, unit, code direction]
  transaction_ended,      // [subject transaction, unit, ref document, code Outcome, detail Reason,
                          //  value cycle so far]
  gate_event,             // [subject transaction or 0, unit, code GateEventKind,
                          //  detail Reason or argument, value argument]
  gate_command,           // [subject transaction or 0, unit, code GateCommandKind,
                          //  detail Reason or argument, value argument]
  gate_state,             // [subject transaction or 0, unit, code GateState entered,
                          //  detail GateState left, value time in it]
  check,                  // [subject transaction, unit, ref document, code CheckKind,
                          //  detail Reason, value CheckResult | CheckWeight << 8]
  authorisation_stored,   // [subject transaction, unit, ref document: an authorisation is durable]
  authorisation_consumed, // [subject transaction, unit, ref document,
                          //  detail 0 the passage used it up, 1 withdrawn: it opens nothing more]
  crossing_stored,        // [subject transaction, unit, ref, code authority,
                          //  detail direction | stamped << 8 | offline << 9:
                          //  the crossing is durable in the unit's outbox]
  crossing_delivered,     // [subject transaction, unit, code authority, value time since stored:
                          //  acknowledged by the centre]
  registry_request,       // [subject transaction, unit, code RequestKind, detail attempt]
  registry_answer,        // [subject transaction, unit, code RequestKind, detail Reason,
                          //  value round-trip time; -1 unreachable]
  officer_called,         // [subject transaction, unit, detail Reason]
  officer_acted,          // [subject transaction, unit, code OfficerAction, detail officer id]
  joint_state,            // [subject transaction, unit, code JointState,
                          //  detail authority or 0xFFFF]
  alarm,                  // [subject transaction or 0, unit, detail Reason,
                          //  value 1 raised, 0 cleared]
  checks,                 // [subject transaction, unit, ref document, code overall CheckResult,
                          //  detail overall Reason, value PackedChecks: what was made at once;
                          //  each that was not successful, or is evaluatory, follows as a
                          //  check of its own]

  // -- a centre: written by the registry service of an authority
  crossing_committed = 64, // [subject transaction, unit, ref document, code authority,
                          //  detail direction | stamped << 8 | offline << 9 | Decision << 16]
  crossing_repeated,      // [subject transaction, unit, code authority:
                          //  same key, same content, nothing written]
  crossing_conflict,      // [subject transaction, unit, code authority:
                          //  same key, other content, nothing written]
  registry_verdict,       // [subject transaction, unit, ref document, code authority,
                          //  detail Reason, value Decision]
  reservation_made,       // [subject transaction, code authority, ref document]
  reservation_confirmed,  // [subject transaction, code authority, ref document]
  reservation_cancelled,  // [subject transaction, code authority]

  // -- operation
  link_state = 96,        // [station or unit, code 1 up, 0 down]
  emergency,              // [code 1 raised, 0 reset, detail checkpoint]
  run_ended               // [value number of travellers still inside]
};
// clang-format on

enum class QueueExit : std::uint32_t { to_service, reneged, evacuated, closed };
enum class UnitState : std::uint16_t { closed, idle, busy, blocked, broken, on_break, turnaround };

constexpr std::uint32_t none_id = 0xFFFF'FFFFU;

struct Record {
  std::int64_t time_ns = 0; // since the start of the run; on a gate: since its boot
  std::uint64_t subject = 0;
  std::int64_t value = 0;
  std::uint64_t ref = 0;
  std::uint32_t unit = none_id;
  std::uint32_t station = none_id;
  RecordKind kind{};
  std::uint16_t code = 0;
  std::uint32_t detail = 0;
};
static_assert(sizeof(Record) == 48 && std::is_trivially_copyable_v<Record>);
static_assert(std::has_unique_object_representations_v<Record>,
              "the digest hashes records as they lie in memory");

const char* to_string(RecordKind kind);
bool is_known(RecordKind kind); // a number read from outside may be anything

} // namespace gatetwin::journal
