// SPDX-License-Identifier: Apache-2.0
// Any bytes as a unit's report: what is taken can be sent again, and says the same.
#include "core/link/unit_report_codec.hpp"
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto report = decode_report(bytes, UnitId{17});
  if (!report.ok()) return 0;
  const auto again = encode_report(report.value());
  if (!again.ok()) std::abort();
  if (decode_report(again.value(), UnitId{17}).value() != report.value()) std::abort();
  return 0;
}
