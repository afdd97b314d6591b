// SPDX-License-Identifier: Apache-2.0
// How fast the engine is, as ratios to the limit measured side by side in one run; one JSON object
// a line. Usage: engine_bench [TRAVELLERS [ROUNDS]]
//   limit       the bare loop of limit.hpp
//   flow        checkpoint-60 as a scenario of plain stations inside SimGrid, no journal sinks
//   digest      the same with all hall records hashed
//   statistics  the same with every figure of a run, and the digest
//   memory      the last with ten times the travellers: growth of the peak resident set
// Every measurement is a process of its own; the least time of all rounds counts, because whatever
// else the machine does only adds.
#include "core/journal/run_digest.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/statistics/run_statistics.hpp"
#include "tests/bench/limit.hpp"
#include "tests/sim/engine/hand_model.hpp"
#include "tests/sim/engine/in_child.hpp"
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <sys/resource.h>

namespace gatetwin::bench {
namespace {

using test::HandModel;

struct Measure {
  double wall_s = 0;
  double peak_mb = 0;
  std::uint64_t events = 0;
  std::uint64_t records = 0;
  double mean_wait_s = 0;
};

HandModel checkpoint_60(std::uint64_t travellers)
{
  using test::exponential;
  const Distribution walk = test::uniform(5, 15);
  HandModel m;
  m.traveller_class();
  m.station(12, {{DistributionKind::triangular, 12, 17, 25, nullptr}});
  m.station(6, {{DistributionKind::lognormal, 60, 0.5, 0, nullptr}});
  m.station(5, {exponential(45)});
  m.poisson(2000.0 / 3600, travellers);
  m.from_entrance().choices = {m.go(0, 1, walk)};
  m.from_station(0).choices = {m.go(1, 0.08, walk), m.go(2, 0.92 * 0.15, walk), m.out(0.92 * 0.85)};
  m.from_station(1).choices = {m.go(2, 0.15, walk), m.out(0.85)};
  return m;
}

RunDescription description_of(const CheckpointModel& model)
{
  RunDescription run;
  for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
    run.stations.push_back({model.stations[s].name, "", "plain", "cp", "", "vn"});
    run.station_of_unit.insert(run.station_of_unit.end(), model.stations[s].units, s);
  }
  run.classes.push_back({"class0", "", ""});
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

double seconds_since(std::chrono::steady_clock::time_point start)
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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
  const auto start = std::chrono::steady_clock::now();
  const LimitResult result = run_limit(travellers, 1);
  m.wall_s = seconds_since(start);
  m.events = result.events;
  m.mean_wait_s = result.mean_wait_s;
  m.peak_mb = peak_mb();
  return m;
}

Measure measure_engine(std::uint64_t travellers, bool digest, bool statistics)
{
  Measure m;
  HandModel made = checkpoint_60(travellers);
  const CheckpointModel& model = made.model();
  journal::RunDigest hash;
  RunStatistics figures(description_of(model));
  MeanWait wait;
  const auto start = std::chrono::steady_clock::now();
  Simulation simulation(model, 1, 0);
  if (digest) simulation.add_sink(hash);
  if (statistics) simulation.add_sink(figures);
  if (digest && !statistics) simulation.add_sink(wait);
  const RunSummary summary = simulation.run();
  m.wall_s = seconds_since(start);
  m.events = summary.events;
  m.records = summary.records;
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
  if (best.wall_s == 0 || m.wall_s < best.wall_s) best = m;
}

void print(const char* what, std::uint64_t travellers, const Measure& m, double limit_s)
{
  std::printf(
      "{\"bench\":\"%s\",\"travellers\":%llu,\"wall_s\":%.4f,\"x_limit\":%.3f,\"events\":%llu,"
      "\"records\":%llu,\"mean_wait_s\":%.4f,\"peak_mb\":%.1f}\n",
      what, static_cast<unsigned long long>(travellers), m.wall_s, m.wall_s / limit_s,
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

void run(std::uint64_t travellers, std::uint64_t rounds)
{
  Measure limit, flow, digest, statistics;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    keep_least(limit, in_process([&] { return measure_limit(travellers); }));
    keep_least(flow, in_process([&] { return measure_engine(travellers, false, false); }));
    keep_least(digest, in_process([&] { return measure_engine(travellers, true, false); }));
    keep_least(statistics, in_process([&] { return measure_engine(travellers, true, true); }));
  }
  print("limit", travellers, limit, limit.wall_s);
  print("flow", travellers, flow, limit.wall_s);
  print("digest", travellers, digest, limit.wall_s);
  print("statistics", travellers, statistics, limit.wall_s);
  const Measure tenfold = in_process([&] { return measure_engine(10 * travellers, true, true); });
  std::printf("{\"bench\":\"memory\",\"travellers\":[%llu,%llu],\"peak_mb\":[%.1f,%.1f],"
              "\"growth_percent\":%.2f}\n",
              static_cast<unsigned long long>(travellers),
              static_cast<unsigned long long>(10 * travellers), statistics.peak_mb, tenfold.peak_mb,
              100 * (tenfold.peak_mb / statistics.peak_mb - 1));
}

} // namespace
} // namespace gatetwin::bench

int main(int argc, char** argv)
{
  using namespace gatetwin::bench;
  run(argc > 1 ? number(argv[1], 560'000) : 560'000, argc > 2 ? number(argv[2], 5) : 5);
}
