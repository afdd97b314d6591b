// SPDX-License-Identifier: Apache-2.0
// A file descriptor that closes itself.
#pragma once
#include <unistd.h>
#include <utility>

namespace gatetwin {

class OwnedDescriptor {
public:
  OwnedDescriptor() = default;
  explicit OwnedDescriptor(int descriptor) : m_descriptor(descriptor) {}
  OwnedDescriptor(OwnedDescriptor&& other) noexcept
      : m_descriptor(std::exchange(other.m_descriptor, -1))
  {
  }
  OwnedDescriptor& operator=(OwnedDescriptor&& other) noexcept
  {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
  }
  ~OwnedDescriptor()
  {
    if (m_descriptor >= 0) close(m_descriptor);
  }
  int get() const { return m_descriptor; }
  bool is_open() const { return m_descriptor >= 0; }

private:
  int m_descriptor = -1;
};

} // namespace gatetwin
