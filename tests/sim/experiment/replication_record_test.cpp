// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/replication_record.hpp"
#include "sim/results/results_file.hpp"
#include "tests/sim/experiment/toy_records.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin::experiment {
namespace {

ReplicationRecord full_record()
{
  ReplicationRecord record = toy_record(3, {0, 5, 1'000'000'000, 9'007'199'254'740'992});
  record.violations = {"once: at 10 s ..."};
  record.waits = {0, 2.5, {{1, 2}, {0, 0}, {4.25, 3}}};
  return record;
}

TEST(ReplicationRecord, ComesBackAsItWas)
{
  const ReplicationRecord record = full_record();
  const std::string bytes = encode(record);
  const auto back = decode(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(encode(*back), bytes);
  EXPECT_EQ(back->number, 3U);
  EXPECT_EQ(to_json(back->results), to_json(record.results));
  EXPECT_EQ(back->violations, record.violations);
  EXPECT_EQ(back->waits.cells[2].sum, 4.25);
  EXPECT_EQ(back->samples[0].moments.sd_s(), record.samples[0].moments.sd_s());
  EXPECT_EQ(back->samples[0].histogram.quantile(0.5), record.samples[0].histogram.quantile(0.5));
}

TEST(ReplicationRecord, HowLongItTookIsNotInTheBytes)
{
  ReplicationRecord record = full_record();
  const std::string bytes = encode(record);
  record.results.wall_s = 12;
  EXPECT_EQ(encode(record), bytes);
}

RC_GTEST_PROP(ReplicationRecord, DamagedBytesAreRefusedOrReadAndNeverCrash, ())
{
  std::string bytes = encode(full_record());
  const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size());
  if (*rc::gen::arbitrary<bool>()) {
    bytes.resize(cut);
  } else {
    bytes[cut] = static_cast<char>(*rc::gen::arbitrary<char>());
  }
  const auto back = decode(bytes);
  if (back) RC_ASSERT(back->samples.size() == back->results.figures.size());
}

} // namespace
} // namespace gatetwin::experiment
