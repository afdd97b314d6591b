// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/figure_choice.hpp"
#include <algorithm>
#include <array>
#include <vector>

namespace gatetwin::experiment {
namespace {

using Stat = FigureChoice::Stat;

constexpr std::array<std::pair<const char*, Stat>, 6> stats{{{"mean", Stat::mean},
                                                             {"sd", Stat::sd},
                                                             {"p50", Stat::p50},
                                                             {"p95", Stat::p95},
                                                             {"p99", Stat::p99},
                                                             {"max", Stat::max}}};
constexpr std::array<const char*, 7> figures{
    "wait",         "inspection",       "cycle",           "time_in_system",
    "queue_length", "registry_latency", "officer_response"};

constexpr const char* right = "write for example wait_p95, wait_mean@STATION, utilisation@STATION "
                              "or within@SERVICE_LEVEL";

ParsedChoice refuse(const std::string& text, const std::string& why)
{
  return {std::nullopt, "\"" + text.substr(0, 80) + "\": " + why};
}

const StationResult* station_of(const RunResults& results, const std::string& id)
{
  for (const StationResult& station : results.stations) {
    if (station.id == id) return &station;
  }
  return nullptr;
}

const ServiceLevelResult* level_of(const RunResults& results, const std::string& name)
{
  for (const ServiceLevelResult& level : results.service_levels) {
    if (level.name == name) return &level;
  }
  return nullptr;
}

const Figure* figure_of(const RunResults& results, const FigureChoice& choice)
{
  return find_figure(results, choice.figure, choice.place, choice.traveller_class);
}

template <typename List, typename Name> std::string names(const List& list, Name name)
{
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : ", ") + name(one);
  return out.empty() ? "none" : out;
}

} // namespace

bool FigureChoice::is_time() const { return !is_share() && figure != "queue_length"; }

ParsedChoice parse_figure_choice(const std::string& text)
{
  FigureChoice out;
  out.text = text;
  const std::size_t at = text.find('@');
  const std::string what = text.substr(0, at);
  if (at != std::string::npos) {
    const std::string where = text.substr(at + 1);
    const std::size_t slash = where.find('/');
    out.place = where.substr(0, slash);
    if (slash != std::string::npos) out.traveller_class = where.substr(slash + 1);
    if (out.place.empty() && out.traveller_class.empty())
      return refuse(text, std::string("nothing stands behind the @; ") + right);
  }
  if (what == "utilisation" || what == "within") {
    out.stat = what == "within" ? Stat::within : Stat::utilisation;
    if (!out.traveller_class.empty()) return refuse(text, "it has no classes");
    if (out.place.empty())
      return refuse(text, what == "within" ? "name the service level: within@NAME"
                                           : "name the station: utilisation@STATION");
    return {out, ""};
  }
  const std::size_t bar = what.rfind('_');
  out.figure = bar == std::string::npos ? what : what.substr(0, bar);
  if (std::find(figures.begin(), figures.end(), out.figure) == figures.end()) {
    return refuse(text, "there is no such figure; there are " +
                            names(figures, [](const char* f) { return std::string(f); }) + "; " +
                            right);
  }
  const std::string wanted = what.substr(bar + 1);
  for (const auto& [name, stat] : stats) {
    if (wanted != name) continue;
    out.stat = stat;
    return {out, ""};
  }
  return refuse(text, "\"" + wanted.substr(0, 40) +
                          "\" is none of mean, sd, p50, p95, p99 and max; " + right);
}

std::optional<double> value_of(const RunResults& results, const FigureChoice& choice)
{
  if (choice.stat == Stat::utilisation) {
    const StationResult* station = station_of(results, choice.place);
    return station != nullptr ? station->utilisation : std::nullopt;
  }
  if (choice.stat == Stat::within) {
    const ServiceLevelResult* level = level_of(results, choice.place);
    return level != nullptr ? level->share_within : std::nullopt;
  }
  const Figure* figure = figure_of(results, choice);
  if (figure == nullptr) return std::nullopt;
  switch (choice.stat) {
  case Stat::mean: return figure->mean;
  case Stat::sd: return figure->sd;
  case Stat::p50: return figure->p50;
  case Stat::p95: return figure->p95;
  case Stat::p99: return figure->p99;
  case Stat::max: return figure->max;
  default: return std::nullopt;
  }
}

std::optional<Interval> interval_of(const RunResults& results, const FigureChoice& choice)
{
  if (choice.stat == Stat::utilisation) {
    const StationResult* station = station_of(results, choice.place);
    return station != nullptr ? station->utilisation_ci95 : std::nullopt;
  }
  if (choice.stat == Stat::within) {
    const ServiceLevelResult* level = level_of(results, choice.place);
    return level != nullptr ? level->ci95 : std::nullopt;
  }
  const Figure* figure = figure_of(results, choice);
  if (figure == nullptr) return std::nullopt;
  if (choice.stat == Stat::mean) return figure->ci95_mean;
  return choice.stat == Stat::p95 ? figure->ci95_p95 : std::nullopt;
}

std::string missing_in(const RunResults& results, const FigureChoice& choice)
{
  const auto id = [](const auto& one) { return one.id; };
  if (choice.stat == Stat::within) {
    if (level_of(results, choice.place) != nullptr) return "";
    return "no service level \"" + choice.place + "\"; there are: " +
           names(results.service_levels, [](const auto& level) { return level.name; });
  }
  if (!choice.place.empty() && station_of(results, choice.place) == nullptr)
    return "no station \"" + choice.place + "\"; there are: " + names(results.stations, id);
  const auto& classes = results.traveller_classes;
  const bool known = std::any_of(classes.begin(), classes.end(), [&](const ClassResult& one) {
    return one.id == choice.traveller_class;
  });
  if (!choice.traveller_class.empty() && !known)
    return "no class \"" + choice.traveller_class + "\"; there are: " + names(classes, id);
  return "";
}

} // namespace gatetwin::experiment
