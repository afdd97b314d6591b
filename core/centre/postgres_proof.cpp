// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_proof.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr const char* not_chained = "the row's content is not what was chained";

std::span<const std::byte> bytes_of(const pqxx::binarystring& from)
{
  return {reinterpret_cast<const std::byte*>(from.data()), from.size()};
}

} // namespace

// Of another length than a digest's: one that no row has.
LedgerDigest digest_of(const pqxx::field& field)
{
  const pqxx::binarystring bytes(field);
  LedgerDigest digest{};
  if (bytes.size() == digest.size())
    std::copy_n(bytes_of(bytes).begin(), digest.size(), digest.begin());
  return digest;
}

LedgerRow ChainProof::decode(std::uint64_t sequence, const pqxx::field& content) const
{
  const pqxx::binarystring bytes(content);
  const Result<LedgerRow> row = decode_row(bytes_of(bytes), m_authority);
  if (!row.ok()) throw LedgerDamage{sequence, row.error().detail};
  return row.value();
}

LedgerRow ChainProof::next(LedgerHead& at, const pqxx::row& row) const
{
  const std::uint64_t sequence = at.sequence + 1;
  if (from_sql(row[0]) != sequence) throw LedgerDamage{sequence, "the row is missing"};
  const pqxx::binarystring content(row[1]);
  at = {sequence, next_digest(at.digest, sequence, bytes_of(content))};
  if (digest_of(row[2]) != at.digest) throw LedgerDamage{sequence, not_chained};
  return decode(sequence, row[1]);
}

LedgerRow ChainProof::proven(const pqxx::row& row, Column at, const char* otherwise) const
{
  const std::uint64_t sequence = from_sql(row[at]);
  const bool has_before = sequence == 1 || !row[at + 3].is_null();
  if (row[at + 1].is_null() || !has_before) throw LedgerDamage{sequence, otherwise};
  const LedgerDigest before = sequence == 1 ? m_first : digest_of(row[at + 3]);
  const pqxx::binarystring content(row[at + 1]);
  if (digest_of(row[at + 2]) != next_digest(before, sequence, bytes_of(content)))
    throw LedgerDamage{sequence, not_chained};
  return decode(sequence, row[at + 1]);
}

std::string chain_columns(const std::string& table)
{
  return table + ".sequence, " + table + "l.content, " + table + "l.digest, " + table + "p.digest";
}

std::string chain_joins(const std::string& table)
{
  const auto join = [&](const char* row, const char* place) {
    return " LEFT JOIN ledger " + table + row + " ON " + table + row + ".sequence = " + table +
           ".sequence" + place;
  };
  return join("l", "") + join("p", " - 1");
}

void put_fields(FieldSink& out, const Crossing& crossing)
{
  out.number(to_sql(crossing.transaction.value));
  out.number(crossing.unit.value);
  out.number(crossing.checkpoint.value);
  out.number(static_cast<std::int64_t>(crossing.direction));
  out.number(static_cast<std::int64_t>(crossing.decision));
  out.number(static_cast<std::int64_t>(crossing.reason));
  out.flag(crossing.offline);
  out.flag(crossing.stamped);
  out.number(crossing.at.ns);
  out.number(crossing.received_at.ns);
  out.number(static_cast<std::int64_t>(crossing.kind));
  out.number(to_sql(crossing.ref.value));
  out.text(crossing.document.issuer());
  out.text(crossing.document.number());
}

void put_fields(FieldSink& out, const Reservation& reservation)
{
  out.number(to_sql(reservation.transaction.value));
  out.number(static_cast<std::int64_t>(reservation.state));
  out.number(reservation.expires_at.ns);
  out.number(to_sql(reservation.ref.value));
  out.text(reservation.document.issuer());
  out.text(reservation.document.number());
}

void put_fields(FieldSink& out, const Settlement& settlement)
{
  out.number(to_sql(settlement.transaction.value));
  out.number(static_cast<std::int64_t>(settlement.outcome));
  out.flag(settlement.correction);
  out.flag(settlement.at_console);
  out.number(settlement.supervisor);
  out.number(settlement.at.ns);
  out.text(settlement.reason.view());
}

void put_fields(FieldSink& out, const Inquiry& inquiry)
{
  out.flag(inquiry.at_console);
  out.number(inquiry.observer);
  out.number(inquiry.at.ns);
  out.text(inquiry.document.issuer());
  out.text(inquiry.document.number());
  out.text(inquiry.reason.view());
}

void put_fields(FieldSink& out, const ListMark& mark)
{
  out.number(static_cast<std::int64_t>(mark.list));
  out.number(to_sql(mark.version));
  out.flag(mark.accepted_older);
  out.number(mark.at.ns);
}

void put_fields(FieldSink& out, const HeldHead& held)
{
  out.number(held.unit.value);
  out.text(held.head.file.view());
  out.number(to_sql(held.head.bytes));
  out.number(to_sql(held.head.records));
  out.bytes(held.head.digest);
  out.number(held.received_at.ns);
}

void SameFields::number(std::int64_t value)
{
  const pqxx::field field = m_row[m_at++];
  m_same = m_same && !field.is_null() && field.as<std::int64_t>() == value;
}

void SameFields::flag(bool value)
{
  const pqxx::field field = m_row[m_at++];
  m_same = m_same && !field.is_null() && field.as<bool>() == value;
}

void SameFields::text(std::string_view value)
{
  const pqxx::field field = m_row[m_at++];
  m_same = m_same && (field.is_null() ? "" : std::string_view(field.c_str())) == value;
}

void SameFields::bytes(std::span<const std::byte> value)
{
  const pqxx::field field = m_row[m_at++];
  m_same = m_same && !field.is_null();
  if (!m_same) return;
  const pqxx::binarystring held(field);
  const std::span<const std::byte> found = bytes_of(held);
  m_same = std::equal(found.begin(), found.end(), value.begin(), value.end());
}

const ChainTable<Crossing> crossing_table{"crossing",
                                          {{"transaction_id", "bigint"},
                                           {"unit", "bigint"},
                                           {"checkpoint", "bigint"},
                                           {"direction", "smallint"},
                                           {"decision", "smallint"},
                                           {"reason", "integer"},
                                           {"offline", "boolean"},
                                           {"stamped", "boolean"},
                                           {"at_ns", "bigint"},
                                           {"received_at_ns", "bigint"},
                                           {"document_kind", "smallint"},
                                           {"ref", "bigint"},
                                           {"issuer", "text"},
                                           {"number", "text"}},
                                          &LedgerRow::crossing,
                                          "the table of crossings is not what the chain says"};

const ChainTable<Reservation> reservation_table{
    "reservation",
    {{"transaction_id", "bigint"},
     {"state", "smallint"},
     {"expires_at_ns", "bigint"},
     {"ref", "bigint"},
     {"issuer", "text"},
     {"number", "text"}},
    &LedgerRow::reservation,
    "the table of reservations is not what the chain says",
    "transaction_id"};

const ChainTable<Settlement> settlement_table{
    "settlement",
    {{"transaction_id", "bigint"},
     {"outcome", "smallint"},
     {"correction", "boolean"},
     {"at_console", "boolean"},
     {"observer", "bigint"},
     {"at_ns", "bigint"},
     {"reason", "text"}},
    &LedgerRow::settlement,
    "the table of settlements is not what the chain says"};

const ChainTable<Inquiry> inquiry_table{"inquiry",
                                        {{"at_console", "boolean"},
                                         {"observer", "bigint"},
                                         {"at_ns", "bigint"},
                                         {"issuer", "text"},
                                         {"number", "text"},
                                         {"reason", "text"}},
                                        &LedgerRow::inquiry,
                                        "the table of inquiries is not what the chain says"};

const ChainTable<ListMark> list_table{"list_mark",
                                      {{"list", "smallint"},
                                       {"version", "bigint"},
                                       {"accepted_older", "boolean"},
                                       {"at_ns", "bigint"}},
                                      &LedgerRow::list,
                                      "the table of lists is not what the chain says",
                                      "list"};

const ChainTable<HeldHead> journal_table{"journal_head",
                                         {{"unit", "bigint"},
                                          {"file", "text"},
                                          {"bytes", "bigint"},
                                          {"records", "bigint"},
                                          {"digest", "bytea"},
                                          {"received_at_ns", "bigint"}},
                                         &LedgerRow::journal,
                                         "the table of journals is not what the chain says",
                                         "unit, file"};

bool is_document(const LedgerRow& row)
{
  return !row.is_write && !row.list && !row.journal && !row.inquiry && !row.settlement;
}

} // namespace gatetwin
