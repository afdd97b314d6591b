// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/store_thread.hpp"

namespace gatetwin {

StoreThread::StoreThread(std::unique_ptr<SqliteStore> store)
    : m_store(std::move(store)), m_ticket_base(m_store->opening() << 32),
      m_thread([this] { work(); })
{
}

StoreThread::~StoreThread()
{
  {
    const std::scoped_lock lock(m_mutex);
    m_stop = true;
  }
  m_changed.notify_one();
  m_thread.join();
}

// What settles another frees room, and must not be refused for want of it.
std::uint64_t StoreThread::append(const StoreEntry& entry)
{
  if (m_failed || m_tickets == UINT32_MAX) return 0;
  if (!settles(entry.kind) && !m_store->has_room()) {
    tell_room(false);
    return 0;
  }
  m_appended.push_back({m_ticket_base | ++m_tickets, entry});
  return m_appended.back().ticket;
}

void StoreThread::recover(StoreVisitor& visitor)
{
  const std::scoped_lock connection(m_connection);
  m_store->recover(visitor);
}

void StoreThread::sync(Inbox&)
{
  if (m_appended.empty()) return;
  {
    const std::scoped_lock lock(m_mutex);
    m_handed += m_appended.size();
    m_orders.insert(m_orders.end(), m_appended.begin(), m_appended.end());
  }
  m_appended.clear();
  m_changed.notify_one();
}

bool StoreThread::is_busy() const
{
  const std::scoped_lock lock(m_mutex);
  return m_handed != m_done || m_mend;
}

bool StoreThread::is_settled() const
{
  const std::scoped_lock lock(m_mutex);
  return m_appended.empty() && m_handed == m_done && m_reports.empty();
}

void StoreThread::tell_room(bool there)
{
  if (m_full != there) return; // told already
  m_full = !there;
  const std::scoped_lock lock(m_mutex);
  report(there ? InputKind::device_recovered : InputKind::device_failed, 0);
  m_news.raise();
}

bool StoreThread::check()
{
  if (m_failed) {
    m_full = false; // mended, it is reported whole; then there is room or there is not
    const std::scoped_lock lock(m_mutex);
    m_mend = true;
    m_changed.notify_one();
    return false;
  }
  tell_room(m_store->has_room());
  const std::scoped_lock lock(m_mutex);
  const bool waits = m_handed != m_done && m_done == m_seen_done;
  m_seen_done = m_done;
  m_checks_waited = waits ? m_checks_waited + 1 : 0;
  return m_checks_waited < patience;
}

void StoreThread::deliver(Inbox& inbox)
{
  const std::scoped_lock lock(m_mutex);
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

void StoreThread::report(InputKind kind, std::uint64_t ticket)
{
  PortInput input;
  input.kind = kind;
  input.device = Device::store;
  input.number = ticket;
  m_reports.push_back(input);
}

// All that waits is one commit. Told to stop it writes what it was handed; a store that failed is
// mended after what was handed to it before.
void StoreThread::work()
{
  std::vector<Order> orders;
  for (;;) {
    bool mend_it = false;
    {
      std::unique_lock lock(m_mutex);
      m_changed.wait(lock, [this] { return m_stop || m_mend || !m_orders.empty(); });
      orders.swap(m_orders);
      mend_it = m_mend;
      if (m_stop && orders.empty()) return;
    }
    if (!orders.empty()) write(orders);
    orders.clear();
    if (mend_it) mend();
  }
}

void StoreThread::write(const std::vector<Order>& orders)
{
  bool durable = !m_failed;
  if (durable) {
    const std::scoped_lock connection(m_connection);
    for (const Order& order : orders) durable = durable && m_store->append(order.entry) != 0;
    // Its own tickets are not ours: what it says of them is dropped.
    Inbox unused;
    if (durable) m_store->sync(unused);
    for (; !unused.empty(); m_store->sync(unused)) {
      while (!unused.empty()) unused.pop();
    }
    durable = durable && !m_store->has_failed();
  }
  if (!durable) m_failed = true; // before the loop hears of it
  const std::scoped_lock lock(m_mutex);
  for (const Order& order : orders)
    report(durable ? InputKind::stored : InputKind::store_failed, order.ticket);
  m_done += orders.size();
  m_news.raise();
}

void StoreThread::mend()
{
  bool mended = false;
  {
    const std::scoped_lock connection(m_connection);
    mended = m_store->reopen().ok();
  }
  const std::scoped_lock lock(m_mutex);
  m_mend = false;
  if (!mended) return;
  m_failed = false;
  report(InputKind::device_recovered, 0);
  m_news.raise();
}

} // namespace gatetwin
