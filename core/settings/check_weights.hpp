// SPDX-License-Identifier: Apache-2.0
// The weights of a document's checks in a settings file: onto the core's table, and judged.
#pragma once
#include "core/domain/check_weights.hpp"
#include "core/settings/check_weights.pb.h"
#include "core/settings/message_reader.hpp"
#include <string>

namespace gatetwin {

CheckWeights weights_of(const settings::Checks& checks);

// Reports every check that counts less than a unit of this attendance must let it count, at its
// place below `path`.
void judge_weights(const settings::Checks& checks, Attendance attendance, const std::string& path,
                   ReadContext& context);

} // namespace gatetwin
