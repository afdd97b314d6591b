// SPDX-License-Identifier: Apache-2.0
#include "core/base/result.hpp"

namespace gatetwin {

const char* to_string(ErrorCode code)
{
  switch (code) {
  case ErrorCode::malformed: return "malformed";
  case ErrorCode::unsupported: return "unsupported";
  case ErrorCode::too_large: return "too large";
  case ErrorCode::not_found: return "not found";
  case ErrorCode::conflict: return "conflict";
  case ErrorCode::unavailable: return "unavailable";
  case ErrorCode::expired: return "expired";
  case ErrorCode::corrupt: return "corrupt";
  case ErrorCode::io: return "input/output error";
  case ErrorCode::rejected: return "rejected";
  }
  return "unknown";
}

} // namespace gatetwin
