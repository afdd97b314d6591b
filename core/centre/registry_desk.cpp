// SPDX-License-Identifier: Apache-2.0
#include "core/centre/registry_desk.hpp"
#include "core/centre/presumed_pages.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {
namespace {

constexpr std::uint32_t list_event = 6, journal_event = 7, inquiry_event = 8, settlement_event = 9;

class EventWriter final : public LedgerRowVisitor {
public:
  void on_row(const LedgerHead& at, const LedgerRow& row) override
  {
    LinkEvent& event = found.emplace_back();
    event.number = at.sequence;
    event.digest = at.digest;
    if (row.list) event.kind = list_event;
    if (row.journal) event.kind = journal_event;
    if (row.journal) event.unit = row.journal->unit;
    if (row.inquiry) event.kind = inquiry_event; // by whom and of whom stays in the ledger
    if (row.settlement) {                        // by whom and why stays there too
      event.kind = settlement_event;
      event.transaction = row.settlement->transaction;
      event.unit = unit_of(row.settlement->transaction);
      event.settled = row.settlement->outcome;
    }
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
    if (Status known = foresee(calls); !known.ok()) return known;
    for (std::size_t i = 0; i < calls.size(); ++i)
      replies[i] = m_service.handle(calls[i].request, m_clock());
    return success();
  });
  if (!status.ok()) refuse_all(calls, replies);
  count(replies, m_clock().mono - begun);
}

Status RegistryDesk::foresee(std::span<const QueuedCall> calls)
{
  m_foreseen.clear();
  for (const QueuedCall& call : calls) {
    const RegistryRequest& request = call.request;
    m_presumed_changed = m_presumed_changed || is_presumed(request.reason);
    ForeseenCall& next = m_foreseen.emplace_back(ForeseenCall{request.transaction, {}});
    if (request.kind == RequestKind::check || request.kind == RequestKind::reserve)
      next.document = document_key(request.document.issuer.view(), request.document.number.view());
  }
  return m_ledger.foresee(m_foreseen);
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

Status RegistryDesk::on_report(UnitId unit, const UnitReport& report)
{
  if (!m_service.is_enrolled(unit))
    return Error{ErrorCode::rejected, "the unit is not enrolled here"};
  m_figures.reports.fetch_add(1, std::memory_order_relaxed);
  if (on_pairs) on_pairs(unit, report.pairs);
  if (report.journals.empty()) return success();
  watch_number(unit, report.journals.back());
  return write_group([&] {
    Status status = success();
    for (const JournalHead& head : report.journals) {
      if (status.ok()) status = hold(unit, head, m_clock().wall);
    }
    return status;
  });
}

void RegistryDesk::watch_number(UnitId unit, const JournalHead& current)
{
  const auto twins = m_numbers.on_report(unit, current.file.view());
  if (!twins) return;
  m_figures.numbers_in_use.fetch_add(1);
  if (on_number_in_use) on_number_in_use(unit, *twins);
}

// A file only grows: what was held stays held when somebody put an older one in its place.
Status RegistryDesk::hold(UnitId unit, const JournalHead& head, WallTime now)
{
  const auto known = m_ledger.journal(unit, head.file.view());
  if (!known.ok()) return known.error();
  const std::optional<HeldHead>& held = known.value();
  const bool grew = !held || head.bytes > held->head.bytes || head == held->head;
  if (grew) return m_ledger.put_journal({unit, head, now});
  m_figures.journals_rolled_back.fetch_add(1);
  if (on_rolled_back) on_rolled_back(*held, head);
  return success();
}

Result<std::vector<HeldHead>> RegistryDesk::journals(UnitId unit)
{
  struct Collector final : HeldHeadVisitor {
    void on_head(const HeldHead& held) override { found.push_back(held); }
    std::vector<HeldHead> found;
  } collector;
  if (Status status = m_ledger.visit_journals(unit, collector); !status.ok()) return status.error();
  return std::move(collector.found);
}

// The row and what it lets be seen are of one group: nothing is shown that is not on record.
Result<HistoryPage> RegistryDesk::history(std::uint32_t observer, const HistoryQuestion& question)
{
  const Inquiry inquiry{.observer = observer,
                        .at = m_clock().wall,
                        .document = question.document,
                        .reason = question.reason};
  HistoryPage page;
  const Status recorded = write_group([&]() -> Status {
    if (Status asked = m_ledger.put_inquiry(inquiry); !asked.ok()) return asked;
    auto found = m_ledger.history(question.document, question.after, most_in_history_part + 1);
    if (!found.ok()) return found.error();
    page = page_of(std::move(found).value());
    return add_settled(m_ledger, page);
  });
  if (!recorded.ok()) return recorded.error();
  m_figures.inquiries.fetch_add(1, std::memory_order_relaxed);
  return page;
}

Result<HistoryPage> RegistryDesk::presumed(const HistoryPlace& after)
{
  auto found = m_ledger.presumed(after, most_in_history_part + 1);
  if (!found.ok()) return found.error();
  return page_of(found.value());
}

Result<SettlementResult> RegistryDesk::settle(const Settlement& settlement)
{
  Settlement now = settlement;
  now.at = m_clock().wall;
  m_presumed_changed = true;
  SettlementResult result = SettlementResult::no_crossing;
  const Status written = write_group([&]() -> Status {
    const auto settled = m_ledger.settle(now);
    if (!settled.ok()) return settled.error();
    result = settled.value();
    return success();
  });
  if (!written.ok()) return written.error();
  if (result != SettlementResult::written) return result;
  m_figures.settlements.fetch_add(1, std::memory_order_relaxed);
  if (on_settled) on_settled(now);
  return result;
}

Result<std::optional<std::vector<PresumedCrossing>>> RegistryDesk::changed_presumed()
{
  using Found = std::optional<std::vector<PresumedCrossing>>;
  if (!m_presumed_changed) return Found{};
  auto all = all_presumed(m_ledger);
  if (!all.ok()) return all.error();
  m_presumed_changed = false;
  return Found{std::move(all).value()};
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
  if (after > m_ledger.head().sequence)
    return Error{ErrorCode::not_found, "the ledger ends before that event"};
  EventWriter writer;
  if (Status status = m_ledger.visit_rows(after, most, writer); !status.ok()) return status.error();
  return std::move(writer.found);
}

} // namespace gatetwin
