// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {
namespace {

using Sql = pqxx::transaction_base;

Reservation reservation_of(const pqxx::row& row)
{
  Reservation reservation;
  reservation.transaction = {from_sql(row[0])};
  reservation.state = static_cast<ReservationState>(row[1].as<int>());
  reservation.expires_at = {row[2].as<std::int64_t>()};
  reservation.ref = {from_sql(row[3])};
  reservation.document = document_key(row[4].as<std::string>(), row[5].as<std::string>());
  return reservation;
}

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

std::string text(std::string_view view) { return std::string(view); }

void put_crossing(Sql& sql, const Crossing& crossing, std::uint64_t sequence)
{
  const DocumentKey& document = crossing.document;
  sql.exec_prepared0("put_crossing", to_sql(crossing.transaction.value), to_sql(sequence),
                     to_sql(crossing.unit.value), to_sql(crossing.checkpoint.value),
                     static_cast<int>(crossing.direction), static_cast<int>(crossing.decision),
                     static_cast<int>(crossing.reason), crossing.offline, crossing.stamped,
                     crossing.at.ns, crossing.received_at.ns, static_cast<int>(crossing.kind),
                     to_sql(crossing.ref.value), text(document.issuer()), text(document.number()));
  if (!crossing.stamped || document.empty()) return;
  // A unit's clock that runs ahead must not keep a pass stamped for longer.
  sql.exec_prepared0("put_stamp", text(document.issuer()), text(document.number()),
                     std::min(crossing.at.ns, crossing.received_at.ns));
}

void put_reservation(Sql& sql, const Reservation& reservation, std::uint64_t sequence)
{
  sql.exec_prepared0("put_reservation", to_sql(reservation.transaction.value), to_sql(sequence),
                     static_cast<int>(reservation.state), reservation.expires_at.ns,
                     to_sql(reservation.ref.value), text(reservation.document.issuer()),
                     text(reservation.document.number()));
}

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
    bool has_crossing = false;
    for (const Session::Stored& stored : m_session->answers_of(sql, write.key.transaction)) {
      has_crossing = has_crossing || stored.has_crossing;
      if (stored.kind != write.key.kind) continue;
      const bool same = stored.answer.content == write.answer.content;
      return Committed{same ? CommitResult::duplicate : CommitResult::conflict, stored.answer};
    }
    if (write.crossing != nullptr && has_crossing) return Committed{CommitResult::conflict, {}};
    m_session->forget_answers();
    if (!m_session->append(sql, encode_write(write)))
      return Error{ErrorCode::io, "another centre has written to this ledger"};
    const StoredAnswer& answer = write.answer;
    sql.exec_prepared0(
        "put_answer", to_sql(write.key.transaction.value), static_cast<int>(write.key.kind),
        to_sql(answer.content), to_sql(answer.list_version), static_cast<int>(answer.reason),
        static_cast<int>(answer.decision), answer.stamp_due, write.crossing != nullptr);
    const std::uint64_t sequence = m_session->head.sequence;
    if (write.crossing != nullptr) put_crossing(sql, *write.crossing, sequence);
    if (write.reservation != nullptr) put_reservation(sql, *write.reservation, sequence);
    return Committed{CommitResult::written, answer};
  });
}

Status PostgresLedger::put_document(const DocumentKey& document, DocumentStatus status)
{
  if (document.empty()) return Error{ErrorCode::malformed, "a document needs a number"};
  const std::string issuer = text(document.issuer()), number = text(document.number());
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    const pqxx::result known = sql.exec_prepared("document", issuer, number);
    const auto before = known.empty() ? DocumentStatus::unknown
                                      : static_cast<DocumentStatus>(known[0][0].as<int>());
    if (before == status || before == DocumentStatus::revoked) return success();
    if (!m_session->append(sql, encode_document(document, status)))
      return Error{ErrorCode::io, "another centre has written to this ledger"};
    sql.exec_prepared0("put_status", issuer, number, static_cast<int>(status));
    return success();
  });
}

Result<std::optional<StoredAnswer>> PostgresLedger::answer(const AnswerKey& key) const
{
  using Answer = std::optional<StoredAnswer>;
  if (key.authority != authority()) return Answer{};
  return m_session->run<Answer>([&](Sql& sql) -> Result<Answer> {
    for (const Session::Stored& stored : m_session->answers_of(sql, key.transaction)) {
      if (stored.kind == key.kind) return Answer{stored.answer};
    }
    return Answer{};
  });
}

Result<DocumentState> PostgresLedger::document(const DocumentKey& document) const
{
  return m_session->run<DocumentState>([&](Sql& sql) -> Result<DocumentState> {
    const pqxx::result found =
        sql.exec_prepared("document", text(document.issuer()), text(document.number()));
    if (found.empty()) return DocumentState{};
    return DocumentState{static_cast<DocumentStatus>(found[0][0].as<int>()),
                         found[0][1].as<bool>(),
                         {found[0][2].as<std::int64_t>()}};
  });
}

Result<std::optional<Reservation>> PostgresLedger::reservation(TransactionId transaction) const
{
  using Found = std::optional<Reservation>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    const pqxx::result found = sql.exec_prepared("reservation", to_sql(transaction.value));
    return found.empty() ? Found{} : Found{reservation_of(found[0])};
  });
}

Result<std::optional<Crossing>> PostgresLedger::crossing(TransactionId transaction) const
{
  using Found = std::optional<Crossing>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    const pqxx::result found = sql.exec_prepared("crossing", to_sql(transaction.value));
    return found.empty() ? Found{} : Found{crossing_in(found[0], authority())};
  });
}

Result<std::optional<Reservation>> PostgresLedger::holder(const DocumentKey& document,
                                                          TransactionId except, WallTime now) const
{
  using Found = std::optional<Reservation>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    const pqxx::result found =
        sql.exec_prepared("holder", text(document.issuer()), text(document.number()));
    if (found.empty()) return Found{};
    const Reservation held = reservation_of(found[0]);
    if (held.transaction == except || held.expires_at <= now) return Found{};
    return Found{held};
  });
}

Status PostgresLedger::visit_crossings(CrossingVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
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
      visitor.on_reservation(reservation_of(row));
    return success();
  });
}

Status PostgresLedger::visit_rows(std::uint64_t after, std::size_t most,
                                  LedgerRowVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
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
