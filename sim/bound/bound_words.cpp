// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/bound_words.hpp"

namespace gatetwin {
namespace {

Message headings(BoundWord word)
{
  switch (word) {
  case BoundWord::about: return msg("Bounds by formula, without simulation");
  case BoundWord::stations: return msg("Stations");
  case BoundWord::overloads: return msg("When more comes than can be done");
  case BoundWord::formulas: return msg("Formulas");
  case BoundWord::notes: return msg("Why not exact");
  case BoundWord::by_priority: return msg("Wait by priority");
  case BoundWord::over_the_run: return msg("busy, all in all");
  case BoundWord::service: return msg("service");
  case BoundWord::arriving_per_hour: return msg("per hour");
  case BoundWord::busiest_hour: return msg("busy in its peak hour");
  case BoundWord::mean_wait: return msg("mean wait");
  case BoundWord::worst_hour: return msg("in the worst hour");
  case BoundWord::formula: return msg("formula");
  case BoundWord::from: return msg("from");
  case BoundWord::until: return msg("until");
  case BoundWord::cleared: return msg("worked off");
  case BoundWord::most_waiting: return msgc("people", "most waiting");
  case BoundWord::at: return msg("at");
  case BoundWord::longest_wait: return msg("longest wait");
  case BoundWord::not_cleared: return msg("not in this run");
  case BoundWord::before_opening: return msg("closed, people wait");
  case BoundWord::infinite: return msg("grows without end");
  case BoundWord::exact: return msg("exact");
  case BoundWord::approximation: return msg("approximation");
  default: return {};
  }
}

Message sentences(BoundWord word)
{
  switch (word) {
  case BoundWord::say_demand: return msg("{0} travellers arrive in an hour.");
  case BoundWord::say_demand_changes:
    return msg("{0} travellers arrive in an hour on average, {1} in the busiest one ({2}).");
  case BoundWord::say_capacity:
    return msg(
        "With every unit at work and the best use of all ways, at most {0} an hour can pass; "
        "what limits them (the minimum cut) is: {1}.");
  case BoundWord::say_capacity_unbounded:
    return msg("A way leads out past every station, so that no number limits how many can pass.");
  case BoundWord::say_capacity_on_duty:
    return msg("With the units at work in the busiest hour: at most {0}, limited by: {1}.");
  case BoundWord::say_shares:
    return msg("With people taking their ways as the scenario says, {0} is full first, at {1} an "
               "hour of all travellers.");
  case BoundWord::say_shares_fit: return msg("That is {0} of what the busiest hour brings.");
  case BoundWord::say_shares_exceeded:
    return msg("The busiest hour brings more: that is only {0} of it.");
  case BoundWord::say_overload:
    return msg("{0} is overloaded from {1} to {2}: up to {3} wait, the longest {4}; worked off at "
               "{5}.");
  case BoundWord::say_overload_closed:
    return msg(
        "{0}: people wait for the opening from {1} to {2}, up to {3}, the longest {4}; worked "
        "off at {5}.");
  case BoundWord::say_overload_left:
    return msg(
        "{0} is overloaded from {1} to {2}: up to {3} wait, the longest {4}; it is not worked "
        "off in this run.");
  case BoundWord::say_overload_endless:
    return msg("{0} is overloaded for as long as the run lasts: its queue grows by {1} persons an "
               "hour.");
  case BoundWord::say_more_overloads:
    return msgn("{0} more, with fewer people waiting, is in --format json.",
                "{0} more, with fewer people waiting, are in --format json.");
  case BoundWord::say_no_overload:
    return msg("At no time does more come to a station than it can do.");
  case BoundWord::say_gives_up: return msg("{0}: {1} of those who come give up or don't join.");
  case BoundWord::say_turned_away:
    return msgn("{0}: {1} person is turned away because it is closed or closes on them.",
                "{0}: {1} persons are turned away because it is closed or closes on them.");
  default: return {};
  }
}

struct FormulaMessages {
  Message name, source;
};

FormulaMessages texts_of(Formula formula)
{
  switch (formula) {
  case Formula::none: return {msg("-"), Message{""}};
  case Formula::erlang_c:
    return {msg("Erlang C"),
            msg("M/M/c: random arrivals, exponential services (A. K. Erlang 1917)")};
  case Formula::pollaczek_khinchine:
    return {msg("Pollaczek-Khinchine"),
            msg("M/G/1: random arrivals, one unit (F. Pollaczek 1930, A. Khinchine 1932)")};
  case Formula::crommelin:
    return {msg("Crommelin"),
            msg("M/D/c: random arrivals, constant services (C. D. Crommelin 1932)")};
  case Formula::cosmetatos:
    return {msg("Cosmetatos"), msg("M/G/c between M/D/c and M/M/c (G. P. Cosmetatos 1976)")};
  case Formula::allen_cunneen:
    return {msg("Allen-Cunneen"),
            msg("G/G/c by both variations (A. O. Allen, J. C. Cunneen 1978; W. Whitt 1983)")};
  case Formula::burke_groups:
    return {msg("M[X]/G/1"), msg("groups that arrive together, one unit (P. J. Burke 1975)")};
  case Formula::group_chain:
    return {msg("M[X]/M/c"),
            msg("groups that arrive together, chain of those present, scaled by P. J. Burke 1975")};
  case Formula::cobham:
    return {msg("Cobham"),
            msg("priorities without interruption (A. Cobham 1954; O. Kella, U. Yechiali 1985)")};
  case Formula::erlang_a:
    return {msg("Erlang A"), msg("M/M/c+M: people give up waiting (C. Palm 1946)")};
  case Formula::finite_queue:
    return {msg("M/M/c/K"), msg("people don't join a long queue (A. K. Erlang 1917)")};
  case Formula::breaking_server:
    return {
        msg("Avi-Itzhak-Naor"),
        msg("M/M/1 with breakdowns (H. White, L. S. Christie 1958; B. Avi-Itzhak, P. Naor 1963)")};
  case Formula::backlog:
    return {msg("backlog"),
            msg("load by the time of day, pointwise stationary fluid flow (W.-P. Wang, D. Tipper, "
                "S. Banerjee 1996; overload: G. F. Newell 1971)")};
  }
  return {Message{""}, Message{""}};
}

Message message_of(Caveat caveat)
{
  switch (caveat) {
  case Caveat::phases: return msg("the service time is derived from the phases of a transaction");
  case Caveat::shortest_wait:
    return msg("people choose the shortest wait between stations, which are taken for one queue");
  case Caveat::separate_queues:
    return msg("units have queues of their own, taken for one queue, which is a little better");
  case Caveat::arrivals: return msg("arrivals are not one by one at random");
  case Caveat::service: return msg("services are not exponential, or differ by class");
  case Caveat::patience: return msg("patience is not exponential, or differs by class");
  case Caveat::breakdowns:
    return msg("breakdowns are counted into the service time (W. J. Hopp, M. L. Spearman 1996)");
  case Caveat::room:
    return msg("the limit of queue or area is left out, because it is seldom reached");
  case Caveat::faults_left_out:
    return msg("planned outages of registry and lines, and fire alarms, are left out");
  }
  return {""};
}

Message message_of(NoFormula reason)
{
  switch (reason) {
  case NoFormula::none: return {""};
  case NoFormula::nobody_comes: return msg("nobody comes");
  case NoFormula::never_at_work: return msg("no unit is ever at work");
  case NoFormula::skills: return msg("no formula: not every unit serves everybody");
  case NoFormula::blocking:
    return msg("no formula: a full queue or area keeps people at the station before it");
  }
  return {""};
}

} // namespace

Message message_of(BoundWord word)
{
  const Message heading = headings(word);
  return heading.id != nullptr ? heading : sentences(word);
}

const char* bound_word(BoundWord word, Language language)
{
  return translated(message_of(word), language);
}

FormulaText formula_text(Formula formula, Language language)
{
  const FormulaMessages texts = texts_of(formula);
  return {translated(texts.name, language), translated(texts.source, language)};
}

const char* caveat_text(Caveat caveat, Language language)
{
  return translated(message_of(caveat), language);
}

const char* no_formula_text(NoFormula reason, Language language)
{
  return translated(message_of(reason), language);
}

} // namespace gatetwin
