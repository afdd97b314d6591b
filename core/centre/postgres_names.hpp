// SPDX-License-Identifier: Apache-2.0
// The watch-list's names in PostgreSQL, found by pg_trgm. On a connection of its own: what is asked
// here never waits for the ledger, nor the ledger for it.
#pragma once
#include "core/names/name_search.hpp"
#include <memory>
#include <string>

namespace gatetwin {

class PostgresNames final : public NameCandidates {
public:
  // The ledger's database, which has the tables. unavailable: no server; io: it refused.
  static Result<std::unique_ptr<PostgresNames>> open(const std::string& connection);
  ~PostgresNames() override;

  // These names in place of those of another version, as a whole.
  Status put(std::uint64_t version, std::span<const WatchListEntry> entries);
  Result<std::uint64_t> version() const; // 0: none yet
  Result<std::vector<NamedPerson>> candidates(std::string_view mrz_name) const override;

private:
  struct Parts;
  explicit PostgresNames(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> m_parts;
};

} // namespace gatetwin
