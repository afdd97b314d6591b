// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/limit.hpp"
#include <algorithm>
#include <cmath>
#include <queue>
#include <vector>

namespace gatetwin::bench {
namespace {

// D. Blackman and S. Vigna, xoshiro256++ 1.0: public-domain algorithm.
class Generator {
public:
  explicit Generator(std::uint64_t seed)
  {
    for (std::uint64_t& word : m_state) {
      std::uint64_t z = (seed += 0x9E3779B97F4A7C15ULL);
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
      word = z ^ (z >> 31);
    }
  }
  double uniform()
  {
    const std::uint64_t value = turn(m_state[0] + m_state[3], 23) + m_state[0];
    const std::uint64_t t = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = turn(m_state[3], 45);
    return (static_cast<double>(value >> 11) + 0.5) * 0x1.0p-53;
  }

private:
  static std::uint64_t turn(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::uint64_t m_state[4];
};

class Sampler {
public:
  explicit Sampler(std::uint64_t seed) : m_draw(seed) {}
  double exponential(double mean) { return -mean * std::log(m_draw.uniform()); }
  double walk() { return 5 + 10 * m_draw.uniform(); }
  bool chance(double p) { return m_draw.uniform() < p; }
  double service(std::uint32_t stage)
  {
    if (stage == 0) return triangular(12, 17, 25);
    if (stage == 2) return exponential(45);
    const double variance = std::log(1 + 0.5 * 0.5);
    return std::exp(std::log(60.0) - variance / 2 + std::sqrt(variance) * normal());
  }

private:
  double triangular(double low, double mode, double high)
  {
    const double u = m_draw.uniform(), rising = (mode - low) / (high - low);
    return u < rising ? low + std::sqrt(u * (high - low) * (mode - low))
                      : high - std::sqrt((1 - u) * (high - low) * (high - mode));
  }
  double normal() // polar method
  {
    if (m_has_spare) {
      m_has_spare = false;
      return m_spare;
    }
    double a = 0, b = 0, square = 0;
    do {
      a = 2 * m_draw.uniform() - 1;
      b = 2 * m_draw.uniform() - 1;
      square = a * a + b * b;
    } while (square >= 1 || square == 0);
    const double factor = std::sqrt(-2 * std::log(square) / square);
    m_spare = b * factor;
    m_has_spare = true;
    return a * factor;
  }
  Generator m_draw;
  double m_spare = 0;
  bool m_has_spare = false;
};

struct Event {
  double time;
  std::uint32_t traveller;
  std::uint32_t kind; // 0 arrival, 1..3 end of a walk, 4..6 end of a service
};
struct Later {
  bool operator()(const Event& a, const Event& b) const { return a.time > b.time; }
};

class Queue {
public:
  bool empty() const { return m_count == 0; }
  void push(std::uint32_t x)
  {
    if (m_count == m_items.size()) {
      std::vector<std::uint32_t> larger(m_items.size() * 2);
      for (std::size_t i = 0; i < m_count; ++i)
        larger[i] = m_items[(m_head + i) & (m_items.size() - 1)];
      m_items.swap(larger);
      m_head = 0;
    }
    m_items[(m_head + m_count++) & (m_items.size() - 1)] = x;
  }
  std::uint32_t pop()
  {
    const std::uint32_t x = m_items[m_head];
    m_head = (m_head + 1) & (m_items.size() - 1);
    --m_count;
    return x;
  }

private:
  std::vector<std::uint32_t> m_items = std::vector<std::uint32_t>(64);
  std::size_t m_head = 0, m_count = 0;
};

struct Traveller {
  double born = 0, queued = 0;
  std::uint32_t next = 0, todo = 0;
};

class Loop {
public:
  Loop(std::uint64_t travellers, std::uint64_t seed) : m_wanted(travellers), m_draw(seed)
  {
    m_waits.reserve(travellers);
  }
  LimitResult run();

private:
  static constexpr std::uint32_t none = 0xFFFF'FFFFU;
  void arrive(const Event& e);
  void reach(const Event& e);
  void finish(const Event& e);
  void start(std::uint32_t stage, std::uint32_t traveller, double now);

  std::uint64_t m_wanted, m_made = 0, m_events = 0, m_served = 0;
  Sampler m_draw;
  std::priority_queue<Event, std::vector<Event>, Later> m_calendar;
  Queue m_queues[3];
  int m_free[3] = {12, 6, 5};
  std::vector<Traveller> m_travellers;
  std::uint32_t m_free_slot = none;
  std::vector<float> m_waits;
  double m_wait_sum = 0, m_time_sum = 0;
};

void Loop::start(std::uint32_t stage, std::uint32_t traveller, double now)
{
  ++m_events;
  if (stage == 0) {
    const double wait = now - m_travellers[traveller].queued;
    m_waits.push_back(static_cast<float>(wait));
    m_wait_sum += wait;
  }
  m_calendar.push({now + m_draw.service(stage), traveller, 4 + stage});
}

void Loop::arrive(const Event& e)
{
  std::uint32_t slot = m_free_slot;
  if (slot == none) {
    slot = static_cast<std::uint32_t>(m_travellers.size());
    m_travellers.emplace_back();
  } else {
    m_free_slot = m_travellers[slot].next;
  }
  m_travellers[slot].born = e.time;
  const std::uint32_t booth = m_draw.chance(0.08) ? 2 : 0, desk = m_draw.chance(0.15) ? 4 : 0;
  m_travellers[slot].todo = booth | desk;
  m_calendar.push({e.time + m_draw.walk(), slot, 1});
  if (++m_made < m_wanted) m_calendar.push({e.time + m_draw.exponential(1.8), 0, 0});
}

void Loop::reach(const Event& e)
{
  const std::uint32_t stage = e.kind - 1;
  m_travellers[e.traveller].queued = e.time;
  if (m_free[stage] > 0) {
    --m_free[stage];
    start(stage, e.traveller, e.time);
  } else {
    m_queues[stage].push(e.traveller);
  }
}

void Loop::finish(const Event& e)
{
  const std::uint32_t stage = e.kind - 4;
  if (m_queues[stage].empty()) {
    ++m_free[stage];
  } else {
    start(stage, m_queues[stage].pop(), e.time);
  }
  Traveller& t = m_travellers[e.traveller];
  if (t.todo != 0) {
    const std::uint32_t next = (t.todo & 2) != 0 ? 1 : 2;
    t.todo &= ~(1U << next);
    m_calendar.push({e.time + m_draw.walk(), e.traveller, next + 1});
    return;
  }
  m_time_sum += e.time - t.born;
  ++m_served;
  t.next = m_free_slot;
  m_free_slot = e.traveller;
}

LimitResult Loop::run()
{
  m_calendar.push({m_draw.exponential(1.8), 0, 0});
  while (!m_calendar.empty()) {
    const Event e = m_calendar.top();
    m_calendar.pop();
    ++m_events;
    if (e.kind == 0) {
      arrive(e);
    } else if (e.kind <= 3) {
      reach(e);
    } else {
      finish(e);
    }
  }
  LimitResult result;
  result.events = m_events;
  result.mean_wait_s = m_wait_sum / static_cast<double>(m_waits.size());
  result.time_in_system_s = m_time_sum / static_cast<double>(m_served);
  const auto p95 =
      m_waits.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(m_waits.size() - 1));
  std::nth_element(m_waits.begin(), p95, m_waits.end());
  result.p95_wait_s = static_cast<double>(*p95);
  return result;
}

} // namespace

LimitResult run_limit(std::uint64_t travellers, std::uint64_t seed)
{
  return Loop(travellers, seed).run();
}

} // namespace gatetwin::bench
