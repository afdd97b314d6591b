// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/steady_wait.hpp"
#include "core/base/portable_math.hpp"
#include "sim/bound/queue_formulas.hpp"
#include <algorithm>
#include <functional>
#include <map>

namespace gatetwin {
namespace {

class Chooser {
public:
  Chooser(const CheckpointModel& model, const std::vector<Index>& stations,
          const PoolTraits& traits, const PoolLoad& load, std::uint32_t units)
      : m_model(model), m_stations(stations), m_traits(traits), m_load(load), m_units(units),
        m_rho(load.load / units)
  {
  }

  WaitBound choose()
  {
    m_wait.caveats = caveats_of(m_traits);
    if (m_traits.abandon_per_s > 0 || m_traits.balk_at > 0) {
      with_losses();
    } else if (m_traits.breaks && breaking_server()) {
      // done
    } else if (m_rho >= 1) {
      m_wait.validity = Validity::infinite;
      if (m_traits.priorities) by_priority(m_load.load > 0 ? saturated_residual() : 0);
      return std::move(m_wait);
    } else {
      in_order_of_arrival();
      if (m_traits.priorities && m_wait.mean_s) by_priority(*m_wait.mean_s * (1 - m_rho));
    }
    if (m_wait.mean_s && m_traits.abandon_per_s == 0 && m_traits.balk_at == 0)
      m_wait.queue_mean = *m_wait.mean_s * m_load.persons_per_s;
    return std::move(m_wait);
  }

private:
  void set(Formula formula, bool exact, double mean_s)
  {
    m_wait.formula = formula;
    m_wait.validity = exact && m_wait.caveats.empty() ? Validity::exact : Validity::approximation;
    m_wait.mean_s = mean_s;
  }
  void warn(Caveat caveat)
  {
    if (std::find(m_wait.caveats.begin(), m_wait.caveats.end(), caveat) == m_wait.caveats.end())
      m_wait.caveats.push_back(caveat);
  }

  void with_losses()
  {
    if (!m_traits.poisson) warn(Caveat::arrivals);
    if (!m_traits.exponential) warn(Caveat::service);
    if (!m_traits.exponential_patience || !m_traits.same_balking) warn(Caveat::patience);
    if (m_traits.breaks) warn(Caveat::breakdowns);
    const double patience_s = m_traits.abandon_per_s > 0 ? 1 / m_traits.abandon_per_s : 0;
    const Losses losses =
        impatient_wait(m_units, m_load.load, m_load.mean_s, patience_s, m_traits.balk_at);
    set(patience_s > 0 ? Formula::erlang_a : Formula::finite_queue, !m_traits.priorities,
        losses.wait_served_s);
    m_wait.abandoning = losses.abandoning;
    m_wait.balking = losses.balking;
    m_wait.queue_mean = losses.queue_mean;
  }

  bool breaking_server()
  {
    const StationModel& station = m_model.stations[m_stations[0]];
    const bool exact = m_traits.exponential && m_traits.poisson && m_units == 1 &&
                       m_traits.exponential_breaks && !m_traits.priorities && m_rho < 1;
    if (exact) {
      const double service_s = station.service[0].mean();
      set(Formula::breaking_server, true,
          breaking_mm1_wait_s(m_load.persons_per_s * service_s, service_s,
                              station.breakdown.time_between.mean(),
                              station.breakdown.time_to_repair.mean()));
      return true;
    }
    warn(Caveat::breakdowns);
    return false;
  }

  void in_order_of_arrival()
  {
    const double a = m_load.load, mean_s = m_load.mean_s, scv = m_load.scv;
    const bool one = m_units == 1;
    const bool plain = !m_traits.breaks;
    if (!m_traits.group_sizes.empty() && a < 500) {
      const GroupMoments group = moments_of(m_traits.group_sizes);
      if (one) {
        set(Formula::burke_groups, plain, group_wait_s(a, mean_s, scv, group));
        return;
      }
      const double ratio = group_wait_s(m_rho, mean_s / m_units, scv, group) /
                           group_wait_s(m_rho, mean_s / m_units, 1, group);
      set(Formula::group_chain, m_traits.exponential && plain,
          group_mmc_wait_s(m_units, a, mean_s, m_traits.group_sizes) * ratio);
      return;
    }
    if (!m_traits.poisson) {
      warn(Caveat::arrivals);
      set(Formula::allen_cunneen, false,
          ggc_wait_s(m_units, a, mean_s, m_traits.scv_arrivals, scv));
    } else if (m_traits.exponential && plain) {
      set(Formula::erlang_c, true, mmc_wait_s(m_units, a, mean_s));
    } else if (one) {
      set(Formula::pollaczek_khinchine, plain, mg1_wait_s(a, mean_s, scv));
    } else if (m_traits.constant && plain && m_rho <= 0.98) {
      set(Formula::crommelin, true, mdc_wait_s(m_units, a, mean_s));
    } else if (scv <= 1) {
      set(Formula::cosmetatos, false, mgc_wait_s(m_units, a, mean_s, scv));
    } else {
      set(Formula::allen_cunneen, false, ggc_wait_s(m_units, a, mean_s, 1, scv));
    }
    if (!m_traits.priorities) set_p95();
  }

  void set_p95()
  {
    const double waits = m_units == 1 ? m_rho : erlang_c(m_units, m_load.load);
    if (m_wait.formula == Formula::erlang_c) {
      m_wait.p95_exact = m_wait.validity == Validity::exact;
      m_wait.p95_s = mmc_wait_quantile_s(m_units, m_load.load, m_load.mean_s, 0.95);
    } else {
      m_wait.p95_s = waits <= 0.05 ? 0 : *m_wait.mean_s / waits * portable_log(waits / 0.05);
    }
  }

  // What remains of the services in progress, per unit, when all units are busy for good.
  double saturated_residual() const { return m_load.mean_s * (1 + m_load.scv) / (2 * m_units); }

  // A. Cobham 1954: exact for one server, and for several with one exponential service.
  void by_priority(double residual_s)
  {
    std::map<std::uint8_t, double, std::greater<>> load; // highest first
    for (Index c = 0; c < m_load.by_class.size(); ++c)
      load[m_model.classes[c].priority] += m_load.by_class[c] * m_load.mean_s_by_class[c] / m_units;
    const bool infinite = m_wait.validity == Validity::infinite;
    const bool exact = m_wait.validity == Validity::exact && (m_units == 1 || m_traits.exponential);
    if (!infinite) set(Formula::cobham, exact, 0);
    m_wait.formula = Formula::cobham;
    m_wait.p95_s.reset();
    double sum = 0;
    for (Index c = 0; c < m_load.by_class.size(); ++c) {
      m_wait.mean_s_by_class.emplace_back();
      if (m_load.by_class[c] <= 0) continue;
      double above = 0;
      for (const auto& [priority, part] : load) {
        if (priority > m_model.classes[c].priority) above += part;
      }
      const double to = above + load[m_model.classes[c].priority];
      if (to >= 1) continue;
      m_wait.mean_s_by_class.back() = priority_wait_s(residual_s, above, to);
      sum += m_load.by_class[c] * *m_wait.mean_s_by_class.back();
    }
    if (!infinite) m_wait.mean_s = sum / m_load.persons_per_s;
  }

  const CheckpointModel& m_model;
  const std::vector<Index>& m_stations;
  const PoolTraits& m_traits;
  const PoolLoad& m_load;
  std::uint32_t m_units;
  double m_rho;
  WaitBound m_wait;
};

} // namespace

std::vector<Caveat> caveats_of(const PoolTraits& traits)
{
  std::vector<Caveat> caveats;
  if (traits.core) caveats.push_back(Caveat::phases);
  if (traits.several) caveats.push_back(Caveat::shortest_wait);
  if (traits.separate_queues) caveats.push_back(Caveat::separate_queues);
  return caveats;
}

WaitBound steady_wait(const CheckpointModel& model, const std::vector<Index>& stations,
                      const PoolTraits& traits, const PoolLoad& load, std::uint32_t units,
                      std::uint32_t room)
{
  WaitBound wait;
  const auto without = [&](NoFormula why) {
    wait.why_none = why;
    return wait;
  };
  if (load.persons_per_s <= 0) return without(NoFormula::nobody_comes);
  if (units == 0) return without(NoFormula::never_at_work);
  if (traits.skills) return without(NoFormula::skills);
  wait = Chooser(model, stations, traits, load, units).choose();
  if (room == 0 || wait.validity == Validity::infinite) {
    if (room > 0) return without(NoFormula::blocking);
    return wait;
  }
  // How often the queue would be longer than there is room: a geometric tail.
  const double rho = load.load / units;
  const double waits = rho < 1 ? erlang_c(units, load.load) : 1;
  const bool seldom = rho < 1 && waits * portable_pow(rho, room) < 1e-3;
  if (!seldom) {
    wait = {};
    return without(NoFormula::blocking);
  }
  wait.caveats.push_back(Caveat::room);
  if (wait.validity == Validity::exact) wait.validity = Validity::approximation;
  return wait;
}

} // namespace gatetwin
