// SPDX-License-Identifier: Apache-2.0
// Rules of demand, profiles and routes.
#include "sim/scenario/scenario_rules.hpp"
#include <cmath>

namespace gatetwin {
namespace {

using scenario::Demand;
using scenario::Route;
using scenario::Scenario;

class DemandCheck {
public:
  DemandCheck(const Scenario& scenario, const Demand& demand, ReadContext& context)
      : m_scenario(scenario), m_demand(demand), m_context(context),
        m_path(child_path("demand", demand.name()))
  {
  }

  void run()
  {
    only_with("expected", m_demand.has_profile(), "profile");
    only_with("expected_in", m_demand.has_expected(), "expected");
    only_with("spread", m_demand.has_counts(), "counts");
    only_with("factor", m_demand.has_rate() || m_demand.has_profile() || m_demand.has_counts(),
              "rate, profile or counts");
    if (given("expected") && given("factor"))
      fault("factor", "factor and expected contradict each other", "keep one");
    for (int i = 0; i < m_demand.coaches_size(); ++i) check_coaches(i);
    for (int i = 0; i < m_demand.counts().row_size(); ++i) check_row(i);
    if (m_scenario.has_duration() && m_scenario.duration() == 0 && !m_context.is_faulty(m_path))
      check_endless();
  }

private:
  bool given(const std::string& field) const
  {
    return m_context.positions.contains(child_path(m_path, field));
  }
  void fault(const std::string& field, const std::string& message, const std::string& hint)
  {
    const std::string path = child_path(m_path, field);
    m_context.fault(path, m_context.positions.find(path), message, hint);
  }
  void only_with(const std::string& field, bool there, const std::string& what)
  {
    if (given(field) && !there && !m_context.is_faulty(m_path)) {
      fault(field, field + " has no meaning without " + what, "remove it");
    }
  }
  void check_coaches(int i)
  {
    const scenario::Coaches& coaches = m_demand.coaches(i);
    const std::string where = "coaches." + std::to_string(i);
    if (m_context.is_faulty(child_path(m_path, where))) return;
    const bool listed = coaches.at_size() > 0, repeated = coaches.has_every();
    if (listed == repeated) {
      fault(where, listed ? "coaches have both at and every" : "coaches have neither at nor every",
            "write at: [\"07:30\", \"09:00\"], or every: 30 min and between: 06:00-20:00");
    } else if (repeated != coaches.has_between()) {
      fault(where, repeated ? "every lacks between" : "between has no meaning without every",
            repeated ? "add between: 06:00-20:00" : "remove it");
    }
  }
  void check_row(int i)
  {
    const auto& row = m_demand.counts().row(i);
    const std::string where = "counts." + std::to_string(i);
    if (m_context.is_faulty(child_path(m_path, where))) return;
    if (row.from() >= row.to())
      fault(where, "the interval does not end after it begins", "from,to,persons");
    else if (i > 0 && row.from() < m_demand.counts().row(i - 1).to()) {
      fault(where, "the interval begins before the one above has ended",
            "sort the rows; intervals may not overlap");
    }
  }
  void check_endless()
  {
    if (m_demand.limit() == 0) {
      m_context.fault(m_path, m_context.positions.find(m_path),
                      "duration is unlimited and demand \"" + m_demand.name() + "\" has no limit",
                      "give one of them an end");
    } else if (!m_demand.has_rate() && !m_demand.has_interarrival()) {
      m_context.fault(m_path, m_context.positions.find(m_path),
                      "demand \"" + m_demand.name() +
                          "\" follows the calendar, but duration is unlimited",
                      "give the duration");
    }
  }

  const Scenario& m_scenario;
  const Demand& m_demand;
  ReadContext& m_context;
  std::string m_path;
};

void check_profile(const scenario::Profile& profile, ReadContext& context)
{
  const std::string path = child_path(child_path("profiles", profile.name()), "rate_per_hour");
  if (context.is_faulty(path) || profile.rate_per_hour_size() == 0) return;
  if (profile.rate_per_hour(0).from() != 0) {
    context.fault(path, context.positions.find(path), "rate_per_hour: the day begins at 00:00",
                  "add \"00:00\": 0 as the first line");
  }
  double sum = 0;
  for (int i = 0; i < profile.rate_per_hour_size(); ++i) {
    sum += profile.rate_per_hour(i).persons_per_hour();
    if (i > 0 && profile.rate_per_hour(i).from() <= profile.rate_per_hour(i - 1).from()) {
      context.fault(path, context.positions.find(path),
                    "rate_per_hour: times are not in order at " +
                        format_time_of_day(profile.rate_per_hour(i).from()),
                    "sort the lines");
    }
  }
  if (sum == 0)
    context.fault(path, context.positions.find(path), "rate_per_hour: all rates are 0",
                  "nobody would come");
}

void check_choices(const Route& route, const std::string& path, ReadContext& context)
{
  const std::string where = child_path(path, "choices");
  if (route.choices_size() == 0 || context.is_faulty(where)) return;
  double sum = 0;
  int open = 0;
  for (const auto& choice : route.choices()) {
    sum += choice.share();
    if (!choice.has_share()) ++open;
  }
  if (open > 1)
    context.fault(where, context.positions.find(where), "choices: several take the rest",
                  "give their shares");
  else if (open == 1 && sum > 1 + 1e-9) {
    context.fault(where, context.positions.find(where),
                  "choices: shares sum to " + rounded_percent(sum) + " without the rest",
                  "at most 100 %");
  } else if (open == 0 && std::abs(sum - 1) > 1e-9) {
    context.fault(where, context.positions.find(where),
                  "choices: shares sum to " + rounded_percent(sum),
                  "they must sum to 100 %; `rest` takes what is left");
  }
}

void check_outcomes(const Scenario& scenario, const Route& route, const std::string& path,
                    ReadContext& context)
{
  for (const std::string& from : route.from()) {
    for (const auto& entrance : scenario.entrances()) {
      if (entrance.name() == from && route.on_size() > 0) {
        context.fault(path, context.positions.find(path + ".on"),
                      "on has no meaning from an entrance", "remove it");
      }
    }
    for (const auto& station : scenario.stations()) {
      if (station.name() != from || !station.has_kind()) continue;
      for (int i = 0; i < route.on_size(); ++i) {
        const bool plain = station.kind() == scenario::Station::plain;
        const bool core_outcome = route.on(i) == Route::admitted ||
                                  route.on(i) == Route::referred || route.on(i) == Route::refused;
        if (plain ? !core_outcome : route.on(i) != Route::served) continue;
        context.fault(path, context.positions.find(path + ".on." + std::to_string(i)),
                      "station \"" + from + "\" of kind " +
                          scenario::Station::Kind_Name(station.kind()) + " never ends with " +
                          Route::On_Name(route.on(i)),
                      plain ? "a plain station's travellers are served"
                            : "travellers are admitted, referred or refused");
      }
    }
  }
}

} // namespace

void check_demand_rules(const Scenario& scenario, ReadContext& context)
{
  for (const Demand& demand : scenario.demand()) DemandCheck(scenario, demand, context).run();
  for (const scenario::Profile& profile : scenario.profiles()) check_profile(profile, context);
}

void check_route_rules(const Scenario& scenario, ReadContext& context)
{
  for (int i = 0; i < scenario.routes_size(); ++i) {
    const std::string path = "routes." + std::to_string(i);
    check_choices(scenario.routes(i), path, context);
    check_outcomes(scenario, scenario.routes(i), path, context);
  }
}

} // namespace gatetwin
