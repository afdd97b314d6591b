// SPDX-License-Identifier: Apache-2.0
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::RecordKind;

// A passport's zone and an unsigned key beside it, which agrees with its number or is of no help.
TEST(RuntimeWeights, JournalAnEvaluatoryCheckWhateverItsResultAndDoNotCountIt)
{
  GateRuntimeConfig config = bench_config(UnitKind::e_gate);
  config.checks.set(DocumentKind::passport, CheckKind::cross_check, CheckWeight::evaluatory);
  for (const auto& [key, result] : {std::pair{"L898902C3", CheckResult::successful},
                                    std::pair{"L898902C4", CheckResult::not_supported}}) {
    UnitBench bench(config);
    bench.start();
    bench.heard();
    bench.put(InputKind::document_presented);
    bench.scan.label = std::as_bytes(std::span(std::string_view(key)));
    bench.scan.labels_in_view = 1;
    bench.scanned();
    EXPECT_EQ(bench.runtime.state(), GateState::querying);
    EXPECT_EQ(bench.last(RecordKind::checks)->code,
              static_cast<std::uint16_t>(CheckResult::successful));
    const auto& records = bench.keeper.records;
    const auto crossed = std::find_if(records.begin(), records.end(), [](const auto& r) {
      return r.kind == RecordKind::check &&
             r.code == static_cast<std::uint16_t>(CheckKind::cross_check);
    });
    ASSERT_NE(crossed, records.end()) << key;
    EXPECT_EQ(result_in(crossed->value), result);
    EXPECT_EQ(weight_in(crossed->value), CheckWeight::evaluatory);
  }
}

TEST(RuntimeWeights, RefuseAGateWhoseSettingsLetAnybodyIn)
{
  GateRuntimeConfig config = bench_config(UnitKind::e_gate);
  config.checks.set(DocumentKind::passport, CheckKind::document_expiry, CheckWeight::optional);
  EXPECT_FALSE(check(config).ok());
  config.kind = UnitKind::booth;
  EXPECT_TRUE(check(config).ok());
}

} // namespace
} // namespace gatetwin
