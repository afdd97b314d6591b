// SPDX-License-Identifier: Apache-2.0
#include "sim/app/bound_screen.hpp"
#include <algorithm>

namespace gatetwin::app {
namespace {

constexpr double margin = 2;
constexpr double for_ever_s = 1e9;

using Stat = experiment::FigureChoice::Stat;

// What a limit says of waits: so many may wait longer than that.
struct WaitLimit {
  double within_s = 0;
  std::optional<double> late; // share; none: the limit is on the mean
  Index station = no_index;   // all
};

Index station_of(const CheckpointModel& model, const std::string& name)
{
  for (Index s = 0; s < model.stations.size(); ++s) {
    if (model.stations[s].name == name) return s;
  }
  return no_index;
}

std::optional<WaitLimit> wait_limit(const CheckpointModel& model, const QuantityLimit& limit)
{
  if (limit.quantity.terms.size() != 1 || !limit.quantity.is_simulated()) return std::nullopt;
  const experiment::FigureChoice& choice = limit.quantity.terms[0].choice;
  if (!choice.traveller_class.empty()) return std::nullopt;
  if (choice.stat == Stat::within && !limit.at_most) {
    for (const ServiceLevelModel& level : model.service_levels) {
      const bool waits = level.figure == "wait" && level.traveller_class == no_index;
      if (level.name == choice.place && waits)
        return WaitLimit{level.within_s, 1 - limit.amount, level.station};
    }
    return std::nullopt;
  }
  if (choice.figure != "wait" || !limit.at_most) return std::nullopt;
  WaitLimit out{limit.amount / limit.quantity.terms[0].factor, std::nullopt,
                station_of(model, choice.place)};
  switch (choice.stat) {
  case Stat::mean: return out;
  case Stat::p50: out.late = 0.5; return out;
  case Stat::p95: out.late = 0.05; return out;
  case Stat::p99: out.late = 0.01; return out;
  default: return std::nullopt;
  }
}

struct Waits {
  double persons = 0;
  double late = 0;  // of them, longer than the limit with its margin
  double sum_s = 0; // of overloaded stations only
};

// Who gives up or does not join waits less than formulas without patience say.
bool is_overloaded(const StationBound& station)
{
  return station.wait.abandoning + station.wait.balking < 0.001 &&
         (!station.overloads.empty() || station.wait.validity == Validity::infinite);
}

void add(Waits& to, const StationBound& station, double within_s, double run_s)
{
  const bool overloaded = is_overloaded(station);
  if (station.profile.empty()) {
    const double persons = station.persons_per_s * run_s;
    to.persons += persons;
    if (!overloaded) return;
    to.late += persons;
    to.sum_s += persons * for_ever_s;
    return;
  }
  for (const ProfilePoint& point : station.profile) {
    to.persons += point.persons;
    if (!overloaded) continue;
    if (point.wait_s > margin * within_s) to.late += point.persons;
    to.sum_s += point.persons * point.wait_s;
  }
}

bool is_hopeless(const CheckpointModel& model, const CheckpointBound& bound, const WaitLimit& limit)
{
  const double run_s = static_cast<double>(bound.window.to_ns - bound.window.from_ns) / 1e9;
  Waits waits;
  for (Index s = 0; s < model.stations.size(); ++s) {
    if (limit.station == no_index || limit.station == s)
      add(waits, bound.stations[s], limit.within_s, run_s);
  }
  if (waits.persons <= 0) return false;
  if (!limit.late) return waits.sum_s / waits.persons > margin * limit.within_s;
  const double allowed = std::max(0.01, *limit.late);
  return waits.late / waits.persons > std::min(margin * allowed, (1 + allowed) / 2);
}

double expected_wait_s(const CheckpointBound& bound)
{
  double persons = 0;
  double sum = 0;
  for (const StationBound& station : bound.stations) {
    persons += station.persons_per_s;
    const bool infinite = station.wait.validity == Validity::infinite;
    sum += station.persons_per_s * (infinite ? for_ever_s : station.wait.mean_s.value_or(0));
  }
  return persons > 0 ? sum / persons : 0;
}

} // namespace

BoundOutlook look_ahead(const CheckpointModel& model, const std::vector<QuantityLimit>& limits)
{
  const CheckpointBound found = bound(model);
  BoundOutlook out;
  out.wait_s = expected_wait_s(found);
  for (const QuantityLimit& limit : limits) {
    const std::optional<WaitLimit> waits = wait_limit(model, limit);
    out.hopeless = out.hopeless || (waits && is_hopeless(model, found, *waits));
  }
  return out;
}

} // namespace gatetwin::app
