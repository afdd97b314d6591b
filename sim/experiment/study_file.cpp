// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/study_file.hpp"
#include "core/base/check.hpp"
#include "core/base/whole_file.hpp"
#include "sim/experiment/sql_statement.hpp"
#include <algorithm>
#include <filesystem>
#include <limits>
#include <unistd.h>

namespace gatetwin::experiment {
namespace {

constexpr const char* application = "0x47545331"; // "GTS1"

constexpr const char* tables = R"(
CREATE TABLE study(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE design(id INTEGER PRIMARY KEY, name TEXT NOT NULL, effective TEXT NOT NULL) STRICT;
CREATE TABLE factor(design INTEGER NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE replication(design INTEGER NOT NULL, number INTEGER NOT NULL,
  journal_digest TEXT NOT NULL, events INTEGER NOT NULL, simulated_s REAL NOT NULL,
  violations INTEGER NOT NULL, record BLOB, UNIQUE(design, number)) STRICT;
CREATE TABLE figure(design INTEGER NOT NULL, replication INTEGER NOT NULL, name TEXT NOT NULL,
  unit TEXT NOT NULL, station TEXT NOT NULL, traveller_class TEXT NOT NULL,
  direction TEXT NOT NULL, authority TEXT NOT NULL, count INTEGER NOT NULL, mean REAL, sd REAL,
  p50 REAL, p95 REAL, p99 REAL, max REAL) STRICT;
CREATE TABLE station(design INTEGER NOT NULL, replication INTEGER NOT NULL, id TEXT NOT NULL,
  servers INTEGER NOT NULL, served INTEGER NOT NULL, utilisation REAL, queue_mean REAL NOT NULL,
  queue_max INTEGER NOT NULL, blocked_share REAL NOT NULL, out_of_service_share REAL NOT NULL)
  STRICT;
CREATE TABLE service_level(design INTEGER NOT NULL, replication INTEGER NOT NULL,
  name TEXT NOT NULL, target REAL NOT NULL, count INTEGER NOT NULL, share_within REAL,
  reached REAL) STRICT;
CREATE TABLE outcome(design INTEGER NOT NULL, replication INTEGER NOT NULL, outcome TEXT NOT NULL,
  station TEXT NOT NULL, traveller_class TEXT NOT NULL, count INTEGER NOT NULL) STRICT;
)";

// With their order in a finished file.
constexpr std::pair<const char*, const char*> order_of_tables[] = {
    {"study", "key"},
    {"design", "id"},
    {"factor", "design, rowid"},
    {"replication", "design, number"},
    {"figure", "design, replication, rowid"},
    {"station", "design, replication, rowid"},
    {"service_level", "design, replication, rowid"},
    {"outcome", "design, replication, rowid"}};

std::string quoted(const std::string& text)
{
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

// All of one table's rows as they are, in order, from one database into another.
Status copy_tables(sqlite3* database, const std::string& from, const std::string& into)
{
  for (const auto& [table, order] : order_of_tables) {
    std::string copy = "INSERT INTO ";
    copy.append(into).append(".").append(table).append(" SELECT * FROM ");
    copy.append(from).append(".").append(table).append(" ORDER BY ").append(order);
    const Status copied = sql_run(database, copy);
    if (!copied) return copied;
  }
  return success();
}

} // namespace

StudyFile::~StudyFile() { sqlite3_close(m_database); }

Result<std::unique_ptr<StudyFile>> StudyFile::create(const std::string& path, const StudyHead& head)
{
  std::unique_ptr<StudyFile> file(new StudyFile);
  file->m_path = path;
  if (!path.empty()) {
    std::error_code error;
    std::filesystem::remove(path, error);
    std::filesystem::remove(path + "-journal", error);
  }
  const int code = sqlite3_open(path.c_str(), &file->m_database);
  if (code != SQLITE_OK) return sql_error(code);
  const std::string begin = std::string("PRAGMA locking_mode=EXCLUSIVE; PRAGMA application_id=") +
                            application + "; PRAGMA user_version=1; BEGIN IMMEDIATE;" + tables;
  if (const Status made = sql_run(file->m_database, begin); !made) return made.error();
  if (const Status written = file->write_head(head); !written) return written.error();
  if (const Status done = sql_run(file->m_database, "COMMIT"); !done) return done.error();
  file->m_head = head;
  return file;
}

Result<std::unique_ptr<StudyFile>> StudyFile::open(const std::string& path)
{
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return Error{ErrorCode::not_found, "it is not there"};
  std::unique_ptr<StudyFile> file(new StudyFile);
  file->m_path = path;
  const int code =
      sqlite3_open_v2(path.c_str(), &file->m_database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                      nullptr); // CREATE is for what will be attached
  if (code != SQLITE_OK) return sql_error(code);
  if (const Status locked = sql_run(file->m_database, "PRAGMA locking_mode=EXCLUSIVE"); !locked)
    return locked.error();
  if (const Status read = file->read_head(); !read) return read.error();
  // Takes the lock, so that of two runs the second is told.
  if (const Status held = sql_run(file->m_database, "BEGIN IMMEDIATE; COMMIT"); !held)
    return held.error();
  return file;
}

Status StudyFile::write_head(const StudyHead& head)
{
  SqlStatement study(m_database, "INSERT INTO study VALUES(?, ?)");
  std::vector<std::pair<std::string, std::string>> all{
      {"build.commit", head.build.commit},
      {"build.core_build_id", head.build.core_build_id},
      {"build.version", head.build.version},
      {"kind", head.kind}};
  for (const auto& [key, value] : head.settings) all.emplace_back("set." + key, value);
  for (const auto& [key, value] : all) {
    if (const Status written = study.bind(key, value).run(); !written) return written;
  }
  SqlStatement design(m_database, "INSERT INTO design VALUES(?, ?, ?)");
  SqlStatement factor(m_database, "INSERT INTO factor VALUES(?, ?, ?)");
  for (std::size_t d = 0; d < head.designs.size(); ++d) {
    const StudyDesign& one = head.designs[d];
    if (const Status written = design.bind(d, one.name, one.effective).run(); !written)
      return written;
    for (const auto& [path, value] : one.factors) {
      if (const Status written = factor.bind(d, path, value).run(); !written) return written;
    }
  }
  return success();
}

Status StudyFile::read_head()
{
  SqlStatement id(m_database, "SELECT application_id, user_version FROM pragma_application_id, "
                              "pragma_user_version");
  if (!id.step()) {
    return id.status() ? Error{ErrorCode::corrupt, "it is not a study"} : id.status().error();
  }
  if (id.whole(0) != 0x47545331 || id.whole(1) != 1)
    return Error{ErrorCode::corrupt, "it is not a study of this version"};
  SqlStatement study(m_database, "SELECT key, value FROM study ORDER BY key");
  while (study.step()) {
    const std::string key(study.bytes(0));
    const std::string value(study.bytes(1));
    if (key == "kind") m_head.kind = value;
    if (key == "build.commit") m_head.build.commit = value;
    if (key == "build.core_build_id") m_head.build.core_build_id = value;
    if (key == "build.version") m_head.build.version = value;
    if (key.rfind("set.", 0) == 0) m_head.settings.emplace_back(key.substr(4), value);
  }
  if (!study.status()) return study.status();
  SqlStatement design(m_database, "SELECT name, effective FROM design ORDER BY id");
  while (design.step()) {
    m_head.designs.push_back({std::string(design.bytes(0)), std::string(design.bytes(1)), {}});
  }
  if (!design.status()) return design.status();
  SqlStatement factor(m_database, "SELECT design, path, value FROM factor ORDER BY design, rowid");
  while (factor.step()) {
    const std::uint64_t at = factor.whole(0);
    if (at >= m_head.designs.size()) return Error{ErrorCode::corrupt, "its designs are damaged"};
    m_head.designs[at].factors.emplace_back(factor.bytes(1), factor.bytes(2));
  }
  return factor.status();
}

namespace {

Status add_tables(sqlite3* db, std::uint64_t design, const ReplicationRecord& record)
{
  const RunResults& r = record.results;
  SqlStatement figure(db, "INSERT INTO figure VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const Figure& f : r.figures) {
    figure.bind(design, record.number, f.name, f.unit, f.station, f.traveller_class, f.direction,
                f.authority, f.count, f.mean, f.sd, f.p50, f.p95, f.p99, f.max);
    if (const Status added = figure.run(); !added) return added;
  }
  SqlStatement station(db, "INSERT INTO station VALUES(?,?,?,?,?,?,?,?,?,?)");
  for (const StationResult& s : r.stations) {
    station.bind(design, record.number, s.id, s.servers, s.served, s.utilisation, s.queue_mean,
                 s.queue_max, s.blocked_share, s.out_of_service_share);
    if (const Status added = station.run(); !added) return added;
  }
  SqlStatement level(db, "INSERT INTO service_level VALUES(?,?,?,?,?,?,?)");
  for (const ServiceLevelResult& l : r.service_levels) {
    level.bind(design, record.number, l.name, l.target, l.count, l.share_within, l.reached);
    if (const Status added = level.run(); !added) return added;
  }
  SqlStatement outcome(db, "INSERT INTO outcome VALUES(?,?,?,?,?,?)");
  for (const OutcomeCount& o : r.outcomes) {
    outcome.bind(design, record.number, o.outcome, o.station, o.traveller_class, o.count);
    if (const Status added = outcome.run(); !added) return added;
  }
  return success();
}

std::uint64_t broken(const RunResults& results)
{
  std::uint64_t sum = 0;
  for (const InvariantResult& check : results.checks) sum += check.violations;
  return sum;
}

} // namespace

Status StudyFile::add(std::size_t design, const ReplicationRecord& record, std::string_view kept)
{
  CHECK(design < m_head.designs.size());
  if (kept.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return Error{ErrorCode::too_large, "a replication is larger than SQLite takes"};
  if (const Status begun = sql_run(m_database, "BEGIN IMMEDIATE"); !begun) return begun;
  SqlStatement row(m_database, "INSERT OR IGNORE INTO replication VALUES(?,?,?,?,?,?,?)");
  row.bind(std::uint64_t{design}, record.number, record.results.journal_digest,
           record.results.events, record.results.simulated_s, broken(record.results), kept);
  Status added = row.run();
  const bool is_new = sqlite3_changes(m_database) > 0;
  if (added && is_new) added = add_tables(m_database, design, record);
  if (added) added = sql_run(m_database, "COMMIT");
  if (!added) {
    const Status undone = sql_run(m_database, "ROLLBACK"); // what went wrong before counts
    static_cast<void>(undone);
  }
  return added;
}

Result<std::vector<std::uint64_t>> StudyFile::replications(std::size_t design) const
{
  SqlStatement rows(m_database, "SELECT number FROM replication WHERE design = ? ORDER BY number");
  rows.bind(std::uint64_t{design});
  std::vector<std::uint64_t> numbers;
  while (rows.step()) numbers.push_back(rows.whole(0));
  if (!rows.status()) return rows.status().error();
  return numbers;
}

Result<std::string> StudyFile::kept(std::size_t design, std::uint64_t number) const
{
  SqlStatement row(m_database, "SELECT record FROM replication WHERE design = ? AND number = ?");
  row.bind(std::uint64_t{design}, number);
  if (row.step()) return std::string(row.bytes(0));
  return row.status() ? Error{ErrorCode::not_found, "it has no such replication"}
                      : row.status().error();
}

namespace {
constexpr Error damaged{ErrorCode::corrupt, "one of its replications is damaged"};
}

Result<ReplicationRecord> StudyFile::record(std::size_t design, std::uint64_t number) const
{
  const Result<std::string> bytes = kept(design, number);
  if (!bytes) return bytes.error();
  std::optional<ReplicationRecord> record = decode(bytes.value());
  if (!record || record->number != number) return damaged;
  return std::move(*record);
}

Result<std::vector<FigureSample>> StudyFile::samples(std::size_t design, std::uint64_t number) const
{
  const Result<std::string> bytes = kept(design, number);
  if (!bytes) return bytes.error();
  std::optional<std::vector<FigureSample>> samples = decode_samples(bytes.value());
  if (!samples) return damaged;
  return std::move(*samples);
}

Status StudyFile::join(const std::string& path)
{
  {
    const auto other = open(path);
    if (!other) return other.error();
    if (!(other.value()->m_head == m_head))
      return Error{ErrorCode::conflict, "it is of another study"};
  } // closed, so that this one may read it
  const Status attached =
      sql_run(m_database, "ATTACH " + quoted(path) + " AS other; BEGIN IMMEDIATE");
  if (!attached) return attached;
  Status joined = success();
  for (const char* table : {"figure", "station", "service_level", "outcome"}) {
    if (!joined) break;
    joined = sql_run(m_database,
                     std::string("INSERT INTO main.") + table + " SELECT * FROM other." + table +
                         " AS o WHERE NOT EXISTS (SELECT 1 FROM main.replication AS r WHERE "
                         "r.design = o.design AND r.number = o.replication) ORDER BY rowid");
  }
  if (joined) {
    joined = sql_run(m_database, "INSERT OR IGNORE INTO main.replication SELECT * FROM "
                                 "other.replication ORDER BY design, number");
  }
  const Status ended = sql_run(m_database, joined ? "COMMIT" : "ROLLBACK");
  const Status detached = sql_run(m_database, "DETACH other");
  if (!joined) return joined;
  return ended ? detached : ended;
}

Status StudyFile::write_ordered(const std::string& path) const
{
  const std::string temporary = path + ".tmp" + std::to_string(::getpid());
  std::error_code error;
  std::filesystem::remove(temporary, error);
  Status written = sql_run(m_database, "ATTACH " + quoted(temporary) + " AS ordered");
  if (!written) return written;
  // The tables again, in the other file: CREATE TABLE names its database.
  std::string create(tables);
  for (std::size_t at = 0; (at = create.find("CREATE TABLE ", at)) != std::string::npos;) {
    create.insert(at + 13, "ordered.");
    at += 13;
  }
  written =
      sql_run(m_database, std::string("PRAGMA ordered.page_size=4096; PRAGMA "
                                      "ordered.application_id=") +
                              application + "; PRAGMA ordered.user_version=1; BEGIN;" + create);
  if (written) written = copy_tables(m_database, "main", "ordered");
  const Status ended = sql_run(m_database, written ? "COMMIT" : "ROLLBACK");
  if (written) written = ended;
  const Status detached = sql_run(m_database, "DETACH ordered");
  if (written) written = detached;
  if (written) written = rename_whole(temporary, path);
  if (!written) std::filesystem::remove(temporary, error);
  return written;
}

} // namespace gatetwin::experiment
