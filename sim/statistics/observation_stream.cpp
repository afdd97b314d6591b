// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/observation_stream.hpp"
#include "sim/statistics/time_cells.hpp"
#include <algorithm>

namespace gatetwin {

ObservationStream::ObservationStream(std::size_t cell) : m_cell(cell), m_cells(batch_cells) {}

void ObservationStream::drain()
{
  Cell& cell = m_cells[m_cell];
  std::uint64_t sum_ns = 0;
  for (std::size_t i = 0; i < m_pending_count; ++i) {
    const auto value = static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(m_pending[i], 0, DurationMoments::limit_ns));
    m_moments.add(value);
    m_histogram.add(value);
    ++cell.coarse[coarse_bin(value)];
    sum_ns += value; // 64 values of at most 2^53
  }
  cell.sum_ns += static_cast<double>(sum_ns);
  cell.count += static_cast<std::uint32_t>(m_pending_count);
  m_pending_count = 0;
}

void ObservationStream::begin_cell(std::size_t cell)
{
  drain();
  m_cell = cell;
}

namespace {

template <typename Cell> void add_cell(Cell& to, const Cell& from)
{
  to.sum_ns += from.sum_ns;
  to.count += from.count;
  for (std::size_t i = 0; i < to.coarse.size(); ++i) to.coarse[i] += from.coarse[i];
}

} // namespace

void ObservationStream::fold() { fold_pairs(m_cells, add_cell<Cell>); }

void ObservationStream::merge(const ObservationStream& other)
{
  m_moments.merge(other.m_moments);
  m_histogram.merge(other.m_histogram);
  for (std::size_t i = 0; i < m_cells.size(); ++i) add_cell(m_cells[i], other.m_cells[i]);
}

IntervalVerdict ObservationStream::mean_interval_s(std::size_t complete, double level) const
{
  std::array<BatchCell, batch_cells> cells{};
  for (std::size_t i = 0; i < complete; ++i) {
    cells[i] = {m_cells[i].sum_ns / 1e9, static_cast<double>(m_cells[i].count)};
  }
  return batch_interval(std::span(cells).first(complete), m_moments.mean_s(), level);
}

IntervalVerdict ObservationStream::quantile_interval_s(double q, std::size_t complete,
                                                       double level) const
{
  const double value = m_histogram.quantile(q);
  std::array<BatchCell, batch_cells> cells{};
  for (std::size_t i = 0; i < complete; ++i) {
    cells[i] = {count_up_to(m_cells[i], value), static_cast<double>(m_cells[i].count)};
  }
  IntervalVerdict share = batch_interval(std::span(cells).first(complete), q, level);
  if (!share.interval) return share;
  // By as much as the sample's share at `value` may lie above the true one, it may lie at the true
  // quantile: the ends change sides.
  const Interval read{2 * q - share.interval->hi, 2 * q - share.interval->lo};
  if (read.hi >= 1) return {{}, Refusal::beyond_sample, 0};
  const Interval ends{quantile_s(read.lo), quantile_s(read.hi)};
  return {ends, Refusal::none, share.error};
}

std::vector<BatchCell> ObservationStream::cells_s(std::size_t complete) const
{
  std::vector<BatchCell> cells;
  for (std::size_t i = 0; i < complete; ++i) {
    cells.push_back({m_cells[i].sum_ns / 1e9, static_cast<double>(m_cells[i].count)});
  }
  return cells;
}

std::vector<double> ObservationStream::cell_means_s(std::size_t complete) const
{
  std::vector<double> means;
  for (std::size_t i = 0; i < complete; ++i) {
    if (m_cells[i].count == 0) continue;
    means.push_back(m_cells[i].sum_ns / static_cast<double>(m_cells[i].count) / 1e9);
  }
  return means;
}

double ObservationStream::bin_start(std::size_t bin)
{
  if (bin == 0) return 0;
  const std::size_t octave = (bin - 1) / 4 + first_octave;
  const std::size_t quarter = (bin - 1) % 4;
  return static_cast<double>((std::uint64_t{4} + quarter) << (octave - 2));
}

double ObservationStream::count_up_to(const Cell& cell, double value)
{
  double count = 0;
  for (std::size_t bin = 0; bin < coarse_bins; ++bin) {
    const double start = bin_start(bin);
    if (start > value) break;
    const bool last = bin + 1 == coarse_bins;
    const double end = last ? static_cast<double>(LogHistogram::largest) : bin_start(bin + 1);
    const bool whole = bin == 0 || value >= end; // bin 0 holds those who didn't wait
    const double part = whole ? 1 : (value - start) / (end - start);
    count += part * static_cast<double>(cell.coarse[bin]);
  }
  return count;
}

} // namespace gatetwin
