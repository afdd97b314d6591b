// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sim/model/distribution.hpp"
#include <vector>

namespace gatetwin {

// Mean of the number of persons that a draw stands for: rounded to the nearest whole number, at
// least 1. Exact up to rounding; for kinds that scenarios allow as group sizes.
double mean_group_size(const Distribution& group_size);

// Shares of draws that stand for 1, 2, ... persons; what is rarer than 1e-15 is left out.
std::vector<double> group_size_shares(const Distribution& group_size);

} // namespace gatetwin
