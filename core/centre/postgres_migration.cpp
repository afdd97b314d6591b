// SPDX-License-Identifier: Apache-2.0
// Makes PostgresLedger's tables, or brings those of an older version up to this one.
#include "core/centre/postgres_session.hpp"
#include "core/centre/sql/migrations.hpp"
#include <iterator>

namespace gatetwin {
namespace {

constexpr int newest_version = static_cast<int>(std::size(postgres_migrations));
// From here on the tables beside the chain say where in it something stands.
constexpr int proven_version = 6;

// One pass over the chain, which is verified on the way.
void fill_tables(pqxx::work& sql, const ChainProof& chain)
{
  constexpr std::int64_t at_once = 10'000;
  PostgresIndex index;
  LedgerHead at{0, chain.first()};
  for (;;) {
    const pqxx::result rows = sql.exec_params("SELECT sequence, content, digest FROM ledger WHERE "
                                              "sequence > $1 ORDER BY sequence LIMIT $2",
                                              to_sql(at.sequence), at_once);
    if (rows.empty()) return;
    for (const pqxx::row& row : rows) {
      const LedgerRow said = chain.next(at, row);
      index.take_places(at.sequence, said);
    }
    index.flush(sql);
  }
}

} // namespace

void PostgresLedger::Session::migrate(pqxx::connection& connection)
{
  pqxx::work sql(connection);
  if (!options.create && sql.exec1("SELECT to_regclass('identity') IS NULL")[0].as<bool>())
    throw no_ledger();
  sql.exec0("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER PRIMARY KEY, "
            "applied_at TIMESTAMPTZ NOT NULL DEFAULT now())");
  const int version =
      sql.exec1("SELECT COALESCE(max(version), 0) FROM schema_version")[0].as<int>();
  if (version > newest_version)
    throw Refusal{{ErrorCode::unsupported, "the ledger was written by a newer version"}};
  for (int next = version + 1; next <= newest_version; ++next) {
    sql.exec(postgres_migrations[next - 1]);
    sql.exec_params0("INSERT INTO schema_version(version) VALUES($1)", next);
  }
  PostgresIndex::prepare(connection);
  if (version > 0 && version < proven_version) {
    check_identity(sql);
    fill_tables(sql, chain);
  }
  sql.commit(); // all of them, or none
}

} // namespace gatetwin
