// SPDX-License-Identifier: Apache-2.0
// That what the tables beside the chain hold is what the chain says. Each of their rows names the
// row of the chain that it comes from; what is served is decoded from there, once that row was
// verified against its own digest and the one before, and the table's columns are the same. What
// is not found proves nothing: that somebody took a row away, only verify() finds.
// Inside this room only: it brings libpqxx.
#pragma once
#include "core/registry/chained_ledger.hpp"
#include <pqxx/pqxx>
#include <string>
#include <vector>

namespace gatetwin {

using Column = pqxx::row::size_type;

// 64 bits without sign, as BIGINT holds them.
inline std::int64_t to_sql(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t from_sql(const pqxx::field& field)
{
  return static_cast<std::uint64_t>(field.as<std::int64_t>());
}
LedgerDigest digest_of(const pqxx::field& field);

// Throws LedgerDamage, inside this room.
class ChainProof {
public:
  ChainProof(AuthorityId authority, std::string_view identity)
      : m_authority(authority), m_first(first_digest(authority, identity))
  {
  }
  const LedgerDigest& first() const { return m_first; }

  // The row behind `at`, of which sequence, content and digest are given, and moves `at` to it.
  LedgerRow next(LedgerHead& at, const pqxx::row& row) const;
  // From the columns that chain_columns() asks for, from `at` on; `otherwise`: the chain has no
  // such row.
  LedgerRow proven(const pqxx::row& row, Column at, const char* otherwise) const;

private:
  LedgerRow decode(std::uint64_t sequence, const pqxx::field& content) const;
  AuthorityId m_authority;
  LedgerDigest m_first;
};

// Of the row that `table`, an alias of one or two letters, names: its sequence, content, digest,
// and the digest before. chain_joins() stands behind it in the FROM list.
std::string chain_columns(const std::string& table);
std::string chain_joins(const std::string& table);
constexpr Column chain_width = 4;

// What takes the columns of one row, in their order.
class FieldSink {
public:
  virtual ~FieldSink() = default;
  virtual void number(std::int64_t value) = 0;
  virtual void flag(bool value) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void bytes(std::span<const std::byte> value) = 0;
};
void put_fields(FieldSink& out, const Crossing& crossing);
void put_fields(FieldSink& out, const Reservation& reservation);
void put_fields(FieldSink& out, const Settlement& settlement);
void put_fields(FieldSink& out, const Inquiry& inquiry);
void put_fields(FieldSink& out, const ListMark& mark);
void put_fields(FieldSink& out, const HeldHead& held);

// Are the columns from `at` on those?
class SameFields final : public FieldSink {
public:
  SameFields(const pqxx::row& row, Column at) : m_row(row), m_at(at) {}
  bool same() const { return m_same; }
  void number(std::int64_t value) override;
  void flag(bool value) override;
  void text(std::string_view value) override; // empty: may be NULL
  void bytes(std::span<const std::byte> value) override;

private:
  const pqxx::row& m_row;
  Column m_at;
  bool m_same = true;
};
template <typename Value> bool same(const pqxx::row& row, Column at, const Value& value)
{
  SameFields fields(row, at);
  put_fields(fields, value);
  return fields.same();
}

struct SqlColumn {
  const char* name;
  const char* type;
};

// A table whose rows repeat a part of the chain's rows, for look-ups and for people.
template <typename Value> struct ChainTable {
  const char* name;
  std::vector<SqlColumn> columns; // as put_fields() gives them; behind them stands `sequence`
  std::optional<Value> LedgerRow::*part;
  const char* damage;
  const char* key = nullptr; // what a newer row takes the place of; none: rows are only added

  Column width() const { return static_cast<Column>(columns.size()) + chain_width; }
  // Columns and those of the chain.
  std::string proven_columns(const std::string& alias) const
  {
    std::string list;
    for (const SqlColumn& column : columns) list += alias + "." + column.name + ", ";
    return list + chain_columns(alias);
  }
  Value proven(const ChainProof& chain, const pqxx::row& row, Column at = 0) const
  {
    const Column sequence = at + static_cast<Column>(columns.size());
    const LedgerRow said = chain.proven(row, sequence, damage);
    const std::optional<Value>& value = said.*part;
    if (!value || !same(row, at, *value)) throw LedgerDamage{from_sql(row[sequence]), damage};
    return *value;
  }
};
extern const ChainTable<Crossing> crossing_table;
extern const ChainTable<Reservation> reservation_table;
extern const ChainTable<Settlement> settlement_table;
extern const ChainTable<Inquiry> inquiry_table;
extern const ChainTable<ListMark> list_table;
extern const ChainTable<HeldHead> journal_table;
// The tables that hold nothing but where in the chain something stands.
constexpr const char* answers_damage = "the table of answers is not what the chain says";
constexpr const char* documents_damage = "the table of documents is not what the chain says";

bool is_document(const LedgerRow& row);

} // namespace gatetwin
