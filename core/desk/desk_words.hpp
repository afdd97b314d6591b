// SPDX-License-Identifier: Apache-2.0
// What a desk says to an officer, in English or Vietnamese.
#pragma once
#include "core/domain/reason.hpp"
#include <cstdint>
#include <string>
#include <string_view>

namespace gatetwin::desk {

enum class Language : std::uint8_t { english, vietnamese };

enum class Saying : std::uint8_t {
  unit,
  call,
  decide, // at a booth: no reason, the decision is asked for
  stamp,
  withdrawn,
  accepted,
  refused,
  lost,
  nothing_open,
  how_to,
  not_understood,
  needs_number,
  not_open
};
const char* say(Saying saying, Language language);

// Why an officer is called.
std::string words_of(Reason reason, Language language);

} // namespace gatetwin::desk
