// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/demand_clock.hpp"
#include "sim/model/traffic.hpp"
#include <algorithm>

namespace gatetwin {

DemandClock::DemandClock(const CheckpointModel& model)
    : m_model(model), m_next(model.demands.size())
{
  for (const DemandModel& demand : model.demands) {
    for (const RateStep& step : demand.rates) m_instants.push_back(step.from_ns);
    double persons = 0;
    for (const ScheduledArrival& arrival : demand.scheduled) persons += arrival.persons;
    m_scheduled_rate.push_back(
        model.horizon_ns > 0 ? persons / (static_cast<double>(model.horizon_ns) * 1e-9) : 0);
  }
  std::sort(m_instants.begin(), m_instants.end());
  m_instants.erase(std::unique(m_instants.begin(), m_instants.end()), m_instants.end());
}

std::int64_t DemandClock::next_change(std::int64_t now_ns) const
{
  const auto next = std::upper_bound(m_instants.begin(), m_instants.end(), now_ns);
  return next == m_instants.end() ? INT64_MAX : *next;
}

std::vector<double> DemandClock::rates(std::int64_t from_ns, std::int64_t to_ns) const
{
  std::vector<double> rates(m_next.size());
  for (std::size_t d = 0; d < rates.size(); ++d) {
    if (m_model.demands[d].process != ArrivalProcess::scheduled)
      rates[d] = arrivals_within(m_model, d, {from_ns, to_ns});
  }
  return rates;
}

double DemandClock::scheduled_rate(std::size_t demand) const { return m_scheduled_rate[demand]; }

double DemandClock::take_scheduled(std::size_t demand, std::int64_t to_ns)
{
  const auto& scheduled = m_model.demands[demand].scheduled;
  double persons = 0;
  std::size_t& next = m_next[demand];
  for (; next < scheduled.size() && scheduled[next].at_ns < to_ns; ++next)
    persons += scheduled[next].persons;
  return persons;
}

std::int64_t DemandClock::next_scheduled() const
{
  std::int64_t next_ns = INT64_MAX;
  for (std::size_t d = 0; d < m_next.size(); ++d) {
    const auto& scheduled = m_model.demands[d].scheduled;
    if (m_next[d] < scheduled.size()) next_ns = std::min(next_ns, scheduled[m_next[d]].at_ns);
  }
  return next_ns;
}

} // namespace gatetwin
