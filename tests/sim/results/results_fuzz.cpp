// SPDX-License-Identifier: Apache-2.0
// Any bytes as a results file. What is accepted must be writable in every form and come back the
// same.
#include "core/base/check.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/results_table.hpp"
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Diagnostics faults;
  const std::optional<RunResults> results = parse_results(text, "fuzz", faults);
  if (!results) {
    CHECK(!faults.empty());
    return 0;
  }
  const std::string json = to_json(*results);
  const std::optional<RunResults> again = parse_results(json, "fuzz", faults);
  CHECK(again && to_json(*again) == json);
  CHECK(!to_table(*results, {Language::vietnamese, true}).empty());
  CHECK(!figures_csv(*results).empty());
  return 0;
}
