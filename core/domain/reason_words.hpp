// SPDX-License-Identifier: Apache-2.0
// Reasons as people read them, in English and in Vietnamese: short, without a full stop. Files and
// journals keep the names of to_string().
#pragma once
#include "core/domain/reason.hpp"

namespace gatetwin {

struct ReasonWords {
  const char* english;
  const char* vietnamese;
};
ReasonWords words_of(Reason reason);

} // namespace gatetwin
