// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/precision.hpp"
#include "sim/experiment/figure_amount.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::experiment {
namespace {

ParsedPrecision refuse(const std::string& text, const std::string& why)
{
  return {std::nullopt, "\"" + text.substr(0, 80) + "\": " + why};
}

} // namespace

ParsedPrecision parse_precision(const std::string& text)
{
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos)
    return refuse(text, "not FIGURE=BOUND; write for example wait_p95=5% or 'wait_mean=10 s'");
  const ParsedChoice choice = parse_figure_choice(text.substr(0, equals));
  if (!choice.choice) return {std::nullopt, choice.fault};
  using Stat = FigureChoice::Stat;
  const Stat stat = choice.choice->stat;
  if (!choice.choice->is_share() && stat != Stat::mean && stat != Stat::p95)
    return refuse(text, "intervals are known of mean and p95 only");
  const std::string bound = text.substr(equals + 1);
  const ParsedAmount amount = parse_figure_amount(bound, choice.choice->is_time());
  if (amount.fault == AmountFault::no_number)
    return refuse(text, "the bound is a percentage of the value, \"5%\", or a number in its unit");
  if (!(amount.value > 0)) return refuse(text, "the bound must be more than 0");
  if (amount.fault == AmountFault::no_time)
    return refuse(text, "this figure is no time; its bound has no unit");
  // Of a share, "1%" is one point of a hundred, not a hundredth of it.
  const bool relative = amount.percent && !choice.choice->is_share();
  return {PrecisionTarget{*choice.choice, amount.value, relative}, ""};
}

std::optional<double> excess(const RunResults& results, const PrecisionTarget& target)
{
  const auto value = value_of(results, target.figure);
  const auto interval = interval_of(results, target.figure);
  if (!value || !interval) return std::nullopt;
  const double half = (interval->hi - interval->lo) / 2;
  if (half == 0) return 0;
  const double allowed = target.relative ? target.bound * std::abs(*value) : target.bound;
  if (allowed <= 0) return std::nullopt;
  return half / allowed;
}

std::uint64_t next_replications(std::uint64_t done, std::optional<double> excess,
                                std::uint64_t most)
{
  // Half-widths shrink as one over the root of the number; a tenth is added, because what was
  // estimated from few varies.
  const double times = excess ? std::clamp(1.1 * *excess * *excess, 1.0, 2.0) : 2.0;
  const auto wanted = static_cast<std::uint64_t>(std::ceil(static_cast<double>(done) * times));
  return std::min(most, std::max(wanted, done + 1));
}

} // namespace gatetwin::experiment
