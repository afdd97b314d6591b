// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/joint_checker.hpp"
#include "core/domain/words.hpp"
#include "sim/checkers/link_book.hpp"

namespace gatetwin::checkers {

using journal::Record;

namespace {

constexpr std::uint32_t both_authorities = 0xFFFF;

} // namespace

JointChecker::Pair& JointChecker::pair(const Record& r)
{
  Pair& pair = m_pairs[r.subject];
  if (r.unit != journal::none_id) pair.unit = r.unit;
  return pair;
}

JointChecker::Side* JointChecker::side(Pair& pair, const Record& r)
{
  const std::uint16_t authority =
      r.kind == journal::RecordKind::joint_state ? static_cast<std::uint16_t>(r.detail) : r.code;
  for (Side& side : pair.sides) {
    if (side.used && side.authority == authority) return &side;
    if (side.used) continue;
    side.used = true;
    side.authority = authority;
    return &side;
  }
  m_both.violate(r, "a third authority in a pair");
  return nullptr;
}

void JointChecker::joint_state(const Record& r)
{
  m_both.examine();
  const auto state = static_cast<JointState>(r.code);
  if (m_settled.contains(r.subject)) {
    if (state == JointState::cancelled || state == JointState::resolved_cancelled) {
      m_both.violate(r, "the unit takes a pair for cancelled that both have committed");
    }
    return;
  }
  Pair& p = pair(r);
  if (state == JointState::cancelled || state == JointState::resolved_cancelled) {
    for (const Side& s : p.sides) {
      const bool meant = r.detail == both_authorities || r.detail == s.authority;
      if (meant && s.confirmed) {
        return m_both.violate(r, "the unit takes for cancelled what an authority has committed");
      }
    }
    return;
  }
  if (state != JointState::committed && state != JointState::resolved_committed) return;
  if (r.detail == both_authorities) {
    p.known = true;
  } else if (Side* s = side(p, r)) {
    s->known = true;
    p.known = p.sides[0].known && p.sides[1].known;
  }
  if (p.known && m_centre_seen && !p.is_committed()) {
    m_both.violate(r, "the unit takes a pair for committed that is not");
  }
  const Pair copy = p;
  drop_if_settled(r.subject, copy);
}

void JointChecker::reservation_made(const Record& r)
{
  m_centre_seen = true;
  m_both.examine();
  if (m_settled.contains(r.subject)) return;
  Side* s = side(pair(r), r);
  if (s == nullptr) return;
  if (s->cancelled) m_both.violate(r, "reserved again after it was cancelled");
  s->made = true;
}

void JointChecker::reservation_confirmed(const Record& r)
{
  m_centre_seen = true;
  m_both.examine();
  if (m_settled.contains(r.subject)) return m_both.violate(r, "confirmed twice");
  Pair& p = pair(r);
  Side* s = side(p, r);
  if (s == nullptr) return;
  if (s->confirmed) return m_both.violate(r, "confirmed twice");
  if (!s->made) m_both.violate(r, "confirmed without a reservation");
  if (s->cancelled) m_both.violate(r, "confirmed after it was cancelled");
  s->confirmed = true;
  for (const Side& other : p.sides) {
    if (&other != s && other.cancelled) {
      m_both.violate(r, "one authority confirms what the other has cancelled");
    }
  }
  const Pair copy = p;
  drop_if_settled(r.subject, copy);
}

void JointChecker::reservation_cancelled(const Record& r)
{
  m_centre_seen = true;
  m_both.examine();
  if (m_settled.contains(r.subject)) return m_both.violate(r, "cancelled after both confirmed");
  Pair& p = pair(r);
  Side* s = side(p, r);
  if (s == nullptr) return;
  if (p.sides[0].confirmed || p.sides[1].confirmed) {
    m_both.violate(r, s->confirmed ? "cancelled after it was confirmed"
                                   : "one authority cancels what the other has confirmed");
  }
  s->cancelled = true;
  const Pair copy = p;
  drop_if_settled(r.subject, copy);
}

void JointChecker::transaction_ended(const Record& r)
{
  Pair* p = m_pairs.find(r.subject);
  if (p == nullptr) return;
  if (static_cast<Outcome>(r.code) == Outcome::admitted) {
    go_on(r, r.subject, "admitted before both commits were known");
  }
  p->ended = true;
  const Pair copy = *p;
  drop_if_settled(r.subject, copy);
}

// Half a pair is kept until the end of the run: it must become a whole or be seen.
void JointChecker::drop_if_settled(std::uint64_t transaction, const Pair& p)
{
  if (!p.ended) return;
  if (!p.is_committed()) {
    for (const Side& side : p.sides) {
      if ((side.made || side.confirmed) && !side.cancelled) return;
    }
  } else if (!p.known) {
    return; // the crossing may still be stored when the unit has learnt of it
  }
  if (p.is_committed()) m_settled.insert(transaction);
  m_pairs.erase(transaction);
}

void JointChecker::go_on(const Record& r, std::uint64_t transaction, const char* what)
{
  if (m_pairs.empty()) return;
  const Pair* p = m_pairs.find(transaction);
  if (p == nullptr) return;
  m_both.examine();
  if (!p->known || (m_centre_seen && !p->is_committed())) m_both.violate(r, what);
}

void JointChecker::passage(const Record& r, std::uint64_t transaction)
{
  go_on(r, transaction, "somebody passes before both commits were known");
}

void JointChecker::exit_opened(const Record& r)
{
  go_on(r, r.subject, "the exit opens before both commits were known");
}

void JointChecker::crossing_stored(const Record& r)
{
  go_on(r, r.subject, "a crossing is stored before both commits were known");
}

void JointChecker::finish(const Record& last, bool run_ended, const LinkBook& links)
{
  for (const std::uint64_t id : m_pairs.sorted_keys()) {
    const Pair& p = *m_pairs.find(id);
    if (!p.is_half()) continue;
    Record at = last;
    at.subject = id;
    at.unit = p.unit;
    if (!run_ended || links.is_down(p.unit)) {
      m_both.leave_open(at, "one authority has committed, the other not yet");
    } else {
      m_both.violate(at, "one authority has committed, the other never did");
    }
  }
}

} // namespace gatetwin::checkers
