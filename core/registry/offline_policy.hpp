// SPDX-License-Identifier: Apache-2.0
// What a unit decides by itself when its registry can't be reached: nothing (close), or to admit
// low-risk travellers for a bounded time. Low risk is a border resident's pass whose seal and all
// other checks were successful, in date, not on the unit's own copy of the last signed watch-list.
// Everybody else is referred, with the reason.
//
// Bounds: time since contact was lost, age of the list, and an allowance for each document at this
// unit, kept in a table of fixed size; where it has no room left, the document is referred. The
// allowance counts authorisations, not passages; after a restart, the passages that the store still
// holds (recall). Nobody is stamped offline, because the last stamp is not known here: the next
// crossing online finds the stamp due.
//
// The list's age runs from its signature, or from the last reply that named the same version: then
// the list was current. Elapsed time is monotonic, so that setting the clock never makes a list
// younger.
#pragma once
#include "core/domain/registry_message.hpp"
#include "core/registry/watch_list.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

enum class OfflineRule : std::uint8_t { close, admit_low_risk };

struct OfflinePolicyConfig {
  OfflineRule rule = OfflineRule::close;
  Duration max_time = hours(72); // since contact was lost
  Duration max_list_age = hours(24);
  std::uint32_t allowance = 1;           // authorisations for each document ...
  Duration allowance_window = hours(12); // ... within this time
  std::uint32_t similar_names = 0;       // as RulesConfig::similar_names
  std::uint32_t documents = 4096;        // places in the table; a power of two, at least 8
};
// Names the first faulty field in the error's detail.
Status check(const OfflinePolicyConfig& config);

struct OfflineDecision {
  Decision decision = Decision::refer;
  Reason reason = Reason::none;
  std::uint64_t list_version = 0;
};

class OfflinePolicy {
public:
  // `utc_offset`: of the authority's legal time, for the last day of validity. Allocates its table
  // here and nowhere else, and only for admit_low_risk. The config must pass check().
  OfflinePolicy(const OfflinePolicyConfig& config, Duration utc_offset);

  // The unit's copy, verified by whoever fetched it; it outlives its use here. rejected: signed in
  // the future, or older than the copy in use.
  Status install(const WatchList* list, Instant now);
  // The registry answered and consulted this version.
  void on_contact(std::uint64_t list_version, MonotonicTime now);
  // The registry answered.
  void on_reached() { m_recalled_loss = MonotonicTime::never(); }
  // Before the first decision, for each crossing that was decided offline before a restart and that
  // the registry has not acknowledged: contact was lost by then, and its allowance is used.
  void recall(const RegistryRequest& crossing, Instant now);

  // `lost_since`: RegistryClient::unreachable_since(). The same transaction gets the same answer
  // without using the allowance twice.
  OfflineDecision decide(const RegistryRequest& request, MonotonicTime lost_since, Instant now);

  const WatchList* list() const { return m_list; }
  bool is_list_stale(MonotonicTime now) const;

private:
  struct Allowance {
    std::uint64_t ref = 0; // 0: free
    std::uint64_t last_transaction = 0;
    MonotonicTime since;
    std::uint32_t used = 0;
  };
  Reason objection(const RegistryRequest& request, MonotonicTime lost_since, Instant now) const;
  bool use_allowance(const RegistryRequest& request, MonotonicTime now);
  bool is_over(const Allowance& place, MonotonicTime now) const;
  // The place of a document whose window is not over, or a free one, or none.
  Allowance* place_of(std::uint64_t ref, MonotonicTime now);

  OfflinePolicyConfig m_config;
  Duration m_utc_offset;
  const WatchList* m_list = nullptr;
  MonotonicTime m_list_current_at; // the list was, or would have been, fresh then
  MonotonicTime m_recalled_loss = MonotonicTime::never();
  std::vector<Allowance> m_allowances;
};

} // namespace gatetwin
