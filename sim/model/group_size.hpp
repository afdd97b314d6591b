// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sim/model/distribution.hpp"

namespace gatetwin {

// Mean of the number of persons that a draw stands for: rounded to the nearest whole number, at
// least 1. Exact up to rounding; for kinds that scenarios allow as group sizes.
double mean_group_size(const Distribution& group_size);

} // namespace gatetwin
