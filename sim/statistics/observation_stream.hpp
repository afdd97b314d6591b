// SPDX-License-Identifier: Apache-2.0
// All that is kept of one kind of observation (the waits of one class at one station): moments,
// histogram, and by batch cell the sum, the count and a coarse histogram, from which intervals for
// the mean and for quantiles follow. Times in ns, negative ones count as 0. About 60 kB and the
// histogram's pages, whatever the number of observations.
#pragma once
#include "sim/statistics/intervals.hpp"
#include "sim/statistics/log_histogram.hpp"
#include "sim/statistics/moments.hpp"
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

namespace gatetwin {

constexpr std::size_t batch_cells = 128;

class ObservationStream {
public:
  explicit ObservationStream(std::size_t cell = 0); // the cell of the first value

  // Values are gathered and worked in by the dozen, which is several times faster than one by one.
  void add(std::int64_t value_ns)
  {
    m_pending[m_pending_count++] = value_ns;
    if (m_pending_count == m_pending.size()) drain();
  }
  // What was added since the last call belongs to cells up to this one; now the next begins.
  void begin_cell(std::size_t cell);
  void finish() { drain(); } // after the last value; what follows reads
  void fold();               // two cells become one
  void merge(const ObservationStream& other);

  std::uint64_t count() const { return m_moments.count(); }
  const DurationMoments& moments() const { return m_moments; }
  const LogHistogram& histogram() const { return m_histogram; }
  double quantile_s(double q) const { return m_histogram.quantile(q) / 1e9; }
  // `complete`: number of cells that are filled to their end.
  IntervalVerdict mean_interval_s(std::size_t complete, double level) const;
  // For the quantile q: the interval of the share that doesn't exceed it, read back through the
  // histogram; `error` is the share's.
  IntervalVerdict quantile_interval_s(double q, std::size_t complete, double level) const;
  // Sum in s and number of the observations in each filled cell.
  std::vector<BatchCell> cells_s(std::size_t complete) const;
  // Means of the filled cells that hold an observation, s; for finding the warm-up.
  std::vector<double> cell_means_s(std::size_t complete) const;

private:
  // Four bins to a doubling between 1 ms and 39 h; all that is shorter is one bin.
  static constexpr unsigned first_octave = 20;
  static constexpr std::size_t coarse_bins = 1 + 4 * 27;
  struct Cell {
    double sum_ns = 0;
    std::uint32_t count = 0;
    std::array<std::uint32_t, coarse_bins> coarse{};
  };
  void drain();
  static std::size_t coarse_bin(std::uint64_t value)
  {
    const auto width = static_cast<unsigned>(std::bit_width(value));
    if (width <= first_octave) return 0;
    const auto quarter = static_cast<unsigned>(value >> (width - 3)) & 3U;
    const std::size_t bin = 1 + 4 * (width - first_octave - 1) + quarter;
    return bin < coarse_bins ? bin : coarse_bins - 1;
  }
  static double bin_start(std::size_t bin);
  // Of the observations in `cell`, how many don't exceed `value`, straight lines within a bin.
  static double count_up_to(const Cell& cell, double value);

  std::array<std::int64_t, 64> m_pending;
  std::size_t m_pending_count = 0;
  std::size_t m_cell = 0;
  DurationMoments m_moments;
  LogHistogram m_histogram;
  std::vector<Cell> m_cells;
};

} // namespace gatetwin
