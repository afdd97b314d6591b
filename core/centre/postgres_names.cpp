// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_names.hpp"
#include <pqxx/pqxx>
#include <tuple>

namespace gatetwin {
namespace {

std::int32_t packed(CalendarDate date) { return date.year * 10'000 + date.month * 100 + date.day; }
CalendarDate unpacked(std::int32_t date) { return {date / 10'000, date / 100 % 100, date % 100}; }

} // namespace

struct PostgresNames::Parts {
  explicit Parts(const std::string& where) : connection(where) {}
  mutable pqxx::connection connection;
  template <typename Value, typename Work> Result<Value> run(Work&& work) const
  {
    try {
      pqxx::work sql(connection);
      Value value = work(sql);
      sql.commit();
      return value;
    } catch (const std::exception&) {
      return Error{ErrorCode::io, "the database can't be asked for names"};
    }
  }
};

PostgresNames::PostgresNames(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
PostgresNames::~PostgresNames() = default;

Result<std::unique_ptr<PostgresNames>> PostgresNames::open(const std::string& connection)
{
  try {
    auto parts = std::make_unique<Parts>(connection);
    {
      pqxx::nontransaction sql(parts->connection);
      sql.exec0("SET client_min_messages = warning");
      sql.exec0("SET jit = off");
      sql.exec0("SET pg_trgm.similarity_threshold = " + pqxx::to_string(least_share));
    }
    parts->connection.prepare("candidates", "SELECT name, birth FROM watch_name WHERE name % $1");
    return std::unique_ptr<PostgresNames>(new PostgresNames(std::move(parts)));
  } catch (const pqxx::broken_connection&) {
    return Error{ErrorCode::unavailable, "the database can't be reached"};
  } catch (const std::exception&) {
    return Error{ErrorCode::io, "the database refused"};
  }
}

Status PostgresNames::put(std::uint64_t version, std::span<const WatchListEntry> entries)
{
  return m_parts->run<Unit>([&](pqxx::work& sql) {
    sql.exec0("TRUNCATE watch_name");
    pqxx::stream_to names(sql, "watch_name", std::vector<std::string>{"name", "birth"});
    for (const WatchListEntry& entry : entries) {
      if (!entry.name.empty())
        names << std::make_tuple(std::string(entry.name.view()), packed(entry.birth));
    }
    names.complete();
    sql.exec_params0("INSERT INTO watch_name_list VALUES(1, $1) ON CONFLICT (id) DO UPDATE SET "
                     "version = $1",
                     static_cast<std::int64_t>(version));
    return Unit{};
  });
}

Result<std::uint64_t> PostgresNames::version() const
{
  return m_parts->run<std::uint64_t>([](pqxx::work& sql) {
    const auto found = sql.exec("SELECT version FROM watch_name_list");
    return found.empty() ? 0 : static_cast<std::uint64_t>(found[0][0].as<std::int64_t>());
  });
}

Result<std::vector<NamedPerson>> PostgresNames::candidates(std::string_view mrz_name) const
{
  return m_parts->run<std::vector<NamedPerson>>([&](pqxx::work& sql) {
    std::vector<NamedPerson> found;
    for (const pqxx::row& row : sql.exec_prepared("candidates", std::string(mrz_name)))
      found.push_back({row[0].as<std::string>(), unpacked(row[1].as<std::int32_t>())});
    return found;
  });
}

} // namespace gatetwin
