// SPDX-License-Identifier: Apache-2.0
// What the tables beside the chain are to hold of its rows: the same whether a row is being
// written, an older database is migrated, or all of it is verified. Inside this room only.
#pragma once
#include "core/centre/postgres_proof.hpp"
#include <map>

namespace gatetwin {

// Rows for one statement: its columns as PostgreSQL reads arrays, {1,2,3}.
class SqlRows final : public FieldSink {
public:
  explicit SqlRows(std::size_t columns) : m_columns(columns, "{") {}
  void number(std::int64_t value) override { item() += std::to_string(value); }
  void flag(bool value) override { item() += value ? 't' : 'f'; }
  void text(std::string_view value) override;
  void bytes(std::span<const std::byte> value) override; // in hexadecimal digits
  bool empty() const { return m_rows == 0; }
  std::uint64_t size() const { return m_rows; }
  void clear() { *this = SqlRows(m_columns.size()); }
  std::vector<std::string> arrays() const;

private:
  std::string& item();
  std::vector<std::string> m_columns;
  std::size_t m_at = 0; // column
  std::uint64_t m_rows = 0;
};
pqxx::result execute(pqxx::transaction_base& sql, const char* statement, const SqlRows& rows);

// What rows of the chain come to where the newest stands, in memory: reservations, of which there
// is one for each crossing in one stop, lists and journals.
struct ChainFold {
  template <typename Value> struct Said {
    Value value;
    std::uint64_t sequence = 0; // of the row that says so
    std::uint64_t made = 0;     // of the first one
  };
  std::map<std::uint64_t, Said<Reservation>> reservations; // by transaction
  std::map<ListName, Said<ListMark>> lists;
  std::map<std::pair<UnitId, std::string>, Said<HeldHead>> journals;

  void take(std::uint64_t sequence, const LedgerRow& row);
  bool empty() const { return reservations.empty() && lists.empty() && journals.empty(); }
};

// Where an answer or a document's status stands: rows for the tables `answer` and `document`.
void put_place(SqlRows& answers, SqlRows& documents, std::uint64_t sequence, const LedgerRow& row);
constexpr std::size_t place_columns = 3;

class PostgresIndex {
public:
  static void prepare(pqxx::connection& connection);

  void take(std::uint64_t sequence, const LedgerRow& row);
  // Without the tables that are older than version 6: crossings, inquiries, settlements.
  void take_places(std::uint64_t sequence, const LedgerRow& row);
  // After the rows of the chain, to which they refer.
  void flush(pqxx::transaction_base& sql);
  // What is to be written and stands for itself.
  const ChainFold& pending() const { return m_fold; }
  std::uint64_t crossings() const { return m_crossings.size(); }

private:
  SqlRows m_answers{place_columns}, m_documents{place_columns};
  SqlRows m_crossings{crossing_table.columns.size() + 1};
  SqlRows m_inquiries{inquiry_table.columns.size() + 1};
  SqlRows m_settlements{settlement_table.columns.size() + 1};
  ChainFold m_fold;
};

} // namespace gatetwin
