// SPDX-License-Identifier: Apache-2.0
// The words in English, as translators find them; other languages by the glossary
// (docs/GLOSSARY.md).
#include "sim/results/wording.hpp"

namespace gatetwin {
namespace {

Message headings_and_columns(Word w)
{
  switch (w) {
  case Word::results: return msg("Results");
  case Word::question: return msg("Question");
  case Word::answer: return msg("Answer");
  case Word::waits: return msg("Waiting times");
  case Word::queue_lengths: return msg("Queue lengths");
  case Word::other_times: return msg("Other times");
  case Word::stations: return msg("Stations");
  case Word::officers: return msg("Officers");
  case Word::outcomes: return msg("Outcomes");
  case Word::service_levels: return msg("Service levels");
  case Word::checks: return msg("Checks");
  case Word::over_the_day: return msg("Over time");
  case Word::way_through: return msg("The way through");
  case Word::assumptions: return msg("Assumptions");
  case Word::notes: return msg("Notes");
  case Word::about: return msg("About this run");
  case Word::effective_scenario: return msg("Effective scenario, with every default");
  case Word::station: return msg("station");
  case Word::traveller_class: return msg("class");
  case Word::travellers: return msg("travellers");
  case Word::mean: return msg("mean");
  case Word::mean_95: return msg("mean, 95 % interval");
  case Word::median: return msg("median");
  case Word::p95: return msg("95 % within");
  case Word::p95_95: return msg("95 % interval of that");
  case Word::p99: return msg("99 % within");
  case Word::longest: return msg("longest");
  case Word::kind: return msg("kind");
  case Word::servers: return msg("units");
  case Word::served: return msg("served");
  case Word::utilisation: return msg("busy");
  case Word::queue_mean: return msg("mean queue");
  case Word::queue_max: return msg("longest queue");
  case Word::blocked: return msg("blocked");
  case Word::out_of_service: return msg("out of service");
  case Word::post: return msg("post");
  case Word::on_duty: return msg("on duty");
  case Word::calls: return msg("calls");
  case Word::answered_in: return msg("answered in, mean");
  case Word::busy_at_once: return msg("busy at once, mean");
  case Word::busy_at_most: return msg("at most");
  case Word::several_needed: return msg("two or more needed");
  case Word::outcome: return msg("outcome");
  case Word::count: return msg("count");
  case Word::share: return msg("share");
  case Word::name: return msg("name");
  case Word::limit: return msg("limit");
  case Word::target: return msg("target");
  case Word::within: return msg("within the limit");
  case Word::interval_95: return msg("95 % interval");
  case Word::verdict: return msg("verdict");
  case Word::invariant: return msg("invariant");
  case Word::examined: return msg("examined");
  case Word::violations: return msg("violations");
  case Word::figure: return msg("figure");
  case Word::direction: return msg("direction");
  default: return {};
  }
}

Message values_and_charts(Word w)
{
  switch (w) {
  case Word::all: return msg("all");
  case Word::all_stations: return msg("all stations");
  case Word::outside: return msg("outside");
  case Word::met: return msg("met");
  case Word::not_met: return msg("not met");
  case Word::met_not_sure: return msg("met, but not for certain");
  case Word::not_met_not_sure: return msg("not met, but not for certain");
  case Word::no_interval: return msg("no interval");
  case Word::never_open: return msg("never open");
  case Word::bottleneck: return msg("bottleneck");
  case Word::most_waiting: return msg("most waiting");
  case Word::arriving: return msg("arrivals");
  case Word::leaving: return msg("departures");
  case Word::compared: return msg("Compared");
  case Word::seed: return msg("seed");
  case Word::build: return msg("build");
  case Word::core_build_id: return msg("core build id");
  case Word::fidelity: return msg("fidelity");
  case Word::replications: return msg("replications");
  case Word::warm_up: return msg("warm-up left out");
  case Word::simulated: return msg("simulated time");
  case Word::wall_time: return msg("computing time");
  case Word::events: return msg("journal records");
  case Word::digest: return msg("journal digest");
  case Word::scenario: return msg("scenario");
  case Word::chart_queue: return msg("Queue length, travellers");
  case Word::chart_wait: return msg("Wait of those whose service began then, {0}");
  case Word::box_wait: return msg("wait {0}");
  case Word::chart_wait_mean: return msg("mean wait");
  case Word::chart_arrivals: return msg("Arrivals, travellers per {0}");
  case Word::chart_inside: return msg("Travellers inside");
  case Word::chart_utilisation: return msg("How busy the units in service are");
  case Word::chart_officers: return msg("How busy the officers are, with the 95 % interval");
  case Word::chart_stations:
    return msg("How busy each station is, of its time in service, with the 95 % interval");
  case Word::chart_levels: return msg("Share within the limit; the stroke is the target");
  case Word::axis_time_of_run: return msg("time since the start of the run");
  case Word::axis_time_of_day: return msg("local time");
  case Word::chart_hint:
    return msg("Point to read values off, drag to look closer, double click for all.");
  case Word::per_bucket: return msg("each point: {0}");
  default: return {};
  }
}

Message several_designs(Word w)
{
  switch (w) {
  case Word::design: return msg("design");
  case Word::difference: return msg("difference");
  case Word::interval_all: return msg("95 % interval (all together)");
  case Word::variance_ratio: return msg("variance to independent");
  case Word::points: return msg("points");
  case Word::not_told: return msg("can't be told yet");
  case Word::say_best:
    return msg(
        "By {0}, {1} is best ({2}): certainly better than every other design, at 95 % confidence.");
  case Word::say_all_equal:
    return msg("By {0}, no replication shows any difference between the designs ({1}).");
  case Word::say_leads: return msg("By {0}, {1} leads ({2}), but may be no better than {3}.");
  case Word::say_more_replications:
    return msgn("About {0} replication in all would tell.",
                "About {0} replications in all would tell.");
  case Word::say_more_is_no_answer:
    return msg("More replications are not likely to tell them apart: take the cheaper one.");
  case Word::say_better: return msg("{0} is better");
  case Word::say_comparison_meaning:
    return msgn(
        "{0} replication of each design with the same travellers and the same luck; values are "
        "those of it. All intervals of differences hold together with 95 %.",
        "{0} replications of each design with the same travellers and the same luck; values "
        "are means over "
        "replications. All intervals of differences hold together with 95 %.");
  default: return {};
  }
}

Message cheapest_design(Word w)
{
  switch (w) {
  case Word::optimum: return msg("The cheapest design");
  case Word::cost: return msg("cost");
  case Word::frontier: return msg("frontier");
  case Word::say_optimum:
    return msg(
        "{0} is the best choice by {2} ({3}) that keeps {1}: with {4} confidence it does, and "
        "no design in the range does so for less.");
  case Word::say_optimum_first: return msg("{0} keeps {1} ({2} = {3}) with {4} confidence.");
  case Word::say_optimum_rivals: return msg("Whether a cheaper one does is not told yet: {0}.");
  case Word::say_optimum_none:
    return msg("No design in the range certainly keeps {0}. Nearest is {1}.");
  case Word::say_optimum_may: return msg("Not told yet, and may do: {0}.");
  case Word::say_optimum_effort:
    return msg("{0} of {1} designs were simulated, {2} replications in all.");
  case Word::say_optimum_bound:
    return msgn(
        "{0} was discarded without simulation: by formula its load exceeds what it can do by so "
        "much that waits are at least twice as long as allowed.",
        "{0} were discarded without simulation: by formula their load exceeds what they can "
        "do by so much that waits are at least twice as long as allowed.");
  case Word::say_optimum_meaning:
    return msg(
        "Values are means over replications with the same travellers and the same luck, each "
        "with its own 95 % interval.");
  case Word::say_frontier_legend:
    return msg(
        "Each point is a design that was simulated; on the line lie those that no other beats "
        "in both cost and {0}. The dashed line is the limit. Whiskers are 95 % intervals.");
  default: return {};
  }
}

Message sentences(Word w)
{
  switch (w) {
  case Word::say_waits:
    return msg("95 of 100 waits last no longer than {0}; a wait takes {1} on average, the longest "
               "took {2}.");
  case Word::say_no_waits:
    return msg(
        "At least 95 of 100 travellers don't wait at a station at all; the longest wait took {0}.");
  case Word::say_never_waited: return msg("Nobody waited at any station.");
  case Word::say_nobody: return msg("Nobody was served in the time that counts.");
  case Word::say_time_in_system:
    return msg("From arrival to departure a traveller takes {0} on average, 95 of 100 no longer "
               "than {1}.");
  case Word::say_gave_up: return msg("{0} of {1} travellers ({2}) gave up or were turned away.");
  case Word::say_unfinished:
    return msg("{0} of {1} travellers ({2}) were still inside when the run ended; their waits and "
               "times are not counted, but who was over a service level's limit by then counts as "
               "late.");
  case Word::say_bottleneck:
    return msg(
        "The bottleneck is {0}: {1} of all waiting happens there, {2} on average, and its units "
        "are busy {3} of their time in service.");
  case Word::say_most_waiting:
    return msg(
        "More waiting happens at {0} than anywhere else: {1} of all, {2} on average. But its units "
        "are busy only "
        "{3} of their time in service: people wait there in peaks, by chance or before it "
        "opens, while on average it has capacity to spare.");
  case Word::say_bottleneck_unserved:
    return msg("The bottleneck is {0}: {1} of all waiting happens there, and nobody is served.");
  case Word::say_level_met: return msg("Service level \"{0}\" is met: {1} within {2}, target {3}.");
  case Word::say_level_not_met:
    return msg("Service level \"{0}\" is not met: {1} within {2}, target {3}.");
  case Word::say_level_not_sure: return msg("This run alone can't make that certain.");
  case Word::say_violations:
    return msg("Broken invariants: {0}. Don't rely on this run before the reason is found.");
  case Word::say_checks_fine:
    return msgn("{0} invariant examined {1} times, none broken.",
                "{0} invariants examined {1} times, none broken.");
  case Word::say_no_checks: return msg("No invariants were examined.");
  case Word::say_refused_intervals:
    return msg("Where no interval stands, it can't be trusted; the reasons: {0}.");
  case Word::say_interval_meaning:
    return msg("A 95 % interval holds the true value in 95 of 100 such runs.");
  case Word::say_band_legend:
    return msg(
        "A line is the mean of the replications; the band around it reaches from the lightest "
        "of them to the heaviest.");
  case Word::say_flow_legend:
    return msg(
        "Bands are as wide as travellers are many; the bar in a box shows how busy its units "
        "are. Where most waiting happens the box is marked.");
  case Word::say_level_legend:
    return msg("Who gave up after waiting longer than the limit counts as not served within it.");
  case Word::say_officers_legend:
    return msg(
        "In booths an officer is busy while the booth serves or makes ready, as a share of the "
        "time on duty. On call, where e-gates call officers, busy is the share of the time in "
        "which at least one of them is with a call; as many come as are called, so that \"two "
        "or more needed\" says when one alone would make people wait.");
  case Word::say_made_by: return msg("Made by gatetwin {0}.");
  default: return {};
  }
}

struct Term {
  std::string_view name;
  Message words;
};
constexpr Term terms[] = {
    {"plain", msg("server")},
    {"e_gate", msg("e-gate")},
    {"booth", msg("booth")},
    {"barcode_booth", msg("barcode booth")},
    {"one_stop_booth", msg("one-stop booth")},
    {"served", msg("served")},
    {"admitted", msg("admitted")},
    {"referred", msg("referred to an officer")},
    {"refused", msg("refused")},
    {"abandoned", msg("gave up")},
    {"evacuated", msg("evacuated")},
    {"unfinished", msg("still inside at the end")},
    {"entry", msg("entry")},
    {"exit", msg("exit")},
    {"wait", msg("wait")},
    {"inspection", msg("inspection")},
    {"cycle", msg("cycle")},
    {"time_in_system", msg("time in system")},
    {"queue_length", msg("queue length")},
    {"officer_response", msg("officer's answer")},
    {"on_call", msg("on call")},
    {"registry_latency", msg("registry latency")},
    {"none", msg("none")},
    {"given", msg("given")},
    {"mser5", msg("MSER-5")},
    {"ci95_mean", msg("interval of the mean")},
    {"ci95_p95", msg("interval of p95")},
    {"ci95", msg("interval")},
    {"utilisation_ci95", msg("interval of the utilisation")},
    {"fewer than 15 batches", msg("the run is too short (fewer than 15 batches)")},
    {"batches are still correlated",
     msg("what happens at one time still depends on the time before (batches are correlated)")},
    {"nothing varied", msg("nothing varied, so that chance can't be judged")},
    {"fewer than two runs", msg("fewer than two runs")},
    {"an end lies beyond what was observed", msg("an end lies beyond what was observed")},
    {"not offered for a quantile over time", msg("not offered for a quantile over time")},
    {"the run ended before its warm-up did", msg("the run ended before its warm-up did")},
    {"some travellers were held up outside, because the next place was full or shut",
     msg("some travellers were held up outside, because the next place was full or shut")},
    {"waits leave that time out, times in system count it",
     msg("waits leave that time out, times in system count it")},
    {"registry requests without an answer", msg("registry requests without an answer")},
    {"nobody was observed", msg("nobody was observed")},
    {"fewer than 5 replications", msg("fewer than 5 replications")},
    {"fewer than 10 replications", msg("fewer than 10 replications")},
    {"counts are sums over the replications", msg("Counts are sums over the replications.")},
    {"no warm-up is left out", msg("no warm-up is left out")},
    {"the run begins empty, and its beginning and end belong to the answer",
     msg("the run begins empty, and its beginning and end belong to the answer")},
    {"no warm-up was left out", msg("no warm-up was left out")},
    {"demand is steady; --warm-up auto finds how much to leave out",
     msg("demand is steady; --warm-up auto finds how much to leave out")},
    {"no warm-up was found", msg("no warm-up was found")},
    {"waits never settle within the run (MSER-5); a longer duration may show whether they do",
     msg("waits never settle within the run (MSER-5); a longer duration may show whether they do")},
    {"precision not reached", msg("precision not reached")},
    {"replication missing", msg("replication missing")},
    {"best", msg("best")},
    {"meets", msg("keeps the limits")},
    {"misses", msg("misses a limit")},
    {"open", msg("not told")},
    {"dearer", msg("certainly dearer")},
    {"never in service", msg("never in service")},
};

} // namespace

Message message_of(Word name)
{
  for (const auto table :
       {headings_and_columns, values_and_charts, sentences, several_designs, cheapest_design}) {
    const Message message = table(name);
    if (message.id != nullptr) return message;
  }
  return {};
}

const char* word(Word name, Language language) { return translated(message_of(name), language); }

std::string term(std::string_view name, Language language)
{
  for (const Term& known : terms) {
    if (known.name != name) continue;
    return translated(known.words, language);
  }
  return std::string(name);
}

// A note is "what: why" or one of the known sentences; what isn't known stays. Of several runs it
// may say in front which of them it is about.
std::string note_text(std::string_view note, Language language)
{
  const std::size_t colon = note.find(": ");
  if (colon == std::string_view::npos) return term(note, language);
  if (note.starts_with("replication ") && note.size() > 12 && note[12] >= '0' && note[12] <= '9')
    return std::string(note.substr(0, colon + 2)) + note_text(note.substr(colon + 2), language);
  return term(note.substr(0, colon), language) + ": " + term(note.substr(colon + 2), language);
}

} // namespace gatetwin
