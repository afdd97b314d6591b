// SPDX-License-Identifier: Apache-2.0
// When groups arrive, by one demand. Every demand draws from streams of its own, named by its
// index, so that nothing else in the model moves its arrivals.
//
// Time-varying Poisson arrivals by inversion: the integral of the rate between two arrivals is
// exponential with mean 1 (E. Cinlar, Introduction to Stochastic Processes, 1975, section 4.7). One
// draw each: a change of the rate moves arrivals, but does not shuffle them.
#pragma once
#include "core/base/random_stream.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <cstdint>

namespace gatetwin {

class ArrivalSource {
public:
  // `horizon_ns` 0: none.
  ArrivalSource(const CheckpointModel& model, Index demand, std::uint64_t seed,
                std::uint64_t replication);

  // Moves to the next group; false when no more come.
  bool advance();
  std::int64_t time_ns() const { return m_time_ns; }
  std::uint32_t persons(); // of the group at hand; to be asked once
  const DemandModel& demand() const { return *m_demand; }
  std::uint64_t groups() const { return m_groups; }

private:
  bool advance_poisson();

  const DemandModel* m_demand;
  const Distribution* m_group_size;
  std::int64_t m_horizon_ns;
  std::int64_t m_time_ns = 0;
  double m_fraction_ns = 0; // poisson: what int64 nanoseconds cut off
  std::size_t m_step = 0;   // rate in force
  std::uint64_t m_groups = 0;
  RandomStream m_gaps;
  RandomStream m_sizes;
};

} // namespace gatetwin
