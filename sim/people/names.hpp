// SPDX-License-Identifier: Apache-2.0
// Plausible names in the form of a machine-readable zone, by nationality: Vietnamese, Chinese, Lao,
// and a mixed stock for everybody else. The parts are common ones; together they name nobody in
// particular.
#pragma once
#include "core/base/random_stream.hpp"
#include "core/document/mrz.hpp"
#include "core/domain/short_text.hpp"
#include <string_view>

namespace gatetwin {

ShortText<64> make_name(RandomStream& stream, std::string_view nationality, Sex sex);

} // namespace gatetwin
