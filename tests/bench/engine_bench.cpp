// SPDX-License-Identifier: Apache-2.0
// How fast the engine is, as ratios to the limit measured side by side in one run; one JSON object
// a line. Usage: engine_bench SCENARIOS [TRAVELLERS [ROUNDS]]
//   limit       the bare loop of limit.hpp
//   flow        checkpoint-60.yaml, plain stations inside SimGrid, no journal sinks
//   digest      the same with all hall records hashed
//   statistics  the same with every figure of a run, and the digest
//   core        three-pilot-gates.yaml, every crossing through the production core, the registry by
//               closed form; statistics and digest; against the limit of as many travellers
//   simgrid     the same with every registry exchange simulated by SimGrid
//   memory      statistics with ten times the travellers: growth of the peak resident set
// Every measurement is a process of its own; the least processor time of all rounds counts, because
// whatever else the machine does only adds.
#include "core/journal/run_digest.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include "sim/statistics/run_statistics.hpp"
#include "tests/bench/limit.hpp"
#include "tests/sim/engine/in_child.hpp"
#include <algorithm>
#include <charconv>
#include <cstring>
#include <sys/resource.h>

namespace gatetwin::bench {
namespace {

struct Measure {
  double cpu_s = 0;
  double peak_mb = 0;
  std::uint64_t events = 0;
  std::uint64_t records = 0;
  std::uint64_t travellers = 0;
  double mean_wait_s = 0;
};

CheckpointModel load(const std::string& path, const std::vector<std::string>& settings)
{
  const LoadedScenario loaded = load_scenario(path, settings);
  for (const Diagnostic& d : loaded.diagnostics) std::fprintf(stderr, "%s\n", to_string(d).c_str());
  if (!loaded.scenario) std::exit(2);
  BuiltModel built = build_model(*loaded.scenario, loaded.positions);
  for (const Diagnostic& d : built.diagnostics) std::fprintf(stderr, "%s\n", to_string(d).c_str());
  if (!built.model) std::exit(2);
  return *built.model;
}

RunDescription description_of(const CheckpointModel& model)
{
  RunDescription run;
  for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
    const bool plain = model.stations[s].kind == StationKind::plain;
    run.stations.push_back({model.stations[s].name, "", plain ? "plain" : "e_gate", "", "", ""});
    run.station_of_unit.insert(run.station_of_unit.end(), model.stations[s].units, s);
  }
  for (const ClassModel& c : model.classes) run.classes.push_back({c.name, "", ""});
  run.warm_up_ns = model.warm_up_ns;
  run.end_ns = model.horizon_ns;
  return run;
}

class MeanWait final : public journal::RecordSink {
public:
  void on_records(std::span<const journal::Record> records) override
  {
    for (const journal::Record& r : records) {
      if (r.kind != journal::RecordKind::service_started || r.station != 0) continue;
      sum_s += static_cast<double>(r.value) * 1e-9;
      ++count;
    }
  }
  double sum_s = 0;
  double count = 0;
};

// Of this process: what other programs take from the machine meanwhile does not count.
double processor_s()
{
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_mb()
{
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Measure measure_limit(std::uint64_t travellers)
{
  Measure m;
  const double start_s = processor_s();
  const LimitResult result = run_limit(travellers, 1);
  m.cpu_s = processor_s() - start_s;
  m.events = result.events;
  m.travellers = travellers;
  m.mean_wait_s = result.mean_wait_s;
  m.peak_mb = peak_mb();
  return m;
}

Measure measure_engine(const CheckpointModel& model, bool digest, bool statistics)
{
  Measure m;
  journal::RunDigest hash;
  RunStatistics figures(description_of(model));
  MeanWait wait;
  const double start_s = processor_s();
  Simulation simulation(model, model.seed, 0);
  if (digest) simulation.add_sink(hash);
  if (statistics) simulation.add_sink(figures);
  if (digest && !statistics) simulation.add_sink(wait);
  const RunSummary summary = simulation.run();
  m.cpu_s = processor_s() - start_s;
  m.events = summary.events;
  m.records = summary.records;
  m.travellers = summary.travellers;
  m.mean_wait_s = wait.count > 0 ? wait.sum_s / wait.count : 0;
  m.peak_mb = peak_mb();
  return m;
}

template <typename Function> Measure in_process(Function function)
{
  const auto found = test::in_child<Measure>([&] { return std::vector<Measure>{function()}; });
  return found.empty() ? Measure{} : found[0];
}

void keep_least(Measure& best, const Measure& m)
{
  if (best.cpu_s == 0 || m.cpu_s < best.cpu_s) best = m;
}

void print(const char* what, const Measure& m, double limit_s)
{
  std::printf(
      "{\"bench\":\"%s\",\"travellers\":%llu,\"cpu_s\":%.4f,\"x_limit\":%.3f,\"events\":%llu,"
      "\"records\":%llu,\"mean_wait_s\":%.4f,\"peak_mb\":%.1f}\n",
      what, static_cast<unsigned long long>(m.travellers), m.cpu_s, m.cpu_s / limit_s,
      static_cast<unsigned long long>(m.events), static_cast<unsigned long long>(m.records),
      m.mean_wait_s, m.peak_mb);
  std::fflush(stdout);
}

std::uint64_t number(const char* text, std::uint64_t otherwise)
{
  std::uint64_t value = 0;
  const auto end = text + std::strlen(text);
  return std::from_chars(text, end, value).ptr == end && value > 0 ? value : otherwise;
}

void plain_stations(const std::string& scenarios, std::uint64_t travellers, std::uint64_t rounds)
{
  const std::string path = scenarios + "/checkpoint-60.yaml";
  const std::string limit_key = "demand.travellers.limit=";
  const CheckpointModel model = load(path, {limit_key + std::to_string(travellers)});
  Measure limit, flow, digest, statistics;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    keep_least(limit, in_process([&] { return measure_limit(travellers); }));
    keep_least(flow, in_process([&] { return measure_engine(model, false, false); }));
    keep_least(digest, in_process([&] { return measure_engine(model, true, false); }));
    keep_least(statistics, in_process([&] { return measure_engine(model, true, true); }));
  }
  print("limit", limit, limit.cpu_s);
  print("flow", flow, limit.cpu_s);
  print("digest", digest, limit.cpu_s);
  print("statistics", statistics, limit.cpu_s);
  const CheckpointModel tenfold_model = load(path, {limit_key + std::to_string(10 * travellers)});
  const Measure tenfold = in_process([&] { return measure_engine(tenfold_model, true, true); });
  std::printf("{\"bench\":\"memory\",\"travellers\":[%llu,%llu],\"peak_mb\":[%.1f,%.1f],"
              "\"growth_percent\":%.2f}\n",
              static_cast<unsigned long long>(statistics.travellers),
              static_cast<unsigned long long>(tenfold.travellers), statistics.peak_mb,
              tenfold.peak_mb, 100 * (tenfold.peak_mb / statistics.peak_mb - 1));
}

void production_core(const std::string& scenarios)
{
  const std::string path = scenarios + "/three-pilot-gates.yaml";
  const CheckpointModel closed_form = load(path, {"platform.network=closed_form"});
  const CheckpointModel simgrid = load(path, {"platform.network=simgrid"});
  const Measure core = in_process([&] { return measure_engine(closed_form, true, true); });
  const Measure all = in_process([&] { return measure_engine(simgrid, true, true); });
  Measure limit;
  for (int i = 0; i < 3; ++i) {
    keep_least(limit, in_process([&] { return measure_limit(core.travellers); }));
  }
  print("core", core, limit.cpu_s);
  print("simgrid", all, limit.cpu_s);
}

} // namespace
} // namespace gatetwin::bench

int main(int argc, char** argv)
{
  using namespace gatetwin::bench;
  if (argc < 2) {
    std::fprintf(stderr, "usage: engine_bench SCENARIOS [TRAVELLERS [ROUNDS]]\n");
    return 2;
  }
  const std::uint64_t travellers = argc > 2 ? number(argv[2], 560'000) : 560'000;
  plain_stations(argv[1], travellers, argc > 3 ? number(argv[3], 5) : 5);
  production_core(argv[1]);
}
