// SPDX-License-Identifier: Apache-2.0
#include "core/link/ledger_thread.hpp"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace gatetwin {
namespace {

constexpr unsigned oldest_every = 4;

} // namespace

struct LedgerThread::State {
  explicit State(const AdmissionConfig& config) : admission(config) {}
  std::size_t queued() const { return urgent.size() + records.size(); }
  QueuedCall next()
  {
    const bool old = urgent.empty() || (!records.empty() && ++taken % oldest_every == 0);
    std::deque<QueuedCall>& from = old ? records : urgent;
    const QueuedCall call = from.front();
    from.pop_front();
    return call;
  }

  mutable std::mutex mutex;
  std::condition_variable wake;
  Admission admission;
  std::deque<QueuedCall> urgent;
  std::deque<QueuedCall> records;
  std::vector<std::function<void()>> jobs;
  unsigned taken = 0;
  bool stopping = false;
  std::thread thread;
};

LedgerThread::LedgerThread(const LedgerThreadConfig& config, RegistryHandler& handler,
                           LinkCounters& counters, std::function<MonotonicTime()> clock)
    : m_config(config), m_handler(handler), m_counters(counters), m_clock(std::move(clock)),
      m_state(std::make_unique<State>(config.admission))
{
  CHECK(check(config.admission).ok() && config.group > 0);
  m_state->thread = std::thread([this] { run(); });
}

LedgerThread::~LedgerThread() { stop(); }

// The thread is woken with the lock held: once its work is done, all of this may be gone, and who
// gave it the work must not come to touch it then.
void LedgerThread::submit(const QueuedCall& call)
{
  LinkRefusal refusal = LinkRefusal::stopping;
  {
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->stopping) {
      refusal = m_state->admission.admit(call.request.unit, call.request.kind, m_state->queued(),
                                         m_clock());
    }
    if (refusal == LinkRefusal::none) {
      const bool record = call.request.kind == RequestKind::record;
      (record ? m_state->records : m_state->urgent).push_back(call);
      m_state->wake.notify_one();
      return;
    }
  }
  m_counters.add(refusal);
  call.call->refuse(refusal);
}

bool LedgerThread::post(std::function<void()> job)
{
  const std::lock_guard lock(m_state->mutex);
  if (m_state->stopping) return false;
  m_state->jobs.push_back(std::move(job));
  m_state->wake.notify_one();
  return true;
}

LinkRefusal LedgerThread::admit(UnitId unit)
{
  const std::lock_guard lock(m_state->mutex);
  if (m_state->stopping) return LinkRefusal::stopping;
  return m_state->admission.admit(unit, RequestKind::record, m_state->queued(), m_clock());
}

LinkRefusal LedgerThread::admit_inquiry(const PeerIdentity& asker)
{
  const std::lock_guard lock(m_state->mutex);
  if (m_state->stopping) return LinkRefusal::stopping;
  return m_state->admission.admit_inquiry(asker, m_state->queued(), m_clock());
}

void LedgerThread::stop()
{
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->stopping = true;
  }
  m_state->wake.notify_one();
  if (m_state->thread.joinable()) m_state->thread.join();
}

std::size_t LedgerThread::queued() const
{
  const std::lock_guard lock(m_state->mutex);
  return m_state->queued();
}

bool LedgerThread::take_group(std::vector<QueuedCall>& group,
                              std::vector<std::function<void()>>& jobs)
{
  std::unique_lock lock(m_state->mutex);
  m_state->wake.wait(lock, [this] {
    return m_state->stopping || m_state->queued() > 0 || !m_state->jobs.empty();
  });
  std::swap(jobs, m_state->jobs);
  while (group.size() < m_config.group && m_state->queued() > 0) group.push_back(m_state->next());
  return !group.empty() || !jobs.empty();
}

void LedgerThread::run()
{
  std::vector<QueuedCall> group;
  std::vector<std::function<void()>> jobs;
  while (take_group(group, jobs)) {
    for (const auto& job : jobs) job();
    jobs.clear();
    work(group);
    group.clear();
  }
}

void LedgerThread::work(std::vector<QueuedCall>& group)
{
  const MonotonicTime now = m_clock();
  std::erase_if(group, [&](const QueuedCall& queued) {
    LinkRefusal refusal = LinkRefusal::none;
    if (queued.call->deadline() <= now) refusal = LinkRefusal::expired_in_queue;
    if (queued.call->is_cancelled()) refusal = LinkRefusal::cancelled;
    if (refusal == LinkRefusal::none) return false;
    m_counters.add(refusal);
    queued.call->refuse(refusal);
    return true;
  });
  if (group.empty()) return;
  m_replies.assign(group.size(), {});
  m_handler.handle(group, m_replies);
  for (std::size_t i = 0; i < group.size(); ++i) group[i].call->answer(m_replies[i]);
}

} // namespace gatetwin
