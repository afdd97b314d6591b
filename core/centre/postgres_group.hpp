// SPDX-License-Identifier: Apache-2.0
// What PostgresLedger knows and has yet to write within one transaction. A round trip to the server
// costs more than the work that it asks for, so what a group of calls will ask for is fetched at
// once with the chain's rows that prove it, answered from memory, and what they write goes out in a
// few statements, each of many rows. Nothing outlives the transaction.
#pragma once
#include "core/centre/postgres_index.hpp"
#include <map>
#include <string>
#include <vector>

namespace gatetwin {

// Thrown inside this room: the head is not where this centre had left it.
struct LedgerFenced {};

class PostgresGroup {
public:
  struct Stored {
    RequestKind kind = RequestKind::check;
    StoredAnswer answer;
    bool has_crossing = false;
  };

  explicit PostgresGroup(const ChainProof& chain) : m_chain(chain) {}
  static void prepare(pqxx::connection& connection);
  void clear() { *this = PostgresGroup(m_chain); }

  void foresee(pqxx::transaction_base& sql, std::span<const ForeseenCall> calls);
  // All answers of one transaction.
  const std::vector<Stored>& answers(pqxx::transaction_base& sql, TransactionId transaction);
  const DocumentState& document(pqxx::transaction_base& sql, const DocumentKey& document);
  // The newest reservation that holds the document, expired or not.
  const std::optional<Reservation>& holder(pqxx::transaction_base& sql,
                                           const DocumentKey& document);
  const ChainFold& pending() const { return m_index.pending(); }

  // The chain's next row. Whose answers or document it concerns was asked before.
  void append(const LedgerHead& at, std::span<const std::byte> content, const LedgerRow& row);
  // One of its crossings was settled: what counts as its newest stamp is to be asked again.
  void forget(const DocumentKey& document) { m_documents.erase(name_of(document)); }
  // Sends what is to be written. Throws LedgerFenced.
  void flush(pqxx::transaction_base& sql);

private:
  using DocumentName = std::pair<std::string, std::string>; // issuer, number
  static DocumentName name_of(const DocumentKey& document);
  void fetch_answers(pqxx::transaction_base& sql, const SqlRows& transactions);
  void fetch_documents(pqxx::transaction_base& sql, const SqlRows& names);
  void fetch_holders(pqxx::transaction_base& sql, const SqlRows& names);
  std::optional<WallTime> stamp_in(const pqxx::row& row, Column at) const;
  std::optional<WallTime> older_stamp(pqxx::transaction_base& sql, const DocumentName& name) const;

  ChainProof m_chain;
  std::map<std::uint64_t, std::vector<Stored>> m_answers;
  std::map<DocumentName, DocumentState> m_documents;
  std::map<DocumentName, std::optional<Reservation>> m_holders;

  SqlRows m_rows{3};
  LedgerHead m_last; // of the rows to be written
  PostgresIndex m_index;
};

} // namespace gatetwin
