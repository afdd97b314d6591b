// SPDX-License-Identifier: Apache-2.0
// One SQLite file per study: what was asked, the designs, and every complete replication, in tables
// that planners can query themselves. While the study runs, each replication is committed as it
// ends, so that nothing complete is lost when the program or the machine stops; when it is over,
// the file is written anew in the order of designs and replications, so that equal studies give
// equal bytes, whoever computed them in whatever order.
//
// Tables: study(key, value), design(id, name, effective), factor(design, path, value),
// replication(design, number, ...), and of each replication figure, station, service_level and
// outcome with the names of results.json's keys. Times are seconds.
#pragma once
#include "core/base/result.hpp"
#include "sim/experiment/figure_choice.hpp"
#include "sim/experiment/replication_record.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct sqlite3;

namespace gatetwin::experiment {

struct StudyDesign {
  std::string name;
  std::string effective;                                    // YAML of the scenario that is run
  std::vector<std::pair<std::string, std::string>> factors; // what was varied: (path, value)
  bool operator==(const StudyDesign&) const = default;
};

// What makes two studies the same: only then may one go on where the other stopped.
struct StudyHead {
  std::string kind; // "replications", "compare", "sweep", "optimise"
  ResultBuild build;
  std::vector<StudyDesign> designs;
  std::vector<std::pair<std::string, std::string>> settings; // sorted by name
  bool operator==(const StudyHead&) const = default;
};

// Whether the records are kept whole, so that they can be added up again, or their tables only,
// which are a tenth of the size.
enum class Keep : unsigned char { records, tables };

class StudyFile {
public:
  // An empty path: a file without a name that vanishes with this object. A file that is there is
  // replaced.
  static Result<std::unique_ptr<StudyFile>> create(const std::string& path, const StudyHead& head);
  // not_found; corrupt: no study, or damaged; unavailable: another process has it open.
  static Result<std::unique_ptr<StudyFile>> open(const std::string& path);
  ~StudyFile();
  StudyFile(const StudyFile&) = delete;
  StudyFile& operator=(const StudyFile&) = delete;

  const StudyHead& head() const { return m_head; }
  // Durable when it returns. A replication that is there already is left as it is. `kept` is the
  // record's bytes, or empty when only its tables are to be kept.
  Status add(std::size_t design, const ReplicationRecord& record, std::string_view kept);
  // Numbers of the complete replications, rising.
  Result<std::vector<std::uint64_t>> replications(std::size_t design) const;
  // not_found; corrupt: the record is damaged, or only its tables were kept.
  Result<ReplicationRecord> record(std::size_t design, std::uint64_t number) const;
  // Its samples alone, which is several times faster.
  Result<std::vector<FigureSample>> samples(std::size_t design, std::uint64_t number) const;
  // A figure of every design and replication, from the tables: [design][i-th of replications()].
  Result<std::vector<std::vector<std::optional<double>>>> values(const FigureChoice& choice) const;
  // The same of one design; quick also in a large file after index_designs().
  Result<std::vector<std::optional<double>>> values(const FigureChoice& choice,
                                                    std::size_t design) const;
  Status index_designs();
  // Keeps the tables of its replications, not their records, or nothing of it at all.
  Status drop_records(std::size_t design);
  Status forget(std::size_t design);
  bool has_all_records(std::size_t design) const;
  // Violations of invariants over all replications.
  std::uint64_t violations() const;
  // What a file of the same study has beyond this one; conflict when it is of another study.
  Status join(const std::string& path);
  // The study in its final order, whole or not at all.
  Status write_ordered(const std::string& path) const;
  sqlite3* database() const { return m_database; } // for reading

private:
  StudyFile() = default;
  Status write_head(const StudyHead& head);
  Status read_head();
  Result<std::string> kept(std::size_t design, std::uint64_t number) const;

  sqlite3* m_database = nullptr;
  std::string m_path;
  StudyHead m_head;
};

} // namespace gatetwin::experiment
