// SPDX-License-Identifier: Apache-2.0
// Phase times as text: tables for a terminal, JSON (schema "gatetwin.timing/1"), and CSV with a row
// for each phase and limit. Times in seconds but in the tables.
#pragma once
#include "sim/results/results_table.hpp"
#include "sim/timing/phase_comparison.hpp"
#include <optional>
#include <string>

namespace gatetwin {

// One journal, with what it says of itself.
struct TimedJournal {
  std::string name; // file, or scenario
  const journal::JournalHeader* header = nullptr;
  const PhaseTimes* times = nullptr;
};

// Of two journals; tolerance: how far medians and 95th percentiles may be apart, relative.
struct TimingReport {
  TimedJournal here;
  std::string limits_title; // empty: no limits were given
  bool has_limits = false;
  std::optional<TimedJournal> against;
  std::optional<double> tolerance;

  std::vector<PhaseComparison> comparison() const;
  // A limit that is not merely recommended is broken, or the journals differ by more than the
  // tolerance.
  bool failed() const;
};

std::string to_table(const TimingReport& report, const TableStyle& style);
std::string to_json(const TimingReport& report);
std::string to_csv(const TimingReport& report);

} // namespace gatetwin
