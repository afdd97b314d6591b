// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/optimum_search.hpp"
#include "core/base/check.hpp"
#include "sim/statistics/intervals.hpp"
#include "sim/statistics/moments.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::experiment {
namespace {

// Beyond this, more replications are no answer.
constexpr double most_replications = 1e6;
constexpr std::uint64_t replications_beyond = 10;

struct Mean {
  std::size_t n = 0;
  double value = 0;
  double half = 0; // of a one-sided interval, whichever side is asked for
};

// Against `bound`, with the given chance of being on the wrong side. Where nothing varied,
// Student's t knows no error; then it is judged as if one further replication had just kept the
// bound.
Mean mean_of(const std::vector<double>& values, double error, double bound)
{
  Welford all;
  for (const double value : values) all.add(value);
  Mean out{values.size(), all.mean(), 0};
  if (out.n < 2) return out;
  const double n = static_cast<double>(out.n);
  const double deviation = std::sqrt(all.variance());
  if (deviation > 1e-12 * std::abs(out.value)) {
    out.half = student_t_quantile(1 - error, n - 1) * deviation / std::sqrt(n);
  } else {
    out.half = std::abs(out.value - bound) * student_t_quantile(1 - error, n) / n;
  }
  return out;
}

std::vector<std::uint64_t> looks_up_to(std::uint64_t most)
{
  std::vector<std::uint64_t> out;
  for (std::uint64_t n = least_to_miss; n < most; n *= 2) out.push_back(n);
  out.push_back(most);
  return out;
}

// Costs that differ by rounding only are equal.
bool same_cost(double a, double b)
{
  return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

} // namespace

OptimumSearch::OptimumSearch(SearchProblem problem)
    : m_problem(std::move(problem)), m_looks(looks_up_to(m_problem.most)),
      m_states(m_problem.known_cost.size(), State::waiting), m_rows(m_problem.known_cost.size())
{
  const std::size_t designs = m_problem.known_cost.size();
  CHECK(designs > 0 && m_problem.most >= least_to_meet);
  CHECK(m_problem.promise.size() == designs);
  std::vector<std::size_t> order(designs);
  for (std::size_t d = 0; d < designs; ++d) order[d] = d;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return m_problem.known_cost[a] < m_problem.known_cost[b];
  });
  for (const std::size_t d : order) {
    const bool same = !m_levels.empty() && same_cost(m_problem.known_cost[m_levels.back().front()],
                                                     m_problem.known_cost[d]);
    if (!same) m_levels.emplace_back();
    m_levels.back().push_back(d);
  }
  if (m_problem.cost_is_simulated) {
    m_phase = Phase::race;
    m_open.resize(designs);
    for (std::size_t d = 0; d < designs; ++d) m_open[d] = d;
    ask(m_open, m_looks[0]);
  } else {
    CHECK(!m_problem.limits.empty());
    begin_level();
  }
}

double OptimumSearch::parts() const
{
  return (m_problem.limits.empty() ? 0 : 2) + (m_problem.cost_is_simulated ? 1 : 0);
}

void OptimumSearch::ask(std::span<const std::size_t> designs, std::uint64_t replications)
{
  m_wanted.clear();
  for (const std::size_t d : designs) m_wanted.push_back({d, replications});
}

void OptimumSearch::begin_level()
{
  m_look = 0;
  m_open = m_levels[m_level];
  for (const std::size_t d : m_open) m_states[d] = State::open;
  ask(m_open, m_looks[0]);
}

void OptimumSearch::take(const std::vector<std::vector<SearchRow>>& rows)
{
  CHECK(rows.size() == m_wanted.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].size() == m_wanted[i].replications);
    m_rows[m_wanted[i].design] = rows[i];
  }
  switch (m_phase) {
  case Phase::levels: judge_level(); break;
  case Phase::race: judge_race(); break;
  case Phase::beyond:
  case Phase::over:
    m_phase = Phase::over;
    m_wanted.clear();
    break;
  }
}

std::vector<double> OptimumSearch::values(std::size_t design, std::size_t limit) const
{
  std::vector<double> out;
  for (const SearchRow& row : m_rows[design]) {
    if (row.limits[limit]) out.push_back(*row.limits[limit]);
  }
  return out;
}

int OptimumSearch::judged(std::size_t design) const
{
  const double share = m_problem.error / parts() / looks();
  const double miss_error =
      share / static_cast<double>(std::max<std::size_t>(1, m_problem.limits.size()));
  const double meet_error = share / static_cast<double>(m_states.size());
  bool meets = true;
  for (std::size_t k = 0; k < m_problem.limits.size(); ++k) {
    const SearchLimit& limit = m_problem.limits[k];
    const std::vector<double> found = values(design, k);
    const double sign = limit.at_most ? 1 : -1; // as if every limit were "at most"
    const Mean miss = mean_of(found, miss_error, limit.bound);
    const Mean meet = mean_of(found, meet_error, limit.bound);
    const double above = sign * (miss.value - limit.bound);
    const bool sure_miss = miss.n >= least_to_miss && above - miss.half > -limit.tolerance;
    const bool sure_meet = meet.n >= least_to_meet && above + meet.half <= limit.tolerance;
    if (sure_miss && (!sure_meet || above > 0)) return -1;
    meets = meets && sure_meet;
  }
  return meets ? 1 : 0;
}

// Room to the first limit, in shares of it; more is better. Without limits: less cost.
double OptimumSearch::slack(std::size_t design) const
{
  if (m_problem.limits.empty()) return -cost_mean(design);
  const SearchLimit& limit = m_problem.limits[0];
  const Mean mean = mean_of(values(design, 0), 0.5, limit.bound);
  return limit.at_most ? limit.bound - mean.value : mean.value - limit.bound;
}

double OptimumSearch::cost_mean(std::size_t design) const
{
  Welford all;
  for (const SearchRow& row : m_rows[design]) {
    if (row.cost) all.add(*row.cost);
  }
  return m_problem.known_cost[design] + all.mean();
}

void OptimumSearch::judge_level()
{
  std::vector<std::size_t> open;
  for (const std::size_t d : m_open) {
    const int verdict = judged(d);
    if (verdict < 0) m_states[d] = State::misses;
    if (verdict == 0) open.push_back(d);
    if (verdict <= 0) continue;
    m_states[d] = State::meets;
    if (!m_best || slack(d) > slack(*m_best)) m_best = d;
  }
  m_open = open;
  if (m_best) {
    for (std::size_t level = 0; level < m_level; ++level) {
      for (const std::size_t d : m_levels[level]) {
        if (m_states[d] == State::open) m_rivals.push_back(d);
      }
    }
    return show_beyond();
  }
  if (!m_open.empty() && m_look + 1 < m_looks.size()) return ask(m_open, m_looks[++m_look]);
  if (++m_level < m_levels.size()) return begin_level();
  finish();
}

// None certainly meets: everything that stayed open may be the answer.
void OptimumSearch::finish()
{
  if (!m_best) {
    for (std::size_t d = 0; d < m_states.size(); ++d) {
      if (m_states[d] == State::open) m_rivals.push_back(d);
    }
  }
  m_phase = Phase::over;
  m_wanted.clear();
}

void OptimumSearch::show_beyond()
{
  std::vector<std::size_t> shown;
  const std::size_t end = std::min(m_levels.size(), m_level + 1 + m_problem.steps_beyond);
  for (std::size_t level = m_level + 1; level < end; ++level) {
    shown.push_back(*std::min_element(
        m_levels[level].begin(), m_levels[level].end(),
        [&](std::size_t a, std::size_t b) { return m_problem.promise[a] < m_problem.promise[b]; }));
  }
  if (shown.empty()) return finish();
  m_phase = Phase::beyond;
  ask(shown, replications_beyond);
}

// The cheapest by its mean of those that certainly meet.
std::optional<std::size_t> OptimumSearch::leader() const
{
  std::optional<std::size_t> out;
  for (const std::size_t d : m_open) {
    if (m_states[d] == State::meets && (!out || cost_mean(d) < cost_mean(*out))) out = d;
  }
  return out;
}

void OptimumSearch::judge_race()
{
  for (const std::size_t d : m_open) {
    const int verdict = judged(d);
    if (verdict < 0) {
      m_states[d] = State::misses;
    } else if (m_states[d] != State::meets) {
      m_states[d] = verdict > 0 ? State::meets : State::open;
    }
  }
  std::erase_if(m_open, [&](std::size_t d) { return m_states[d] == State::misses; });
  const std::optional<std::size_t> first = leader();
  const bool over = (first && race_is_over(*first)) || m_open.empty();
  if (!over && m_look + 1 < m_looks.size()) return ask(m_open, m_looks[++m_look]);
  m_best = first;
  if (!first) return finish();
  for (const std::size_t d : m_open) {
    if (d != *first) m_rivals.push_back(d);
  }
  finish();
}

// Takes out what certainly costs more than the leader; over when nothing is left that may cost less
// by more than the tolerance.
bool OptimumSearch::race_is_over(std::size_t leader)
{
  const double error = m_problem.error / parts() / looks() / static_cast<double>(m_states.size());
  std::vector<std::size_t> left;
  bool all_equal = true;
  for (const std::size_t d : m_open) {
    std::vector<double> more; // than the leader
    for (std::size_t r = 0; d != leader && r < m_rows[d].size(); ++r) {
      const auto& ours = m_rows[d][r].cost;
      const auto& its = m_rows[leader][r].cost;
      if (ours && its)
        more.push_back(m_problem.known_cost[d] + *ours - m_problem.known_cost[leader] - *its);
    }
    const Mean difference = mean_of(more, error, 0);
    const bool judgeable = difference.n >= least_to_miss;
    if (judgeable && difference.value - difference.half > 0) {
      m_states[d] = State::worse;
      continue;
    }
    left.push_back(d);
    const bool equal = judgeable && difference.value - difference.half >= -m_problem.cost_tolerance;
    all_equal = all_equal && (d == leader || equal);
  }
  m_open = left;
  if (all_equal) m_open = {leader};
  return all_equal;
}

std::optional<std::uint64_t> OptimumSearch::replications_needed() const
{
  double most = 0;
  const double error = m_problem.error / std::max(1.0, parts()) / looks();
  for (const std::size_t d : m_rivals) {
    double of_rival = 0;
    for (std::size_t k = 0; k < m_problem.limits.size(); ++k) {
      const Mean mean = mean_of(values(d, k), error / static_cast<double>(m_states.size()),
                                m_problem.limits[k].bound);
      const double distance = std::abs(mean.value - m_problem.limits[k].bound);
      if (distance <= 0) return std::nullopt;
      const double times = mean.half / distance;
      of_rival = std::max(of_rival, static_cast<double>(mean.n) * times * times);
    }
    most = std::max(most, of_rival);
  }
  if (most <= static_cast<double>(m_problem.most) || most > most_replications) return std::nullopt;
  return static_cast<std::uint64_t>(std::ceil(most));
}

std::size_t OptimumSearch::nearest() const
{
  std::size_t out = 0;
  double least = -1;
  for (std::size_t d = 0; d < m_states.size(); ++d) {
    if (m_rows[d].empty()) continue;
    double missed = 0;
    for (std::size_t k = 0; k < m_problem.limits.size(); ++k) {
      const SearchLimit& limit = m_problem.limits[k];
      const double mean = mean_of(values(d, k), 0.5, limit.bound).value;
      const double above = limit.at_most ? mean - limit.bound : limit.bound - mean;
      missed += std::max(0.0, above) / std::max(std::abs(limit.bound), 1e-9);
    }
    if (least >= 0 && missed >= least) continue;
    least = missed;
    out = d;
  }
  return out;
}

} // namespace gatetwin::experiment
