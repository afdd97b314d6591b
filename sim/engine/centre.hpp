// SPDX-License-Identifier: Apache-2.0
// The centres of a run, one for each authority: the production registry service with its ledger in
// memory, its watch-list, and every unit enrolled. What the centre's program composes on a server,
// this composes in a run.
#pragma once
#include "core/journal/journal.hpp"
#include "core/registry/memory_ledger.hpp"
#include "core/registry/registry_service.hpp"
#include "sim/engine/registry_exchange.hpp"
#include "sim/people/people.hpp"
#include <memory>
#include <vector>

namespace gatetwin {

class SimulatedCentres final : public RegistryCentre {
public:
  // `model` and `journal` outlive it. Every centre knows the documents of `people` that are on
  // file, and lists those that are on the watch-list.
  SimulatedCentres(const CheckpointModel& model, const People& people, journal::Journal& journal);

  RegistryReply handle(const RegistryRequest& request, std::int64_t now_ns) override;

  void put_on_file(const DocumentKey& document); // of every authority
  const Ledger& ledger(Index authority) const { return *m_ledgers[authority]; }

private:
  void enrol_units(RegistryService& service, Index authority) const;

  const CheckpointModel& m_model;
  std::vector<std::unique_ptr<MemoryLedger>> m_ledgers; // by authority
  std::vector<std::unique_ptr<RegistryService>> m_services;
};

} // namespace gatetwin
