// SPDX-License-Identifier: Apache-2.0
// Verifies PostgresLedger: the whole chain, and every row of every table beside it against what the
// chain says, also that none is missing and none too many. What stands for itself by the end
// (ChainFold) is held in memory meanwhile, all else for 10,000 rows of the chain.
#include "core/centre/postgres_session.hpp"
#include <limits>

namespace gatetwin {
namespace {

using Sql = pqxx::transaction_base;
using ChainRows = std::vector<std::pair<std::uint64_t, LedgerRow>>;
constexpr std::int64_t at_once = 10'000;

// Throws LedgerDamage.
class Audit {
public:
  Audit(Sql& sql, const ChainProof& chain) : m_sql(sql), m_chain(chain), m_at{0, chain.first()} {}
  void run(const LedgerHead& served);

private:
  void compare_places(const ChainRows& rows);
  void compare_copies(std::int64_t after, std::int64_t until, const ChainRows& rows);
  template <typename Value>
  void compare(const ChainTable<Value>& table, std::int64_t after, std::int64_t until,
               const ChainRows& rows);
  void find_odd(const char* table, int row_type, std::uint64_t count, const char* damage);
  template <typename Value, typename Said>
  void compare_newest(const ChainTable<Value>& table, const char* made, const Said& said);

  Sql& m_sql;
  const ChainProof& m_chain;
  LedgerHead m_at;
  ChainFold m_fold;
  std::uint64_t m_answers = 0, m_documents = 0, m_crossings = 0;
};

template <typename Value> std::string columns_of(const ChainTable<Value>& table)
{
  std::string list;
  for (const SqlColumn& column : table.columns) list += std::string(column.name) + ", ";
  return list + "sequence";
}

void Audit::run(const LedgerHead& served)
{
  m_sql.exec0("SET LOCAL statement_timeout = 0"); // it counts what years have brought
  std::int64_t after = std::numeric_limits<std::int64_t>::min();
  for (;;) {
    const pqxx::result found = m_sql.exec_prepared("rows", to_sql(m_at.sequence), at_once);
    if (found.empty()) break;
    ChainRows rows;
    for (const pqxx::row& row : found) {
      const LedgerRow said = m_chain.next(m_at, row);
      m_fold.take(m_at.sequence, said);
      m_crossings += said.crossing ? 1 : 0;
      rows.emplace_back(m_at.sequence, said);
    }
    compare_places(rows);
    compare_copies(after, to_sql(m_at.sequence), rows);
    after = to_sql(m_at.sequence);
  }
  if (m_at != served) throw LedgerDamage{m_at.sequence, "the head is not what is being served"};
  compare_copies(after, std::numeric_limits<std::int64_t>::max(), {});
  find_odd("answer", 1, m_answers, answers_damage);
  find_odd("document", 2, m_documents, documents_damage);
  compare_newest(reservation_table, "made", m_fold.reservations);
  compare_newest(list_table, nullptr, m_fold.lists);
  compare_newest(journal_table, nullptr, m_fold.journals);
  if (from_sql(m_sql.exec1("SELECT crossings FROM head")[0]) != m_crossings)
    throw LedgerDamage{m_at.sequence, "the head's number of crossings is not the chain's"};
}

// That each answer and status stands where the chain has it.
void Audit::compare_places(const ChainRows& rows)
{
  SqlRows answers(place_columns), documents(place_columns);
  for (const auto& [sequence, row] : rows) put_place(answers, documents, sequence, row);
  const auto check = [&](const char* statement, const SqlRows& wanted, const char* damage) {
    if (wanted.empty()) return;
    const pqxx::result absent = execute(m_sql, statement, wanted);
    if (!absent.empty()) throw LedgerDamage{from_sql(absent[0][0]), damage};
  };
  check("absent_answer", answers, answers_damage);
  check("absent_document", documents, documents_damage);
  m_answers += answers.size();
  m_documents += documents.size();
}

// All that the chain has were there: is there any more? Each row of that type has one place.
void Audit::find_odd(const char* table, int row_type, std::uint64_t count, const char* damage)
{
  const std::string name = table;
  if (from_sql(m_sql.exec1("SELECT count(*) FROM " + name)[0]) == count) return;
  const pqxx::result odd = m_sql.exec_params(
      "SELECT a.sequence FROM " + name +
          " a LEFT JOIN ledger l ON l.sequence = a.sequence GROUP BY a.sequence HAVING count(*) > "
          "1 OR bool_or(l.content IS NULL OR get_byte(l.content, 0) <> $1) ORDER BY 1 LIMIT 1",
      row_type);
  throw LedgerDamage{odd.empty() ? 0 : from_sql(odd[0][0]), damage};
}

void Audit::compare_copies(std::int64_t after, std::int64_t until, const ChainRows& rows)
{
  compare(crossing_table, after, until, rows);
  compare(settlement_table, after, until, rows);
  compare(inquiry_table, after, until, rows);
}

// Those of the table that name rows behind `after`, both in order.
template <typename Value>
void Audit::compare(const ChainTable<Value>& table, std::int64_t after, std::int64_t until,
                    const ChainRows& rows)
{
  const auto sequence = static_cast<Column>(table.columns.size());
  auto wanted = rows.begin();
  const auto skip = [&] {
    while (wanted != rows.end() && !(wanted->second.*table.part)) ++wanted;
  };
  const pqxx::result found =
      m_sql.exec_params("SELECT " + columns_of(table) + " FROM " + table.name +
                            " WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence",
                        after, until);
  for (const pqxx::row& row : found) {
    skip();
    const auto at = row[sequence].as<std::int64_t>();
    if (wanted != rows.end() && to_sql(wanted->first) < at)
      throw LedgerDamage{wanted->first, table.damage}; // missing
    if (wanted == rows.end() || to_sql(wanted->first) != at ||
        !same(row, 0, *(wanted->second.*table.part)))
      throw LedgerDamage{from_sql(row[sequence]), table.damage};
    ++wanted;
  }
  skip();
  if (wanted != rows.end()) throw LedgerDamage{wanted->first, table.damage};
}

template <typename Value, typename Said>
void Audit::compare_newest(const ChainTable<Value>& table, const char* made, const Said& said)
{
  std::map<std::uint64_t, const typename Said::mapped_type*> wanted; // by row, which says one thing
  for (const auto& [key, one] : said) wanted[one.sequence] = &one;
  const auto sequence = static_cast<Column>(table.columns.size());
  m_sql.exec0("DECLARE newest NO SCROLL CURSOR FOR SELECT " + columns_of(table) +
              (made == nullptr ? "" : std::string(", ") + made) + " FROM " + table.name +
              " ORDER BY " + table.key);
  for (;;) {
    const pqxx::result found = m_sql.exec("FETCH " + std::to_string(at_once) + " FROM newest");
    if (found.empty()) break;
    for (const pqxx::row& row : found) {
      const auto one = wanted.find(from_sql(row[sequence]));
      if (one == wanted.end() || !same(row, 0, one->second->value) ||
          (made != nullptr && from_sql(row[sequence + 1]) != one->second->made))
        throw LedgerDamage{from_sql(row[sequence]), table.damage};
      wanted.erase(one);
    }
  }
  m_sql.exec0("CLOSE newest");
  if (!wanted.empty()) throw LedgerDamage{wanted.begin()->first, table.damage}; // missing
}

} // namespace

Status PostgresLedger::verify(LedgerDamage* damage)
{
  const Status status = m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->group.flush(sql);
    Audit(sql, m_session->chain).run(m_session->head);
    return success();
  });
  if (damage != nullptr) *damage = m_session->damage;
  return status;
}

} // namespace gatetwin
