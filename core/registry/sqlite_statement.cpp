// SPDX-License-Identifier: Apache-2.0
#include "core/registry/sqlite_statement.hpp"
#include <sqlite3.h>

namespace gatetwin {

Error sqlite_error(int code, const SqliteWords& words)
{
  switch (code & 0xFF) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return {ErrorCode::unavailable, words.busy};
  case SQLITE_FULL: return {ErrorCode::unavailable, words.full};
  case SQLITE_CORRUPT: return {ErrorCode::corrupt, words.damaged};
  case SQLITE_NOTADB: return {ErrorCode::corrupt, words.foreign};
  case SQLITE_CANTOPEN: return {ErrorCode::not_found, words.not_opened};
  case SQLITE_READONLY: return {ErrorCode::io, words.not_writable};
  default: return {ErrorCode::io, words.failed};
  }
}

Status sqlite_execute(sqlite3* database, const char* sql, const SqliteWords& words)
{
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? success() : Status(sqlite_error(code, words));
}

SqliteStatement::SqliteStatement(sqlite3* database, const char* sql)
{
  m_code = sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr);
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(m_statement); }

bool SqliteStatement::step()
{
  if (m_code != SQLITE_OK && m_code != SQLITE_ROW) return false;
  m_code = sqlite3_step(m_statement);
  return m_code == SQLITE_ROW;
}

bool SqliteStatement::failed() const
{
  return m_code != SQLITE_OK && m_code != SQLITE_ROW && m_code != SQLITE_DONE;
}

std::int64_t SqliteStatement::integer(int column) const
{
  return sqlite3_column_int64(m_statement, column);
}

bool SqliteStatement::is(int column, int type) const
{
  return sqlite3_column_type(m_statement, column) == type;
}

std::string_view SqliteStatement::text(int column) const
{
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
  return text == nullptr ? std::string_view{} : std::string_view(text);
}

std::span<const std::byte> SqliteStatement::blob(int column) const
{
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
  return {data, data == nullptr ? 0 : size};
}

} // namespace gatetwin
