// SPDX-License-Identifier: Apache-2.0
// A unit's SQLite store with a thread of its own for the disk: the loop appends and hands over, the
// thread commits and says by its descriptor that there is news. So a slow disk holds no event up,
// and `stored` still comes only after the commit has returned.
//
// The store has one connection, and one thread at a time uses it: this one, but for the recovery at
// the start. Tickets are this class's own, never given twice over openings of the file, as the
// store's. Entries are made durable in the order of append(); what was appended and not yet handed
// over by sync() is gone with the process, as with power.
#pragma once
#include "core/daemon/gate_parts.hpp"
#include "core/hardware/wake_up.hpp"
#include "core/registry/sqlite_store.hpp"
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace gatetwin {

class StoreThread final : public UnitStore, public Attended, private DurableStore {
public:
  explicit StoreThread(std::unique_ptr<SqliteStore> store);
  ~StoreThread() override; // what was handed over is written first
  StoreThread(const StoreThread&) = delete;
  StoreThread& operator=(const StoreThread&) = delete;

  // -- the loop's thread; none of it waits for the disk but recover()
  DurableStore& port() override { return *this; }
  Attended* attended() override { return this; }
  void sync(Inbox&) override; // hands over; what has become of it is delivered
  // Once a second. A store that failed is opened and verified again until it takes entries. False:
  // it does not, or the disk has not answered for `patience` calls. One whose disk has no room for
  // further entries is reported broken until it has, but it is no failure: a new start would not
  // help.
  bool check() override;
  bool is_settled() const override;
  bool is_busy() const; // something that was handed over is not durable yet, nor failed

  int descriptor() const override { return m_news.descriptor(); }
  void on_ready(MonotonicTime) override { m_news.clear(); }
  void on_time(MonotonicTime) override {}
  MonotonicTime next_deadline() const override { return MonotonicTime::never(); }
  void deliver(Inbox& inbox) override;

  static constexpr std::uint32_t patience = 5;

private:
  struct Order {
    std::uint64_t ticket = 0;
    StoreEntry entry;
  };
  std::uint64_t append(const StoreEntry& entry) override;
  void recover(StoreVisitor& visitor) override;

  void work();
  void write(const std::vector<Order>& orders);
  void mend();
  void report(InputKind kind, std::uint64_t ticket); // m_mutex is held
  void tell_room(bool there);

  const std::unique_ptr<SqliteStore> m_store;
  const std::uint64_t m_ticket_base;
  std::uint32_t m_tickets = 0;
  std::vector<Order> m_appended; // not handed over yet
  std::uint64_t m_seen_done = 0;
  std::uint32_t m_checks_waited = 0;
  bool m_full = false; // was reported
  std::atomic<bool> m_failed{false};
  std::mutex m_connection; // who holds it uses m_store
  WakeUp m_news;

  mutable std::mutex m_mutex; // of all up to the next empty line
  std::condition_variable m_changed;
  std::vector<Order> m_orders;
  std::deque<PortInput> m_reports;
  std::uint64_t m_handed = 0, m_done = 0; // entries
  bool m_mend = false;
  bool m_stop = false;

  std::thread m_thread; // last: it starts when all is there
};

} // namespace gatetwin
