// SPDX-License-Identifier: Apache-2.0
// Figures out of a study's tables.
#include "sim/experiment/sql_statement.hpp"
#include "sim/experiment/study_file.hpp"

namespace gatetwin::experiment {
namespace {

const char* column_of(FigureChoice::Stat stat)
{
  switch (stat) {
  case FigureChoice::Stat::mean: return "mean";
  case FigureChoice::Stat::sd: return "sd";
  case FigureChoice::Stat::p50: return "p50";
  case FigureChoice::Stat::p95: return "p95";
  case FigureChoice::Stat::p99: return "p99";
  case FigureChoice::Stat::max: return "max";
  case FigureChoice::Stat::utilisation: return "utilisation";
  case FigureChoice::Stat::within: return "share_within";
  }
  return "mean";
}

// A row (design, number, value) for every replication, in order, the value null where there is
// none. The same rows as find_figure chooses: without a station and a class, the total.
std::string query_of(const FigureChoice& choice, bool of_one_design)
{
  const std::string column = column_of(choice.stat);
  std::string from;
  if (choice.stat == FigureChoice::Stat::utilisation) {
    from = "station AS f ON f.id = ?1 AND ?2 = '' AND ?3 = ''";
  } else if (choice.stat == FigureChoice::Stat::within) {
    from = "service_level AS f ON f.name = ?1 AND ?2 = '' AND ?3 = ''";
  } else {
    from = "figure AS f ON f.station = ?1 AND f.traveller_class = ?2 AND f.name = ?3";
    if (choice.place.empty() && choice.traveller_class.empty())
      from += " AND f.direction = '' AND f.authority = ''";
  }
  return "SELECT r.design, f." + column + " FROM replication AS r LEFT JOIN " + from +
         " AND f.design = r.design AND f.replication = r.number " +
         (of_one_design ? "WHERE r.design = ?4 " : "") +
         "GROUP BY r.design, r.number ORDER BY r.design, r.number";
}

} // namespace

Result<std::vector<std::vector<std::optional<double>>>>
StudyFile::values(const FigureChoice& choice) const
{
  // SQLite makes itself an index for the join; without one it would read all rows for each.
  SqlStatement rows(m_database, query_of(choice, false).c_str());
  rows.bind(choice.place, choice.traveller_class, choice.figure);
  std::vector<std::vector<std::optional<double>>> out(m_head.designs.size());
  while (rows.step()) {
    const std::uint64_t design = rows.whole(0);
    if (design >= out.size()) return Error{ErrorCode::corrupt, "its designs are damaged"};
    out[design].push_back(rows.real(1));
  }
  if (!rows.status()) return rows.status().error();
  return out;
}

Result<std::vector<std::optional<double>>> StudyFile::values(const FigureChoice& choice,
                                                             std::size_t design) const
{
  SqlStatement rows(m_database, query_of(choice, true).c_str());
  rows.bind(choice.place, choice.traveller_class, choice.figure, std::uint64_t{design});
  std::vector<std::optional<double>> out;
  while (rows.step()) out.push_back(rows.real(1));
  if (!rows.status()) return rows.status().error();
  return out;
}

// Not in the finished file, whose bytes are those of its tables.
Status StudyFile::index_designs()
{
  for (const char* table : {"figure", "station", "service_level"}) {
    const Status made = sql_run(m_database, std::string("CREATE INDEX IF NOT EXISTS ") + table +
                                                "_of ON " + table + "(design, replication)");
    if (!made) return made;
  }
  return success();
}

Status StudyFile::drop_records(std::size_t design)
{
  return sql_run(m_database,
                 "UPDATE replication SET record = NULL WHERE design = " + std::to_string(design));
}

Status StudyFile::forget(std::size_t design)
{
  const std::string of = " WHERE design = " + std::to_string(design) + ";";
  std::string all = "BEGIN IMMEDIATE;";
  for (const char* table : {"replication", "figure", "station", "service_level", "outcome"})
    all += std::string("DELETE FROM ") + table + of;
  return sql_run(m_database, all + "COMMIT");
}

bool StudyFile::has_all_records(std::size_t design) const
{
  SqlStatement without(m_database, "SELECT count(*) FROM replication WHERE design = ? AND "
                                   "(record IS NULL OR length(record) = 0)");
  without.bind(std::uint64_t{design});
  return without.step() && without.whole(0) == 0;
}

std::uint64_t StudyFile::violations() const
{
  SqlStatement sum(m_database, "SELECT coalesce(sum(violations), 0) FROM replication");
  return sum.step() ? sum.whole(0) : 0;
}

} // namespace gatetwin::experiment
