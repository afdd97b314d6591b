// SPDX-License-Identifier: Apache-2.0
// What a controller is told: one event at a time, with the time of the turn. Made by GateRuntime
// from what the ports reported and what the core's other rooms answered. A controller trusts no
// event: it may be late, repeated, out of order or meant for somebody else.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include "core/ports/port_input.hpp"
#include <cstdint>

namespace gatetwin {

// Fields that an event's kind does not name stay as they are here.
struct GateEvent {
  GateEventKind kind = GateEventKind::none;
  Door door = Door::entry;                        // door_changed, doorway_changed
  DoorState door_state = DoorState::unknown;      // door_changed
  Device device = Device::power;                  // device_failed, device_recovered
  OfficerAction action = OfficerAction::none;     // officer_acted
  CheckResult result = CheckResult::undetermined; // document_read
  Decision decision = Decision::none;             // registry_answered, joint_answered
  JointState joint = JointState::idle;            // joint_answered: reserved or committed to go on
  bool stamp_due = false;                         // registry_answered, joint_answered
  Reason reason = Reason::none; // document_read, registry_answered, ..., time_limit
  OfficerId officer;            // officer_acted: who
  // occupancy_changed: bodies; doorway_changed: 1 or 0; document_read: 1 with a document number
  std::uint32_t number = 0;
  TransactionId transaction; // of which transaction: answers, stored, store_failed, officer_acted
  FaceCapture face;          // face_captured
};

// When a controller must be called next with a time_limit event, and which limit that will be.
struct GateDeadline {
  MonotonicTime at = MonotonicTime::never();
  Reason limit = Reason::none;
};

} // namespace gatetwin
