// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {

namespace {

using Sql = pqxx::transaction_base;

bool is_foreign(const LedgerWrite& write, AuthorityId authority)
{
  const AnswerKey& key = write.key;
  return key.authority != authority || !key.transaction.valid() ||
         (write.crossing != nullptr && (write.crossing->transaction != key.transaction ||
                                        write.crossing->authority != authority)) ||
         (write.reservation != nullptr && write.reservation->transaction != key.transaction);
}

} // namespace

PostgresLedger::PostgresLedger(std::unique_ptr<Session> session) : m_session(std::move(session)) {}
PostgresLedger::~PostgresLedger() = default;
AuthorityId PostgresLedger::authority() const { return m_session->options.authority; }
std::uint64_t PostgresLedger::crossings() const { return m_session->crossings; }
const LedgerHead& PostgresLedger::head() const { return m_session->head; }
bool PostgresLedger::has_failed() const { return m_session->fenced || m_session->damaged; }
Status PostgresLedger::begin_group() { return m_session->begin(); }
Status PostgresLedger::end_group() { return m_session->end(); }

Result<std::unique_ptr<PostgresLedger>> PostgresLedger::open(const PostgresLedgerOptions& options,
                                                             LedgerDamage* damage)
{
  auto session = std::make_unique<Session>(options);
  const Status status = session->connect();
  if (damage != nullptr) *damage = session->damage;
  if (!status.ok()) return status.error();
  return std::unique_ptr<PostgresLedger>(new PostgresLedger(std::move(session)));
}

Result<Committed> PostgresLedger::commit(const LedgerWrite& write)
{
  if (is_foreign(write, authority()))
    return Error{ErrorCode::rejected, "the write's parts are of different origin"};
  return m_session->run<Committed>([&](Sql& sql) -> Result<Committed> {
    PostgresGroup& group = m_session->group;
    bool has_crossing = false;
    for (const PostgresGroup::Stored& stored : group.answers(sql, write.key.transaction)) {
      has_crossing = has_crossing || stored.has_crossing;
      if (stored.kind != write.key.kind) continue;
      const bool same = stored.answer.content == write.answer.content;
      return Committed{same ? CommitResult::duplicate : CommitResult::conflict, stored.answer};
    }
    if (write.crossing != nullptr && has_crossing) return Committed{CommitResult::conflict, {}};
    if (Status s = m_session->append(encode_write(write)); !s.ok()) return s.error();
    return Committed{CommitResult::written, write.answer};
  });
}

Status PostgresLedger::put_document(const DocumentKey& document, DocumentStatus status)
{
  if (document.empty()) return Error{ErrorCode::malformed, "a document needs a number"};
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    const DocumentStatus before = m_session->group.document(sql, document).status;
    if (before == status || before == DocumentStatus::revoked) return success();
    return m_session->append(encode_document(document, status));
  });
}

Status PostgresLedger::foresee(std::span<const ForeseenCall> calls)
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->group.foresee(sql, calls);
    return success();
  });
}

Result<std::optional<StoredAnswer>> PostgresLedger::answer(const AnswerKey& key) const
{
  using Answer = std::optional<StoredAnswer>;
  if (key.authority != authority()) return Answer{};
  return m_session->run<Answer>([&](Sql& sql) -> Result<Answer> {
    for (const PostgresGroup::Stored& stored : m_session->group.answers(sql, key.transaction)) {
      if (stored.kind == key.kind) return Answer{stored.answer};
    }
    return Answer{};
  });
}

Result<DocumentState> PostgresLedger::document(const DocumentKey& document) const
{
  return m_session->run<DocumentState>(
      [&](Sql& sql) -> Result<DocumentState> { return m_session->group.document(sql, document); });
}

Result<std::optional<Reservation>> PostgresLedger::reservation(TransactionId transaction) const
{
  using Found = std::optional<Reservation>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    const auto& pending = m_session->group.pending().reservations;
    if (const auto own = pending.find(transaction.value); own != pending.end())
      return Found{own->second.value};
    const pqxx::result found = sql.exec_prepared("reservation", to_sql(transaction.value));
    return found.empty() ? Found{} : Found{reservation_table.proven(m_session->chain, found[0])};
  });
}

Result<std::optional<Crossing>> PostgresLedger::crossing(TransactionId transaction) const
{
  using Found = std::optional<Crossing>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    m_session->group.flush(sql);
    const pqxx::result found = sql.exec_prepared("crossing", to_sql(transaction.value));
    return found.empty() ? Found{} : Found{crossing_table.proven(m_session->chain, found[0])};
  });
}

Result<std::optional<Reservation>> PostgresLedger::holder(const DocumentKey& document,
                                                          TransactionId except, WallTime now) const
{
  using Found = std::optional<Reservation>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    const Found& held = m_session->group.holder(sql, document);
    if (!held || held->transaction == except || held->expires_at <= now) return Found{};
    return held;
  });
}

Status PostgresLedger::visit_crossings(CrossingVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->group.flush(sql);
    const auto sequence = static_cast<Column>(crossing_table.columns.size());
    std::uint64_t number = 0;
    std::int64_t after = 0;
    for (;;) {
      const pqxx::result rows = sql.exec_prepared("crossings", after);
      if (rows.empty()) return success();
      for (const pqxx::row& row : rows)
        visitor.on_crossing(number++, crossing_table.proven(m_session->chain, row));
      after = rows.back()[sequence].as<std::int64_t>();
    }
  });
}

Status PostgresLedger::visit_held(ReservationVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->group.flush(sql);
    for (const pqxx::row& row : sql.exec_prepared("held"))
      visitor.on_reservation(reservation_table.proven(m_session->chain, row));
    return success();
  });
}

Result<std::vector<Crossing>> PostgresLedger::history(const DocumentKey& document,
                                                      const HistoryPlace& after,
                                                      std::size_t most) const
{
  using Found = std::vector<Crossing>;
  if (document.empty()) return Found{};
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    m_session->group.flush(sql);
    Found found;
    for (const pqxx::row& row : sql.exec_prepared(
             "history", std::string(document.number()), std::string(document.issuer()), after.at.ns,
             to_sql(after.transaction.value), static_cast<std::int64_t>(most)))
      found.push_back(crossing_table.proven(m_session->chain, row));
    return found;
  });
}

Status PostgresLedger::visit_rows(std::uint64_t after, std::size_t most,
                                  LedgerRowVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->group.flush(sql);
    LedgerHead at{0, m_session->chain.first()};
    if (after > 0) {
      const pqxx::result last = sql.exec_prepared("rows", to_sql(after - 1), 1);
      if (last.empty()) return success();
      at = {from_sql(last[0][0]), digest_of(last[0][2])};
    }
    for (const pqxx::row& row :
         sql.exec_prepared("rows", to_sql(after), static_cast<std::int64_t>(most))) {
      const LedgerRow said = m_session->chain.next(at, row);
      visitor.on_row(at, said);
    }
    return success();
  });
}

} // namespace gatetwin
