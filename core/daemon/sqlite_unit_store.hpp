// SPDX-License-Identifier: Apache-2.0
// A unit's SQLite store in the daemon's loop: a store whose disk failed is opened and verified
// again at every check, until it takes entries.
#pragma once
#include "core/daemon/gate_parts.hpp"
#include "core/registry/sqlite_store.hpp"

namespace gatetwin {

class SqliteUnitStore final : public UnitStore {
public:
  explicit SqliteUnitStore(std::unique_ptr<SqliteStore> store) : m_store(std::move(store)) {}
  DurableStore& port() override { return *m_store; }
  void sync(Inbox& inbox) override { m_store->sync(inbox); }
  bool check() override { return !m_store->has_failed() || m_store->reopen().ok(); }

private:
  std::unique_ptr<SqliteStore> m_store;
};

} // namespace gatetwin
