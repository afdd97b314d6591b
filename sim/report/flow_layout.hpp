// SPDX-License-Identifier: Apache-2.0
// Where the boxes and bands of the flow picture lie. Boxes stand in columns: a station is to the
// right of all that lead to it; ways back don't count. Bands leave and enter a box one above the
// other, without crossing there.
#pragma once
#include "sim/results/run_results.hpp"
#include <string>
#include <vector>

namespace gatetwin {

struct FlowBox {
  const StationResult* station = nullptr; // none: the outside, arrivals or departures
  std::string id;
  std::size_t column = 0;
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

// Where a band passes a column in which it has no box: straight through, beside the boxes.
struct FlowPass {
  double x1 = 0;
  double x2 = 0;
  double y = 0;
};

struct FlowBand {
  std::size_t from = 0; // boxes
  std::size_t to = 0;
  std::uint64_t count = 0;
  double thickness = 0;
  double from_y = 0; // middle of its end at the box
  double to_y = 0;
  bool back = false; // to the same column or to one before
  std::vector<FlowPass> passes;
};

struct FlowLayout {
  std::vector<FlowBox> boxes; // the first: arrivals, the second: departures
  std::vector<FlowBand> bands;
  double width = 960;
  double height = 0;
};

FlowLayout lay_out_flow(const RunResults& results);

} // namespace gatetwin
