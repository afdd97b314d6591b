// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/crossing_checker.hpp"
#include "sim/checkers/link_book.hpp"

namespace gatetwin::checkers {

using journal::Record;

namespace {

constexpr std::int64_t ten_days_ns = 10LL * 24 * 3600 * 1'000'000'000;
constexpr std::uint32_t direction_stamped_offline = 0x3FF; // what unit and centre both write

bool is_stamped(std::uint32_t detail) { return (detail >> 8 & 1) != 0; }
bool is_offline(std::uint32_t detail) { return (detail >> 9 & 1) != 0; }

} // namespace

CrossingChecker::Ledger& CrossingChecker::ledger(std::uint16_t authority)
{
  for (const auto& ledger : m_ledgers) { // one to three
    if (ledger->authority == authority) return *ledger;
  }
  m_ledgers.push_back(std::make_unique<Ledger>());
  m_ledgers.back()->authority = authority;
  return *m_ledgers.back();
}

void CrossingChecker::crossing_stored(const Record& r)
{
  m_once.examine();
  Ledger& book = ledger(r.code);
  const bool is_new = book.stored.insert(r.subject);
  if (is_new && is_stamped(r.detail)) stamp_given(book, r);
  if (Pending* before = book.pending.find(r.subject)) {
    if (before->ref != r.ref || before->detail != r.detail) {
      m_once.violate(r, "a crossing is stored again with another content");
    }
    return;
  }
  if (!is_new) return; // settled long ago: a repetition changes nothing
  Pending pending;
  pending.stored_ns = r.time_ns;
  pending.ref = r.ref;
  pending.detail = r.detail;
  pending.unit = r.unit;
  pending.committed = book.committed.contains(r.subject); // a one-stop pair
  book.pending[r.subject] = pending;
}

void CrossingChecker::crossing_committed(const Record& r)
{
  m_once.examine();
  Ledger& book = ledger(r.code);
  if (!book.committed.insert(r.subject)) {
    return m_once.violate(r, "a crossing is committed twice");
  }
  Pending* pending = book.pending.find(r.subject);
  if (pending == nullptr) {
    if (m_units_seen && !book.stored.contains(r.subject) && !book.reserved.contains(r.subject)) {
      m_once.violate(r, "a crossing is committed that no unit stored");
    }
    if (is_stamped(r.detail) && !book.stored.contains(r.subject)) stamp_given(book, r);
    return;
  }
  if (pending->ref != r.ref) m_once.violate(r, "committed for another document than stored");
  const std::uint32_t differ = (pending->detail ^ r.detail) & direction_stamped_offline;
  if (differ != 0) m_once.violate(r, "committed with another direction, stamp or offline mark");
  pending->committed = true; // kept for its acknowledgement
}

void CrossingChecker::crossing_delivered(const Record& r)
{
  m_once.examine();
  Ledger& book = ledger(r.code);
  if (m_centre_seen && !book.committed.contains(r.subject)) {
    m_once.violate(r, "a crossing is acknowledged that was not committed");
  }
  Pending* pending = book.pending.find(r.subject);
  if (pending == nullptr) return; // acknowledged once more, or stored before this journal began
  m_once.compare(r, between(pending->stored_ns, r.time_ns), r.value, "time since stored, ns");
  if (pending->committed || !m_centre_seen) book.pending.erase(r.subject);
}

void CrossingChecker::crossing_repeated(const Record& r)
{
  m_once.examine();
  if (!ledger(r.code).committed.contains(r.subject)) {
    m_once.violate(r, "a crossing is called a repetition, but was never committed");
  }
}

void CrossingChecker::crossing_conflict(const Record& r)
{
  m_once.examine();
  m_once.violate(r, "one key with two contents");
}

void CrossingChecker::reservation_made(const Record& r)
{
  ledger(r.code).reserved.insert(r.subject);
}

void CrossingChecker::stamp_given(Ledger& book, const Record& r)
{
  m_stamps.examine();
  if (r.ref == 0) return m_stamps.violate(r, "a stamp into no document");
  Stamp& stamp = book.stamps[r.ref];
  const bool is_first = stamp.transaction == no_transaction;
  if (!is_first && between(stamp.time_ns, r.time_ns) < ten_days_ns) {
    const bool known = !m_centre_seen || book.committed.contains(stamp.transaction);
    if (known && !is_offline(r.detail)) {
      m_stamps.violate(r, "stamped again within ten days");
    } else {
      m_stamps.leave_open(r, "stamped again within ten days, unknown to the unit");
    }
  }
  stamp = {r.time_ns, r.subject};
  if (book.stamps.size() < book.sweep_at) return;
  book.stamps.erase_if(
      [&](const Stamp& old) { return between(old.time_ns, r.time_ns) >= ten_days_ns; });
  book.sweep_at = book.stamps.size() * 2 + 4096;
}

void CrossingChecker::finish(const Record& last, bool run_ended, const LinkBook& links)
{
  for (const auto& book : m_ledgers) {
    for (const std::uint64_t id : book->pending.sorted_keys()) {
      const Pending& pending = *book->pending.find(id);
      if (pending.committed) continue; // only the acknowledgement is missing
      Record at = last;
      at.subject = id;
      at.unit = pending.unit;
      at.code = book->authority;
      if (!run_ended || links.is_down(pending.unit)) {
        m_once.leave_open(at, "a crossing is still on its way");
      } else {
        m_once.violate(at, "a crossing never reached the registry");
      }
    }
  }
}

std::size_t CrossingChecker::remembered() const
{
  std::size_t slots = 0;
  for (const auto& book : m_ledgers) slots += book->pending.capacity();
  return slots;
}

} // namespace gatetwin::checkers
