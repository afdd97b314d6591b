// SPDX-License-Identifier: Apache-2.0
// What the ledger and the store share of SQLite: a statement's rows, and its result codes as errors
// of ours. Inside this room only.
#pragma once
#include "core/base/result.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace gatetwin {

// How one kind of file speaks of its faults.
struct SqliteWords {
  const char* busy;
  const char* full;
  const char* damaged;
  const char* foreign; // another kind of file
  const char* not_opened;
  const char* not_writable;
  const char* failed; // anything else
};
Error sqlite_error(int code, const SqliteWords& words);

// Ends with an error of `words`, or well. May be several statements.
Status sqlite_execute(sqlite3* database, const char* sql, const SqliteWords& words);

// One query. What columns give is valid until the next step.
class SqliteStatement {
public:
  SqliteStatement(sqlite3* database, const char* sql);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  bool step(); // true while there is a row
  bool failed() const;
  int code() const { return m_code; }
  std::int64_t integer(int column) const;
  bool is(int column, int type) const;
  std::string_view text(int column) const; // empty for null
  std::span<const std::byte> blob(int column) const;

private:
  sqlite3_stmt* m_statement = nullptr;
  int m_code = 0;
};

} // namespace gatetwin
