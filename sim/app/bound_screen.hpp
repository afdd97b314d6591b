// SPDX-License-Identifier: Apache-2.0
// What the bound (sim/bound) says of a design before it is simulated: whether its load exceeds what
// it can do by so much that a limit on waits can't be kept, and how long people may wait.
//
// Formulas approximate, so they discard only with a wide margin: a station must be overloaded, and
// the backlog's waits must be twice the limit for twice as many as the limit lets wait longer (for
// a mean, twice the limit). Stations whose people give up or don't join discard nothing.
#pragma once
#include "sim/app/optimise_question.hpp"
#include "sim/bound/bound.hpp"

namespace gatetwin::app {

struct BoundOutlook {
  bool hopeless = false;
  double wait_s = 0; // mean over all waits; large where it is infinite
};

BoundOutlook look_ahead(const CheckpointModel& model, const std::vector<QuantityLimit>& limits);

} // namespace gatetwin::app
