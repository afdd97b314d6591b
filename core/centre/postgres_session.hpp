// SPDX-License-Identifier: Apache-2.0
// One connection of PostgresLedger, with its statements and the group under way. Inside this room
// only: it brings libpqxx.
#pragma once
#include "core/centre/postgres_group.hpp"
#include "core/centre/postgres_ledger.hpp"
#include <algorithm>

namespace gatetwin {

// The columns of the statements about crossings.
Crossing crossing_in(const pqxx::row& row, AuthorityId authority);
// As the chain's rows of settlements would be a chain of their own.
LedgerDigest stored_settlements(pqxx::transaction_base& sql);

inline LedgerDigest digest_of(const pqxx::field& field)
{
  const pqxx::binarystring bytes(field);
  LedgerDigest digest{};
  if (bytes.size() != digest.size()) throw pqxx::failure("a digest has 32 bytes");
  std::copy_n(reinterpret_cast<const std::byte*>(bytes.data()), digest.size(), digest.begin());
  return digest;
}

class PostgresLedger::Session {
public:
  explicit Session(const PostgresLedgerOptions& given) : options(given)
  {
    head.digest = first_digest(given.authority, given.identity);
    note_durable();
  }

  // Connects, takes the lock, migrates, verifies the head against the chain and the witness.
  Status connect(LedgerDamage& damage);

  // Runs `work` in the group's transaction, or in one of its own. Whatever the database or the
  // connection says against it becomes an error, after which the session is broken.
  template <typename Value, typename Work> Result<Value> run(Work&& work);
  Status begin();
  Status end();
  bool is_broken() const { return m_connection == nullptr; }

  Error fail(ErrorCode code, const char* detail);
  Error fail_fenced() { return fail(fenced_off().code, fenced_off().detail); }
  // The next row of the chain.
  void append(std::span<const std::byte> row);
  // Sends what the group has to write; false: another centre has written.
  bool settle(pqxx::transaction_base& sql);
  static Error fenced_off() { return {ErrorCode::io, "another centre has written to this ledger"}; }

  PostgresGroup group;
  const PostgresLedgerOptions options;
  LedgerHead head;
  std::uint64_t crossings = 0;
  bool fenced = false;  // another centre has written
  bool damaged = false; // not what the chain says

private:
  // What is known to be on the server's disk: after a failure nothing newer may be told to anybody,
  // least of all a witness.
  void note_durable()
  {
    m_durable_head = head;
    m_durable_crossings = crossings;
  }
  void migrate(pqxx::connection& connection);
  void prepare(pqxx::connection& connection);
  Status check_identity(pqxx::transaction_base& sql, LedgerDamage& damage);
  Status check_head(pqxx::transaction_base& sql, LedgerDamage& damage);

  std::unique_ptr<pqxx::connection> m_connection;
  std::unique_ptr<pqxx::work> m_group;
  LedgerHead m_durable_head;
  std::uint64_t m_durable_crossings = 0;
};

template <typename Value, typename Work> Result<Value> PostgresLedger::Session::run(Work&& work)
{
  if (fenced || damaged) return Error{ErrorCode::io, "the ledger failed before"};
  if (is_broken()) return Error{ErrorCode::io, "the database is not connected"};
  try {
    if (m_group != nullptr) return work(*m_group);
    pqxx::work alone(*m_connection);
    group.clear();
    Result<Value> value = work(alone);
    if (value.ok() && !settle(alone)) return fail_fenced();
    if (value.ok()) alone.commit();
    group.clear();
    if (value.ok()) note_durable();
    return value;
  } catch (const pqxx::broken_connection&) {
    return fail(ErrorCode::io, "the connection to the database was lost");
  } catch (const pqxx::in_doubt_error&) {
    return fail(ErrorCode::io, "whether the database has it is not known");
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "the database refused or took too long");
  }
}

} // namespace gatetwin
