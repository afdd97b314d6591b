// SPDX-License-Identifier: Apache-2.0
// The results of a run and of the run before, side by side, as rows for people.
#pragma once
#include "sim/results/run_results.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::viz {

enum class FigureKind : std::uint8_t {
  wait_mean,
  wait_p95,
  time_in_system_mean,
  served,
  utilisation,
  queue_max,
  service_level // share within it
};

struct FigureRow {
  FigureKind kind = FigureKind::wait_mean;
  std::string where; // a station's or service level's name for people; empty: everywhere
  std::optional<double> now, before; // s, persons or a share
};

// `before` may be null. First what holds for all, then stations by the longest wait.
std::vector<FigureRow> figure_rows(const RunResults& now, const RunResults* before);

} // namespace gatetwin::viz
