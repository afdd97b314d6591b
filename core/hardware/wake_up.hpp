// SPDX-License-Identifier: Apache-2.0
// How one thread wakes another that waits on a descriptor: a counter of the kernel. It never
// blocks; any number of raises before clear() are one.
#pragma once
#include "core/base/check.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include <cstdint>
#include <sys/eventfd.h>

namespace gatetwin {

class WakeUp {
public:
  WakeUp() : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { CHECK(m_event.is_open()); }
  int descriptor() const { return m_event.get(); } // readable once raised
  void raise()
  {
    const std::uint64_t one = 1;
    (void)!::write(m_event.get(), &one, sizeof one); // full: it is raised already
  }
  void clear()
  {
    std::uint64_t count = 0;
    (void)!::read(m_event.get(), &count, sizeof count);
  }

private:
  OwnedDescriptor m_event;
};

} // namespace gatetwin
