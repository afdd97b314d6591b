// SPDX-License-Identifier: Apache-2.0
// What the store still holds when a unit starts.
#include "core/gate/gate_runtime.hpp"
#include <algorithm>
#include <vector>

namespace gatetwin {
namespace {

// 2020-01-01T00:00:00Z. Counting from here in milliseconds, 40 bits last until 2054.
constexpr WallTime epoch{1'577'836'800'000'000'000};
constexpr std::uint64_t count_mask = 0xFF'FFFF'FFFFULL;

// Above every count that a unit which started earlier can have reached, even if nothing of it was
// durable: no unit serves a person each millisecond.
std::uint64_t count_by_clock(WallTime now)
{
  const std::int64_t elapsed_ms = (now - epoch).ns / 1'000'000;
  return elapsed_ms > 0 ? static_cast<std::uint64_t>(elapsed_ms) & count_mask : 0;
}

} // namespace

class GateRuntime::Recovery final : public StoreVisitor {
public:
  Recovery(Outbox& outbox, OfflinePolicy& offline, UnitId unit, Instant now)
      : m_outbox(outbox), m_offline(offline), m_unit(unit), m_now(now)
  {
  }

  void on_entry(const StoreEntry& entry) override
  {
    if (unit_of(entry.transaction) != m_unit) {
      m_foreign = true;
      return;
    }
    m_highest = std::max(m_highest, entry.transaction.value & count_mask);
    switch (entry.kind) {
    case StoreEntryKind::authorisation:
      close(entry.transaction); // an officer's takes the place of the gate's own
      m_open_authorisations.push_back(entry);
      return;
    case StoreEntryKind::authorisation_consumed: return close(entry.transaction);
    case StoreEntryKind::crossing:
      close(entry.transaction); // the passage is known
      m_offline.recall(entry.request, m_now);
      m_outbox.on_entry(entry);
      return;
    case StoreEntryKind::crossing_delivered:
      m_offline.on_reached();
      m_outbox.on_entry(entry);
      return;
    case StoreEntryKind::joint_in_doubt: m_in_doubt.push_back(entry.request); return;
    case StoreEntryKind::joint_resolved:
      std::erase_if(m_in_doubt, [&entry](const RegistryRequest& request) {
        return request.transaction == entry.transaction;
      });
      return;
    }
  }

  bool foreign() const { return m_foreign; }
  std::uint64_t highest() const { return m_highest; }
  // Authorisations of which nothing further is known.
  const std::vector<StoreEntry>& open_authorisations() const { return m_open_authorisations; }
  const std::vector<RegistryRequest>& in_doubt() const { return m_in_doubt; }

private:
  void close(TransactionId transaction)
  {
    std::erase_if(m_open_authorisations, [transaction](const StoreEntry& entry) {
      return entry.transaction == transaction;
    });
  }

  Outbox& m_outbox;
  OfflinePolicy& m_offline;
  const UnitId m_unit;
  const Instant m_now;
  bool m_foreign = false;
  std::uint64_t m_highest = 0;
  std::vector<StoreEntry> m_open_authorisations;
  std::vector<RegistryRequest> m_in_doubt;
};

void GateRuntime::start(Instant now)
{
  CHECK(std::holds_alternative<std::monostate>(m_controller) && "start() comes once");
  m_now = now;
  m_state_since = now.mono;
  m_journal.set_time(now.mono);
  Recovery recovery(m_outbox, m_offline, m_config.unit, now);
  m_ports.store.recover(recovery);
  m_store_foreign = recovery.foreign();
  make_controller(std::max({recovery.highest() + 1, count_by_clock(now.wall), std::uint64_t{1}}));
  for (const StoreEntry& authorisation : recovery.open_authorisations()) {
    m_offline.recall(authorisation.request, now); // which counts authorisations
    if (carries_request(authorisation))
      m_open_authorisations.push_back(authorisation);
    else
      withdraw_authorisation(authorisation);
  }
  if (!m_open_authorisations.empty()) m_settle_by = now.mono + m_config.gate.start;
  for (const RegistryRequest& crossing : recovery.in_doubt()) {
    if (!m_joints.recover(crossing, now)) m_store_foreign = true; // resolve those by hand first
  }
  m_outbox.start(now);
  settle_open_authorisations();
  if (m_config.kind != UnitKind::e_gate) handle(GateEvent{}); // has nothing to wait for
  watch_store();
  m_next_deadline = std::min(services_due(), controller_deadline().at);
}

// Nobody passed on it, or nobody can say.
void GateRuntime::withdraw_authorisation(const StoreEntry& authorisation)
{
  const TransactionId transaction = authorisation.transaction;
  const DocumentRef ref = authorisation.request.document.ref;
  m_journal.consumed(transaction, ref, true);
  store_consumed(transaction);
  m_journal.ended(transaction, ref, Outcome::unfinished, Reason::power_lost, m_now.mono);
  call_officer(transaction, Reason::power_lost);
}

// As soon as a gate knows whether somebody is inside: that would be the last one authorised, who
// has not passed once the exit is shut, and may still pass before. Who can't be heard of is not
// waited for; a booth has nothing to hear.
void GateRuntime::settle_open_authorisations()
{
  if (m_open_authorisations.empty()) return;
  const bool hears = m_config.kind == UnitKind::e_gate;
  const bool known = m_interlock.bodies_known();
  const bool inside = hears && known && m_interlock.bodies() > 0;
  const Interlock::DoorBook& exit = m_interlock.door(Door::exit);
  const bool may_go_on =
      exit.state != DoorState::closed || exit.told == GateCommandKind::release_door;
  const bool wait = inside ? may_go_on : hears && !known && m_now.mono < m_settle_by;
  if (wait) return;
  for (const StoreEntry& authorisation : m_open_authorisations) {
    if (inside && &authorisation == &m_open_authorisations.back())
      withdraw_authorisation(authorisation);
    else
      presume_passage(authorisation);
  }
  m_open_authorisations.clear();
}

// Before it is consumed, the crossing is with the outbox: a power loss in between presumes it
// again, word for word.
void GateRuntime::presume_passage(const StoreEntry& authorisation)
{
  const TransactionId transaction = authorisation.transaction;
  const DocumentRef ref = authorisation.request.document.ref;
  const Status taken = m_outbox.record(authorisation.request, m_now);
  if (!taken) {
    m_store_failed = true;
    call_officer(transaction, Reason::store_failed);
    if (taken.error().code != ErrorCode::io) return; // the next start finds it
  }
  m_journal.consumed(transaction, ref, false);
  store_consumed(transaction);
  m_journal.ended(transaction, ref, Outcome::unfinished, Reason::passage_presumed, m_now.mono);
  call_officer(transaction, Reason::passage_presumed);
}

} // namespace gatetwin
