// SPDX-License-Identifier: Apache-2.0
// PostgresLedger's lists and journals, and its verification.
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"
#include "core/registry/ledger_notes.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

using Sql = pqxx::transaction_base;

std::optional<ListMark> mark_in(const pqxx::result& found, ListName name)
{
  if (found.empty()) return std::nullopt;
  return ListMark{
      name, from_sql(found[0][0]), found[0][1].as<bool>(), {found[0][2].as<std::int64_t>()}};
}

HeldHead head_of(const pqxx::row& row)
{
  HeldHead held;
  if (!held.head.file.assign(row[0].c_str())) throw pqxx::failure("a file's name is too long");
  held.head.bytes = from_sql(row[1]);
  held.head.records = from_sql(row[2]);
  held.head.digest = digest_of(row[3]);
  held.received_at.ns = row[4].as<std::int64_t>();
  held.unit.value = static_cast<std::uint32_t>(row[5].as<std::int64_t>());
  return held;
}

// As the chain's rows of inquiries would be a chain of their own.
LedgerDigest stored_inquiries(Sql& sql)
{
  LedgerDigest digest{};
  for (const pqxx::row& row : sql.exec_prepared("inquiries")) {
    Inquiry inquiry;
    inquiry.at_console = row[0].as<bool>();
    inquiry.observer = static_cast<std::uint32_t>(row[1].as<std::int64_t>());
    inquiry.at.ns = row[2].as<std::int64_t>();
    inquiry.document = document_key(row[3].as<std::string>(), row[4].as<std::string>());
    if (!inquiry.reason.assign(row[5].c_str())) throw pqxx::failure("a reason is too long");
    digest = next_digest(digest, from_sql(row[6]), encode_inquiry(inquiry));
  }
  return digest;
}

LedgerNotes stored_notes(Sql& sql)
{
  LedgerNotes notes;
  for (const ListName name : {ListName::watch_list, ListName::revocations, ListName::trust_list}) {
    if (const auto mark = mark_in(sql.exec_prepared("list", static_cast<int>(name)), name))
      notes.take(*mark);
  }
  for (const pqxx::row& row : sql.exec_prepared("all_journals")) notes.take(head_of(row));
  return notes;
}

} // namespace

Status PostgresLedger::put_list(const ListMark& mark)
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    const int number = static_cast<int>(mark.list);
    LedgerNotes known;
    if (const auto before = mark_in(sql.exec_prepared("list", number), mark.list))
      known.take(*before);
    const Result<bool> news = known.is_news(mark);
    if (!news.ok()) return news.error();
    if (!news.value()) return success();
    m_session->append(encode_list(mark));
    sql.exec_prepared0("put_list", number, to_sql(mark.version), mark.accepted_older, mark.at.ns);
    return success();
  });
}

Result<std::optional<ListMark>> PostgresLedger::list(ListName name) const
{
  using Found = std::optional<ListMark>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    return mark_in(sql.exec_prepared("list", static_cast<int>(name)), name);
  });
}

Status PostgresLedger::put_journal(const HeldHead& held)
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    const std::string file(held.head.file.view());
    LedgerNotes known;
    for (const pqxx::row& row : sql.exec_prepared("journal", to_sql(held.unit.value), file))
      known.take(head_of(row));
    const Result<bool> news = known.is_news(held);
    if (!news.ok()) return news.error();
    if (!news.value()) return success();
    m_session->append(encode_journal(held));
    const auto& digest = held.head.digest;
    sql.exec_prepared0("put_journal", to_sql(held.unit.value), file, to_sql(held.head.bytes),
                       to_sql(held.head.records), pqxx::binarystring(digest.data(), digest.size()),
                       held.received_at.ns);
    return success();
  });
}

Result<std::optional<HeldHead>> PostgresLedger::journal(UnitId unit, std::string_view file) const
{
  using Found = std::optional<HeldHead>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    const pqxx::result found = sql.exec_prepared("journal", to_sql(unit.value), std::string(file));
    return found.empty() ? Found{} : Found{head_of(found[0])};
  });
}

Status PostgresLedger::visit_journals(UnitId unit, HeldHeadVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    for (const pqxx::row& row : sql.exec_prepared("journals", to_sql(unit.value)))
      visitor.on_head(head_of(row));
    return success();
  });
}

Status PostgresLedger::put_inquiry(const Inquiry& inquiry)
{
  if (Status status = check(inquiry); !status.ok()) return status;
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->append(encode_inquiry(inquiry));
    const std::uint64_t sequence = m_session->head.sequence;
    if (!m_session->settle(sql)) return m_session->fenced_off(); // the row that it refers to
    sql.exec_prepared0("put_inquiry", to_sql(sequence), inquiry.at_console,
                       std::int64_t{inquiry.observer}, inquiry.at.ns,
                       std::string(inquiry.document.issuer()),
                       std::string(inquiry.document.number()), std::string(inquiry.reason.view()));
    return success();
  });
}

Status PostgresLedger::verify(LedgerDamage* damage)
{
  LedgerDamage found;
  const auto corrupt = [&](std::uint64_t row, const char* what) -> Status {
    found = {row, what};
    return Error{ErrorCode::corrupt, what};
  };
  Status status = m_session->run<Unit>([&](Sql& sql) -> Status {
    if (!m_session->settle(sql)) return m_session->fenced_off();
    LedgerHead at{0, first_digest(authority(), m_session->options.identity)};
    std::uint64_t writes = 0, crossed = 0;
    LedgerNotes notes;
    LedgerDigest inquiries{}, settlements{};
    for (;;) {
      const pqxx::result rows = sql.exec_prepared("rows", to_sql(at.sequence), 10'000);
      if (rows.empty()) break;
      for (const pqxx::row& row : rows) {
        const pqxx::binarystring content(row[1]), digest(row[2]);
        const std::span bytes(reinterpret_cast<const std::byte*>(content.data()), content.size());
        if (from_sql(row[0]) != at.sequence + 1)
          return corrupt(at.sequence + 1, "the row is missing");
        at = {at.sequence + 1, next_digest(at.digest, at.sequence + 1, bytes)};
        const auto* chained = reinterpret_cast<const std::byte*>(digest.data());
        if (digest.size() != at.digest.size() ||
            !std::equal(at.digest.begin(), at.digest.end(), chained))
          return corrupt(at.sequence, "the row's content is not what was chained");
        const auto decoded = decode_row(bytes, authority());
        if (!decoded.ok()) return corrupt(at.sequence, decoded.error().detail);
        writes += decoded.value().is_write ? 1 : 0;
        crossed += decoded.value().crossing ? 1 : 0;
        notes.take(decoded.value());
        if (decoded.value().inquiry) inquiries = next_digest(inquiries, at.sequence, bytes);
        if (decoded.value().settlement) settlements = next_digest(settlements, at.sequence, bytes);
      }
    }
    if (at != m_session->head) return corrupt(at.sequence, "the head is not what is being served");
    const pqxx::row counts = sql.exec_prepared1("counts");
    if (from_sql(counts[0]) != writes || from_sql(counts[1]) != crossed ||
        from_sql(counts[2]) != crossed)
      return corrupt(0, "the tables beside the chain have other counts than it");
    if (notes != stored_notes(sql) || inquiries != stored_inquiries(sql))
      return corrupt(0, "the tables of lists, journals and inquiries are not what the chain says");
    if (settlements != stored_settlements(sql))
      return corrupt(0, "the table of settlements is not what the chain says");
    return success();
  });
  if (!status.ok() && status.error().code == ErrorCode::corrupt) m_session->damaged = true;
  if (damage != nullptr) *damage = found;
  return status;
}

} // namespace gatetwin
