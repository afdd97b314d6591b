// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_service.hpp"
#include "core/registry/registry_codec.hpp"
#include "core/registry/request_content.hpp"
#include "core/registry/settlement.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {

// One request on its way through handle().
struct RegistryService::Work {
  const RegistryRequest& request;
  Instant now;
  const UnitProfile* unit = nullptr;
  DocumentKey document;
  std::uint64_t content = 0;
  RegistryReply reply;
};

namespace {

bool writes_crossing(RequestKind kind)
{
  return kind == RequestKind::record || kind == RequestKind::confirm;
}

std::uint32_t crossing_detail(const Crossing& crossing)
{
  return static_cast<std::uint32_t>(crossing.direction) | (crossing.stamped ? 1U << 8 : 0U) |
         (crossing.offline ? 1U << 9 : 0U) | static_cast<std::uint32_t>(crossing.decision) << 16;
}

} // namespace

Status check(const RegistryServiceConfig& config)
{
  if (config.reservation_validity <= Duration{0} || config.reservation_validity > days(1)) {
    return Error{ErrorCode::rejected, "reservation_validity: more than 0, at most a day"};
  }
  if (config.max_clock_difference < Duration{0}) {
    return Error{ErrorCode::rejected, "max_clock_difference: not negative"};
  }
  return check(config.rules);
}

RegistryService::RegistryService(AuthorityId authority, Duration utc_offset,
                                 RegistryServiceConfig config, Ledger& ledger,
                                 journal::Journal* journal)
    : m_authority(authority), m_utc_offset(utc_offset), m_config(std::move(config)),
      m_ledger(ledger), m_journal(journal)
{
  CHECK(check(m_config).ok());
  CHECK(ledger.authority() == authority);
}

void RegistryService::enrol(const UnitProfile& unit)
{
  const auto at =
      std::lower_bound(m_units.begin(), m_units.end(), unit.unit,
                       [](const UnitProfile& profile, UnitId id) { return profile.unit < id; });
  if (at != m_units.end() && at->unit == unit.unit) {
    *at = unit;
  } else {
    m_units.insert(at, unit);
  }
}

Status RegistryService::install(WatchList list)
{
  if (list.version() <= m_list.version()) {
    return Error{ErrorCode::rejected, "the watch-list is not newer than the one in use"};
  }
  m_list = std::move(list);
  return success();
}

Status RegistryService::register_document(std::string_view issuer, std::string_view number)
{
  return m_ledger.put_document(document_key(issuer, number), DocumentStatus::known);
}

Status RegistryService::revoke_document(std::string_view issuer, std::string_view number)
{
  return m_ledger.put_document(document_key(issuer, number), DocumentStatus::revoked);
}

std::vector<Reservation> RegistryService::open_reservations() const
{
  struct Collector final : ReservationVisitor {
    void on_reservation(const Reservation& reservation) override { found.push_back(reservation); }
    std::vector<Reservation> found;
  } collector;
  (void)m_ledger.visit_held(collector);
  return std::move(collector.found);
}

const UnitProfile* RegistryService::find_unit(UnitId unit) const
{
  const auto at =
      std::lower_bound(m_units.begin(), m_units.end(), unit,
                       [](const UnitProfile& profile, UnitId id) { return profile.unit < id; });
  return at != m_units.end() && at->unit == unit ? &*at : nullptr;
}

Reason RegistryService::fault_of(const RegistryRequest& request, const UnitProfile* unit) const
{
  if (request.authority != m_authority) return Reason::registry_refused;
  if (unit == nullptr || unit->checkpoint != request.checkpoint) return Reason::registry_refused;
  if (!request.transaction.valid() || unit_of(request.transaction) != request.unit) {
    return Reason::registry_refused;
  }
  if (request.kind > RequestKind::cancel || request.direction > Direction::entry ||
      request.decision > Decision::refuse || request.document.kind > DocumentKind::crew_pass) {
    return Reason::unknown_field;
  }
  if (request.at < WallTime{0} || request.at > latest_time) return Reason::bad_date;
  if (request.kind == RequestKind::record && request.decision == Decision::none) {
    return Reason::missing_field;
  }
  return Reason::none;
}

RegistryReply RegistryService::handle(const RegistryRequest& request, Instant now)
{
  Work work{request, now, find_unit(request.unit), {}, 0, {}};
  work.reply.kind = request.kind;
  work.reply.authority = request.authority;
  work.reply.transaction = request.transaction;
  work.reply.attempt = request.attempt;
  if (const Reason fault = fault_of(request, work.unit); fault != Reason::none) {
    work.reply.status = ReplyStatus::malformed;
    work.reply.decision = Decision::refer;
    work.reply.reason = fault;
    return work.reply;
  }
  work.document = document_key(request.document.issuer.view(), request.document.number.view());
  work.content = content_digest(request);
  const auto first = m_ledger.answer({request.transaction, m_authority, request.kind});
  if (!first.ok()) {
    fail(work);
  } else if (!first.value() || !answer_again(work, *first.value())) {
    switch (request.kind) {
    case RequestKind::check:
    case RequestKind::reserve: check_or_reserve(work); break;
    case RequestKind::record: record(work); break;
    case RequestKind::confirm: confirm(work); break;
    case RequestKind::cancel: cancel(work); break;
    }
  }
  return work.reply;
}

bool RegistryService::answer_again(Work& work, const StoredAnswer& first)
{
  if (first.content != work.content) {
    // A unit that could not note that its crossing was delivered presumes it after a restart.
    const bool presumes = writes_crossing(work.request.kind) && is_presumed(work.request.reason);
    if (!presumes || !repeats_crossing(work)) conflict(work, Decision::refer);
    return true;
  }
  work.reply.status = ReplyStatus::duplicate;
  work.reply.decision = first.decision;
  work.reply.reason = first.reason;
  work.reply.stamp_due = first.stamp_due;
  work.reply.list_version = first.list_version;
  if (writes_crossing(work.request.kind)) {
    note(journal::RecordKind::crossing_repeated, work, 0, 0);
  }
  return true;
}

Result<RuleVerdict> RegistryService::judge_request(const Work& work) const
{
  const RegistryRequest& request = work.request;
  const auto refer = [](Reason reason) { return RuleVerdict{Decision::refer, reason, false}; };
  const WallTime now = work.now.wall;
  RuleInput input{.document = request.document,
                  .unit = *work.unit,
                  .direction = request.direction,
                  .now = now,
                  .utc_offset = m_utc_offset,
                  .list = m_list.look_up(request.document, work.document)};
  const std::uint32_t similar = m_config.rules.similar_names;
  if (similar > 0 && input.list == WatchListVerdict::clear &&
      m_list.lists_similar(request.document, similar))
    input.list = WatchListVerdict::similar;
  const Duration max_age = m_config.rules.watch_list_max_age;
  input.list_stale = max_age > Duration{0} && now - m_list.signed_at() > max_age;
  const auto state = m_ledger.document(work.document);
  if (!state.ok()) return state.error();
  input.status = state.value().status;
  input.was_stamped = state.value().stamped;
  input.last_stamp = state.value().last_stamp;
  const RuleVerdict verdict = judge(m_config.rules, input);
  if (verdict.decision != Decision::admit) return verdict;
  if (work.document.empty()) return refer(Reason::document_unreadable);
  const Duration tolerance = m_config.max_clock_difference;
  if (tolerance > Duration{0} && (request.at > now + tolerance || now > request.at + tolerance)) {
    return refer(Reason::clock_implausible);
  }
  const auto holder = m_ledger.holder(work.document, request.transaction, now);
  if (!holder.ok()) return holder.error();
  if (holder.value()) return refer(Reason::document_in_use_elsewhere);
  return verdict;
}

bool RegistryService::has_too_many_open(UnitId unit) const
{
  const std::uint32_t most = m_config.most_open_reservations;
  if (most == 0) return false;
  const auto open = open_reservations();
  const auto count = std::count_if(open.begin(), open.end(), [&](const Reservation& one) {
    return unit_of(one.transaction) == unit;
  });
  return count >= static_cast<std::ptrdiff_t>(most);
}

void RegistryService::check_or_reserve(Work& work)
{
  const RegistryRequest& request = work.request;
  Result<RuleVerdict> verdict = judge_request(work);
  if (!verdict.ok()) return fail(work);
  work.reply.list_version = m_list.version();
  std::optional<Reservation> reservation;
  if (request.kind == RequestKind::reserve) {
    const auto earlier = m_ledger.reservation(request.transaction);
    if (!earlier.ok()) return fail(work);
    // Only a cancellation that overtook its reservation can be there already.
    if (earlier.value()) verdict = RuleVerdict{Decision::refer, Reason::joint_voided, false};
    if (verdict.value().decision == Decision::admit && has_too_many_open(request.unit))
      verdict = RuleVerdict{Decision::refer, Reason::joint_in_doubt, false};
    if (verdict.value().decision == Decision::admit) {
      reservation = Reservation{request.transaction, ReservationState::held,
                                work.now.wall + m_config.reservation_validity, request.document.ref,
                                work.document};
    }
  }
  work.reply.decision = verdict.value().decision;
  work.reply.reason = verdict.value().reason;
  work.reply.stamp_due = verdict.value().stamp_due;
  if (!commit(work, nullptr, reservation ? &*reservation : nullptr)) return;
  note(journal::RecordKind::registry_verdict, work, static_cast<std::uint32_t>(work.reply.reason),
       static_cast<std::int64_t>(work.reply.decision));
  if (reservation) note(journal::RecordKind::reservation_made, work, 0, 0);
}

Crossing RegistryService::crossing_of(const Work& work) const
{
  const RegistryRequest& request = work.request;
  return {.transaction = request.transaction,
          .authority = m_authority,
          .unit = request.unit,
          .checkpoint = request.checkpoint,
          .direction = request.direction,
          .decision = request.kind == RequestKind::confirm ? Decision::admit : request.decision,
          .reason = request.reason,
          .offline = request.offline,
          .stamped = request.stamped,
          .at = request.at,
          .received_at = work.now.wall,
          .kind = request.document.kind,
          .ref = request.document.ref,
          .document = work.document};
}

// One crossing a transaction, whether it came by record or by confirm. False: there is none.
bool RegistryService::repeats_crossing(Work& work)
{
  const auto there = m_ledger.crossing(work.request.transaction);
  if (!there.ok()) {
    fail(work);
    return true;
  }
  if (!there.value()) return false;
  const Crossing& crossing = *there.value();
  if (crossing.document == work.document && crossing.direction == work.request.direction) {
    work.reply.status = ReplyStatus::duplicate;
    work.reply.decision = crossing.decision;
    note(journal::RecordKind::crossing_repeated, work, 0, 0);
  } else {
    conflict(work, Decision::refer);
  }
  return true;
}

void RegistryService::record(Work& work)
{
  const Crossing crossing = crossing_of(work);
  work.reply.decision = work.request.decision;
  if (commit(work, &crossing, nullptr)) note_crossing(work, crossing);
}

void RegistryService::confirm(Work& work)
{
  const auto held = m_ledger.reservation(work.request.transaction);
  if (!held.ok()) return fail(work);
  if (!held.value() || held.value()->state == ReservationState::cancelled) {
    work.reply.decision = Decision::refer;
    work.reply.reason = Reason::joint_voided;
    (void)commit(work, nullptr, nullptr);
    return;
  }
  if (held.value()->document != work.document) return conflict(work, Decision::refer);
  Reservation confirmed = *held.value();
  confirmed.state = ReservationState::confirmed;
  const Crossing crossing = crossing_of(work);
  work.reply.decision = Decision::admit;
  if (!commit(work, &crossing, &confirmed)) return;
  note(journal::RecordKind::reservation_confirmed, work, 0, 0);
  note_crossing(work, crossing);
}

void RegistryService::cancel(Work& work)
{
  const auto held = m_ledger.reservation(work.request.transaction);
  if (!held.ok()) return fail(work);
  // Without a reservation the cancellation still stands, against one that comes later.
  Reservation cancelled{.transaction = work.request.transaction};
  if (held.value()) cancelled = *held.value();
  if (cancelled.state == ReservationState::confirmed) return conflict(work, Decision::admit);
  cancelled.state = ReservationState::cancelled;
  if (commit(work, nullptr, &cancelled)) {
    note(journal::RecordKind::reservation_cancelled, work, 0, 0);
  }
}

bool RegistryService::commit(Work& work, const Crossing* crossing, const Reservation* reservation)
{
  const LedgerWrite write{.key = {work.request.transaction, m_authority, work.request.kind},
                          .answer = {.content = work.content,
                                     .list_version = work.reply.list_version,
                                     .reason = work.reply.reason,
                                     .decision = work.reply.decision,
                                     .stamp_due = work.reply.stamp_due},
                          .crossing = crossing,
                          .reservation = reservation};
  const Result<Committed> committed = m_ledger.commit(write);
  if (!committed.ok()) {
    fail(work);
    return false;
  }
  if (committed.value().result == CommitResult::written) return true;
  // The key is new: what stands against it is the transaction's crossing under another kind.
  if (crossing == nullptr || !repeats_crossing(work)) conflict(work, Decision::refer);
  return false;
}

void RegistryService::fail(Work& work)
{
  work.reply.status = ReplyStatus::overloaded;
  work.reply.decision = Decision::refer;
  work.reply.reason = Reason::store_failed;
  work.reply.stamp_due = false;
}

// A unit asks once for each transaction, and repeats itself byte for byte. Another question, or a
// crossing of another document, under the same number is from somebody else who counts the same
// unit's transactions: a second gate with its number, or the same with a new store.
Reason RegistryService::why_in_conflict(const Work& work)
{
  const RequestKind kind = work.request.kind;
  if (kind == RequestKind::check || kind == RequestKind::reserve) return Reason::unit_number_in_use;
  const auto there = m_ledger.crossing(work.request.transaction);
  const bool other = there.ok() && there.value() && there.value()->document != work.document;
  return other ? Reason::unit_number_in_use : Reason::conflicting_record;
}

void RegistryService::conflict(Work& work, Decision decision)
{
  work.reply.status = ReplyStatus::conflict;
  work.reply.decision = decision;
  work.reply.reason = why_in_conflict(work);
  work.reply.stamp_due = false;
  if (writes_crossing(work.request.kind)) {
    note(journal::RecordKind::crossing_conflict, work, 0, 0);
  }
}

void RegistryService::note(journal::RecordKind kind, const Work& work, std::uint32_t detail,
                           std::int64_t value)
{
  if (m_journal == nullptr) return;
  using journal::RecordKind;
  journal::Record record{.time_ns = work.now.mono.ns,
                         .subject = work.request.transaction.value,
                         .value = value,
                         .kind = kind,
                         .code = m_authority.value,
                         .detail = detail};
  const bool of_reservation = kind == RecordKind::reservation_made ||
                              kind == RecordKind::reservation_confirmed ||
                              kind == RecordKind::reservation_cancelled;
  if (!of_reservation) record.unit = work.request.unit.value;
  const bool names_document =
      kind == RecordKind::registry_verdict || kind == RecordKind::crossing_committed ||
      kind == RecordKind::reservation_made || kind == RecordKind::reservation_confirmed;
  if (names_document) record.ref = work.request.document.ref.value;
  m_journal->append(record);
}

void RegistryService::note_crossing(const Work& work, const Crossing& crossing)
{
  note(journal::RecordKind::crossing_committed, work, crossing_detail(crossing), 0);
}

} // namespace gatetwin
