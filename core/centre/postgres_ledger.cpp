// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {

Crossing crossing_in(const pqxx::row& row, AuthorityId authority)
{
  Crossing crossing;
  crossing.transaction = {from_sql(row[0])};
  crossing.authority = authority;
  crossing.unit = {static_cast<std::uint32_t>(row[1].as<std::int64_t>())};
  crossing.checkpoint = {static_cast<std::uint32_t>(row[2].as<std::int64_t>())};
  crossing.direction = static_cast<Direction>(row[3].as<int>());
  crossing.decision = static_cast<Decision>(row[4].as<int>());
  crossing.reason = static_cast<Reason>(row[5].as<int>());
  crossing.offline = row[6].as<bool>();
  crossing.stamped = row[7].as<bool>();
  crossing.at = {row[8].as<std::int64_t>()};
  crossing.received_at = {row[9].as<std::int64_t>()};
  crossing.kind = static_cast<DocumentKind>(row[10].as<int>());
  crossing.ref = {from_sql(row[11])};
  crossing.document = document_key(row[12].as<std::string>(), row[13].as<std::string>());
  return crossing;
}

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
  LedgerDamage found;
  const Status status = session->connect(found);
  if (damage != nullptr) *damage = found;
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
    m_session->append(encode_write(write));
    const std::uint64_t sequence = m_session->head.sequence;
    group.put_answer(write.key, {write.key.kind, write.answer, write.crossing != nullptr});
    if (write.crossing != nullptr) group.put_crossing(*write.crossing, sequence);
    if (write.reservation != nullptr) group.put_reservation(sql, *write.reservation, sequence);
    return Committed{CommitResult::written, write.answer};
  });
}

Status PostgresLedger::put_document(const DocumentKey& document, DocumentStatus status)
{
  if (document.empty()) return Error{ErrorCode::malformed, "a document needs a number"};
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    const DocumentStatus before = m_session->group.document(sql, document).status;
    if (before == status || before == DocumentStatus::revoked) return success();
    m_session->append(encode_document(document, status));
    m_session->group.put_status(sql, document, status);
    return success();
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
    const pqxx::result found = sql.exec_prepared("reservation", to_sql(transaction.value));
    return found.empty() ? Found{} : Found{reservation_in(found[0])};
  });
}

Result<std::optional<Crossing>> PostgresLedger::crossing(TransactionId transaction) const
{
  using Found = std::optional<Crossing>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    if (!m_session->settle(sql)) return m_session->fenced_off();
    const pqxx::result found = sql.exec_prepared("crossing", to_sql(transaction.value));
    return found.empty() ? Found{} : Found{crossing_in(found[0], authority())};
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
    if (!m_session->settle(sql)) return m_session->fenced_off();
    std::uint64_t number = 0;
    std::int64_t after = 0;
    for (;;) {
      const pqxx::result rows = sql.exec_prepared("crossings", after);
      if (rows.empty()) return success();
      for (const pqxx::row& row : rows)
        visitor.on_crossing(number++, crossing_in(row, authority()));
      after = rows.back()[14].as<std::int64_t>();
    }
  });
}

Status PostgresLedger::visit_held(ReservationVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    for (const pqxx::row& row : sql.exec_prepared("held"))
      visitor.on_reservation(reservation_in(row));
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
    if (!m_session->settle(sql)) return m_session->fenced_off();
    Found found;
    for (const pqxx::row& row : sql.exec_prepared(
             "history", std::string(document.number()), std::string(document.issuer()), after.at.ns,
             to_sql(after.transaction.value), static_cast<std::int64_t>(most)))
      found.push_back(crossing_in(row, authority()));
    return found;
  });
}

Status PostgresLedger::visit_rows(std::uint64_t after, std::size_t most,
                                  LedgerRowVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    if (!m_session->settle(sql)) return m_session->fenced_off();
    for (const pqxx::row& row :
         sql.exec_prepared("rows", to_sql(after), static_cast<std::int64_t>(most))) {
      const pqxx::binarystring content(row[1]), digest(row[2]);
      LedgerHead at{from_sql(row[0]), {}};
      const auto decoded = decode_row(
          {reinterpret_cast<const std::byte*>(content.data()), content.size()}, authority());
      if (!decoded.ok() || digest.size() != at.digest.size())
        return Error{ErrorCode::corrupt, "a row of the ledger is damaged"};
      std::copy_n(reinterpret_cast<const std::byte*>(digest.data()), at.digest.size(),
                  at.digest.begin());
      visitor.on_row(at, decoded.value());
    }
    return success();
  });
}

} // namespace gatetwin
