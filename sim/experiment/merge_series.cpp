// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/merge_series.hpp"
#include "core/base/check.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace gatetwin::experiment {
namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

template <typename T, typename Join> void fold_list(std::vector<T>& list, Join join)
{
  const std::size_t half = (list.size() + 1) / 2;
  for (std::size_t i = 0; i < half; ++i) {
    const T second = 2 * i + 1 < list.size() ? list[2 * i + 1] : T{};
    list[i] = join(list[2 * i], second);
  }
  list.resize(half);
}

float mean_of_two(float a, float b)
{
  if (std::isnan(a)) return b;
  if (std::isnan(b)) return a;
  return (a + b) / 2;
}

// One replication's series with buckets of twice the width.
void fold_series(TimeSeries& series)
{
  const auto half = [](float a, float b) { return (a + b) / 2; };
  series.bucket_s *= 2;
  fold_list(series.arrivals, [](float a, float b) { return a + b; });
  fold_list(series.inside_mean, half);
  for (StationSeries& station : series.stations) {
    fold_list(station.queue_mean, half);
    fold_list(station.queue_max, [](float a, float b) { return std::max(a, b); });
    fold_list(station.wait_mean, mean_of_two);
    fold_list(station.utilisation, mean_of_two);
  }
}

} // namespace

void SeriesMean::Sums::add(std::size_t bucket, double value)
{
  if (std::isnan(value)) return;
  if (bucket >= sum.size()) {
    sum.resize(bucket + 1);
    number.resize(bucket + 1);
  }
  sum[bucket] += value;
  number[bucket] += 1;
}

void SeriesMean::Sums::fold(double share)
{
  fold_list(sum, [&](double a, double b) { return (a + b) * share; });
  fold_list(number, [](double a, double b) { return a + b; });
}

void SeriesMean::Range::add(std::size_t bucket, float value)
{
  if (bucket >= lowest.size()) {
    lowest.resize(bucket + 1, nothing);
    highest.resize(bucket + 1, nothing);
  }
  lowest[bucket] = std::fmin(lowest[bucket], value); // what is not NaN, if either
  highest[bucket] = std::fmax(highest[bucket], value);
}

void SeriesMean::Range::fold()
{
  for (std::vector<float>* list : {&lowest, &highest}) {
    if (list->size() % 2 != 0) list->push_back(nothing);
    fold_list(*list, mean_of_two);
  }
}

void SeriesMean::fold()
{
  m_bucket_s *= 2;
  m_arrivals.fold(1);
  m_inside.fold(0.5);
  for (Station& station : m_stations) {
    station.queue.fold(0.5);
    station.queue_range.fold();
    station.wait_range.fold();
    station.wait.fold(1);
    station.utilisation.fold(1);
    fold_list(station.queue_max, [](float a, float b) { return std::max(a, b); });
  }
}

void SeriesMean::add(const TimeSeries& given)
{
  TimeSeries series = given;
  if (m_replications == 0) {
    m_start_s = series.start_s;
    m_bucket_s = series.bucket_s;
    for (const StationSeries& station : series.stations)
      m_stations.push_back({station.station, {}, {}, {}, {}, {}, {}});
  }
  CHECK(series.stations.size() == m_stations.size());
  m_replications += 1;
  while (series.bucket_s > 0 && series.bucket_s < m_bucket_s) fold_series(series);
  while (m_bucket_s > 0 && m_bucket_s < series.bucket_s) fold();
  for (std::size_t b = 0; b < series.arrivals.size(); ++b) {
    m_arrivals.add(b, series.arrivals[b]);
    m_inside.add(b, series.inside_mean[b]);
  }
  for (std::size_t s = 0; s < m_stations.size(); ++s) {
    const StationSeries& from = series.stations[s];
    Station& to = m_stations[s];
    to.queue_max.resize(std::max(to.queue_max.size(), from.queue_max.size()));
    for (std::size_t b = 0; b < from.queue_mean.size(); ++b) {
      to.queue.add(b, from.queue_mean[b]);
      to.queue_max[b] = std::max(to.queue_max[b], from.queue_max[b]);
      to.wait.add(b, from.wait_mean[b]);
      to.queue_range.add(b, from.queue_mean[b]);
      to.wait_range.add(b, from.wait_mean[b]);
      to.utilisation.add(b, from.utilisation[b]);
    }
  }
}

TimeSeries SeriesMean::take()
{
  // Nobody is there once a replication has ended, but there is no wait to speak of.
  const auto of_all = [&](const Sums& sums) {
    std::vector<float> out;
    for (const double sum : sums.sum) out.push_back(static_cast<float>(sum / m_replications));
    return out;
  };
  const std::size_t buckets = m_arrivals.sum.size();
  const auto of_those = [&](const Sums& sums) {
    std::vector<float> out(buckets, nothing);
    for (std::size_t b = 0; b < sums.sum.size(); ++b) {
      if (sums.number[b] > 0) out[b] = static_cast<float>(sums.sum[b] / sums.number[b]);
    }
    return out;
  };
  TimeSeries out;
  out.start_s = m_start_s;
  out.bucket_s = m_bucket_s;
  out.arrivals = of_all(m_arrivals);
  out.inside_mean = of_all(m_inside);
  for (const Station& station : m_stations) {
    out.stations.push_back({station.name, of_all(station.queue), station.queue_max,
                            of_those(station.wait), of_those(station.utilisation)});
    if (m_replications < 2) continue;
    StationSeries& to = out.stations.back();
    to.queue_band = SeriesBand{station.queue_range.lowest, station.queue_range.highest};
    for (std::size_t b = 0; b < station.queue.number.size(); ++b) {
      if (station.queue.number[b] < m_replications) to.queue_band->lowest[b] = 0; // one had ended
    }
    to.wait_band = SeriesBand{station.wait_range.lowest, station.wait_range.highest};
  }
  return out;
}

} // namespace gatetwin::experiment
