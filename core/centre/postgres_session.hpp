// SPDX-License-Identifier: Apache-2.0
// One connection of PostgresLedger, with its statements and the group under way. Inside this room
// only: it brings libpqxx.
#pragma once
#include "core/centre/postgres_group.hpp"
#include "core/centre/postgres_ledger.hpp"

namespace gatetwin {

// Thrown inside this room, for what is not the database's own to say.
struct Refusal {
  Error error;
};
inline Refusal no_ledger() { return {{ErrorCode::not_found, "the database holds no ledger"}}; }

class PostgresLedger::Session {
public:
  explicit Session(const PostgresLedgerOptions& given)
      : options(given), chain(given.authority, given.identity), group(chain)
  {
    head.digest = chain.first();
    note_durable();
  }

  // Connects, takes the lock, migrates, verifies the head against the chain and the witness.
  Status connect();

  // Runs `work` in the group's transaction, or in one of its own. Whatever the database or the
  // connection says against it becomes an error, after which the session is broken.
  template <typename Value, typename Work> Result<Value> run(Work&& work);
  Status begin();
  Status end();
  bool is_broken() const { return m_connection == nullptr; }

  Error fail(ErrorCode code, const char* detail);
  Error fail_fenced();
  Error fail_damaged(const LedgerDamage& found);
  // The next row of the chain, with what the tables beside it are to hold. malformed: it could not
  // be read again.
  Status append(std::span<const std::byte> content);

  const PostgresLedgerOptions options;
  const ChainProof chain;
  PostgresGroup group;
  LedgerHead head;
  std::uint64_t crossings = 0;
  bool fenced = false;  // another centre has written
  bool damaged = false; // not what the chain says
  LedgerDamage damage;  // which row

private:
  // What is known to be on the server's disk: after a failure nothing newer may be told to anybody,
  // least of all a witness.
  void note_durable()
  {
    m_durable_head = head;
    m_durable_crossings = crossings;
  }
  // These throw LedgerDamage.
  void migrate(pqxx::connection& connection);
  void prepare(pqxx::connection& connection);
  void check_identity(pqxx::transaction_base& sql);
  void check_head(pqxx::transaction_base& sql);

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
    if (value.ok()) group.flush(alone);
    if (value.ok()) alone.commit();
    group.clear();
    if (value.ok()) note_durable();
    return value;
  } catch (const LedgerDamage& found) {
    return fail_damaged(found);
  } catch (const LedgerFenced&) {
    return fail_fenced();
  } catch (const pqxx::broken_connection&) {
    return fail(ErrorCode::io, "the connection to the database was lost");
  } catch (const pqxx::in_doubt_error&) {
    return fail(ErrorCode::io, "whether the database has it is not known");
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "the database refused or took too long");
  }
}

} // namespace gatetwin
