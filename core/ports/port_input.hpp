// SPDX-License-Identifier: Apache-2.0
// What the world reports to a unit. Adapters, real or simulated, post PortInputs into the unit's
// Inbox; GateRuntime drains it at each turn and is the only reader. Large content (a scan, a reply)
// stays in the adapter's own buffer, which must not change until the turn that drains the input has
// ended.
//
// Everything here is hostile until checked: an input may be late, repeated, out of order, or
// contradict another.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/time.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/registry_message.hpp"
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace gatetwin {

// Raw bytes of one document as the reader saw it. Either part may be empty; both may be there.
struct DocumentScan {
  std::string_view
      mrz; // lines separated by LF or CR LF; typed text at a booth arrives the same way
  std::span<const std::byte>
      label; // decoded bytes of a 2D barcode: a visible seal, or an opaque registry key
  // How many symbols were decoded. Of several, `label` is the only visible seal among them, which
  // the reader took by that prior knowledge; empty where there is none, or more than one.
  std::uint8_t labels_in_view = 0;
  bool several_seals = false; // more than one of them was a visible seal; a reader may not know
};

// Each score comes with the monotonic time of the picture it was made from, so that a stale one can
// be told: matcher and attack detection may have looked at different ones.
struct FaceCapture {
  MonotonicTime taken_at;
  double match_score =
      0; // 0 to 1, against the document's or registry's picture; NaN when there is none
  // 0 to 1, by presentation-attack detection; none when it gave no answer.
  std::optional<double> liveness_score = 0.0;
  std::uint8_t faces_seen = 0;
  MonotonicTime liveness_at; // of the newest picture that attack detection judged
};

enum class InputKind : std::uint8_t {
  none,
  traveller_at_counter,
  document_presented, // end position reached
  document_removed,
  document_scanned, // scan
  reading_failed,   // the reader gave up; reason says why
  occupancy,        // number: persons between the doors
  door,             // door and door_state
  face,             // face
  registry_reply,   // reply
  stored,           // number: ticket of DurableStore::append that is now durable
  store_failed,     // number: ticket
  officer, // action and officer; number: the transaction's count the officer saw, 0 for the unit
           // itself
  stamp_applied, // number: as with officer, of whose document; 0: of whoever is at hand
  emergency_raised,
  emergency_reset, // by the key switch on site
  power_lost,
  power_restored,
  device_failed,    // device
  device_recovered, // device
  doorway,          // door; number: 1 while a body or thing stands in that door's line, else 0
  steering_ends     // the program is about to end although somebody is at hand
};

struct PortInput {
  InputKind kind = InputKind::none;
  Door door = Door::entry;
  DoorState door_state = DoorState::unknown;
  Device device = Device::power;
  OfficerAction action = OfficerAction::none;
  Reason reason = Reason::none;
  OfficerId officer;
  std::uint64_t number = 0;
  FaceCapture face;
  const DocumentScan* scan = nullptr;
  const RegistryReply* reply = nullptr;
};

// Single-threaded. A full inbox refuses: the adapter keeps the input and reports its device as
// failed; the runtime treats a refusal as a broken sensor, never as silence.
using Inbox = BoundedRing<PortInput, 32>;

} // namespace gatetwin
