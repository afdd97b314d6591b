// SPDX-License-Identifier: Apache-2.0
// The words of bounds; those that results have too are sim/results' own.
#pragma once
#include "sim/bound/bound.hpp"
#include "sim/results/wording.hpp"

namespace gatetwin {

enum class BoundWord : std::uint8_t {
  about,
  stations,
  overloads,
  formulas,
  notes,
  by_priority,
  over_the_run,
  service,
  arriving_per_hour,
  busiest_hour,
  mean_wait,
  worst_hour,
  formula,
  from,
  until,
  cleared,
  most_waiting,
  at,
  longest_wait,
  not_cleared,
  before_opening,
  infinite,
  exact,
  approximation,
  // sentences; {0}, {1}, ... are filled in
  say_demand,
  say_demand_changes,
  say_capacity,
  say_capacity_unbounded,
  say_capacity_on_duty,
  say_shares,
  say_shares_fit,
  say_shares_exceeded,
  say_overload,
  say_overload_closed,
  say_overload_left,
  say_overload_endless,
  say_more_overloads,
  say_no_overload,
  say_gives_up,
  say_turned_away
};
Message message_of(BoundWord word);
const char* bound_word(BoundWord word, Language language);

struct FormulaText {
  const char* name;   // "Erlang C", as in the table
  const char* source; // what it holds for, and who found it
};
FormulaText formula_text(Formula formula, Language language);
const char* caveat_text(Caveat caveat, Language language);
const char* no_formula_text(NoFormula reason, Language language);

} // namespace gatetwin
