// SPDX-License-Identifier: Apache-2.0
#include "core/centre/registry_desk.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {
namespace {

class EventWriter final : public LedgerRowVisitor {
public:
  void on_row(const LedgerHead& at, const LedgerRow& row) override
  {
    LinkEvent& event = found.emplace_back();
    event.number = at.sequence;
    event.digest = at.digest;
    if (!row.is_write) return; // a document's status: who it is of stays in the ledger
    event.kind = static_cast<std::uint32_t>(row.key.kind) + 1;
    event.transaction = row.key.transaction;
    event.unit = unit_of(row.key.transaction);
    event.decision = row.answer.decision;
    event.reason = row.answer.reason;
    if (!row.crossing) return;
    event.is_crossing = true;
    event.direction = row.crossing->direction;
    event.decision = row.crossing->decision;
    event.reason = row.crossing->reason;
    event.stamped = row.crossing->stamped;
    event.offline = row.crossing->offline;
    event.at = row.crossing->at;
    event.received_at = row.crossing->received_at;
    event.ref = row.crossing->ref;
  }
  std::vector<LinkEvent> found;
};

} // namespace

RegistryDesk::RegistryDesk(RegistryService& service, ChainedLedger& ledger,
                           journal::Journal& journal, LinkCounters& counters,
                           std::function<Instant()> clock)
    : m_service(service), m_ledger(ledger), m_journal(journal), m_counters(counters),
      m_clock(std::move(clock))
{
  m_figures.rows = ledger.head().sequence;
}

void RegistryDesk::handle(std::span<const QueuedCall> calls, std::span<RegistryReply> replies)
{
  const MonotonicTime begun = m_clock().mono;
  const Status status = write_group([&] {
    for (std::size_t i = 0; i < calls.size(); ++i)
      replies[i] = m_service.handle(calls[i].request, m_clock());
    return success();
  });
  if (!status.ok()) refuse_all(calls, replies);
  count(replies, m_clock().mono - begun);
}

Status RegistryDesk::write_group(const std::function<Status()>& writes)
{
  Status status = m_ledger.begin_group();
  if (status.ok()) status = writes();
  const Status ended = m_ledger.end_group();
  if (status.ok()) status = ended;
  if (!status.ok()) {
    m_figures.failed_groups.fetch_add(1);
    return status;
  }
  m_journal.flush();
  m_figures.rows.store(m_ledger.head().sequence, std::memory_order_relaxed);
  if (on_written) on_written();
  return status;
}

// Nobody is told what the disk may have forgotten.
void RegistryDesk::refuse_all(std::span<const QueuedCall> calls, std::span<RegistryReply> replies)
{
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const RegistryRequest& request = calls[i].request;
    m_counters.add(LinkRefusal::store_failed, {PeerRole::unit, request.unit.value});
    replies[i] = {.kind = request.kind,
                  .authority = request.authority,
                  .transaction = request.transaction,
                  .attempt = request.attempt,
                  .status = ReplyStatus::overloaded,
                  .decision = Decision::refer,
                  .reason = Reason::store_failed};
  }
}

void RegistryDesk::count(std::span<const RegistryReply> replies, Duration took)
{
  for (const RegistryReply& reply : replies) {
    m_figures.replies[static_cast<std::size_t>(reply.kind)][static_cast<std::size_t>(reply.status)]
        .fetch_add(1, std::memory_order_relaxed);
  }
  const auto us = static_cast<std::uint64_t>(took.ns / 1'000);
  std::size_t bucket = 0;
  while (bucket + 1 < DeskFigures::bounds_us.size() && us > DeskFigures::bounds_us[bucket])
    ++bucket;
  m_figures.groups[bucket].fetch_add(1, std::memory_order_relaxed);
  m_figures.group_time_us.fetch_add(us, std::memory_order_relaxed);
}

Result<std::vector<LinkEvent>> RegistryDesk::events(std::uint64_t after, std::size_t most)
{
  EventWriter writer;
  if (Status status = m_ledger.visit_rows(after, most, writer); !status.ok()) return status.error();
  return std::move(writer.found);
}

} // namespace gatetwin
