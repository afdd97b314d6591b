// SPDX-License-Identifier: Apache-2.0
// What simulated devices need of the run: the time, and to be called again later. A unit implements
// it on its calendar, a test by hand. Nothing can be taken back from a calendar: a device numbers
// what it schedules and ignores what is no longer current when it comes.
#pragma once
#include "core/base/time.hpp"
#include <cstdint>

namespace gatetwin {

enum class DevicePart : std::uint8_t { hardware, reader, camera, store, officer };

class DeviceScheduler {
public:
  virtual ~DeviceScheduler() = default;
  virtual Instant now() const = 0;
  // The device's on_due(what, token) is called once after that time; equal dates in the order of
  // scheduling.
  virtual void schedule(Duration after, DevicePart part, std::uint8_t what,
                        std::uint32_t token) = 0;
};

} // namespace gatetwin
