// SPDX-License-Identifier: Apache-2.0
// Containers with a fixed capacity and no allocation, for the core's hot path. A full container
// refuses (returns false): the caller decides what a full queue means; nothing is dropped silently.
#pragma once
#include "core/base/check.hpp"
#include <array>
#include <cstddef>
#include <initializer_list>

namespace gatetwin {

template <typename T, std::size_t N> class BoundedVector {
public:
  BoundedVector() = default;
  BoundedVector(std::initializer_list<T> items)
  {
    for (const T& item : items) CHECK(push_back(item));
  }
  [[nodiscard]] bool push_back(const T& item)
  {
    if (m_size == N) return false;
    m_items[m_size++] = item;
    return true;
  }
  void clear() { m_size = 0; }
  std::size_t size() const { return m_size; }
  bool empty() const { return m_size == 0; }
  static constexpr std::size_t capacity() { return N; }
  T& operator[](std::size_t i)
  {
    CHECK(i < m_size);
    return m_items[i];
  }
  const T& operator[](std::size_t i) const
  {
    CHECK(i < m_size);
    return m_items[i];
  }
  T* begin() { return m_items.data(); }
  T* end() { return m_items.data() + m_size; }
  const T* begin() const { return m_items.data(); }
  const T* end() const { return m_items.data() + m_size; }
  const T* data() const { return m_items.data(); }
  T* data() { return m_items.data(); }
  [[nodiscard]] bool resize(std::size_t size)
  {
    if (size > N) return false;
    m_size = size;
    return true;
  }

private:
  std::array<T, N> m_items{};
  std::size_t m_size = 0;
};

// First in, first out; N must be a power of two.
template <typename T, std::size_t N> class BoundedRing {
  static_assert(N > 0 && (N & (N - 1)) == 0);

public:
  [[nodiscard]] bool push(const T& item)
  {
    if (m_count == N) return false;
    m_items[(m_head + m_count++) & (N - 1)] = item;
    return true;
  }
  T& front()
  {
    CHECK(m_count > 0);
    return m_items[m_head];
  }
  void pop()
  {
    CHECK(m_count > 0);
    m_head = (m_head + 1) & (N - 1);
    --m_count;
  }
  bool empty() const { return m_count == 0; }
  std::size_t size() const { return m_count; }
  void clear() { m_head = m_count = 0; }

private:
  std::array<T, N> m_items{};
  std::size_t m_head = 0;
  std::size_t m_count = 0;
};

} // namespace gatetwin
