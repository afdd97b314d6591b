// SPDX-License-Identifier: Apache-2.0
// Officers whom units call, as the journal tells: a call, the officer who acknowledges it (from
// then on busy with it), the decision or action that ends it. What a unit withdraws, because the
// person went on or gave up, ends it too; a person who was referred is waited for although the
// transaction is over. A round that an alarm brings, without a call, is not counted: no record says
// when the officer came.
#pragma once
#include "sim/statistics/level_integral.hpp"
#include "sim/statistics/observation_stream.hpp"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gatetwin {

// Calls of one unit that nobody has ended yet. A further reason for the same transaction is no new
// call.
class OfficerCalls {
public:
  struct Ended {
    bool attended = false;                   // an officer was busy with it
    std::optional<std::int64_t> response_ns; // where this first act is also the last
  };
  // True: a new call.
  bool call(std::uint64_t transaction, std::int64_t now_ns);
  // How long it took until an officer acknowledged; none: not called, or already there.
  std::optional<std::int64_t> acknowledge(std::uint64_t transaction, std::int64_t now_ns);
  // Decided, or withdrawn; none: there was no such call.
  std::optional<Ended> end(std::uint64_t transaction, std::int64_t now_ns);
  // Keeps memory bounded whatever a journal holds: the oldest call, when there are too many.
  std::optional<Ended> overflow();

private:
  struct Call {
    std::uint64_t transaction = 0;
    std::int64_t called_ns = 0;
    bool attended = false;
  };
  static constexpr std::size_t most_open = 16;
  std::vector<Call>::iterator find(std::uint64_t transaction);

  std::vector<Call> m_open;
};

struct OfficerArea {
  double busy = 0;    // officers x ns
  double any = 0;     // ns with one or more busy
  double several = 0; // ns with two or more
  double time = 0;    // ns
  void add(const OfficerArea& other)
  {
    busy += other.busy;
    any += other.any;
    several += other.several;
    time += other.time;
  }
};

// The officers of one station, weighted by time; the areas go to batch cells as in StationLoad.
class OfficerLoad {
public:
  OfficerLoad() : m_cells(batch_cells) {}
  void begin(std::int64_t now_ns);
  void end(std::int64_t now_ns); // one is busy
  void count_call() { ++m_calls; }

  void start_counting() { m_most = m_busy.level(); }
  void flush(std::int64_t now_ns, std::optional<std::size_t> cell);
  void fold_cells();

  std::uint64_t calls() const { return m_calls; }
  std::uint32_t most() const { return m_most; } // busy at once
  const OfficerArea& total() const { return m_total; }
  const std::vector<OfficerArea>& cells() const { return m_cells; }

private:
  std::uint64_t m_calls = 0;
  std::uint32_t m_most = 0;
  std::int64_t m_flushed_ns = 0;
  LevelIntegral m_busy;
  LevelIntegral m_any;
  LevelIntegral m_several;
  OfficerArea m_total;
  std::vector<OfficerArea> m_cells;
};

} // namespace gatetwin
