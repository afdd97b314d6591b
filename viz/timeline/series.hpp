// SPDX-License-Identifier: Apache-2.0
// Figures over time for plots, in a fixed number of buckets whatever the length of the journal:
// when time runs past the last one, neighbours are merged and each becomes twice as wide.
#pragma once
#include "core/journal/record.hpp"
#include "viz/timeline/hall_state.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin::viz {

enum class Figure : std::uint8_t {
  people_inside,    // mean, persons
  queue,            // mean length, persons
  wait,             // mean of those called in the bucket, seconds
  throughput,       // served per hour
  utilisation,      // busy units of those in service, 0 to 1
  registry_latency, // mean, seconds
  alarms            // raised in the bucket
};
constexpr std::size_t figure_count = 7;

struct Bucket {
  double inside_ns = 0; // integrals over time: persons, or units
  double queue_ns = 0;
  double busy_ns = 0;
  double open_ns = 0;
  double wait_s = 0; // sums
  double latency_s = 0;
  std::uint32_t waits = 0;
  std::uint32_t served = 0;
  std::uint32_t answers = 0;
  std::uint32_t alarms = 0;
  Bucket& operator+=(const Bucket& other);
};

class Series {
public:
  static constexpr std::size_t bucket_limit = 512;

  explicit Series(const Site& site);

  // Before count(), with its record's time: 0 or later.
  void make_room(std::int64_t time_ns);
  // What the record says, and the levels that hold from then on.
  void count(const HallState& after, const journal::Record& record);

  std::size_t buckets() const { return m_used; }
  std::int64_t bucket_ns() const { return m_width_ns; }
  // Lane 0 is the whole place, lane s + 1 station s. Not a number where nothing happened.
  // `together`: so many buckets from there on as one.
  double value(Figure figure, std::size_t lane, std::size_t bucket, std::size_t together = 1) const;
  double largest(Figure figure, std::size_t lane) const;

private:
  struct Level {
    std::int64_t since_ns = 0;
    double inside = 0, queue = 0, busy = 0, open = 0;
  };
  Bucket& at(std::size_t lane, std::size_t bucket)
  {
    return m_buckets[lane * bucket_limit + bucket];
  }
  Bucket filled(std::size_t lane, std::size_t bucket) const;
  void settle(std::size_t lane, std::int64_t until_ns);

  const Site* m_site;
  std::vector<Bucket> m_buckets;
  std::vector<Level> m_levels;
  std::int64_t m_width_ns = 1'000'000'000;
  std::size_t m_used = 0;
};

} // namespace gatetwin::viz
