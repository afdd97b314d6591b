// SPDX-License-Identifier: Apache-2.0
// Runs a hand-made model's flow to its end and keeps what it wrote.
#pragma once
#include "core/domain/words.hpp"
#include "sim/engine/flow.hpp"
#include <algorithm>
#include <cstdint>
#include <vector>

namespace gatetwin::test {

class RecordKeeper final : public journal::RecordSink {
public:
  void on_records(std::span<const journal::Record> records) override
  {
    all.insert(all.end(), records.begin(), records.end());
  }
  std::vector<journal::Record> of(journal::RecordKind kind) const
  {
    std::vector<journal::Record> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const journal::Record& r) { return r.kind == kind; });
    return found;
  }
  std::vector<journal::Record> of(journal::RecordKind kind, std::uint64_t subject) const
  {
    auto found = of(kind);
    std::erase_if(found, [&](const journal::Record& r) { return r.subject != subject; });
    return found;
  }
  std::size_t left_as(Outcome outcome) const
  {
    const auto left = of(journal::RecordKind::traveller_left);
    return static_cast<std::size_t>(std::count_if(left.begin(), left.end(), [&](const auto& r) {
      return r.detail == static_cast<std::uint32_t>(outcome);
    }));
  }
  std::vector<journal::Record> all;
};

struct FlowRun {
  RecordKeeper records;
  std::uint64_t arrived = 0;
  std::uint32_t still_inside = 0;
  std::size_t slots = 0;
  std::int64_t ended_ns = 0;
};

inline FlowRun run_flow(const CheckpointModel& model, std::uint64_t seed = 1)
{
  FlowRun run;
  journal::Journal journal;
  journal.add_sink(run.records);
  Flow flow(model, seed, 0, journal);
  flow.start();
  flow.run_until(INT64_MAX);
  journal.flush();
  run.arrived = flow.arrived();
  run.still_inside = flow.inside();
  run.slots = flow.slots();
  run.ended_ns = flow.now_ns();
  return run;
}

} // namespace gatetwin::test
