// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/arrivals.hpp"
#include "core/base/check.hpp"

namespace gatetwin {

ArrivalSource::ArrivalSource(const CheckpointModel& model, Index demand, std::uint64_t seed,
                             std::uint64_t replication)
    : m_demand(&model.demands[demand]),
      m_group_size(&model.classes[model.demands[demand].traveller_class].group_size),
      m_horizon_ns(model.horizon_ns), m_gaps(seed, replication, demand, purpose_key("arrival")),
      m_sizes(seed, replication, demand, purpose_key("group_size"))
{
}

bool ArrivalSource::advance()
{
  if (m_demand->limit != 0 && m_groups == m_demand->limit) return false;
  switch (m_demand->process) {
  case ArrivalProcess::poisson:
    if (!advance_poisson()) return false;
    break;
  case ArrivalProcess::renewal:
    m_time_ns += from_seconds(m_demand->interarrival.sample(m_gaps)).ns;
    break;
  case ArrivalProcess::scheduled:
    if (m_groups == m_demand->scheduled.size()) return false;
    m_time_ns = m_demand->scheduled[m_groups].at_ns;
    break;
  }
  if (m_horizon_ns != 0 && m_time_ns >= m_horizon_ns) return false;
  ++m_groups;
  return true;
}

bool ArrivalSource::advance_poisson()
{
  double left = m_gaps.exponential(1); // of the integral of the rate
  const auto& rates = m_demand->rates;
  for (;;) {
    const bool last = m_step + 1 >= rates.size();
    if (m_step < rates.size() && rates[m_step].from_ns <= m_time_ns) {
      const double per_ns = rates[m_step].per_second * 1e-9;
      const double needed_ns = per_ns > 0 ? left / per_ns + m_fraction_ns : 9e18;
      const double span_ns =
          last ? 8e18 : static_cast<double>(rates[m_step + 1].from_ns - m_time_ns);
      if (needed_ns < span_ns) {
        const auto whole = static_cast<std::int64_t>(needed_ns);
        m_fraction_ns = needed_ns - static_cast<double>(whole);
        m_time_ns += whole;
        return true;
      }
      if (last) return false;
      left -= per_ns * (span_ns - m_fraction_ns);
      ++m_step;
    }
    if (m_step >= rates.size()) return false;
    m_time_ns = rates[m_step].from_ns > m_time_ns ? rates[m_step].from_ns : m_time_ns;
    m_fraction_ns = 0;
    if (left < 0) left = 0;
  }
}

std::uint32_t ArrivalSource::persons()
{
  if (m_demand->process == ArrivalProcess::scheduled) {
    return m_demand->scheduled[m_groups - 1].persons;
  }
  if (m_group_size->is_zero()) return 1;
  const double size = m_group_size->sample(m_sizes);
  return size < 1.5 ? 1 : size < 60'000 ? static_cast<std::uint32_t>(size + 0.5) : 60'000;
}

} // namespace gatetwin
