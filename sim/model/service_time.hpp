// SPDX-License-Identifier: Apache-2.0
// How long a person keeps a unit, on the mean and by variance, and how the visit ends, without
// simulation. A plain station has its service time. Where the production core runs, the time
// emerges from phases: it is summed over the courses that a visit can take (all well, a failed
// reading, a face that is not recognised, ...), each with its share from device faults and habits.
// That is an approximation: phases are taken as independent, rare faults on top of each other are
// left out, and the registry answers in the time of an empty network.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <array>
#include <vector>

namespace gatetwin {

struct ServiceTime {
  double mean_s = 0;
  double variance_s2 = 0;
  std::array<double, outcome_count> outcome_share{}; // sums to 1; plain: all Outcome::none
};

// `stamp_due`: share of the visits of holders of stamped documents in which a stamp is due.
ServiceTime service_time(const CheckpointModel& model, Index station, Index traveller_class,
                         double stamp_due);

// [station][class]
using ServiceTable = std::vector<std::vector<ServiceTime>>;
// With the stamps that the classes' numbers of crossings in the run make due.
ServiceTable service_table(const CheckpointModel& model);

// Share of crossings at which a stamp is due, for persons who cross at random `per_s` times a
// second over `span_s`, when a stamp is valid for `validity_s` and nobody has one in the beginning.
double stamp_due_share(double per_s, double validity_s, double span_s);

} // namespace gatetwin
