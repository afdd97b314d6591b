// SPDX-License-Identifier: Apache-2.0
// What a daemon is composed of besides the core: its devices, real or others, and its store. Who
// makes the devices is the program's affair: gatetwin-gate knows real ones only.
#pragma once
#include "core/base/result.hpp"
#include "core/daemon/clock.hpp"
#include "core/daemon/gate_settings.pb.h"
#include "core/gate/gate_runtime.hpp"
#include "core/hardware/attended.hpp"
#include "core/journal/journal.hpp"
#include "core/link/grpc_registry_link.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

struct GateParts {
  GateHardware& hardware;
  DocumentReader& reader;
  FaceCamera& camera;
  RegistryLink& link;
  OfficerConsole& console;
  std::vector<Attended*> attended; // each once; asked in this order
};

// All devices of the unit, and the way to its registries.
class GateDevices {
public:
  virtual ~GateDevices() = default;
  virtual GateParts parts() = 0;
  // Certificate files were renewed: they serve the next connection.
  virtual void reload() {}
  // To every centre: how far the journals are, which pairs are in doubt.
  virtual void report(const UnitReport&) {}
  // Lists that the centre has: asked for, and handed over as they come.
  virtual void fetch_list(ListName, std::uint64_t /* newer_than */) {}
  virtual std::optional<FetchedList> take_list() { return std::nullopt; }
  // For people who start it: what was left out and why, a line each.
  virtual std::vector<std::string> remarks() const { return {}; }
  // Nothing more will come: the program may end.
  virtual bool is_finished() const { return false; }
};

struct DevicesFault {
  std::string message;    // for people; empty: none
  bool wrong_use = false; // the settings are not for these devices; else something is missing
};

class GateLog;

class DeviceFactory {
public:
  virtual ~DeviceFactory() = default;
  // Where officers' acts are said; it outlives the devices.
  virtual void use_log(GateLog&) {}
  // May change the settings, before anything is opened: files that it brings along.
  virtual DevicesFault prepare(daemon::GateSettings& settings, Instant now) = 0;
  // Null with a fault. `clock` and `journal` outlive the devices.
  virtual std::unique_ptr<GateDevices> open(const daemon::GateSettings& settings, Clock& clock,
                                            journal::Journal& journal, DevicesFault& fault) = 0;
};

// The unit's store with what a loop does with it. Its simulated twin answers by itself.
class UnitStore {
public:
  virtual ~UnitStore() = default;
  virtual DurableStore& port() = 0;
  // What the loop attends to, where it writes in a thread of its own; else null.
  virtual Attended* attended() { return nullptr; }
  // After each turn: what was appended becomes durable, and the inbox hears of it, now or later.
  virtual void sync(Inbox& inbox) = 0;
  // Tries to mend what has failed. True: it takes entries.
  virtual bool check() = 0;
  // The inbox was told what became of all that was appended.
  virtual bool is_settled() const { return true; }
};

} // namespace gatetwin
