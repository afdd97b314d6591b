// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_loop.hpp"
#include <algorithm>

namespace gatetwin {

MonotonicTime GateLoop::next_deadline() const
{
  MonotonicTime next = std::min(m_service.next_deadline(), m_next_second);
  for (const Attended* device : m_attended) next = std::min(next, device->next_deadline());
  return next;
}

void GateLoop::prepare()
{
  m_polled.clear();
  m_of_polled.clear();
  const auto add = [this](int descriptor, short events, Attended* device) {
    if (descriptor < 0) return;
    m_polled.push_back({descriptor, events, 0});
    m_of_polled.push_back(device);
  };
  add(m_signals, POLLIN, nullptr);
  for (Attended* device : m_attended) {
    const bool writes = device->wants_to_write();
    add(device->descriptor(), static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), device);
  }
}

void GateLoop::tell_devices(MonotonicTime now)
{
  for (std::size_t i = 0; i < m_polled.size(); ++i) {
    if (m_polled[i].revents == 0 || m_of_polled[i] == nullptr) continue;
    m_of_polled[i]->on_ready(now);
  }
  for (Attended* device : m_attended) {
    if (device->next_deadline() > now) continue;
    device->on_time(now);
  }
}

void GateLoop::round()
{
  prepare();
  m_clock.wait(m_polled, next_deadline());
  const Duration woken = m_clock.stopwatch();
  const Instant now = m_clock.now();
  const bool signalled = !m_polled.empty() && m_of_polled[0] == nullptr && m_polled[0].revents != 0;
  if (signalled) m_owner.on_signal(now);
  tell_devices(now.mono);
  if (m_service.work(now)) {
    m_owner.on_worked(m_clock.stopwatch() - woken);
    m_service.sync();
  }
  if (now.mono < m_next_second) return;
  m_owner.on_second(now);
  m_next_second = now.mono + housekeeping;
}

} // namespace gatetwin
