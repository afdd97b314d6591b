// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_index.hpp"
#include "core/document/list_lines.hpp"

namespace gatetwin {
namespace {

// As unnest() takes it. Bytes come in hexadecimal digits.
std::string array_of(std::size_t number, std::string_view type)
{
  return "$" + std::to_string(number) + "::" + std::string(type == "bytea" ? "text" : type) + "[]";
}

std::string value_of(const std::string& table, const SqlColumn& column, const std::string& field)
{
  const std::string_view type = column.type;
  if (type == "bytea") return "decode(" + field + ", 'hex')";
  // Of a passage without a document, NULL.
  return type == "text" && table == "crossing" ? "NULLIF(" + field + ", '')" : field;
}

template <typename Value>
void prepare_put(pqxx::connection& connection, const ChainTable<Value>& table,
                 std::vector<SqlColumn> further = {})
{
  std::vector<SqlColumn> columns = table.columns;
  columns.push_back({"sequence", "bigint"});
  std::string replaced;
  for (const SqlColumn& column : columns) {
    replaced +=
        std::string(replaced.empty() ? "" : ", ") + column.name + " = excluded." + column.name;
  }
  columns.insert(columns.end(), further.begin(), further.end());
  std::string names, values, arrays, fields;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string comma = i == 0 ? "" : ", ", field = "f" + std::to_string(i);
    names += comma + columns[i].name;
    values += comma + value_of(table.name, columns[i], field);
    arrays += comma + array_of(i + 1, columns[i].type);
    fields += comma + field;
  }
  std::string statement = std::string("INSERT INTO ") + table.name + "(" + names + ") SELECT " +
                          values + " FROM unnest(" + arrays + ") AS t(" + fields + ")";
  if (table.key != nullptr)
    statement += std::string(" ON CONFLICT (") + table.key + ") DO UPDATE SET " + replaced;
  connection.prepare(std::string("put_") + table.name, statement);
}

template <typename Value> void add(SqlRows& rows, const Value& value, std::uint64_t sequence)
{
  put_fields(rows, value);
  rows.number(to_sql(sequence));
}

template <typename Value, typename Key>
void put(std::map<Key, ChainFold::Said<Value>>& said, const Key& key, const Value& value,
         std::uint64_t sequence)
{
  const auto [place, is_new] = said.try_emplace(key);
  place->second.value = value;
  place->second.sequence = sequence;
  if (is_new) place->second.made = sequence;
}

} // namespace

std::string& SqlRows::item()
{
  std::string& column = m_columns[m_at];
  if (column.size() > 1) column += ',';
  m_at = (m_at + 1) % m_columns.size();
  if (m_at == 0) ++m_rows;
  return column;
}

void SqlRows::text(std::string_view value)
{
  std::string& out = item();
  out += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void SqlRows::bytes(std::span<const std::byte> value) { item() += write_hex(value); }

std::vector<std::string> SqlRows::arrays() const
{
  std::vector<std::string> arrays;
  for (const std::string& column : m_columns) arrays.push_back(column + '}');
  return arrays;
}

pqxx::result execute(pqxx::transaction_base& sql, const char* statement, const SqlRows& rows)
{
  return sql.exec_prepared(statement, pqxx::prepare::make_dynamic_params(rows.arrays()));
}

void ChainFold::take(std::uint64_t sequence, const LedgerRow& row)
{
  if (row.reservation) put(reservations, row.key.transaction.value, *row.reservation, sequence);
  if (row.list) put(lists, row.list->list, *row.list, sequence);
  if (row.journal)
    put(journals, {row.journal->unit, std::string(row.journal->head.file.view())}, *row.journal,
        sequence);
}

void put_place(SqlRows& answers, SqlRows& documents, std::uint64_t sequence, const LedgerRow& row)
{
  if (row.is_write) {
    answers.number(to_sql(row.key.transaction.value));
    answers.number(static_cast<std::int64_t>(row.key.kind));
    answers.number(to_sql(sequence));
  } else if (is_document(row)) {
    documents.text(row.document.number());
    documents.text(row.document.issuer());
    documents.number(to_sql(sequence));
  }
}

void PostgresIndex::prepare(pqxx::connection& connection)
{
  connection.prepare("put_answer", "INSERT INTO answer(transaction_id, kind, sequence) SELECT * "
                                   "FROM unnest($1::bigint[], $2::smallint[], $3::bigint[])");
  connection.prepare("put_document", "INSERT INTO document(number, issuer, sequence) SELECT * "
                                     "FROM unnest($1::text[], $2::text[], $3::bigint[])");
  prepare_put(connection, crossing_table);
  prepare_put(connection, inquiry_table);
  prepare_put(connection, settlement_table);
  prepare_put(connection, reservation_table, {{"made", "bigint"}});
  prepare_put(connection, list_table);
  prepare_put(connection, journal_table);
}

void PostgresIndex::take(std::uint64_t sequence, const LedgerRow& row)
{
  take_places(sequence, row);
  if (row.crossing) add(m_crossings, *row.crossing, sequence);
  if (row.inquiry) add(m_inquiries, *row.inquiry, sequence);
  if (row.settlement) add(m_settlements, *row.settlement, sequence);
}

void PostgresIndex::take_places(std::uint64_t sequence, const LedgerRow& row)
{
  m_fold.take(sequence, row);
  put_place(m_answers, m_documents, sequence, row);
}

void PostgresIndex::flush(pqxx::transaction_base& sql)
{
  const auto send = [&](const char* statement, SqlRows& rows) {
    if (!rows.empty()) execute(sql, statement, rows);
    rows.clear();
  };
  const auto fold = [&](const char* statement, const auto& table, auto& said, bool with_made) {
    SqlRows rows(table.columns.size() + (with_made ? 2 : 1));
    for (const auto& [key, one] : said) {
      add(rows, one.value, one.sequence);
      if (with_made) rows.number(to_sql(one.made));
    }
    send(statement, rows);
    said.clear();
  };
  send("put_answer", m_answers);
  send("put_document", m_documents);
  send("put_crossing", m_crossings);
  send("put_inquiry", m_inquiries);
  send("put_settlement", m_settlements); // its crossing may have come with the same group
  fold("put_reservation", reservation_table, m_fold.reservations, true);
  fold("put_list_mark", list_table, m_fold.lists, false);
  fold("put_journal_head", journal_table, m_fold.journals, false);
}

} // namespace gatetwin
