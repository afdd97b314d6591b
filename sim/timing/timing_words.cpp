// SPDX-License-Identifier: Apache-2.0
#include "sim/timing/timing_words.hpp"

namespace gatetwin {
namespace {

Message message_of(TimingWord word)
{
  switch (word) {
  case TimingWord::phases: return msg("Phases");
  case TimingWord::limits: return msg("Limits");
  case TimingWord::phase: return msg("phase");
  case TimingWord::count: return msgc("timing", "count");
  case TimingWord::mean: return msg("mean");
  case TimingWord::limit: return msg("limit");
  case TimingWord::within: return msg("within");
  case TimingWord::wanted: return msg("wanted");
  case TimingWord::reached: return msg("reached");
  case TimingWord::over: return msg("over");
  case TimingWord::verdict: return msg("verdict");
  case TimingWord::against: return msg("{0} against {1}");
  case TimingWord::difference: return msg("difference");
  case TimingWord::distance: return msg("distance");
  case TimingWord::chance: return msg("by chance");
  case TimingWord::same: return msg("alike");
  case TimingWord::differs: return msg("differs");
  case TimingWord::recommended: return msg("recommended");
  case TimingWord::say_all_kept: return msg("Every limit that was measured is kept.");
  case TimingWord::say_broken: return msg("Limits broken: {0}.");
  case TimingWord::say_no_limits:
    return msg(
        "No limits were given; --limits docs/limits/tr03135.yaml has those of BSI TR-03135.");
  case TimingWord::say_over: return msg("{0}: {1} in transaction {2} at {3}, ended at {4}");
  case TimingWord::say_more_over: return msg("{0}: and {1} more over the limit");
  case TimingWord::say_columns:
    return msg("A phase takes no longer than this for that share of its count.");
  case TimingWord::say_exactness:
    return msg("Counts, means, maxima and what is over a limit are exact; percentiles to 0.4 %.");
  case TimingWord::say_distance:
    return msg(
        "Distance: largest gap between the two distribution functions (Kolmogorov-Smirnov); by "
        "chance: what equal distributions exceed in 5 of 100 cases.");
  case TimingWord::say_within_tolerance:
    return msg(
        "Medians and 95th percentiles of all phases with 20 or more on both sides agree within "
        "{0}.");
  case TimingWord::say_beyond_tolerance:
    return msg("Medians or 95th percentiles differ by more than {0}: {1}.");
  }
  return {""};
}

Message message_of(Phase phase)
{
  switch (phase) {
  case Phase::wait: return msg("wait in the queue");
  case Phase::reading: return msg("reading the document");
  case Phase::querying: return msg("registry and taking back");
  case Phase::entry_open: return msg("stepping in");
  case Phase::entry_closing: return msg("entry closing");
  case Phase::capturing: return msg("face");
  case Phase::joint: return msg("both authorities");
  case Phase::authorising: return msg("authorising");
  case Phase::exit_open: return msg("stepping out");
  case Phase::exit_closing: return msg("exit closing");
  case Phase::turning_back: return msg("turning back");
  case Phase::referred: return msg("waiting for an officer");
  case Phase::tailgating: return msg("several inside");
  case Phase::typing: return msg("typing or scanning");
  case Phase::deciding: return msg("officer decides");
  case Phase::stamping: return msg("stamping");
  case Phase::counter_busy: return msg("handing back");
  case Phase::registry: return msg("registry round trip");
  case Phase::durable_write: return msg("authorisation durable");
  case Phase::crossing_write: return msg("crossing durable");
  case Phase::delivery: return msg("crossing delivered");
  case Phase::entry_door_opens: return msg("entry door opens");
  case Phase::entry_door_closes: return msg("entry door closes");
  case Phase::exit_door_opens: return msg("exit door opens");
  case Phase::exit_door_closes: return msg("exit door closes");
  case Phase::officer_answer: return msg("officer's answer");
  case Phase::inspection: return msg("inspection");
  case Phase::passage: return msg("passage");
  case Phase::cycle: return msgc("timing", "cycle");
  }
  return {""};
}

Message message_of(LimitVerdict verdict)
{
  switch (verdict) {
  case LimitVerdict::kept: return msg("kept");
  case LimitVerdict::broken: return msg("broken");
  case LimitVerdict::missed: return msg("missed (recommended)");
  case LimitVerdict::not_measured: return msg("not measured");
  }
  return {""};
}

} // namespace

const char* timing_word(TimingWord word, Language language)
{
  return translated(message_of(word), language);
}
const char* phase_text(Phase phase, Language language)
{
  return translated(message_of(phase), language);
}
const char* verdict_text(LimitVerdict verdict, Language language)
{
  return translated(message_of(verdict), language);
}

const char* verdict_name(LimitVerdict verdict)
{
  switch (verdict) {
  case LimitVerdict::kept: return "kept";
  case LimitVerdict::broken: return "broken";
  case LimitVerdict::missed: return "missed";
  case LimitVerdict::not_measured: return "not_measured";
  }
  return "";
}

} // namespace gatetwin
