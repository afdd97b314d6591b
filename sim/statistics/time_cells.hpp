// SPDX-License-Identifier: Apache-2.0
// Run time cut into equal cells from a start on, at most `capacity` of them: when they are used up,
// two become one and the width doubles. All that is kept by cell (batches, the series for charts)
// follows the same steps, so memory doesn't grow with the run and streams stay aligned, which lets
// them be added up.
#pragma once
#include <cstddef>
#include <cstdint>

namespace gatetwin {

class TimeCells {
public:
  TimeCells(std::int64_t start_ns, std::int64_t width_ns, std::size_t capacity)
      : m_start_ns(start_ns), m_width_ns(width_ns), m_capacity(capacity)
  {
  }
  std::int64_t start_ns() const { return m_start_ns; }
  std::int64_t width_ns() const { return m_width_ns; }
  std::size_t current() const { return m_current; } // the cell that is being filled
  std::int64_t end_ns() const                       // of the current cell
  {
    return m_start_ns + static_cast<std::int64_t>(m_current + 1) * m_width_ns;
  }
  // Goes to the next cell. True: there was none left, the caller folds what it keeps (see
  // fold_pairs).
  bool next()
  {
    if (++m_current < m_capacity) return false;
    m_current = m_capacity / 2;
    m_width_ns *= 2;
    return true;
  }

private:
  std::int64_t m_start_ns;
  std::int64_t m_width_ns;
  std::size_t m_capacity; // even
  std::size_t m_current = 0;
};

// Adds cells 2 i and 2 i + 1 into i, and clears the second half.
template <typename Cells, typename Add> void fold_pairs(Cells& cells, Add add)
{
  const std::size_t half = cells.size() / 2;
  for (std::size_t i = 0; i < half; ++i) {
    auto folded = cells[2 * i];
    add(folded, cells[2 * i + 1]);
    cells[i] = folded;
  }
  for (std::size_t i = half; i < cells.size(); ++i) cells[i] = {};
}

} // namespace gatetwin
