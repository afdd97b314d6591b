// SPDX-License-Identifier: Apache-2.0
// The mean course of a day: time series of several replications, bucket by bucket. A replication
// that ended sooner had nobody inside from then on. Series of different bucket widths (a long run
// doubles its own) are brought to the widest. From two replications on, with the band they lie in.
#pragma once
#include "sim/results/run_results.hpp"

namespace gatetwin::experiment {

class SeriesMean {
public:
  // Of the same stations in the same order; widths differ by powers of two at most.
  void add(const TimeSeries& series);
  TimeSeries take();

private:
  // One kind of value by bucket: sums over the replications, and how many said something.
  struct Sums {
    std::vector<double> sum;
    std::vector<double> number;
    void add(std::size_t bucket, double value);
    void fold(double share); // two buckets become one, whose sum is so much of theirs
  };
  // The least and the most of any replication by bucket; NaN where none said anything. Of folded
  // buckets it is a bound: the least of two may come from different replications.
  struct Range {
    std::vector<float> lowest, highest;
    void add(std::size_t bucket, float value);
    void fold();
  };
  struct Station {
    std::string name;
    Sums queue, wait, utilisation;
    std::vector<float> queue_max;
    Range queue_range, wait_range;
  };
  void fold();

  double m_replications = 0;
  double m_start_s = 0;
  double m_bucket_s = 0;
  Sums m_arrivals, m_inside;
  std::vector<Station> m_stations;
};

} // namespace gatetwin::experiment
