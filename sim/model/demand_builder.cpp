// SPDX-License-Identifier: Apache-2.0
// Model builder: arrivals. Scenarios count persons; the model's rates count groups.
#include "core/base/check.hpp"
#include "core/settings/value_text.hpp"
#include "sim/model/build_context.hpp"
#include "sim/model/group_size.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

using scenario::Demand;
using scenario::Profile;

constexpr std::int64_t day_s = 86400;
constexpr std::uint64_t most_scheduled = 2'000'000;

double weekday_factor(const scenario::WeekdayFactors& factors, int weekday)
{
  switch (weekday) {
  case 0: return factors.mon();
  case 1: return factors.tue();
  case 2: return factors.wed();
  case 3: return factors.thu();
  case 4: return factors.fri();
  case 5: return factors.sat();
  default: return factors.sun();
  }
}

double day_factor(const Profile& profile, std::int64_t day)
{
  for (const auto& special : profile.special_days()) {
    if (special.date() == day) return special.factor();
  }
  return weekday_factor(profile.weekdays(), weekday_of(day));
}

// Sorts steps into the run: the last one before the start holds at 0; equal neighbours become one.
std::vector<RateStep> clipped(std::vector<RateStep> steps, std::int64_t horizon_ns)
{
  std::stable_sort(steps.begin(), steps.end(),
                   [](const RateStep& a, const RateStep& b) { return a.from_ns < b.from_ns; });
  std::vector<RateStep> kept{{0, 0}};
  for (const RateStep& step : steps) {
    if (step.from_ns >= horizon_ns) break;
    if (step.from_ns <= 0)
      kept[0].per_second = step.per_second;
    else if (step.from_ns == kept.back().from_ns)
      kept.back().per_second = step.per_second;
    else if (step.per_second != kept.back().per_second)
      kept.push_back(step);
  }
  return kept;
}

double expected_count(const std::vector<RateStep>& steps, std::int64_t horizon_ns)
{
  double sum = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::int64_t to = i + 1 < steps.size() ? steps[i + 1].from_ns : horizon_ns;
    sum += steps[i].per_second * static_cast<double>(to - steps[i].from_ns) * 1e-9;
  }
  return sum;
}

class DemandBuilder {
public:
  DemandBuilder(BuildContext& context, const CheckpointModel& model, const Demand& from)
      : m_context(context), m_model(model), m_from(from), m_path("demand." + from.name())
  {
    m_made.name = from.name();
    m_made.traveller_class = context.classes.at(from.class_());
    m_made.entrance = context.entrances.at(from.entrance());
    m_made.limit = from.limit();
    m_zone = zone_of_entrance(model, m_made.entrance);
    m_group = mean_group_size(model.classes[m_made.traveller_class].group_size);
  }

  DemandModel build()
  {
    if (m_from.has_rate())
      m_made.rates = {{0, m_from.rate() * m_from.factor() / m_group}};
    else if (m_from.has_profile())
      build_profile();
    else if (m_from.has_interarrival())
      build_renewal();
    else if (m_from.coaches_size() > 0)
      build_coaches();
    else if (m_from.spread() == Demand::evenly)
      build_even_counts();
    else
      build_poisson_counts();
    return std::move(m_made);
  }

private:
  void fault(const std::string& field, const std::string& message, const std::string& hint)
  {
    m_context.fault(m_path + "." + field, "demand \"" + m_from.name() + "\": " + message, hint);
  }

  void build_profile()
  {
    const Profile& profile =
        m_context.scenario.profiles(static_cast<int>(m_context.profiles.at(m_from.profile())));
    const RunCalendar& run = m_context.calendar;
    std::vector<RateStep> steps;
    const std::int64_t counted_ns =
        m_from.has_expected_in() ? std::llround(m_from.expected_in() * 1e9) : m_model.horizon_ns;
    const std::int64_t counted_days = counted_ns / 1'000'000'000 / day_s + 2;
    const std::int64_t last_day =
        std::max(run.last_day(m_zone), run.first_day(m_zone) + counted_days);
    for (std::int64_t day = run.first_day(m_zone); day <= last_day; ++day) {
      const double factor = day_factor(profile, day) / 3600;
      for (const auto& rate : profile.rate_per_hour()) {
        steps.push_back(
            {run.run_time_ns(day * day_s + rate.from(), m_zone), rate.persons_per_hour() * factor});
      }
    }
    const double persons = expected_count(clipped(steps, counted_ns), counted_ns);
    m_made.rates = clipped(std::move(steps), m_model.horizon_ns);
    if (persons == 0 || expected_count(m_made.rates, m_model.horizon_ns) == 0) {
      fault("profile", "nobody comes in this run", "look at the profile's rates and the start");
      return;
    }
    const double scale = m_from.has_expected() ? m_from.expected() / persons : m_from.factor();
    for (RateStep& step : m_made.rates) {
      step.per_second *= scale / m_group;
      if (step.per_second > 300) {
        fault(m_from.has_expected() ? "expected" : "profile", "more than 300 arrivals a second",
              "look at rates and factors");
        return;
      }
    }
  }

  void build_renewal()
  {
    m_made.process = ArrivalProcess::renewal;
    m_made.interarrival = to_distribution(m_from.interarrival());
    if (m_made.interarrival.mean() < 1e-3) {
      fault("interarrival", "a mean below a millisecond",
            "no checkpoint has more than 1000 arrivals a second");
    }
  }

  void schedule(std::int64_t local, std::uint32_t persons)
  {
    const std::int64_t at = m_context.calendar.run_time_ns(local, m_zone);
    if (at >= 0 && at < m_model.horizon_ns) m_made.scheduled.push_back({at, persons});
  }

  void finish_schedule(const std::string& field)
  {
    std::stable_sort(
        m_made.scheduled.begin(), m_made.scheduled.end(),
        [](const ScheduledArrival& a, const ScheduledArrival& b) { return a.at_ns < b.at_ns; });
    if (m_made.scheduled.empty())
      fault(field, "nothing arrives in this run", "look at times, days and the start");
  }

  void build_coaches()
  {
    m_made.process = ArrivalProcess::scheduled;
    const RunCalendar& run = m_context.calendar;
    for (const scenario::Coaches& coaches : m_from.coaches()) {
      unsigned days = 0;
      for (const int day : coaches.days().day()) days |= 1U << day;
      for (std::int64_t day = run.first_day(m_zone); day <= run.last_day(m_zone); ++day) {
        if ((days >> weekday_of(day) & 1U) == 0) continue;
        for (const std::uint32_t at : coaches.at()) schedule(day * day_s + at, coaches.persons());
        if (!coaches.has_every()) continue;
        const std::int64_t first = coaches.between().from();
        std::int64_t last = coaches.between().to();
        if (last <= first) last += day_s;
        const auto step = static_cast<std::int64_t>(std::llround(coaches.every()));
        for (std::int64_t at = first; at <= last; at += step)
          schedule(day * day_s + at, coaches.persons());
      }
    }
    finish_schedule("coaches");
  }

  void build_poisson_counts()
  {
    const RunCalendar& run = m_context.calendar;
    std::vector<RateStep> steps;
    for (const auto& row : m_from.counts().row()) {
      const std::int64_t from = run.run_time_ns(row.from(), m_zone),
                         to = run.run_time_ns(row.to(), m_zone);
      if (to <= from) continue; // inside the hour that a change of clocks leaves out
      const double length_s = static_cast<double>(to - from) * 1e-9;
      steps.push_back({from, row.persons() * m_from.factor() / length_s / m_group});
      steps.push_back({to, 0});
    }
    m_made.rates = clipped(std::move(steps), m_model.horizon_ns);
    if (expected_count(m_made.rates, m_model.horizon_ns) == 0) {
      fault("counts", "nobody comes in this run", "look at the rows' times and the start");
    }
  }

  void build_even_counts()
  {
    m_made.process = ArrivalProcess::scheduled;
    const RunCalendar& run = m_context.calendar;
    std::uint64_t total = 0;
    for (const auto& row : m_from.counts().row()) {
      const auto persons =
          static_cast<std::uint64_t>(std::llround(row.persons() * m_from.factor()));
      total += persons;
      if (total > most_scheduled) {
        fault("counts", "more than " + std::to_string(most_scheduled) + " persons evenly spread",
              "write spread: poisson");
        return;
      }
      const std::int64_t from = run.run_time_ns(row.from(), m_zone),
                         to = run.run_time_ns(row.to(), m_zone);
      for (std::uint64_t i = 0; i < persons; ++i) {
        const double part = (static_cast<double>(i) + 0.5) / static_cast<double>(persons);
        const std::int64_t at =
            from + static_cast<std::int64_t>(part * static_cast<double>(to - from));
        if (at >= 0 && at < m_model.horizon_ns) m_made.scheduled.push_back({at, 1});
      }
    }
    finish_schedule("counts");
  }

  BuildContext& m_context;
  const CheckpointModel& m_model;
  const Demand& m_from;
  std::string m_path;
  std::string m_zone;
  double m_group = 1;
  DemandModel m_made;
};

} // namespace

void build_demand(BuildContext& context, CheckpointModel& model)
{
  for (const Demand& from : context.scenario.demand()) {
    model.demands.push_back(DemandBuilder(context, model, from).build());
  }
}

} // namespace gatetwin
