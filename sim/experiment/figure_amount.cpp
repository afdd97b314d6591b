// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/figure_amount.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace gatetwin::experiment {
namespace {

struct UnitName {
  const char* name;
  double factor;
  bool time;
};
constexpr UnitName units[] = {{"", 1, false},    {"%", 0.01, false}, {"s", 1, true},
                              {"min", 60, true}, {"h", 3600, true},  {"ms", 0.001, true}};

} // namespace

ParsedAmount parse_figure_amount(const std::string& text, bool figure_is_time)
{
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  std::string unit(end, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' '));
  unit.erase(unit.find_last_not_of(' ') + 1);
  const auto* known = std::find_if(std::begin(units), std::end(units),
                                   [&](const UnitName& one) { return unit == one.name; });
  if (error != std::errc() || !std::isfinite(value) || known == std::end(units))
    return {0, false, AmountFault::no_number};
  const bool wrong = known->time && !figure_is_time;
  return {value * known->factor, unit == "%", wrong ? AmountFault::no_time : AmountFault::none};
}

} // namespace gatetwin::experiment
