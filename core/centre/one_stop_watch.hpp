// SPDX-License-Identifier: Apache-2.0
// What a centre shows of one stop: its own reservations that outlived their time without being
// confirmed or cancelled, and the pairs that units report as in doubt (decided, not both
// confirmations known). Figures, a line in the log when one comes and goes, and the file
// one-stop.csv of those that there are. On the ledger's thread; figures may be read from any.
#pragma once
#include "core/centre/json_log.hpp"
#include "core/domain/unit_report.hpp"
#include "core/registry/ledger.hpp"
#include <atomic>
#include <map>
#include <span>
#include <string>

namespace gatetwin {

struct OneStopFigures {
  std::atomic<std::uint64_t> held{0};    // reservations, overdue ones too
  std::atomic<std::uint64_t> overdue{0}; // of them
  std::atomic<std::uint64_t> longest_overdue_s{0};
  std::atomic<std::uint64_t> in_doubt{0}; // pairs, as units last reported
  std::atomic<std::uint64_t> longest_in_doubt_s{0};
};

class OneStopWatch {
public:
  // The log outlives it. `path`: of the file, written whole whenever something came or went.
  OneStopWatch(const JsonLog& log, std::string path) : m_log(log), m_path(std::move(path)) {}

  // All pairs that this unit holds in doubt now.
  void on_report(UnitId unit, std::span<const PairInDoubt> pairs, WallTime now);
  // To be called about every second with all open reservations.
  void look(std::span<const Reservation> open, WallTime now);
  const OneStopFigures& figures() const { return m_figures; }

private:
  struct Doubt {
    WallTime since{};
    bool exit_confirmed = false;
    bool entry_confirmed = false;
  };
  void note(LogLevel level, const char* event, TransactionId transaction) const;
  void write_file();

  const JsonLog& m_log;
  const std::string m_path;
  std::map<TransactionId, WallTime> m_overdue; // since when
  std::map<TransactionId, Doubt> m_doubts;
  bool m_changed = true;
  OneStopFigures m_figures;
};

} // namespace gatetwin
