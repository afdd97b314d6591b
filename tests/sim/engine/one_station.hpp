// SPDX-License-Identifier: Apache-2.0
// One plain station and the whole seconds in which its services start.
#pragma once
#include "tests/sim/engine/flow_run.hpp"
#include "tests/sim/engine/hand_model.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {

// One station of `units` plain servers, reached and left on foot in no time.
inline HandModel one_station(std::uint32_t units, Distribution service)
{
  HandModel m;
  m.traveller_class();
  m.station(units, {std::move(service)});
  m.from_entrance().choices = {HandModel::go(0)};
  return m;
}

inline std::int64_t whole_s(std::int64_t t_ns)
{
  EXPECT_EQ(t_ns % 1'000'000'000, 0);
  return t_ns / 1'000'000'000;
}

using Seconds = std::vector<std::int64_t>;
inline Seconds starts_s(const FlowRun& run)
{
  Seconds starts;
  for (const auto& r : run.records.of(journal::RecordKind::service_started)) {
    starts.push_back(whole_s(r.time_ns));
  }
  return starts;
}

} // namespace gatetwin::test
