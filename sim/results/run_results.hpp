// SPDX-License-Identifier: Apache-2.0
// What a run found out, as a plain value: statistics fill in the figures, the program that ran it
// fills in scenario, seed, build, fidelity, checks and digest; the results file, the table and the
// report only read it. Schema "gatetwin.results/1" (results.proto); the members have the names of
// the file's keys. All times are seconds. An empty station, traveller_class, direction or authority
// means: all of them together. A figure that nothing was observed for has no mean; an interval that
// can't be trusted is absent, and `notes` of the same object says why.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatetwin {

struct Interval {
  double lo = 0;
  double hi = 0;
  bool operator==(const Interval&) const = default;
};

struct ResultBuild {
  std::string version;
  std::string commit;
  std::string core_build_id;
  bool operator==(const ResultBuild&) const = default;
};

struct WarmUp {
  std::string method = "none"; // "none", "given", "mser5"
  double value = 0;            // s cut off at the start
  bool operator==(const WarmUp&) const = default;
};

// wait, inspection, cycle, time_in_system, registry_latency, officer_response in s; queue_length in
// travellers, weighted by time.
struct Figure {
  std::string name;
  std::string unit;
  std::string station;
  std::string traveller_class;
  std::string direction;
  std::string authority;
  std::uint64_t count = 0; // observations; for queue_length: travellers who joined
  std::optional<double> mean;
  std::optional<double> sd;
  std::optional<double> p50;
  std::optional<double> p95;
  std::optional<double> p99;
  std::optional<double> max;
  std::optional<Interval> ci95_mean;
  std::optional<Interval> ci95_p95;
  std::vector<std::string> notes;
  bool operator==(const Figure&) const = default;
};

struct StationResult {
  std::string id;
  std::string title;
  std::string kind;
  std::string checkpoint;
  std::string direction;
  std::string authority;
  std::uint32_t servers = 0;
  std::uint64_t served = 0;
  std::optional<double>
      utilisation; // of the time in service: serving a person or making ready for the next
  std::optional<Interval> utilisation_ci95;
  double queue_mean = 0; // over time
  std::uint64_t queue_max = 0;
  double blocked_share = 0;        // of the servers' time: done, but nowhere for the person to go
  double out_of_service_share = 0; // of the servers' time: closed, without staff, broken
  std::vector<std::string> notes;
  bool operator==(const StationResult&) const = default;
};

// Officers of a station: those in its booths, or those whom its e-gates call.
struct OfficersResult {
  std::string station;
  std::string post;              // "booth"; "on_call": they come when an e-gate calls
  std::optional<double> on_duty; // mean number over time; none on call, where nobody says how many
  std::uint64_t calls = 0;       // until answered: see the figure officer_response
  double busy_mean = 0;          // officers who are busy, over time
  std::optional<std::uint64_t> busy_max; // on call: most calls attended to at once
  // In booths of the time on duty; on call: share of the time in which at least one is busy.
  std::optional<double> utilisation;
  std::optional<Interval> utilisation_ci95;
  std::optional<double> several_share; // on call: share of the time in which it takes two or more
  std::vector<std::string> notes;
  bool operator==(const OfficersResult&) const = default;
};

struct CheckpointResult {
  std::string id; // as in a station's checkpoint
  std::string title;
  bool operator==(const CheckpointResult&) const = default;
};

struct ClassResult {
  std::string id; // as in traveller_class
  std::string title;
  std::string direction;
  bool operator==(const ClassResult&) const = default;
};

// With a station: services there that ended so. Without: travellers who left the checkpoint so.
struct OutcomeCount {
  std::string outcome; // served (plain server), admitted, referred, refused, abandoned, evacuated,
                       // unfinished
  std::string station;
  std::string traveller_class;
  std::uint64_t count = 0;
  bool operator==(const OutcomeCount&) const = default;
};

struct ServiceLevelResult {
  std::string name;
  std::string figure; // "wait" or "time_in_system"
  std::string station;
  std::string traveller_class;
  double within_s = 0;                // the limit
  double target = 0;                  // share of travellers that must keep it
  std::optional<double> reached;      // s within which that share was served
  std::optional<double> share_within; // share that kept the limit
  std::optional<Interval> ci95;       // of share_within
  bool met = false;                   // share_within >= target
  std::uint64_t count = 0;
  std::vector<std::string> notes;
  bool operator==(const ServiceLevelResult&) const = default;
};

struct InvariantResult {
  std::string invariant;
  std::uint64_t examined = 0;
  std::uint64_t violations = 0;
  bool operator==(const InvariantResult&) const = default;
};

// Travellers who went from one station to another; empty: outside the checkpoint.
struct FlowResult {
  std::string from;
  std::string to;
  std::uint64_t count = 0;
  bool operator==(const FlowResult&) const = default;
};

// Where the replications lie: the least and the most of any, bucket by bucket.
struct SeriesBand {
  std::vector<float> lowest;
  std::vector<float> highest;
};
// One value per bucket; NaN (null in the file) where a bucket has nothing to say.
struct StationSeries {
  std::string station;
  std::vector<float> queue_mean;
  std::vector<float> queue_max;
  std::vector<float> wait_mean; // of the services that began in the bucket, s
  std::vector<float> utilisation;
  std::optional<SeriesBand> queue_band = std::nullopt; // of queue_mean; none for one replication
  std::optional<SeriesBand> wait_band = std::nullopt;  // of wait_mean
};
struct TimeSeries {
  double start_s = 0;
  double bucket_s = 0;
  std::vector<float> arrivals;    // travellers in the bucket
  std::vector<float> inside_mean; // travellers inside, over time
  std::vector<StationSeries> stations;
};

// One design of a search for the cheapest.
struct OptimumPoint {
  std::string design;                                        // "units=4"
  std::vector<std::pair<std::string, std::string>> settings; // (path, value)
  double cost = 0;                                           // mean where it is simulated
  std::optional<Interval> cost_ci95;                         // none where it is known exactly
  std::optional<double> value;                               // of OptimumResult's figure, the mean
  std::optional<Interval> value_ci95;
  std::string verdict;      // best, meets, misses, open (not told), dearer
  bool on_frontier = false; // no other costs at most as much and has a better value
  std::uint64_t replications = 0;
  bool operator==(const OptimumPoint&) const = default;
};

// What `gatetwin optimise` found; the rest of the results is then about the best design, or, when
// none meets the limits, about the one that misses them by least.
struct OptimumResult {
  std::string minimise;
  std::vector<std::string> subject_to;
  std::string figure; // drawn against the cost: the first limited one
  std::string unit;   // of it: "s", "share", or empty
  std::optional<double> limit;
  bool at_most = true;      // the limit; else at least
  std::string cost_unit;    // as unit
  double confidence = 0.95; // of the answer
  std::string best;         // empty: none certainly meets
  std::string nearest;      // when none does
  bool settled = false;     // nothing cheaper may meet the limits
  std::vector<std::string> rivals;
  std::optional<std::uint64_t> replications_needed; // of each rival, to tell
  std::uint64_t designs = 0;                        // that --vary gives
  std::uint64_t excluded = 0;                       // of them, by limits known beforehand
  std::uint64_t overloaded = 0;                     // by the bound
  std::uint64_t simulated = 0;
  std::uint64_t replications = 0; // of all designs
  std::vector<OptimumPoint> points;
  bool operator==(const OptimumResult&) const = default;
};

struct RunResults {
  static constexpr std::string_view schema = "gatetwin.results/1";

  std::string scenario; // its name
  std::string title;
  std::string question; // what the planner wants to know; printed above the answer
  std::string
      start_time; // local time of run time 0, ISO 8601 with offset; empty: not tied to a clock
  std::uint64_t seed = 0;
  ResultBuild build;
  std::vector<std::pair<std::string, std::string>>
      fidelity; // ("scan", "PAYLOAD"), ("network", ...)
  std::uint64_t replications = 1;
  WarmUp warm_up_s;
  double simulated_s = 0;
  // Not in the canonical form: two equal runs differ in it. None where several replications were
  // computed: it would tell of the workers, not of the checkpoint.
  std::optional<double> wall_s;
  std::uint64_t events = 0;
  std::string journal_digest; // hex, of replication 0
  std::vector<Figure> figures;
  std::vector<StationResult> stations;
  std::vector<OfficersResult> officers;
  std::vector<CheckpointResult> checkpoints;
  std::vector<ClassResult> traveller_classes;
  std::vector<OutcomeCount> outcomes;
  std::vector<ServiceLevelResult> service_levels;
  std::vector<InvariantResult> checks;
  std::vector<FlowResult> flows;
  TimeSeries time_series;
  std::vector<std::string> assumptions;
  std::vector<std::string> notes;
  std::optional<OptimumResult> optimum;
  std::string effective_scenario = "{}"; // JSON text of one object
};

// The figure of that name for a station and a class, each empty for all; nullptr when there is
// none.
const Figure* find_figure(const RunResults& results, std::string_view name,
                          std::string_view station = {}, std::string_view traveller_class = {});
// The rows of a figure as people read them: all together, then each station, followed by its
// classes where it has several. Stations alone for a figure without a total.
std::vector<const Figure*> figure_rows(const RunResults& results, std::string_view name);
// How travellers left the checkpoint, over all classes, in the order of their first appearance.
std::vector<OutcomeCount> departures_by_outcome(const RunResults& results);
// Where most of all waiting happens: the station whose queue is longest on average, and of equal
// ones the busier. By J. D. C. Little's law that queue is the time people spend waiting there,
// whoever gives up or never gets served included; a mean wait alone would name a station that
// hardly anybody uses. nullptr: nobody waits anywhere.
const StationResult* bottleneck(const RunResults& results);
// The part of all waiting time that is spent at the station, 0 to 1.
double share_of_waiting(const RunResults& results, const StationResult& station);
// Whether its units are busy, or blocked, for most of their time in service. If not, people wait
// there in peaks, by chance or while it is closed, and the average shows capacity to spare.
bool is_short_of_capacity(const StationResult& station);

} // namespace gatetwin
