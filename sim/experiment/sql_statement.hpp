// SPDX-License-Identifier: Apache-2.0
// A prepared statement of SQLite: values are bound in order, rows are read by column.
#pragma once
#include "core/base/result.hpp"
#include <cstdint>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace gatetwin::experiment {

inline Error sql_error(int code)
{
  switch (code & 0xFF) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return {ErrorCode::unavailable, "another run is at work on it"};
  case SQLITE_FULL: return {ErrorCode::io, "the disk is full"};
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: return {ErrorCode::corrupt, "it is damaged, or not a study"};
  case SQLITE_CANTOPEN: return {ErrorCode::io, "the file can't be opened"};
  case SQLITE_READONLY: return {ErrorCode::io, "no permission to write it"};
  default: return {ErrorCode::io, "it can't be read or written"};
  }
}

inline Status sql_run(sqlite3* database, const std::string& sql)
{
  const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? success() : Status(sql_error(code));
}

class SqlStatement {
public:
  SqlStatement(sqlite3* database, const char* sql)
  {
    m_code = sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr);
  }
  ~SqlStatement() { sqlite3_finalize(m_statement); }
  SqlStatement(const SqlStatement&) = delete;
  SqlStatement& operator=(const SqlStatement&) = delete;

  template <typename... Values> SqlStatement& bind(const Values&... values)
  {
    sqlite3_reset(m_statement);
    int place = 0;
    (put(++place, values), ...);
    return *this;
  }
  // True while there is a row.
  bool step()
  {
    if (m_statement == nullptr) return false;
    m_code = sqlite3_step(m_statement);
    return m_code == SQLITE_ROW;
  }
  Status run()
  {
    step();
    return status();
  }
  Status status() const
  {
    const bool well = m_code == SQLITE_OK || m_code == SQLITE_ROW || m_code == SQLITE_DONE;
    return well ? success() : Status(sql_error(m_code));
  }
  std::uint64_t whole(int column) const
  {
    return static_cast<std::uint64_t>(sqlite3_column_int64(m_statement, column));
  }
  std::optional<double> real(int column) const
  {
    if (sqlite3_column_type(m_statement, column) == SQLITE_NULL) return std::nullopt;
    return sqlite3_column_double(m_statement, column);
  }
  // Empty for null.
  std::string_view bytes(int column) const
  {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return data == nullptr ? std::string_view{} : std::string_view(data, size);
  }

private:
  void put(int place, std::uint64_t value)
  {
    sqlite3_bind_int64(m_statement, place, static_cast<sqlite3_int64>(value));
  }
  void put(int place, std::uint32_t value) { put(place, std::uint64_t{value}); }
  void put(int place, bool value) { put(place, std::uint64_t{value}); }
  void put(int place, double value) { sqlite3_bind_double(m_statement, place, value); }
  void put(int place, const std::optional<double>& value)
  {
    if (value) {
      put(place, *value);
    } else {
      sqlite3_bind_null(m_statement, place);
    }
  }
  void put(int place, const std::string& text)
  {
    sqlite3_bind_text(m_statement, place, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
  }
  void put(int place, std::string_view bytes)
  {
    sqlite3_bind_blob(m_statement, place, bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_TRANSIENT);
  }

  sqlite3_stmt* m_statement = nullptr;
  int m_code = SQLITE_OK;
};

} // namespace gatetwin::experiment
