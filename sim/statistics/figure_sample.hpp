// SPDX-License-Identifier: Apache-2.0
// What one run keeps of a figure so that figures of several runs can be added up exactly: sums and
// counts of its observations. A figure over time (queue_length) has no moments.
#pragma once
#include "sim/statistics/log_histogram.hpp"
#include "sim/statistics/moments.hpp"

namespace gatetwin {

struct FigureSample {
  DurationMoments moments;
  LogHistogram histogram; // of ns; of lengths, weighted by ns, for queue_length
};

} // namespace gatetwin
