// SPDX-License-Identifier: Apache-2.0
// Bounds as text: tables for a terminal, JSON, and CSV with a station a line.
#pragma once
#include "sim/bound/bound.hpp"
#include "sim/results/results_table.hpp"
#include <string>

namespace gatetwin {

std::string to_table(const CheckpointBound& bound, const CheckpointModel& model,
                     const TableStyle& style);
// One object, schema "gatetwin.bound/1". Times in seconds; those of the run since its start.
std::string to_json(const CheckpointBound& bound, const CheckpointModel& model);
std::string to_csv(const CheckpointBound& bound, const CheckpointModel& model);

} // namespace gatetwin
