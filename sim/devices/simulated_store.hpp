// SPDX-License-Identifier: Apache-2.0
// Simulated twin of a unit's durable storage. An entry is durable when its sync is done; syncs run
// one after another and take along what waited, and what comes at their start (group commit). A
// power cut loses what was not synced. Like the real store it compacts: an authorisation with its
// consumption, a crossing with its delivery and a joint entry with its resolution go together once
// all are durable, so memory is O(what is open), not O(crossings). Keeps to
// core/ports/durable_store.hpp.
#pragma once
#include "core/ports/durable_store.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/visit_draws.hpp"
#include <vector>

namespace gatetwin {

class SimulatedStore final : public DurableStore {
public:
  SimulatedStore(const DeviceTimes& times, DeviceScheduler& scheduler, VisitDraws& draws,
                 InputOutlet& outlet);

  std::uint64_t append(const StoreEntry& entry) override;
  void recover(StoreVisitor& visitor) override;

  // -- the world
  void power_cut();         // unsynced entries are gone, and nothing of them is acknowledged
  void fail_syncs(bool on); // from now on no sync succeeds; off: reopened and verified
  void fill_up(bool full) { m_full = full; }
  void on_due(std::uint8_t what, std::uint32_t token);

  // -- for checkers: what a power cut at this instant would leave
  bool survives_power_cut(StoreEntryKind kind, TransactionId transaction) const;
  std::size_t durable_count() const;
  std::size_t unsynced_count() const;

private:
  // Entries without a request are most of them: they don't carry its weight.
  struct Kept {
    std::uint64_t ticket = 0;
    TransactionId transaction;
    MonotonicTime expires_at;
    AuthorityId authority;
    StoreEntryKind kind = StoreEntryKind::authorisation;
    bool has_request = false;
    std::uint32_t request = 0; // into m_requests
  };

  void begin_sync();
  void finish_sync();
  void compact(std::size_t newly_durable_from);
  void drop(std::size_t index);
  static bool settles(const Kept& later, const Kept& earlier);
  void report(InputKind kind, std::uint64_t ticket);

  const DeviceTimes& m_times;
  DeviceScheduler& m_scheduler;
  VisitDraws& m_draws;
  InputOutlet& m_outlet;
  std::vector<Kept> m_entries; // in order; tickets rise
  std::vector<RegistryRequest> m_requests;
  std::vector<std::uint32_t> m_free_requests;
  std::uint64_t m_next_ticket = 1;
  std::uint64_t m_durable_ticket = 0; // up to and including
  std::uint64_t m_syncing_ticket = 0; // the sync under way makes durable up to here; 0: none
  MonotonicTime m_sync_began;
  std::uint32_t m_token = 0;
  bool m_fails = false;
  bool m_full = false;
};

} // namespace gatetwin
