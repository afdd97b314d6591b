// SPDX-License-Identifier: Apache-2.0
// Where the boxes and bands of the flow picture lie. Boxes stand in columns: a station is to the
// right of all that lead to it; ways back don't count. Bands leave and enter a box one above the
// other, without crossing there.
#pragma once
#include "sim/results/run_results.hpp"
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

struct FlowBox {
  const StationResult* station = nullptr; // none: the outside, arrivals or departures
  std::string id;
  std::vector<std::string> name; // one line or two
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
  std::size_t columns() const { return boxes[1].column - 1; } // of stations
};

struct FlowFrame {
  const std::set<std::string_view>* stations = nullptr; // that are drawn; none: all
  double width = 960;
  std::uint64_t most = 0; // the count that is drawn widest; 0: the greatest of the picture
};

FlowLayout lay_out_flow(const RunResults& results, const FlowFrame& frame = {});

} // namespace gatetwin
