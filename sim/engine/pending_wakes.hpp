// SPDX-License-Identifier: Apache-2.0
// The dates of a unit's own calendar entries that have not come yet. A unit that will be woken in
// time anyway needs no entry for its deadline, and nearly always it will: this saves a third of all
// entries. Fixed size: an entry too many is not remembered, which costs an entry and nothing else.
#pragma once
#include "core/base/time.hpp"
#include <array>
#include <cstddef>

namespace gatetwin {

class PendingWakes {
public:
  void add(MonotonicTime at)
  {
    if (m_count < m_dates.size()) m_dates[m_count++] = at;
  }
  // One of them, which has come.
  void remove(MonotonicTime at)
  {
    for (std::size_t i = 0; i < m_count; ++i) {
      if (m_dates[i] != at) continue;
      m_dates[i] = m_dates[--m_count];
      return;
    }
  }
  MonotonicTime next() const
  {
    MonotonicTime earliest = MonotonicTime::never();
    for (std::size_t i = 0; i < m_count; ++i) {
      if (m_dates[i] < earliest) earliest = m_dates[i];
    }
    return earliest;
  }

private:
  std::array<MonotonicTime, 15> m_dates{};
  std::size_t m_count = 0;
};

} // namespace gatetwin
