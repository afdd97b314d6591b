// SPDX-License-Identifier: Apache-2.0
// Who comes to the gate, with which really signed documents, and what the registry knows of them:
// made up from a small scenario that begins now. The lists that the gate trusts are written as
// files, signed, as an authority publishes them.
#pragma once
#include "core/daemon/gate_parts.hpp"
#include "core/registry/memory_ledger.hpp"
#include "core/registry/registry_service.hpp"
#include "sim/people/people.hpp"
#include <map>
#include <memory>
#include <string>

namespace gatetwin {

class LiveWorld {
public:
  // Null with a fault. `scenario`: a file whose first e-gates are taken; empty: built in.
  static std::unique_ptr<LiveWorld> make(const std::string& scenario, Instant now,
                                         std::string& fault);
  LiveWorld(CheckpointModel model, Index station);
  LiveWorld(const LiveWorld&) = delete;
  LiveWorld& operator=(const LiveWorld&) = delete;

  // Into the folder, and into the settings. Empty, or what went wrong.
  std::string publish_lists(const std::string& folder, daemon::GateSettings& settings,
                            WallTime now) const;
  // The registries of the unit's authorities, in this process.
  void open_registries(const daemon::Unit& unit, journal::Journal& journal, WallTime now);
  RegistryReply ask(const RegistryRequest& request, Instant now);

  const CheckpointModel& model() const { return m_model; }
  const StationModel& station() const { return m_model.stations[m_station]; }
  People& people() { return m_people; }

private:
  struct Registry {
    std::unique_ptr<MemoryLedger> ledger;
    std::unique_ptr<RegistryService> service;
  };
  void open_registry(const daemon::Unit& unit, std::uint32_t authority, journal::Journal& journal,
                     WallTime now);

  const CheckpointModel m_model;
  const Index m_station;
  People m_people;
  std::map<std::uint16_t, Registry> m_registries;
};

} // namespace gatetwin
