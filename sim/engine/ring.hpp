// SPDX-License-Identifier: Apache-2.0
// First in, first out, growing by doubling: no allocation once it has reached its size.
#pragma once
#include <cstddef>
#include <vector>

namespace gatetwin {

template <typename T> class Ring {
public:
  bool empty() const { return m_count == 0; }
  std::size_t size() const { return m_count; }
  T& front() { return m_items[m_head]; }
  T& operator[](std::size_t i) { return m_items[(m_head + i) & (m_items.size() - 1)]; }
  void push(const T& item)
  {
    if (m_count == m_items.size()) grow();
    m_items[(m_head + m_count++) & (m_items.size() - 1)] = item;
  }
  void pop()
  {
    m_head = (m_head + 1) & (m_items.size() - 1);
    --m_count;
  }
  void clear() { m_head = m_count = 0; }
  // Keeps what `keep` says, in order.
  template <typename Predicate> void retain(Predicate keep)
  {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
      if (keep((*this)[i])) (*this)[kept++] = (*this)[i];
    }
    m_count = kept;
  }

private:
  void grow()
  {
    std::vector<T> larger(m_items.empty() ? 16 : 2 * m_items.size());
    for (std::size_t i = 0; i < m_count; ++i) larger[i] = (*this)[i];
    m_items.swap(larger);
    m_head = 0;
  }

  std::vector<T> m_items;
  std::size_t m_head = 0;
  std::size_t m_count = 0;
};

} // namespace gatetwin
