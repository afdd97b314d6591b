// SPDX-License-Identifier: Apache-2.0
// Until when a certificate is valid.
#pragma once
#include "core/base/time.hpp"
#include <optional>
#include <string_view>

namespace gatetwin {

// Of the first certificate in the PEM; nothing: there is none.
std::optional<WallTime> certificate_expiry(std::string_view pem);

} // namespace gatetwin
