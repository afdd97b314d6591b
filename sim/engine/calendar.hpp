// SPDX-License-Identifier: Apache-2.0
// What will happen, in the order of (time, order of entry): 24-byte values. Entries that turn out
// not to happen are not searched for: they carry what is needed to see at their time that they are
// void. No allocation once the calendar has reached its size. The next few dozen entries are a
// sorted array, the rest a heap behind it. A checkpoint has about one entry for each unit and
// walker, so that mostly the array is all there is, at half the cost of a heap (measured, 35
// pending: 21 ns against 39 for two, 43 for four children a node; 20,000 pending: the heap's cost).
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace gatetwin {

struct CalendarEntry {
  std::int64_t time_ns = 0;
  std::uint64_t order_and_kind = 0; // order of entry in the upper 48 bits, kind in the lower 16
  std::uint32_t subject = 0;
  std::uint32_t argument = 0;

  std::uint16_t kind() const { return static_cast<std::uint16_t>(order_and_kind); }
};
static_assert(sizeof(CalendarEntry) == 24 && std::is_trivially_copyable_v<CalendarEntry>);

class Calendar {
public:
  Calendar() : m_near(room) {}

  bool empty() const { return m_head == m_tail; }
  std::size_t size() const { return m_tail - m_head + m_far.size(); }
  std::int64_t next_ns() const { return m_near[m_head].time_ns; } // not empty
  std::uint64_t entered() const { return m_entered; }             // entries made so far

  void push(std::int64_t time_ns, std::uint16_t kind, std::uint32_t subject, std::uint32_t argument)
  {
    const CalendarEntry entry{time_ns, m_entered++ << 16 | kind, subject, argument};
    if (!m_far.empty() && time_ns >= m_near[m_tail - 1].time_ns) return push_far(entry);
    if (m_head == 0 || m_tail == room) centre();
    // Of equal times the new entry is the last, so that times alone decide.
    CalendarEntry* const near = m_near.data();
    if (time_ns < near[m_head + (m_tail - m_head) / 2].time_ns) {
      std::size_t place = --m_head;
      for (; near[place + 1].time_ns <= time_ns; ++place) near[place] = near[place + 1];
      near[place] = entry;
    } else {
      std::size_t place = m_tail++;
      for (; place > m_head && near[place - 1].time_ns > time_ns; --place) {
        near[place] = near[place - 1];
      }
      near[place] = entry;
    }
    if (m_tail - m_head > near_limit) overflow();
  }

  CalendarEntry pop() // not empty
  {
    const CalendarEntry first = m_near[m_head++];
    if (m_head == m_tail && !m_far.empty()) refill();
    return first;
  }

private:
  static constexpr std::size_t near_limit = 64;
  static constexpr std::size_t batch = near_limit / 2;
  static constexpr std::size_t room = 8 * near_limit;

  static bool before(const CalendarEntry& a, const CalendarEntry& b)
  {
    return a.time_ns < b.time_ns || (a.time_ns == b.time_ns && a.order_and_kind < b.order_and_kind);
  }

  void centre()
  {
    const std::size_t count = m_tail - m_head, start = (room - count) / 2;
    std::memmove(&m_near[start], &m_near[m_head], count * sizeof(CalendarEntry));
    m_head = start;
    m_tail = start + count;
  }
  void overflow() // the later half of what is near goes far
  {
    for (std::size_t i = 0; i < batch; ++i) push_far(m_near[--m_tail]);
  }
  void refill()
  {
    const std::size_t count = batch < m_far.size() ? batch : m_far.size();
    m_head = (room - count) / 2;
    m_tail = m_head + count;
    for (std::size_t i = 0; i < count; ++i) m_near[m_head + i] = pop_far();
  }
  void push_far(const CalendarEntry& entry)
  {
    std::size_t hole = m_far.size();
    m_far.push_back(entry);
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 2;
      if (!before(entry, m_far[parent])) break;
      m_far[hole] = m_far[parent];
      hole = parent;
    }
    m_far[hole] = entry;
  }
  CalendarEntry pop_far()
  {
    const CalendarEntry first = m_far.front();
    const CalendarEntry last = m_far.back();
    m_far.pop_back();
    const std::size_t size = m_far.size();
    std::size_t hole = 0;
    if (size == 0) return first;
    for (std::size_t child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && before(m_far[child + 1], m_far[child])) ++child;
      if (!before(m_far[child], last)) break;
      m_far[hole] = m_far[child];
      hole = child;
    }
    m_far[hole] = last;
    return first;
  }

  // Sorted in [m_head, m_tail), so that an entry is put in from the nearer end; empty only when
  // m_far is.
  std::vector<CalendarEntry> m_near;
  std::size_t m_head = room / 2;
  std::size_t m_tail = room / 2;
  std::vector<CalendarEntry> m_far; // binary heap; nothing in it comes before anything in m_near
  std::uint64_t m_entered = 0;
};

} // namespace gatetwin
