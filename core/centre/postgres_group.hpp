// SPDX-License-Identifier: Apache-2.0
// What PostgresLedger knows and has yet to write within one transaction. A round trip to the server
// costs more than the work that it asks for, so what a group of calls will ask for is fetched at
// once, answered from memory, and what they write goes out in a few statements, each of many rows.
// Nothing outlives the transaction.
#pragma once
#include "core/registry/chained_ledger.hpp"
#include <map>
#include <pqxx/pqxx>
#include <string>
#include <vector>

namespace gatetwin {

// 64 bits without sign, as BIGINT holds them.
inline std::int64_t to_sql(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t from_sql(const pqxx::field& field)
{
  return static_cast<std::uint64_t>(field.as<std::int64_t>());
}

Reservation reservation_in(const pqxx::row& row);

// One column of many rows, as PostgreSQL reads an array: {1,2,3}.
class SqlArray {
public:
  void add(std::int64_t value) { item() += std::to_string(value); }
  void add(bool value) { item() += value ? 't' : 'f'; }
  void add(std::string_view text);
  void add(std::span<const std::byte> bytes); // in hexadecimal digits
  std::string text() const { return m_text + '}'; }

private:
  std::string& item()
  {
    if (m_text.size() > 1) m_text += ',';
    return m_text;
  }
  std::string m_text = "{";
};

class PostgresGroup {
public:
  struct Stored {
    RequestKind kind = RequestKind::check;
    StoredAnswer answer;
    bool has_crossing = false;
  };

  static void prepare(pqxx::connection& connection);
  void clear() { *this = {}; }

  void foresee(pqxx::transaction_base& sql, std::span<const ForeseenCall> calls);
  // All answers of one transaction.
  const std::vector<Stored>& answers(pqxx::transaction_base& sql, TransactionId transaction);
  const DocumentState& document(pqxx::transaction_base& sql, const DocumentKey& document);
  // The newest reservation that holds the document, expired or not.
  const std::optional<Reservation>& holder(pqxx::transaction_base& sql,
                                           const DocumentKey& document);

  void put_row(const LedgerHead& at, std::span<const std::byte> row);
  void put_answer(const AnswerKey& key, const Stored& stored);
  void put_crossing(const Crossing& crossing, std::uint64_t sequence);
  void put_status(pqxx::transaction_base& sql, const DocumentKey& document, DocumentStatus status);
  // At once: reservations are few.
  void put_reservation(pqxx::transaction_base& sql, const Reservation& reservation,
                       std::uint64_t sequence);
  // After flush(), where one of its crossings was settled: what counts as its newest stamp.
  void stamp_again(pqxx::transaction_base& sql, const DocumentKey& document);
  // Sends what is to be written. False: the head is not where this centre had left it.
  bool flush(pqxx::transaction_base& sql);

private:
  using DocumentName = std::pair<std::string, std::string>; // issuer, number
  static DocumentName name_of(const DocumentKey& document);
  void put_stamp(const DocumentKey& document, WallTime at);
  void flush_documents(pqxx::transaction_base& sql);

  std::map<std::uint64_t, std::vector<Stored>> m_answers;
  std::map<DocumentName, DocumentState> m_documents;
  std::map<DocumentName, std::optional<Reservation>> m_holders;

  std::array<SqlArray, 3> m_rows;
  std::array<SqlArray, 8> m_new_answers;
  std::array<SqlArray, 15> m_crossings;
  std::map<DocumentName, std::int64_t> m_stamps;
  std::map<DocumentName, int> m_statuses;
  LedgerHead m_last; // of the rows to be written
  std::uint64_t m_row_count = 0, m_answer_count = 0, m_crossing_count = 0;
};

} // namespace gatetwin
