// SPDX-License-Identifier: Apache-2.0
// One unit, gate or booth, as it runs on a gate's computer and in the simulator: the only
// composition of controller, document inspector, registry client, outbox, joint clearance and
// journal.
//
// Use: start(now) once; then, whenever an adapter posted into inbox() or next_deadline() has come,
// turn(now). A turn drains the inbox, inspects documents, asks the registries, lets the controller
// handle each event, carries its commands out through the ports, journals all of it, and returns
// when the next turn is due at the latest. Time is given, never read; a turn allocates nothing and
// never throws: a failed CHECK puts this lane into its safe state (exit shut, egress to the public
// side free, out of service, officer called) until a named officer resets it on site.
//
// A gate reports ready when it has heard both doors and the occupancy once, all doors are shut and
// it is in service. Recovery: an authorisation that was not consumed before the restart is
// withdrawn, crossings that were not acknowledged are delivered again, one-stop pairs in doubt are
// resolved.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/gate/gate_config.hpp"
#include "core/gate/gate_event.hpp"
#include "core/journal/journal.hpp"
#include "core/ports/document_reader.hpp"
#include "core/ports/durable_store.hpp"
#include "core/ports/face_camera.hpp"
#include "core/ports/gate_hardware.hpp"
#include "core/ports/officer_console.hpp"
#include "core/ports/port_input.hpp"
#include "core/ports/registry_link.hpp"
#include <cstddef>
#include <memory>

namespace gatetwin {

class DocumentInspector;

// Booths differ in the port behind DocumentReader (keyboard or scanner), not in their rules.
enum class UnitKind : std::uint8_t { e_gate, booth, barcode_booth, one_stop_booth };

struct GateRuntimeConfig {
  UnitKind kind = UnitKind::e_gate;
  UnitId unit;
  CheckpointId checkpoint;
  Direction direction = Direction::entry;
  AuthorityId authority; // whose unit this is
  AuthorityId partner;   // one stop: the other country's service; not valid: none
  GateConfig gate;
};

// The devices of one unit. They outlive the runtime. A booth has no doors and no camera: its
// hardware shows screens and alarms, the rest is never called.
struct GatePorts {
  GateHardware& hardware;
  DocumentReader& reader;
  FaceCamera& camera;
  RegistryLink& link;
  DurableStore& store;
  OfficerConsole& console;
};

class GateRuntime {
public:
  GateRuntime(const GateRuntimeConfig& config, const GatePorts& ports, DocumentInspector& inspector,
              journal::Journal& journal);
  ~GateRuntime();
  GateRuntime(const GateRuntime&) = delete;
  GateRuntime& operator=(const GateRuntime&) = delete;

  // Once, before the first turn: recovers what the store holds. May allocate.
  void start(Instant now);
  Inbox& inbox();
  // Returns next_deadline(). `now.mono` never goes back; an earlier one counts as the latest seen.
  MonotonicTime turn(Instant now);
  MonotonicTime next_deadline() const;

  // Idle and in service: may take the next person.
  bool is_ready() const;
  GateState state() const;
  TransactionId transaction() const; // not valid: none under way
  // Crossings and one-stop pairs that the registries have not acknowledged yet.
  std::size_t undelivered() const;

private:
  struct Parts;
  std::unique_ptr<Parts> m_parts;
};

} // namespace gatetwin
