// SPDX-License-Identifier: Apache-2.0
#include "core/domain/gate_words.hpp"

namespace gatetwin {

const char* to_string(Door value)
{
  switch (value) {
  case Door::entry: return "entry";
  case Door::exit: return "exit";
  }
  return "unknown";
}

const char* to_string(DoorState value)
{
  switch (value) {
  case DoorState::unknown: return "unknown";
  case DoorState::closed: return "closed";
  case DoorState::opening: return "opening";
  case DoorState::open: return "open";
  case DoorState::closing: return "closing";
  case DoorState::obstructed: return "obstructed";
  case DoorState::forced: return "forced";
  }
  return "unknown";
}

const char* to_string(Device value)
{
  switch (value) {
  case Device::entry_door: return "entry_door";
  case Device::exit_door: return "exit_door";
  case Device::presence_sensor: return "presence_sensor";
  case Device::document_reader: return "document_reader";
  case Device::camera: return "camera";
  case Device::registry_link: return "registry_link";
  case Device::store: return "store";
  case Device::officer_call: return "officer_call";
  case Device::power: return "power";
  }
  return "unknown";
}

const char* to_string(OfficerAction value)
{
  switch (value) {
  case OfficerAction::none: return "none";
  case OfficerAction::admit: return "admit";
  case OfficerAction::refer: return "refer";
  case OfficerAction::refuse: return "refuse";
  case OfficerAction::release: return "release";
  case OfficerAction::acknowledge: return "acknowledge";
  case OfficerAction::close_unit: return "close_unit";
  case OfficerAction::open_unit: return "open_unit";
  case OfficerAction::reset: return "reset";
  }
  return "unknown";
}

const char* to_string(GateEventKind value)
{
  switch (value) {
  case GateEventKind::none: return "none";
  case GateEventKind::traveller_at_counter: return "traveller_at_counter";
  case GateEventKind::document_presented: return "document_presented";
  case GateEventKind::document_removed: return "document_removed";
  case GateEventKind::document_read: return "document_read";
  case GateEventKind::occupancy_changed: return "occupancy_changed";
  case GateEventKind::door_changed: return "door_changed";
  case GateEventKind::face_captured: return "face_captured";
  case GateEventKind::registry_answered: return "registry_answered";
  case GateEventKind::authorisation_stored: return "authorisation_stored";
  case GateEventKind::store_failed: return "store_failed";
  case GateEventKind::joint_answered: return "joint_answered";
  case GateEventKind::officer_acted: return "officer_acted";
  case GateEventKind::stamp_applied: return "stamp_applied";
  case GateEventKind::emergency_raised: return "emergency_raised";
  case GateEventKind::emergency_reset: return "emergency_reset";
  case GateEventKind::power_lost: return "power_lost";
  case GateEventKind::power_restored: return "power_restored";
  case GateEventKind::device_failed: return "device_failed";
  case GateEventKind::device_recovered: return "device_recovered";
  case GateEventKind::time_limit: return "time_limit";
  case GateEventKind::doorway_changed: return "doorway_changed";
  }
  return "unknown";
}

const char* to_string(GateCommandKind value)
{
  switch (value) {
  case GateCommandKind::none: return "none";
  case GateCommandKind::show: return "show";
  case GateCommandKind::read_document: return "read_document";
  case GateCommandKind::cancel_reading: return "cancel_reading";
  case GateCommandKind::query_registry: return "query_registry";
  case GateCommandKind::open_door: return "open_door";
  case GateCommandKind::close_door: return "close_door";
  case GateCommandKind::release_door: return "release_door";
  case GateCommandKind::capture_face: return "capture_face";
  case GateCommandKind::cancel_capture: return "cancel_capture";
  case GateCommandKind::store_authorisation: return "store_authorisation";
  case GateCommandKind::record_crossing: return "record_crossing";
  case GateCommandKind::call_officer: return "call_officer";
  case GateCommandKind::raise_alarm: return "raise_alarm";
  case GateCommandKind::clear_alarm: return "clear_alarm";
  case GateCommandKind::apply_stamp: return "apply_stamp";
  case GateCommandKind::start_joint: return "start_joint";
  case GateCommandKind::confirm_joint: return "confirm_joint";
  case GateCommandKind::cancel_joint: return "cancel_joint";
  case GateCommandKind::end_transaction: return "end_transaction";
  }
  return "unknown";
}

const char* to_string(ScreenMessage value)
{
  switch (value) {
  case ScreenMessage::blank: return "blank";
  case ScreenMessage::welcome: return "welcome";
  case ScreenMessage::present_document: return "present_document";
  case ScreenMessage::reading: return "reading";
  case ScreenMessage::take_document: return "take_document";
  case ScreenMessage::step_in: return "step_in";
  case ScreenMessage::one_person_only: return "one_person_only";
  case ScreenMessage::look_at_camera: return "look_at_camera";
  case ScreenMessage::please_wait: return "please_wait";
  case ScreenMessage::go_on: return "go_on";
  case ScreenMessage::see_officer: return "see_officer";
  case ScreenMessage::step_back: return "step_back";
  case ScreenMessage::closed: return "closed";
  case ScreenMessage::leave_now: return "leave_now";
  case ScreenMessage::document_left: return "document_left";
  }
  return "unknown";
}

const char* to_string(GateState value)
{
  switch (value) {
  case GateState::starting: return "starting";
  case GateState::out_of_service: return "out_of_service";
  case GateState::idle: return "idle";
  case GateState::reading: return "reading";
  case GateState::querying: return "querying";
  case GateState::entry_open: return "entry_open";
  case GateState::entry_closing: return "entry_closing";
  case GateState::capturing: return "capturing";
  case GateState::joint: return "joint";
  case GateState::authorising: return "authorising";
  case GateState::exit_open: return "exit_open";
  case GateState::exit_closing: return "exit_closing";
  case GateState::turning_back: return "turning_back";
  case GateState::referred: return "referred";
  case GateState::tailgating: return "tailgating";
  case GateState::obstructed: return "obstructed";
  case GateState::forced: return "forced";
  case GateState::emergency: return "emergency";
  case GateState::without_power: return "without_power";
  case GateState::counter_busy: return "counter_busy";
  case GateState::typing: return "typing";
  case GateState::deciding: return "deciding";
  case GateState::stamping: return "stamping";
  }
  return "unknown";
}

const char* to_string(JointState value)
{
  switch (value) {
  case JointState::idle: return "idle";
  case JointState::reserving: return "reserving";
  case JointState::reserved: return "reserved";
  case JointState::confirming: return "confirming";
  case JointState::committed: return "committed";
  case JointState::cancelling: return "cancelling";
  case JointState::cancelled: return "cancelled";
  case JointState::in_doubt: return "in_doubt";
  case JointState::resolved_committed: return "resolved_committed";
  case JointState::resolved_cancelled: return "resolved_cancelled";
  }
  return "unknown";
}

} // namespace gatetwin
