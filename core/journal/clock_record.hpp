// SPDX-License-Identifier: Apache-2.0
// Kinds of records about a unit's clocks, written by whoever runs it. Numbers are written to files:
// append only.
#pragma once
#include "core/journal/record.hpp"

namespace gatetwin::journal {

// [unit, value by how many nanoseconds the wall clock was set]
inline constexpr RecordKind wall_clock_stepped{120};

} // namespace gatetwin::journal
