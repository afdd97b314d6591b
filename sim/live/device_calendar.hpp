// SPDX-License-Identifier: Apache-2.0
// What simulated devices and the person at them will do next, in the time of the daemon's loop.
#pragma once
#include "sim/devices/device_scheduler.hpp"
#include "sim/live/live_clock.hpp"
#include <queue>
#include <vector>

namespace gatetwin {

class DeviceCalendar final : public DeviceScheduler {
public:
  // Whose entry it is: a DevicePart, or one of these.
  static constexpr std::uint8_t traveller = 0x10;
  static constexpr std::uint8_t registry = 0x11;
  static constexpr std::uint8_t arrival = 0x12;
  struct Entry {
    MonotonicTime at;
    std::uint64_t order = 0;
    std::uint8_t whose = 0;
    std::uint8_t what = 0;
    std::uint32_t token = 0;
  };

  explicit DeviceCalendar(const LiveClock& clock) : m_clock(clock) {}
  Instant now() const override { return m_clock.last(); }
  void schedule(Duration after, DevicePart part, std::uint8_t what, std::uint32_t token) override
  {
    add(after, static_cast<std::uint8_t>(part), what, token);
  }
  void add(Duration after, std::uint8_t whose, std::uint8_t what, std::uint32_t token)
  {
    m_entries.push({now().mono + after, m_count++, whose, what, token});
  }
  MonotonicTime next() const
  {
    return m_entries.empty() ? MonotonicTime::never() : m_entries.top().at;
  }
  Entry take()
  {
    const Entry entry = m_entries.top();
    m_entries.pop();
    return entry;
  }

private:
  struct Later {
    bool operator()(const Entry& a, const Entry& b) const
    {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  const LiveClock& m_clock;
  std::priority_queue<Entry, std::vector<Entry>, Later> m_entries;
  std::uint64_t m_count = 0;
};

} // namespace gatetwin
