// SPDX-License-Identifier: Apache-2.0
// The vocabulary of a unit, gate or booth: what may happen to it (events), what it may ask for
// (commands), and the states it shows. Numbers are written to journals: append only. In brackets:
// the journal's `detail` and `value`.
#pragma once
#include <cstdint>

namespace gatetwin {

// The entry door leads from the public side into the mantrap, the exit door from there to the
// secure side.
enum class Door : std::uint8_t { entry, exit };
enum class DoorState : std::uint8_t { unknown, closed, opening, open, closing, obstructed, forced };
constexpr std::uint32_t door_detail(Door door, DoorState state)
{
  return static_cast<std::uint32_t>(door) << 8 | static_cast<std::uint32_t>(state);
}

enum class Device : std::uint8_t {
  entry_door,
  exit_door,
  presence_sensor,
  document_reader,
  camera,
  registry_link,
  store,
  officer_call,
  power
};

enum class OfficerAction : std::uint8_t {
  none,
  admit, // override: let this person through to the secure side
  refer, // take the person to the desk: out on the public side
  refuse,
  release,     // let a person out on the public side
  acknowledge, // an alarm was seen
  close_unit,  // out of service after the transaction under way
  open_unit,
  reset // after emergency, forced door or fault: only on site
};

enum class GateEventKind : std::uint16_t {
  none,
  traveller_at_counter, // booth: somebody stands there
  document_presented,   // in end position
  document_removed,
  document_read,        // [detail Reason, value CheckResult]: bytes were read and checked
  occupancy_changed,    // [value persons in the mantrap as the sensors report it]
  door_changed,         // [detail door_detail]
  face_captured,        // [detail Reason, value match score in millionths]
  registry_answered,    // [detail Reason, value Decision]; unreachable is registry_unreachable
  authorisation_stored, // durable
  store_failed,
  joint_answered,   // [detail Reason, value Decision]: both authorities' answers together
  officer_acted,    // [detail officer id, value OfficerAction]
  stamp_applied,    // booth
  emergency_raised, // fire alarm or emergency button
  emergency_reset,  // local and manual
  power_lost,
  power_restored,
  device_failed,    // [detail Device]
  device_recovered, // [detail Device]
  time_limit,       // [detail Reason: which limit]
  doorway_changed   // [detail Door, value 1: a body or thing stands in the line of that door]
};

enum class GateCommandKind : std::uint16_t {
  none,
  show, // [detail ScreenMessage]
  read_document,
  cancel_reading,
  query_registry,
  open_door,    // [detail Door]
  close_door,   // [detail Door]
  release_door, // [detail Door]: free for egress, stays so until reset
  capture_face,
  cancel_capture,
  store_authorisation,
  record_crossing,
  call_officer,  // [detail Reason]
  raise_alarm,   // [detail Reason]
  clear_alarm,   // [detail Reason]
  apply_stamp,   // booth: the officer is asked for a control stamp
  start_joint,   // one stop: reserve with both authorities
  confirm_joint, // one stop: commit both
  cancel_joint,
  end_transaction // [detail Reason, value Outcome]
};

// What a screen may say. A watch-list hit shows see_officer like any other referral.
enum class ScreenMessage : std::uint8_t {
  blank,
  welcome,
  present_document,
  reading,
  take_document,
  step_in,
  one_person_only,
  look_at_camera,
  please_wait,
  go_on,
  see_officer,
  step_back,
  closed,
  leave_now,
  document_left
};

enum class GateState : std::uint16_t {
  starting, // no door moves before sensors and doors were heard
  out_of_service,
  idle,
  reading,
  querying,   // registry
  entry_open, // waiting for the person to step in
  entry_closing,
  capturing,   // face and liveness
  joint,       // one stop: both authorities asked
  authorising, // authorisation on its way to durable storage
  exit_open,
  exit_closing,
  turning_back, // entry open again, the person leaves to the public side
  referred,     // person inside or at the counter, waiting for an officer
  tailgating,   // more than one body: both doors shut, officer called
  obstructed,
  forced,
  emergency, // egress free
  without_power,
  counter_busy, // booth: traveller at the counter, officer at work
  typing,       // booth: data are entered or scanned
  deciding,     // booth: the officer decides
  stamping
};

enum class JointState : std::uint16_t {
  idle,
  reserving,
  reserved,
  confirming,
  committed,
  cancelling,
  cancelled,
  in_doubt,
  resolved_committed,
  resolved_cancelled
};

const char* to_string(Door);
const char* to_string(DoorState);
const char* to_string(Device);
const char* to_string(OfficerAction);
const char* to_string(GateEventKind);
const char* to_string(GateCommandKind);
const char* to_string(ScreenMessage);
const char* to_string(GateState);
const char* to_string(JointState);

} // namespace gatetwin
