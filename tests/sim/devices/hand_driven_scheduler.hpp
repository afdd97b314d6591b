// SPDX-License-Identifier: Apache-2.0
// A calendar that a test moves by hand, with the luck of one made-up person, and an inbox that it
// can look into.
#pragma once
#include "core/ports/port_input.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/people/visit_draws.hpp"
#include <functional>
#include <map>
#include <vector>

namespace gatetwin {

class HandDrivenScheduler final : public DeviceScheduler, public VisitDraws {
public:
  using Device = std::function<void(std::uint8_t what, std::uint32_t token)>;

  HandDrivenScheduler() { outlet.connect(inbox); }
  Instant now() const override { return {m_now, WallTime{m_now.ns}}; }
  void schedule(Duration after, DevicePart part, std::uint8_t what, std::uint32_t token) override
  {
    m_entries.emplace(m_now + after, Entry{part, what, token});
  }
  void serve(DevicePart part, Device device) { m_devices[part] = std::move(device); }

  // Everything that is due up to then happens, in order; then it is then.
  void advance(Duration by)
  {
    const MonotonicTime until = m_now + by;
    while (!m_entries.empty() && m_entries.begin()->first <= until) {
      const auto [at, entry] = *m_entries.begin();
      m_entries.erase(m_entries.begin());
      m_now = at;
      m_devices.at(entry.part)(entry.what, entry.token);
    }
    m_now = until;
  }
  bool has_entries() const { return !m_entries.empty(); }

  // What was posted since the last call.
  std::vector<PortInput> take_inputs()
  {
    std::vector<PortInput> inputs;
    for (outlet.flush(); !inbox.empty(); outlet.flush()) {
      for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
    }
    return inputs;
  }
  void set_person(std::uint64_t person)
  {
    m_person = person;
    start_draws();
  }

  Inbox inbox;
  InputOutlet outlet;

protected:
  RandomStream source(std::uint64_t purpose) const override { return {1, 0, m_person, purpose}; }

private:
  struct Entry {
    DevicePart part;
    std::uint8_t what;
    std::uint32_t token;
  };
  MonotonicTime m_now{seconds(1000).ns};
  std::multimap<MonotonicTime, Entry> m_entries;
  std::map<DevicePart, Device> m_devices;
  std::uint64_t m_person = 0;
};

inline Distribution constant_s(double value)
{
  return {DistributionKind::constant, value, 0, 0, nullptr};
}

} // namespace gatetwin
