// SPDX-License-Identifier: Apache-2.0
// Walking distances of a checkpoint: areas are the nodes, connections the edges, distances the
// shortest paths (E. W. Dijkstra, 1959) in metres. Two places in one area are as far apart as the
// area says.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <optional>
#include <vector>

namespace gatetwin {

struct LayoutConnection {
  Index from = 0;
  Index to = 0;
  double distance_m = 0;
  bool one_way = false;
};

class LayoutGraph {
public:
  // `inside_m`: by area.
  LayoutGraph(std::vector<double> inside_m, const std::vector<LayoutConnection>& connections);

  // Empty when no way leads there.
  std::optional<double> distance_m(Index from_area, Index to_area) const;

private:
  std::vector<double> m_inside_m;
  std::vector<std::vector<double>> m_distance_m; // infinity: no way
};

} // namespace gatetwin
