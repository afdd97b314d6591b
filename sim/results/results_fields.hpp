// SPDX-License-Identifier: Apache-2.0
// The keys of "gatetwin.results/1" and their order, once for the writer and the reader:
// visit_fields(visitor, value) calls visitor(key, member) for each. results.proto publishes the
// same for other languages, and a test compares them.
#pragma once
#include "sim/results/run_results.hpp"
#include <concepts>
#include <type_traits>

namespace gatetwin::fields {

template <typename T, typename Struct>
concept Is = std::same_as<std::remove_const_t<T>, Struct>;

template <typename V> void visit_fields(V& v, Is<ResultBuild> auto& r)
{
  v("version", r.version);
  v("commit", r.commit);
  v("core_build_id", r.core_build_id);
}

template <typename V> void visit_fields(V& v, Is<WarmUp> auto& r)
{
  v("method", r.method);
  v("value", r.value);
}

template <typename V> void visit_fields(V& v, Is<Figure> auto& r)
{
  v("name", r.name);
  v("unit", r.unit);
  v("station", r.station);
  v("traveller_class", r.traveller_class);
  v("direction", r.direction);
  v("authority", r.authority);
  v("count", r.count);
  v("mean", r.mean);
  v("sd", r.sd);
  v("p50", r.p50);
  v("p95", r.p95);
  v("p99", r.p99);
  v("max", r.max);
  v("ci95_mean", r.ci95_mean);
  v("ci95_p95", r.ci95_p95);
  v("notes", r.notes);
}

template <typename V> void visit_fields(V& v, Is<StationResult> auto& r)
{
  v("id", r.id);
  v("title", r.title);
  v("kind", r.kind);
  v("checkpoint", r.checkpoint);
  v("direction", r.direction);
  v("authority", r.authority);
  v("servers", r.servers);
  v("served", r.served);
  v("utilisation", r.utilisation);
  v("utilisation_ci95", r.utilisation_ci95);
  v("queue_mean", r.queue_mean);
  v("queue_max", r.queue_max);
  v("blocked_share", r.blocked_share);
  v("out_of_service_share", r.out_of_service_share);
  v("notes", r.notes);
}

template <typename V> void visit_fields(V& v, Is<OfficersResult> auto& r)
{
  v("station", r.station);
  v("post", r.post);
  v("on_duty", r.on_duty);
  v("calls", r.calls);
  v("busy_mean", r.busy_mean);
  v("busy_max", r.busy_max);
  v("utilisation", r.utilisation);
  v("utilisation_ci95", r.utilisation_ci95);
  v("several_share", r.several_share);
  v("notes", r.notes);
}

template <typename V> void visit_fields(V& v, Is<CheckpointResult> auto& r)
{
  v("id", r.id);
  v("title", r.title);
}

template <typename V> void visit_fields(V& v, Is<ClassResult> auto& r)
{
  v("id", r.id);
  v("title", r.title);
  v("direction", r.direction);
}

template <typename V> void visit_fields(V& v, Is<OutcomeCount> auto& r)
{
  v("outcome", r.outcome);
  v("station", r.station);
  v("traveller_class", r.traveller_class);
  v("count", r.count);
}

template <typename V> void visit_fields(V& v, Is<ServiceLevelResult> auto& r)
{
  v("name", r.name);
  v("figure", r.figure);
  v("station", r.station);
  v("traveller_class", r.traveller_class);
  v("within_s", r.within_s);
  v("target", r.target);
  v("reached", r.reached);
  v("share_within", r.share_within);
  v("ci95", r.ci95);
  v("met", r.met);
  v("count", r.count);
  v("notes", r.notes);
}

template <typename V> void visit_fields(V& v, Is<InvariantResult> auto& r)
{
  v("invariant", r.invariant);
  v("examined", r.examined);
  v("violations", r.violations);
}

template <typename V> void visit_fields(V& v, Is<FlowResult> auto& r)
{
  v("from", r.from);
  v("to", r.to);
  v("count", r.count);
}

template <typename V> void visit_fields(V& v, Is<StationSeries> auto& r)
{
  v("station", r.station);
  v("queue_mean", r.queue_mean);
  v("queue_max", r.queue_max);
  v("wait_mean", r.wait_mean);
  v("utilisation", r.utilisation);
  v("queue_band", r.queue_band);
  v("wait_band", r.wait_band);
}

template <typename V> void visit_fields(V& v, Is<SeriesBand> auto& r)
{
  v("lowest", r.lowest);
  v("highest", r.highest);
}

template <typename V> void visit_fields(V& v, Is<TimeSeries> auto& r)
{
  v("start_s", r.start_s);
  v("bucket_s", r.bucket_s);
  v("arrivals", r.arrivals);
  v("inside_mean", r.inside_mean);
  v("stations", r.stations);
}

template <typename V> void visit_fields(V& v, Is<OptimumPoint> auto& r)
{
  v("design", r.design);
  v("settings", r.settings);
  v("cost", r.cost);
  v("cost_ci95", r.cost_ci95);
  v("value", r.value);
  v("value_ci95", r.value_ci95);
  v("verdict", r.verdict);
  v("on_frontier", r.on_frontier);
  v("replications", r.replications);
}

template <typename V> void visit_fields(V& v, Is<OptimumResult> auto& r)
{
  v("minimise", r.minimise);
  v("subject_to", r.subject_to);
  v("figure", r.figure);
  v("unit", r.unit);
  v("limit", r.limit);
  v("at_most", r.at_most);
  v("cost_unit", r.cost_unit);
  v("confidence", r.confidence);
  v("best", r.best);
  v("nearest", r.nearest);
  v("settled", r.settled);
  v("rivals", r.rivals);
  v("replications_needed", r.replications_needed);
  v("designs", r.designs);
  v("excluded", r.excluded);
  v("overloaded", r.overloaded);
  v("simulated", r.simulated);
  v("replications", r.replications);
  v("points", r.points);
}

// Without "schema" and "effective_scenario", which are no members of their own kind.
template <typename V> void visit_fields(V& v, Is<RunResults> auto& r)
{
  v("scenario", r.scenario);
  v("title", r.title);
  v("question", r.question);
  v("start_time", r.start_time);
  v("seed", r.seed);
  v("build", r.build);
  v("fidelity", r.fidelity);
  v("replications", r.replications);
  v("warm_up_s", r.warm_up_s);
  v("simulated_s", r.simulated_s);
  v("wall_s", r.wall_s);
  v("events", r.events);
  v("journal_digest", r.journal_digest);
  v("figures", r.figures);
  v("stations", r.stations);
  v("officers", r.officers);
  v("checkpoints", r.checkpoints);
  v("traveller_classes", r.traveller_classes);
  v("outcomes", r.outcomes);
  v("service_levels", r.service_levels);
  v("checks", r.checks);
  v("flows", r.flows);
  v("time_series", r.time_series);
  v("assumptions", r.assumptions);
  v("notes", r.notes);
  v("optimum", r.optimum);
}

} // namespace gatetwin::fields
