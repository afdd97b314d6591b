// SPDX-License-Identifier: Apache-2.0
#include "sim/app/optimise_answer.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/merge_replications.hpp"
#include <algorithm>

namespace gatetwin::app {
namespace {

using experiment::OptimumSearch;
using State = OptimumSearch::State;

const char* verdict_of(const OptimumSearch& search, std::size_t design)
{
  if (search.best() == design) return "best";
  switch (search.state(design)) {
  case State::meets: return "meets";
  case State::misses: return "misses";
  case State::open: return "open";
  case State::waiting:
  case State::worse: return "dearer";
  }
  return "open";
}

experiment::Estimate estimate(const std::vector<double>& values, const std::string& unit)
{
  experiment::Estimate out = experiment::mean_estimate(values);
  if (!out.ci95) return out;
  out.ci95->lo = std::max(0.0, out.ci95->lo);
  if (unit == "share") out.ci95->hi = std::min(1.0, out.ci95->hi);
  return out;
}

// The limit that is drawn against the cost: the first simulated one, else the first.
struct DrawnLimit {
  const QuantityLimit* limit = nullptr;
  std::optional<std::size_t> place; // among the simulated ones
};

DrawnLimit drawn_limit(const OptimiseQuestion& question)
{
  for (const QuantityLimit& limit : question.limits) {
    if (limit.quantity.is_simulated()) return {&limit, 0};
  }
  return {question.limits.empty() ? nullptr : &question.limits.front(), std::nullopt};
}

OptimumPoint point_of(const OptimumSearch& search, const OptimiseQuestion& question,
                      const DrawnLimit& drawn, const Design& design, std::size_t number)
{
  OptimumPoint out;
  out.design = design.name;
  out.settings = design.factors;
  out.verdict = verdict_of(search, number);
  out.replications = search.rows(number).size();
  out.cost = search.cost_mean(number);
  std::vector<double> costs;
  std::vector<double> values;
  const double known = known_part(design.ready.model, design.factors, question.minimise);
  for (const experiment::SearchRow& row : search.rows(number)) {
    if (row.cost) costs.push_back(known + *row.cost);
    if (drawn.place && row.limits[*drawn.place]) values.push_back(*row.limits[*drawn.place]);
  }
  if (!costs.empty()) out.cost_ci95 = estimate(costs, question.minimise.unit()).ci95;
  if (!values.empty()) {
    const auto mean = estimate(values, drawn.limit->quantity.unit());
    out.value = mean.value;
    out.value_ci95 = mean.ci95;
  } else if (drawn.limit != nullptr && !drawn.place) {
    out.value = known_part(design.ready.model, design.factors, drawn.limit->quantity);
  }
  return out;
}

// No other point costs at most as much and has a value at least as good.
void mark_frontier(std::vector<OptimumPoint>& points, bool at_most)
{
  for (OptimumPoint& p : points) {
    p.on_frontier = p.value.has_value();
    for (const OptimumPoint& q : points) {
      if (!p.value || !q.value || &p == &q) continue;
      const double better = at_most ? *p.value - *q.value : *q.value - *p.value;
      const bool as_good = q.cost <= p.cost && better >= 0;
      if (as_good && (q.cost < p.cost || better > 0)) p.on_frontier = false;
    }
  }
}

} // namespace

OptimumResult optimum_of(const experiment::OptimumSearch& search, const OptimiseQuestion& question,
                         const OptimiseCounts& counts, const DesignSet& set)
{
  OptimumResult out;
  out.minimise = question.minimise.text;
  out.cost_unit = question.minimise.unit();
  for (const QuantityLimit& limit : question.limits) out.subject_to.push_back(limit.text);
  const DrawnLimit drawn = drawn_limit(question);
  if (drawn.limit != nullptr) {
    out.figure = drawn.limit->quantity.text;
    out.unit = drawn.limit->quantity.unit();
    out.limit = drawn.limit->amount;
    out.at_most = drawn.limit->at_most;
  }
  out.confidence = question.confidence;
  out.settled = search.settled();
  if (search.best()) {
    out.best = set.designs[*search.best()].name;
  } else {
    out.nearest = set.designs[search.nearest()].name;
  }
  for (const std::size_t rival : search.rivals()) out.rivals.push_back(set.designs[rival].name);
  if (!search.rivals().empty()) out.replications_needed = search.replications_needed();
  out.designs = counts.designs;
  out.excluded = counts.excluded;
  out.overloaded = counts.overloaded;
  for (std::size_t d = 0; d < set.designs.size(); ++d) {
    if (search.rows(d).empty()) continue;
    out.points.push_back(point_of(search, question, drawn, set.designs[d], d));
    ++out.simulated;
    out.replications += out.points.back().replications;
  }
  std::stable_sort(out.points.begin(), out.points.end(),
                   [](const auto& a, const auto& b) { return a.cost < b.cost; });
  mark_frontier(out.points, out.at_most);
  return out;
}

Result<RunResults> results_of_design(const experiment::StudyFile& file, std::size_t design,
                                     std::uint64_t count)
{
  return experiment::merge_replications(count,
                                        {[&](std::size_t i) { return file.record(design, i); },
                                         [&](std::size_t i) { return file.samples(design, i); }});
}

} // namespace gatetwin::app
