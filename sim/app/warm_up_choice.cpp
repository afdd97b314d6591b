// SPDX-License-Identifier: Apache-2.0
#include "sim/app/warm_up_choice.hpp"
#include "core/base/time.hpp"
#include "core/settings/value_text.hpp"
#include "sim/app/simulate.hpp"
#include "sim/experiment/process_pool.hpp"
#include "sim/experiment/replication_record.hpp"
#include "sim/model/steady_demand.hpp"
#include "sim/statistics/warm_up.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace gatetwin::app {
namespace {

constexpr std::uint64_t most_pilots = 5;

WarmUpOutcome refuse(const std::string& why, const CommonOptions& common)
{
  print_error("--warm-up: " + why, use_color(common.color, STDERR_FILENO));
  return {std::nullopt, wrong_use};
}

WarmUpOutcome given(const std::string& asked, const ReadyScenario& ready,
                    const CommonOptions& common)
{
  const auto seconds = parse_quantity(asked, settings::Measure::duration);
  if (!seconds) return refuse(seconds.fault.message + "; " + seconds.fault.hint, common);
  const std::int64_t value_ns = from_seconds(*seconds.value).ns;
  if (value_ns < 0) return refuse("a time can't be negative; write for example '30 min'", common);
  if (ready.model.horizon_ns > 0 && value_ns >= ready.model.horizon_ns)
    return refuse("it is not shorter than the scenario's duration; shorten it", common);
  return {WarmUpChoice{value_ns > 0 ? "given" : "none", value_ns, ""}, fine};
}

// The mean course of the waits over all pilots.
std::optional<std::vector<experiment::ReplicationRecord>>
run_pilots(const CheckpointModel& model, std::uint64_t pilots, unsigned workers)
{
  std::vector<std::uint64_t> tasks;
  for (std::uint64_t i = 0; i < pilots; ++i) tasks.push_back(i);
  std::vector<std::optional<experiment::ReplicationRecord>> ended(pilots);
  experiment::ProcessPool pool(workers, [&](std::uint64_t task, const auto& progress) {
    auto record = simulate(model, task, nullptr, progress);
    if (!record) throw std::runtime_error("interrupted");
    return encode(*record);
  });
  const auto on_end = [&](const experiment::TaskEnd& end) {
    if (end.complete) ended[end.task] = experiment::decode(end.bytes);
  };
  pool.run(tasks, {on_end, {}, [] { return InterruptFlag::raised(); }});
  std::vector<experiment::ReplicationRecord> out;
  for (auto& one : ended) {
    if (!one) return std::nullopt;
    out.push_back(std::move(*one));
  }
  return out;
}

std::optional<double> settled_after_s(const std::vector<experiment::ReplicationRecord>& pilots)
{
  std::vector<BatchCell> cells;
  const RunStatistics::WaitSeries& first = pilots.front().waits;
  for (const experiment::ReplicationRecord& pilot : pilots) {
    if (pilot.waits.width_s != first.width_s) return std::nullopt;
    if (cells.empty() || pilot.waits.cells.size() < cells.size())
      cells.resize(pilot.waits.cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) add_batch_cell(cells[i], pilot.waits.cells[i]);
  }
  std::vector<double> means;
  std::vector<std::size_t> cell_of;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].weight <= 0) continue;
    means.push_back(cells[i].sum / cells[i].weight);
    cell_of.push_back(i);
  }
  const std::optional<std::size_t> cut = mser_cut(means);
  if (!cut) return std::nullopt;
  // Up to the whole second, as people would write it.
  return std::ceil(first.start_s + static_cast<double>(cell_of[*cut]) * first.width_s);
}

WarmUpOutcome find(const ReadyScenario& ready, std::uint64_t replications, unsigned workers,
                   const CommonOptions& common)
{
  CheckpointModel pilot = ready.model;
  pilot.warm_up_ns = 0;
  const std::uint64_t count = std::clamp<std::uint64_t>(replications, 1, most_pilots);
  const auto pilots = run_pilots(pilot, count, workers);
  if (InterruptFlag::raised()) {
    print_note("interrupted while the warm-up was being found: nothing was computed yet");
    return {std::nullopt, interrupted};
  }
  if (!pilots) {
    print_error("a pilot run for the warm-up did not end; say --warm-up TIME to go without",
                use_color(common.color, STDERR_FILENO));
    return {std::nullopt, failed};
  }
  const std::optional<double> after_s = settled_after_s(*pilots);
  if (!after_s) {
    return {WarmUpChoice{"none", 0,
                         "no warm-up was found: waits never settle within the run (MSER-5); a "
                         "longer duration may show whether they do"},
            fine};
  }
  return {WarmUpChoice{"mser5", from_seconds(*after_s).ns, ""}, fine};
}

} // namespace

WarmUpOutcome choose_warm_up(const std::string& asked, const ReadyScenario& ready,
                             std::uint64_t replications, unsigned workers,
                             const CommonOptions& common)
{
  const std::int64_t own_ns = ready.model.warm_up_ns;
  const bool steady = has_steady_demand(ready.model);
  if (asked == "auto") {
    if (!steady)
      return refuse("demand, opening or staff change during this run, so that it has no steady "
                    "state to find; leave the option out, or give a time",
                    common);
    return find(ready, replications, workers, common);
  }
  if (!asked.empty()) return given(asked, ready, common);
  if (own_ns > 0) return {WarmUpChoice{"given", own_ns, ""}, fine};
  if (!steady) {
    const char* why = "no warm-up is left out: the run begins empty, and its beginning and end "
                      "belong to the answer";
    return {WarmUpChoice{"none", 0, replications > 1 ? why : ""}, fine};
  }
  if (replications > 1) return find(ready, replications, workers, common);
  return {WarmUpChoice{"none", 0,
                       "no warm-up was left out: demand is steady; --warm-up auto finds how "
                       "much to leave out"},
          fine};
}

void apply_warm_up(const WarmUpChoice& choice, ReadyScenario& ready)
{
  ready.model.warm_up_ns = choice.value_ns;
  ready.scenario.set_warm_up(static_cast<double>(choice.value_ns) / 1e9);
}

} // namespace gatetwin::app
