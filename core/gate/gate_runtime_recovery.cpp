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
    case StoreEntryKind::authorisation: m_authorised.push_back(entry.transaction); return;
    case StoreEntryKind::authorisation_consumed:
      std::erase(m_authorised, entry.transaction);
      return;
    case StoreEntryKind::crossing:
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
  const std::vector<TransactionId>& authorised() const { return m_authorised; }
  const std::vector<RegistryRequest>& in_doubt() const { return m_in_doubt; }

private:
  Outbox& m_outbox;
  OfflinePolicy& m_offline;
  const UnitId m_unit;
  const Instant m_now;
  bool m_foreign = false;
  std::uint64_t m_highest = 0;
  std::vector<TransactionId> m_authorised;
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
  // Whether the person passed is not known: the authorisation opens nothing any more, and an
  // officer is told, who can look.
  for (TransactionId transaction : recovery.authorised()) {
    m_case.id = transaction;
    m_journal.consumed(transaction, {}, true);
    consume_authorisation();
    m_journal.ended(transaction, {}, Outcome::unfinished, Reason::power_lost, now.mono);
    call_officer(transaction, Reason::power_lost);
  }
  m_case = CaseFile{};
  for (const RegistryRequest& crossing : recovery.in_doubt()) {
    if (!m_joints.recover(crossing, now)) m_store_foreign = true; // resolve those by hand first
  }
  m_outbox.start(now);
  if (m_config.kind != UnitKind::e_gate) handle(GateEvent{}); // has nothing to wait for
  watch_store();
  m_next_deadline = std::min(services_due(), controller_deadline().at);
}

} // namespace gatetwin
