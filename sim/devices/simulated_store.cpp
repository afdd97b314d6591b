// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_store.hpp"
#include <algorithm>

namespace gatetwin {
SimulatedStore::SimulatedStore(const DeviceTimes& times, DeviceScheduler& scheduler,
                               VisitDraws& draws, InputOutlet& outlet)
    : m_times(times), m_scheduler(scheduler), m_draws(draws), m_outlet(outlet)
{
}

std::uint64_t SimulatedStore::append(const StoreEntry& entry)
{
  if (m_full || m_fails) return 0;
  Kept kept;
  kept.ticket = m_next_ticket++;
  kept.transaction = entry.transaction;
  kept.expires_at = entry.expires_at;
  kept.authority = entry.request.authority;
  kept.kind = entry.kind;
  kept.has_request = carries_request(entry);
  if (kept.has_request) {
    if (m_free_requests.empty()) {
      m_free_requests.push_back(static_cast<std::uint32_t>(m_requests.size()));
      m_requests.emplace_back();
    }
    kept.request = m_free_requests.back();
    m_free_requests.pop_back();
    m_requests[kept.request] = entry.request;
  }
  m_entries.push_back(kept);
  if (m_syncing_ticket == 0) {
    begin_sync();
  } else if (m_sync_began == m_scheduler.now().mono) {
    m_syncing_ticket = kept.ticket;
  }
  return kept.ticket;
}

void SimulatedStore::begin_sync()
{
  m_syncing_ticket = m_next_ticket - 1;
  m_sync_began = m_scheduler.now().mono;
  m_scheduler.schedule(m_draws.time(Draw::store_sync, m_times.store_sync), DevicePart::store, 0,
                       ++m_token);
}

void SimulatedStore::on_due(std::uint8_t, std::uint32_t token)
{
  if (token != m_token || m_syncing_ticket == 0) return;
  finish_sync();
  if (m_durable_ticket + 1 < m_next_ticket) begin_sync();
}

void SimulatedStore::finish_sync()
{
  const std::uint64_t first = m_durable_ticket + 1;
  m_durable_ticket = m_syncing_ticket;
  m_syncing_ticket = 0;
  const auto begin =
      std::lower_bound(m_entries.begin(), m_entries.end(), first,
                       [](const Kept& kept, std::uint64_t t) { return kept.ticket < t; });
  const auto index = static_cast<std::size_t>(begin - m_entries.begin());
  for (auto kept = begin; kept != m_entries.end() && kept->ticket <= m_durable_ticket; ++kept) {
    report(InputKind::stored, kept->ticket);
  }
  compact(index);
}

bool SimulatedStore::settles(const Kept& later, const Kept& earlier)
{
  if (later.transaction != earlier.transaction) return false;
  switch (later.kind) {
  case StoreEntryKind::authorisation_consumed: return earlier.kind == StoreEntryKind::authorisation;
  case StoreEntryKind::crossing_delivered:
    return earlier.kind == StoreEntryKind::crossing && earlier.authority == later.authority;
  case StoreEntryKind::joint_resolved: return earlier.kind == StoreEntryKind::joint_in_doubt;
  default: return false;
  }
}

void SimulatedStore::compact(std::size_t newly_durable_from)
{
  for (std::size_t i = newly_durable_from;
       i < m_entries.size() && m_entries[i].ticket <= m_durable_ticket;) {
    const auto later = m_entries.begin() + static_cast<std::ptrdiff_t>(i);
    const auto earlier = std::find_if(m_entries.begin(), later,
                                      [later](const Kept& kept) { return settles(*later, kept); });
    if (earlier == later) {
      ++i;
      continue;
    }
    drop(i);
    drop(static_cast<std::size_t>(earlier - m_entries.begin()));
    --i;
  }
}

void SimulatedStore::drop(std::size_t index)
{
  const Kept& kept = m_entries[index];
  if (kept.has_request) m_free_requests.push_back(kept.request);
  m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(index));
}

void SimulatedStore::recover(StoreVisitor& visitor)
{
  for (const Kept& kept : m_entries) {
    if (kept.ticket > m_durable_ticket) break;
    StoreEntry entry;
    entry.kind = kept.kind;
    entry.transaction = kept.transaction;
    entry.expires_at = kept.expires_at;
    entry.request.authority = kept.authority;
    if (kept.has_request) entry.request = m_requests[kept.request];
    visitor.on_entry(entry);
  }
}

void SimulatedStore::power_cut()
{
  while (!m_entries.empty() && m_entries.back().ticket > m_durable_ticket)
    drop(m_entries.size() - 1);
  m_syncing_ticket = 0;
  m_durable_ticket = m_next_ticket - 1; // lost tickets are never given again
  ++m_token;
}

void SimulatedStore::fail_syncs(bool on)
{
  m_fails = on;
  if (on) {
    for (const Kept& kept : m_entries) {
      if (kept.ticket > m_durable_ticket) report(InputKind::store_failed, kept.ticket);
    }
    power_cut();
  }
  PortInput input;
  input.kind = on ? InputKind::device_failed : InputKind::device_recovered;
  input.device = Device::store;
  m_outlet.post(input, Device::store);
}

void SimulatedStore::report(InputKind kind, std::uint64_t ticket)
{
  PortInput input;
  input.kind = kind;
  input.number = ticket;
  m_outlet.post(input, Device::store);
}

bool SimulatedStore::survives_power_cut(StoreEntryKind kind, TransactionId transaction) const
{
  return std::any_of(m_entries.begin(), m_entries.end(), [&](const Kept& kept) {
    return kept.ticket <= m_durable_ticket && kept.kind == kind && kept.transaction == transaction;
  });
}

std::size_t SimulatedStore::durable_count() const
{
  return static_cast<std::size_t>(
      std::count_if(m_entries.begin(), m_entries.end(),
                    [this](const Kept& kept) { return kept.ticket <= m_durable_ticket; }));
}

std::size_t SimulatedStore::unsynced_count() const { return m_entries.size() - durable_count(); }

} // namespace gatetwin
