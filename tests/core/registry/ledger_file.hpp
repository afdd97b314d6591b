// SPDX-License-Identifier: Apache-2.0
// A ledger file in a directory of its own, and the ways to harm it.
#pragma once
#include "core/registry/sqlite_ledger.hpp"
#include "tests/core/registry/ledger_contract.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace gatetwin {

using FileBytes = std::vector<char>;

inline FileBytes read_file(const std::filesystem::path& path)
{
  std::ifstream in(path, std::ios::binary);
  return FileBytes(std::istreambuf_iterator<char>(in), {});
}
inline void write_file(const std::filesystem::path& path, const FileBytes& bytes)
{
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

class LedgerFile {
public:
  LedgerFile()
  {
    // In memory where there is such a place: the sweeps open files many thousand times.
    const bool has_memory = std::filesystem::is_directory("/dev/shm");
    const std::filesystem::path parent =
        has_memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    std::string name = (parent / "gatetwin-ledger-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    m_directory = name;
    options.path = path("ledger.db");
    options.authority = sample::vietnam;
    options.identity = "vn/main";
  }
  ~LedgerFile() { std::filesystem::remove_all(m_directory); }
  LedgerFile(const LedgerFile&) = delete;
  LedgerFile& operator=(const LedgerFile&) = delete;

  std::string path(const std::string& name) const { return (m_directory / name).string(); }
  std::unique_ptr<SqliteLedger> create()
  {
    SqliteLedgerOptions fresh = options;
    fresh.create = true;
    return std::move(SqliteLedger::open(fresh).value());
  }
  Result<std::unique_ptr<SqliteLedger>> open(LedgerDamage* damage = nullptr)
  {
    return SqliteLedger::open(options, damage);
  }
  void copy_to(const LedgerFile& other) const
  {
    for (const char* name : {"ledger.db", "ledger.db-wal"}) {
      std::filesystem::remove(other.path(name));
      if (std::filesystem::exists(path(name))) std::filesystem::copy(path(name), other.path(name));
    }
  }
  // As somebody with the sqlite3 program would.
  void edit(const std::string& sql)
  {
    sqlite3* database = nullptr;
    CHECK(sqlite3_open(options.path.c_str(), &database) == SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << sql << ": " << (message ? message : "");
    sqlite3_free(message);
    sqlite3_close(database);
  }

  SqliteLedgerOptions options;

private:
  std::filesystem::path m_directory;
};

constexpr std::uint64_t filled_rows = 9;
// Crossings, a reservation and its end, a revoked document: nine rows of every kind.
inline void fill(Ledger& ledger)
{
  for (std::uint64_t i = 1; i <= 5; ++i) {
    const Crossing crossing = sample_crossing(i, "BP" + std::to_string(i), i % 2 == 0);
    CHECK(ledger.commit(write_of(crossing, i)).value().result == CommitResult::written);
  }
  Reservation reservation{.transaction = transaction_id(sample::gate, 50),
                          .expires_at = sample::noon,
                          .ref = {4},
                          .document = document_key("VNM", "BP9")};
  for (const RequestKind kind : {RequestKind::reserve, RequestKind::cancel}) {
    if (kind == RequestKind::cancel) reservation.state = ReservationState::cancelled;
    const LedgerWrite write{.key = {reservation.transaction, sample::vietnam, kind},
                            .answer = {.content = 7},
                            .reservation = &reservation};
    CHECK(ledger.commit(write).value().result == CommitResult::written);
  }
  CHECK(ledger.put_document(document_key("VNM", "BP1"), DocumentStatus::known).ok());
  CHECK(ledger.put_document(document_key("VNM", "BP1"), DocumentStatus::revoked).ok());
}

inline std::vector<Crossing> crossings_of(const Ledger& ledger)
{
  CrossingList list;
  EXPECT_TRUE(ledger.visit_crossings(list).ok());
  return list.found;
}

} // namespace gatetwin
