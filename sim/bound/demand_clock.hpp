// SPDX-License-Identifier: Apache-2.0
// Who comes when: rates by time, and coaches with their hour, of one run in the order of time.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

class DemandClock {
public:
  explicit DemandClock(const CheckpointModel& model);

  // The first instant after now at which a rate changes; INT64_MAX: none.
  std::int64_t next_change(std::int64_t now_ns) const;
  // When the next coach comes that was not taken yet; INT64_MAX: none.
  std::int64_t next_scheduled() const;
  // Persons a second by demand, without what is scheduled, on the mean over the span.
  std::vector<double> rates(std::int64_t from_ns, std::int64_t to_ns) const;
  // Persons a second of what is scheduled, over the run.
  double scheduled_rate(std::size_t demand) const;
  // Persons who are due before `to_ns` and were not taken yet.
  double take_scheduled(std::size_t demand, std::int64_t to_ns);

private:
  const CheckpointModel& m_model;
  std::vector<std::size_t> m_next;      // by demand: scheduled arrival
  std::vector<std::int64_t> m_instants; // of changes, in order
  std::vector<double> m_scheduled_rate; // by demand
};

} // namespace gatetwin
