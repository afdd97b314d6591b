// SPDX-License-Identifier: Apache-2.0
// Results made up by hand, with every kind of value: for the file, the table and the report.
#pragma once
#include "sim/results/run_results.hpp"
#include <limits>
#include <string>

namespace gatetwin {

inline Figure sample_figure(const std::string& name, const std::string& station,
                            const std::string& traveller_class, std::uint64_t count, double mean)
{
  Figure f;
  f.name = name;
  f.unit = name == "queue_length" ? "travellers" : "s";
  f.station = station;
  f.traveller_class = traveller_class;
  f.direction = station.empty() ? "" : "entry";
  f.authority = station.empty() ? "" : "vn";
  f.count = count;
  f.mean = mean;
  f.sd = mean / 2;
  f.p50 = mean * 0.75;
  f.p95 = mean * 2.5;
  f.p99 = mean * 4;
  f.max = mean * 10;
  f.ci95_mean = Interval{mean - 0.5, mean + 0.5};
  f.notes = {"ci95_p95: batches are still correlated"};
  return f;
}

inline StationResult sample_station(const std::string& id, const std::string& title,
                                    const std::string& kind, double utilisation)
{
  StationResult s;
  s.id = id;
  s.title = title;
  s.kind = kind;
  s.checkpoint = "mong-cai";
  s.direction = "entry";
  s.authority = "vn";
  s.servers = 6;
  s.served = 1200;
  s.utilisation = utilisation;
  s.utilisation_ci95 = Interval{utilisation - 0.01, utilisation + 0.01};
  s.queue_mean = 4.25;
  s.queue_max = 31;
  s.blocked_share = 0.002;
  s.out_of_service_share = 0.25;
  return s;
}

inline OptimumResult sample_optimum()
{
  OptimumResult o;
  o.minimise = "units";
  o.subject_to = {"wait_p95 <= 10 min"};
  o.figure = "wait_p95";
  o.unit = "s";
  o.limit = 600;
  o.best = "units=6";
  o.settled = true;
  o.designs = 10;
  o.overloaded = 4;
  o.simulated = 3;
  o.replications = 35;
  o.points = {{"units=5",
               {{"stations.gates-in.units", "5"}},
               5,
               {},
               812.5,
               Interval{750, 875},
               "misses",
               true,
               5},
              {"units=6",
               {{"stations.gates-in.units", "6"}},
               6,
               {},
               156.25,
               Interval{150.5, 162},
               "best",
               true,
               20},
              {"units=7",
               {{"stations.gates-in.units", "7"}},
               7,
               {},
               160,
               std::nullopt,
               "dearer",
               false,
               10}};
  return o;
}

inline RunResults sample_results()
{
  constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
  RunResults r;
  r.scenario = "mong-cai-morning";
  r.title = "Móng Cái, a morning";
  r.question = "Are six e-gates enough?";
  r.start_time = "2026-02-16T06:00:00+07:00";
  r.seed = 18'446'744'073'709'551'615U;
  r.build = {"0.1.0", "0123456789ab", "fedcba9876543210"};
  r.fidelity = {{"scan", "PAYLOAD"}, {"network", "closed_form"}};
  r.warm_up_s = {"given", 600};
  r.simulated_s = 14'400;
  r.wall_s = 0.125;
  r.events = 54'321;
  r.journal_digest = "00112233445566778899aabbccddeeff";
  r.figures = {sample_figure("wait", "", "", 2400, 62.5),
               sample_figure("wait", "", "resident", 2400, 62.5),
               sample_figure("wait", "gates-in", "", 1200, 25),
               sample_figure("wait", "booths-in", "", 1200, 100),
               sample_figure("wait", "booths-in", "resident", 1000, 100),
               sample_figure("wait", "booths-in", "visitor", 200, 120),
               sample_figure("inspection", "gates-in", "", 1200, 9.5),
               sample_figure("cycle", "gates-in", "", 1200, 17.25),
               sample_figure("officer_response", "gates-in", "", 10, 20),
               sample_figure("time_in_system", "", "", 2400, 180),
               sample_figure("queue_length", "", "", 2400, 7.5)};
  r.figures[0].ci95_p95 = Interval{150.5, 162.25};
  r.figures[0].notes.clear();
  r.stations = {sample_station("gates-in", "E-gates, entry", "e_gate", 0.61),
                sample_station("booths-in", "Quầy nhập cảnh", "booth", 0.94)};
  r.officers = {
      {"gates-in", "on_call", std::nullopt, 10, 0.015, 2, 0.0125, Interval{0.01, 0.02}, 0.0025, {}},
      {"booths-in",
       "booth",
       4.5,
       1200,
       4.25,
       std::nullopt,
       0.93,
       std::nullopt,
       std::nullopt,
       {"utilisation_ci95: fewer than 15 batches"}}};
  r.checkpoints = {{"mong-cai", "Móng Cái"}};
  r.traveller_classes = {{"resident", "Border residents", "entry"}, {"visitor", "", ""}};
  r.outcomes = {{"admitted", "", "resident", 2350}, {"referred", "", "resident", 47},
                {"abandoned", "", "visitor", 3},    {"admitted", "gates-in", "resident", 1190},
                {"referred", "gates-in", "", 10},   {"admitted", "booths-in", "resident", 1160}};
  r.service_levels = {{"wait 10 min",
                       "wait",
                       "",
                       "",
                       600,
                       0.95,
                       156.25,
                       0.99625,
                       Interval{0.9925, 0.998},
                       true,
                       2400,
                       {}},
                      {"booth 2 min",
                       "wait",
                       "booths-in",
                       "",
                       120,
                       0.9,
                       250.0,
                       0.875,
                       std::nullopt,
                       false,
                       1200,
                       {"ci95: fewer than 15 batches"}}};
  r.checks = {{"no door without authorisation", 2397, 0}, {"both or neither", 0, 0}};
  r.flows = {{"", "gates-in", 1200},
             {"", "booths-in", 1190},
             {"gates-in", "booths-in", 10},
             {"gates-in", "", 1190},
             {"booths-in", "", 1200}};
  r.time_series.bucket_s = 3600;
  r.time_series.arrivals = {500, 900, 700, 300};
  r.time_series.inside_mean = {20.5F, 41.25F, 30, 9};
  r.time_series.stations = {
      {"gates-in", {1, 3, 2, 0}, {5, 9, 8, 1}, {10, 40.5F, 20, nothing}, {0.4F, 0.8F, 0.7F, 0.2F}},
      {"booths-in", {4, 9, 7, 2}, {12, 31, 20, 6}, {60, 150, 100, 30}, {0.9F, 1, 0.95F, nothing}}};
  r.time_series.stations[0].queue_band = SeriesBand{{0, 2, 1, 0}, {2, 5, 4, 1}};
  r.time_series.stations[0].wait_band =
      SeriesBand{{5, 20, nothing, nothing}, {15, 61, nothing, nothing}};
  r.assumptions = {"Residents walk at 1.2 m/s (assumed)."};
  r.notes = {"registry requests without an answer: 4"};
  r.optimum = sample_optimum();
  r.effective_scenario = R"({"name":"mong-cai-morning","seed":1,"stations":[{"name":"gates-in"}]})";
  return r;
}

// Names as somebody would write them who wants to break a page, a terminal, a spreadsheet or a
// parser.
inline RunResults hostile_results()
{
  const std::string script = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'&";
  RunResults r = sample_results();
  r.scenario = script;
  r.title = "\x1b]0;owned\x07\x1b[2J" + script + "\xff\xfe\xc0\xaf";
  r.question = "\u202Eevil " + script;
  r.start_time = script;
  r.build = {script, script, script};
  r.fidelity = {{script, script}};
  r.warm_up_s.method = script;
  r.journal_digest = script;
  for (Figure& f : r.figures) {
    if (!f.station.empty()) f.station = script + f.station;
    if (!f.traveller_class.empty()) f.traveller_class = "=cmd|' /C calc'!A0" + f.traveller_class;
    f.notes.push_back(script);
  }
  for (StationResult& s : r.stations) {
    s.id = script + s.id;
    s.title = script;
    s.kind = s.checkpoint = s.direction = s.authority = script;
  }
  for (OfficersResult& o : r.officers) {
    o.station = script + o.station;
    o.post = script;
  }
  for (ClassResult& c : r.traveller_classes) c.title = script;
  for (CheckpointResult& c : r.checkpoints) c.title = script;
  for (OutcomeCount& o : r.outcomes) o.outcome = o.station.empty() ? script : o.outcome;
  for (ServiceLevelResult& level : r.service_levels) level.name = script + "{0}{9}";
  for (InvariantResult& check : r.checks) check.invariant = script;
  for (FlowResult& flow : r.flows) {
    if (!flow.from.empty()) flow.from = script + flow.from;
    if (!flow.to.empty()) flow.to = script + flow.to;
  }
  for (StationSeries& s : r.time_series.stations) s.station = script + s.station;
  OptimumResult& optimum = *r.optimum;
  optimum.minimise = optimum.figure = optimum.best = optimum.nearest = script + "{0}";
  optimum.unit = optimum.cost_unit = script;
  optimum.subject_to = optimum.rivals = {script, script};
  for (OptimumPoint& p : optimum.points) {
    p.design = p.verdict = script;
    p.settings = {{script, script}};
  }
  r.assumptions = {script, ""};
  r.notes = {script};
  r.effective_scenario = R"({"</script><script>alert(1)</script>": "</pre><b onclick='x'>"})";
  return r;
}

} // namespace gatetwin
