// SPDX-License-Identifier: Apache-2.0
// Replications made up by hand: one station, one class, waits as told.
#pragma once
#include "sim/experiment/replication_record.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace gatetwin::experiment {

inline Figure toy_figure(const std::string& name, const std::string& station,
                         const FigureSample& sample)
{
  Figure f;
  f.name = name;
  f.unit = "s";
  f.station = station;
  f.count = sample.moments.count();
  f.mean = sample.moments.mean_s();
  f.sd = sample.moments.sd_s();
  f.p50 = sample.histogram.quantile(0.5) / 1e9;
  f.p95 = sample.histogram.quantile(0.95) / 1e9;
  f.p99 = sample.histogram.quantile(0.99) / 1e9;
  f.max = static_cast<double>(sample.moments.max_ns()) / 1e9;
  return f;
}

inline FigureSample toy_sample(const std::vector<std::uint64_t>& values_ns)
{
  FigureSample sample;
  for (const std::uint64_t value : values_ns) {
    sample.moments.add(value);
    sample.histogram.add(value);
  }
  return sample;
}

// Waits in ns. The service level is to wait at most 10 s.
inline ReplicationRecord toy_record(std::uint64_t number, const std::vector<std::uint64_t>& waits)
{
  ReplicationRecord record;
  record.number = number;
  RunResults& r = record.results;
  r.scenario = "toy";
  r.events = 10 + number;
  r.simulated_s = 100;
  r.journal_digest = "d" + std::to_string(number);
  record.samples.push_back(toy_sample(waits));
  r.figures.push_back(toy_figure("wait", "", record.samples.back()));
  StationResult station;
  station.id = "booths";
  station.served = waits.size();
  station.utilisation = 0.5 + 0.01 * static_cast<double>(number % 7);
  station.queue_max = static_cast<std::uint32_t>(number);
  r.stations.push_back(station);
  ServiceLevelResult level;
  level.name = "ten";
  level.figure = "wait";
  level.within_s = 10;
  level.target = 0.9;
  level.count = waits.size();
  double within = 0;
  for (const std::uint64_t wait : waits) within += wait <= 10'000'000'000U;
  if (!waits.empty()) level.share_within = within / static_cast<double>(waits.size());
  r.service_levels.push_back(level);
  r.outcomes.push_back({"served", "", "", waits.size()});
  r.checks.push_back({"once", waits.size(), 0});
  r.time_series.bucket_s = 60;
  return record;
}

} // namespace gatetwin::experiment
