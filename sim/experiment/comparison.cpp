// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/comparison.hpp"
#include "core/base/check.hpp"
#include "sim/statistics/moments.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::experiment {
namespace {

// Beyond this, more replications are no answer: the designs are as good as equal.
constexpr double most_replications = 1e6;

// Student's t knows no error where every pair differs by the same; then it is judged as in
// optimum_search.cpp, as if one further pair had just shown no difference.
void judge_constant(Estimate& difference, std::size_t n, double level)
{
  if (difference.refusal != to_string(Refusal::no_variation) || difference.value == 0) return;
  const double pairs = static_cast<double>(n);
  const double half =
      std::abs(difference.value) * student_t_quantile(0.5 + 0.5 * level, pairs) / pairs;
  difference.ci95 = Interval{difference.value - half, difference.value + half};
  difference.refusal.clear();
}

// How many replications let `t error sqrt(n / N)` fall below the difference; t changes little.
std::optional<std::uint64_t> needed(const Estimate& difference, std::size_t n)
{
  if (!difference.ci95 || difference.value == 0) return std::nullopt;
  const double half = (difference.ci95->hi - difference.ci95->lo) / 2;
  const double times = half / difference.value;
  if (times * times <= 1) return std::nullopt;
  const double wanted = std::ceil(static_cast<double>(n) * times * times) + 1;
  if (wanted > most_replications) return std::nullopt;
  return static_cast<std::uint64_t>(wanted);
}

Difference difference_of(const FigureValues& figure, std::size_t a, std::size_t b, double level)
{
  Difference out;
  out.a = a;
  out.b = b;
  Welford first;
  Welford second;
  Welford paired;
  std::vector<double> differences;
  for (std::size_t r = 0; r < figure.values[a].size(); ++r) {
    const auto x = figure.values[a][r];
    const auto y = figure.values[b][r];
    if (!x || !y) continue;
    first.add(*x);
    second.add(*y);
    paired.add(*x - *y);
    differences.push_back(*x - *y);
  }
  out.estimate = mean_estimate(differences, level);
  judge_constant(out.estimate, differences.size(), level);
  const double independent = first.variance() + second.variance();
  if (independent > 0 && differences.size() >= least_for_mean)
    out.variance_ratio = paired.variance() / independent;
  out.replications_needed = needed(out.estimate, differences.size());
  return out;
}

void judge(FigureComparison& out)
{
  const auto better = [&](std::size_t a, std::size_t b) {
    if (!out.designs[a].observed || !out.designs[b].observed) return out.designs[a].observed;
    return out.smaller_is_better ? out.designs[a].value < out.designs[b].value
                                 : out.designs[a].value > out.designs[b].value;
  };
  for (std::size_t d = 1; d < out.designs.size(); ++d) {
    if (better(d, out.leader)) out.leader = d;
  }
  bool all_can_be = true;
  for (const Difference& difference : out.differences) {
    if (difference.a != out.leader && difference.b != out.leader) continue;
    const bool leads = difference.a == out.leader;
    const bool less = leads ? difference.certainly_less() : difference.certainly_more();
    const bool more = leads ? difference.certainly_more() : difference.certainly_less();
    if (out.smaller_is_better ? less : more) continue;
    out.rivals.push_back(leads ? difference.b : difference.a);
    all_can_be = all_can_be && difference.replications_needed.has_value();
    if (all_can_be) {
      out.replications_needed =
          std::max(out.replications_needed.value_or(0), *difference.replications_needed);
    }
  }
  if (!all_can_be) out.replications_needed.reset();
  out.settled = out.rivals.empty();
  out.all_equal = std::all_of(out.differences.begin(), out.differences.end(), [](const auto& d) {
    return d.estimate.observed && d.estimate.value == 0 && d.estimate.error == 0;
  });
}

} // namespace

Estimate within_bounds(Estimate estimate, const FigureChoice& figure)
{
  if (!estimate.ci95) return estimate;
  estimate.ci95->lo = std::max(0.0, estimate.ci95->lo);
  if (figure.is_share()) estimate.ci95->hi = std::min(1.0, estimate.ci95->hi);
  return estimate;
}

Comparison compare(const std::vector<FigureValues>& figures)
{
  CHECK(!figures.empty() && figures.front().values.size() >= 2);
  const std::size_t designs = figures.front().values.size();
  const std::size_t pairs = designs * (designs - 1) / 2;
  const auto intervals = static_cast<double>(figures.size() * pairs);
  Comparison out;
  out.replications = figures.front().values.front().size();
  out.level_of_each = 1 - 0.05 / intervals;
  for (const FigureValues& figure : figures) {
    CHECK(figure.values.size() == designs);
    FigureComparison one;
    one.figure = figure.figure;
    one.smaller_is_better = figure.figure.stat != FigureChoice::Stat::within;
    for (const auto& values : figure.values) {
      CHECK(values.size() == out.replications);
      std::vector<double> there;
      for (const auto& value : values) {
        if (value) there.push_back(*value);
      }
      one.designs.push_back(within_bounds(mean_estimate(there), one.figure));
    }
    for (std::size_t a = 0; a < designs; ++a) {
      for (std::size_t b = a + 1; b < designs; ++b)
        one.differences.push_back(difference_of(figure, a, b, out.level_of_each));
    }
    judge(one);
    out.figures.push_back(std::move(one));
  }
  return out;
}

} // namespace gatetwin::experiment
