// SPDX-License-Identifier: Apache-2.0
// The daemon's one loop, in one thread: waits until a device is ready, a signal has come or the
// earliest deadline is there; tells the devices; has the service work; and once a second does the
// housekeeping. It never polls while nothing is due.
#pragma once
#include "core/daemon/clock.hpp"
#include "core/daemon/gate_service.hpp"
#include <vector>

namespace gatetwin {

// What else the loop's owner does.
class LoopOwner {
public:
  virtual ~LoopOwner() = default;
  virtual void on_signal(Instant now) = 0; // the signal descriptor is ready
  virtual void on_second(Instant now) = 0;
  // After every round with turns: how long from the wake until commands were given.
  virtual void on_worked(Duration took) = 0;
};

class GateLoop {
public:
  static constexpr Duration housekeeping = seconds(1);

  // All outlive it; `signals` may be -1.
  GateLoop(Clock& clock, GateService& service, std::vector<Attended*> attended, int signals,
           LoopOwner& owner)
      : m_clock(clock), m_service(service), m_attended(std::move(attended)), m_signals(signals),
        m_owner(owner)
  {
    m_polled.reserve(m_attended.size() + 1);
  }

  // Waits for at most one thing to be due, and does it.
  void round();

private:
  MonotonicTime next_deadline() const;
  void prepare();
  void tell_devices(MonotonicTime now);

  Clock& m_clock;
  GateService& m_service;
  std::vector<Attended*> m_attended;
  const int m_signals;
  LoopOwner& m_owner;
  std::vector<pollfd> m_polled;
  std::vector<Attended*> m_of_polled; // null: the signals
  MonotonicTime m_next_second;
};

} // namespace gatetwin
