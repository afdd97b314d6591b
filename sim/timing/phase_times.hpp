// SPDX-License-Identifier: Apache-2.0
// How long the phases of a journal took, and which transactions were over a limit. Memory does not
// grow with the journal. Counts, means, extremes and what is over a limit are exact; percentiles
// are those of LogHistogram, off by at most 0.4 %.
#pragma once
#include "core/journal/journal.hpp"
#include "sim/phases/limits_file.hpp"
#include "sim/phases/phase_clock.hpp"
#include "sim/statistics/log_histogram.hpp"
#include <optional>

namespace gatetwin {

struct PhaseSample {
  std::uint64_t count = 0;
  double sum_ns = 0;
  LogHistogram histogram;

  void add(std::int64_t duration_ns);
  double mean_ns() const { return count == 0 ? 0 : sum_ns / static_cast<double>(count); }
};

enum class LimitVerdict : std::uint8_t {
  kept,
  broken,
  missed, // a recommended one
  not_measured
};

struct LimitFinding {
  PhaseLimit limit;
  std::uint64_t count = 0; // of the phase
  std::uint64_t over = 0;
  // The longest of those over the limit, longest first; of equal ones the earlier first.
  static constexpr std::size_t named_at_most = 20;
  std::vector<PhaseObservation> longest;

  double share_within() const;
  LimitVerdict verdict() const;
};

class PhaseTimes final : public journal::RecordSink {
public:
  // Only of one unit, where it is given.
  PhaseTimes(const journal::JournalHeader& header, const LimitSet& limits,
             std::optional<std::uint32_t> unit = std::nullopt);

  void on_records(std::span<const journal::Record> records) override;

  const PhaseSample& sample(Phase phase) const
  {
    return m_samples[static_cast<std::size_t>(phase)];
  }
  const std::vector<LimitFinding>& findings() const { return m_findings; } // in the file's order
  bool any_broken() const;

private:
  void take(const PhaseObservation& observation);

  PhaseClock m_clock;
  std::optional<std::uint32_t> m_unit;
  std::array<PhaseSample, phase_count> m_samples;
  std::vector<LimitFinding> m_findings;
};

} // namespace gatetwin
