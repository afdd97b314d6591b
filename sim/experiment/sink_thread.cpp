// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/sink_thread.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin::experiment {

bool SinkThread::of_use() { return std::thread::hardware_concurrency() > 1; }

SinkThread::SinkThread(std::vector<journal::RecordSink*> sinks, SpareWork spare)
    : m_sinks(std::move(sinks)), m_spare(std::move(spare)), m_ring(batches), m_batch(m_ring.data())
{
  m_free.acquire(); // the one being filled
  m_thread = std::thread([this] { work(); });
}

SinkThread::~SinkThread() { stop(); }

void SinkThread::on_records(std::span<const journal::Record> records)
{
  while (!records.empty()) {
    const std::size_t size = std::min(records.size(), batch_records - m_batch->size);
    std::copy_n(records.begin(), size, m_batch->records.data() + m_batch->size);
    m_batch->size += size;
    records = records.subspan(size);
    if (m_batch->size == batch_records) hand_over();
  }
}

void SinkThread::hand_over()
{
  m_full.release();
  m_free.acquire();
  m_batch = &m_ring[++m_handed_over % batches];
  m_batch->size = 0;
}

void SinkThread::finish()
{
  stop();
  if (m_error) std::rethrow_exception(std::exchange(m_error, nullptr));
}

void SinkThread::stop() noexcept
{
  if (!m_thread.joinable()) return;
  m_full.release();
  m_thread.join();
}

void SinkThread::await_batch()
{
  while (!m_full.try_acquire()) {
    try {
      if (m_spare && m_spare()) continue;
    } catch (...) {
      if (!m_error) m_error = std::current_exception();
      m_spare = {};
    }
    return m_full.acquire();
  }
}

void SinkThread::work()
{
  for (std::size_t at = 0;; ++at) {
    await_batch();
    const Batch& batch = m_ring[at % batches];
    const std::size_t size = batch.size;
    // After an error the rest is taken and let go, so that the simulation doesn't wait for ever.
    try {
      for (journal::RecordSink* sink : m_sinks) {
        if (m_error || size == 0) break;
        sink->on_records(std::span(batch.records).first(size));
      }
    } catch (...) {
      m_error = std::current_exception();
    }
    if (size < batch_records) return;
    m_free.release();
  }
}

} // namespace gatetwin::experiment
