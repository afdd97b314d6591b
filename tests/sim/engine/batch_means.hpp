// SPDX-License-Identifier: Apache-2.0
// Batch means of one observation of a run, for theory tests: equal numbers of observations a batch,
// the first ones dropped as warm-up. Arithmetic of its own, so that the engine is not judged by the
// product's statistics. Few and long batches: correlation of neighbours, which narrows the interval
// unseen, falls as batches grow, and the quantile of Student's t accounts for their small number.
#pragma once
#include "core/journal/journal.hpp"
#include <array>
#include <cmath>
#include <cstdint>

namespace gatetwin::test {

class BatchMeans final : public journal::RecordSink {
public:
  static constexpr std::size_t batches = 10;
  static constexpr double t95 = 2.2622; // Student, 9 degrees of freedom
  static constexpr double t99 = 3.2498;

  enum class What { value_s, share_positive, share_of_detail };
  struct Selection {
    journal::RecordKind kind = journal::RecordKind::service_started;
    std::uint32_t station = 0;
    std::uint32_t traveller_class = 0xFFFF'FFFFU; // all
    What what = What::value_s;
    std::uint32_t detail = 0;
  };

  BatchMeans(Selection selection, std::uint64_t warm_up, std::uint64_t per_batch)
      : m_selection(selection), m_warm_up(warm_up), m_per_batch(per_batch)
  {
  }
  void on_records(std::span<const journal::Record> records) override
  {
    for (const journal::Record& r : records) {
      if (r.kind != m_selection.kind || r.station != m_selection.station) continue;
      if (m_selection.traveller_class != 0xFFFF'FFFFU && r.code != m_selection.traveller_class)
        continue;
      add(observed(r));
    }
  }
  bool complete() const { return m_batch == batches; }
  double mean() const
  {
    double sum = 0;
    for (const double b : m_sums) sum += b;
    return sum / static_cast<double>(batches * m_per_batch);
  }
  double standard_error() const
  {
    const double centre = mean();
    double squares = 0;
    for (const double b : m_sums) {
      const double residual = b / static_cast<double>(m_per_batch) - centre;
      squares += residual * residual;
    }
    return std::sqrt(squares / (batches - 1) / batches);
  }
  bool covers(double exact, double t) const
  {
    return std::abs(mean() - exact) <= t * standard_error();
  }

private:
  double observed(const journal::Record& r) const
  {
    switch (m_selection.what) {
    case What::value_s: return static_cast<double>(r.value) * 1e-9;
    case What::share_positive: return r.value > 0 ? 1 : 0;
    case What::share_of_detail: return r.detail == m_selection.detail ? 1 : 0;
    }
    return 0;
  }
  void add(double x)
  {
    if (m_warm_up > 0) {
      --m_warm_up;
      return;
    }
    if (m_batch == batches) return;
    m_sums[m_batch] += x;
    if (++m_in_batch < m_per_batch) return;
    m_in_batch = 0;
    ++m_batch;
  }

  Selection m_selection;
  std::uint64_t m_warm_up;
  std::uint64_t m_per_batch;
  std::uint64_t m_in_batch = 0;
  std::size_t m_batch = 0;
  std::array<double, batches> m_sums{};
};

} // namespace gatetwin::test
