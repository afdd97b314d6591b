// SPDX-License-Identifier: Apache-2.0
#include "core/journal/record.hpp"
#include "core/journal/clock_record.hpp"
#include "core/journal/input_record.hpp"
#include <array>
#include <cstddef>

namespace gatetwin::journal {

namespace {

constexpr const char* input_name_of(RecordKind kind)
{
  if (kind == unit_setting) return "unit_setting";
  if (kind == unit_started) return "unit_started";
  if (kind == unit_turn) return "unit_turn";
  if (kind == unit_input) return "unit_input";
  if (kind == store_ticket) return "store_ticket";
  if (kind == store_entry) return "store_entry";
  if (kind == liveness_picture) return "liveness_picture";
  return nullptr;
}

constexpr const char* name_of(RecordKind kind)
{
  switch (kind) {
  case RecordKind::traveller_arrived: return "traveller_arrived";
  case RecordKind::queue_joined: return "queue_joined";
  case RecordKind::queue_left: return "queue_left";
  case RecordKind::service_started: return "service_started";
  case RecordKind::service_ended: return "service_ended";
  case RecordKind::traveller_left: return "traveller_left";
  case RecordKind::unit_state: return "unit_state";
  case RecordKind::walk_started: return "walk_started";
  case RecordKind::blocked: return "blocked";
  case RecordKind::unblocked: return "unblocked";
  case RecordKind::body_entered: return "body_entered";
  case RecordKind::body_left_secure: return "body_left_secure";
  case RecordKind::body_left_public: return "body_left_public";
  case RecordKind::transaction_started: return "transaction_started";
  case RecordKind::transaction_ended: return "transaction_ended";
  case RecordKind::gate_event: return "gate_event";
  case RecordKind::gate_command: return "gate_command";
  case RecordKind::gate_state: return "gate_state";
  case RecordKind::check: return "check";
  case RecordKind::authorisation_stored: return "authorisation_stored";
  case RecordKind::authorisation_consumed: return "authorisation_consumed";
  case RecordKind::crossing_stored: return "crossing_stored";
  case RecordKind::crossing_delivered: return "crossing_delivered";
  case RecordKind::registry_request: return "registry_request";
  case RecordKind::registry_answer: return "registry_answer";
  case RecordKind::officer_called: return "officer_called";
  case RecordKind::officer_acted: return "officer_acted";
  case RecordKind::joint_state: return "joint_state";
  case RecordKind::alarm: return "alarm";
  case RecordKind::checks: return "checks";
  case RecordKind::crossing_committed: return "crossing_committed";
  case RecordKind::crossing_repeated: return "crossing_repeated";
  case RecordKind::crossing_conflict: return "crossing_conflict";
  case RecordKind::registry_verdict: return "registry_verdict";
  case RecordKind::reservation_made: return "reservation_made";
  case RecordKind::reservation_confirmed: return "reservation_confirmed";
  case RecordKind::reservation_cancelled: return "reservation_cancelled";
  case RecordKind::link_state: return "link_state";
  case RecordKind::emergency: return "emergency";
  case RecordKind::run_ended: return "run_ended";
  }
  return kind == wall_clock_stepped ? "wall_clock_stepped" : input_name_of(kind);
}

constexpr std::size_t kind_numbers = 128; // all numbers in use are below

constexpr std::array<bool, kind_numbers> known_kinds()
{
  std::array<bool, kind_numbers> known{};
  for (std::size_t n = 0; n < kind_numbers; ++n) {
    known[n] = name_of(static_cast<RecordKind>(n)) != nullptr;
  }
  return known;
}
constexpr auto known = known_kinds();

} // namespace

const char* to_string(RecordKind kind)
{
  const char* name = name_of(kind);
  return name != nullptr ? name : "unknown";
}

const char* input_record_name(RecordKind kind) { return input_name_of(kind); }

bool is_known(RecordKind kind)
{
  const auto number = static_cast<std::size_t>(kind);
  return number < kind_numbers && known[number];
}

} // namespace gatetwin::journal
