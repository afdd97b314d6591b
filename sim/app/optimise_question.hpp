// SPDX-License-Identifier: Apache-2.0
// What `gatetwin optimise` is asked: quantities out of units, officers, varied fields and figures,
// one that is to be least and limits on others.
//   QUANTITY    TERM or TERM + TERM + ..., a term with a factor in front if wanted: "3 * units"
//   TERM        units, units@STATION       how many there are
//               officers, officers@STATION how many are on duty at once at most
//               officer_hours[@STATION]    hours on duty over the run
//               PATH                       a field that --vary names
//               FIGURE                     wait_p95, utilisation@booths, ... (figure_choice.hpp)
//   LIMIT       QUANTITY <= AMOUNT, QUANTITY >= AMOUNT
//               within 30 min[@STATION] >= 95 %   share of the waits
//               SERVICE_LEVEL                     of the scenario, as it stands there
// With a roster its officers count, whether they have a unit or not; without one an officer stands
// at every unit but e-gates, for as long as it is open.
#pragma once
#include "sim/experiment/figure_choice.hpp"
#include "sim/experiment/variation.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::app {

struct QuantityTerm {
  enum class Kind : unsigned char { units, officers, officer_hours, setting, figure };
  Kind kind = Kind::units;
  double factor = 1;
  std::string place;               // station, or the path of a setting
  experiment::FigureChoice choice; // of a figure
};

struct Quantity {
  std::string text;
  std::vector<QuantityTerm> terms;
  bool is_simulated() const; // a figure is among them
  std::string unit() const;  // "s", "share" or empty, as in OptimumResult
};

struct QuantityLimit {
  std::string text;
  Quantity quantity;
  bool at_most = true;
  double amount = 0;
};

struct ParsedQuantity {
  std::optional<Quantity> quantity;
  std::string fault; // what is wrong and what would be right
};
// `paths`: the fields that are varied.
ParsedQuantity parse_quantity_sum(const std::string& text, const std::vector<std::string>& paths);

struct ParsedLimit {
  std::optional<QuantityLimit> limit;
  std::string setting; // PATH=VALUE to be set in the scenario first: a service level of its own
  std::string service_level; // or the scenario's, whose share and target make the limit
  std::string fault;
};
ParsedLimit parse_limit(const std::string& text, const std::vector<std::string>& paths);
// The limit that a service level of the scenario is.
QuantityLimit limit_of(const ServiceLevelModel& level);

// What the model has no such thing of; empty: all is there.
std::string missing_in(const CheckpointModel& model, const Quantity& quantity);
// The part that is known without simulation.
double known_part(const CheckpointModel& model, const experiment::Settings& settings,
                  const Quantity& quantity);

} // namespace gatetwin::app
