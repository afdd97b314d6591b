// SPDX-License-Identifier: Apache-2.0
// Units' reports on the wire (message UnitReport of link.proto), read strictly: what is taken has
// no unknown field, no entry too many, and names no other folder and no other unit.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/unit_report.hpp"
#include <string>
#include <string_view>

namespace gatetwin {

constexpr std::size_t max_report_bytes = 4096;

// too_large: more entries than a report may have, or longer.
Result<std::string> encode_report(const UnitReport& report);
// too_large, malformed.
Result<UnitReport> decode_report(std::string_view bytes, UnitId unit);

} // namespace gatetwin
