// SPDX-License-Identifier: Apache-2.0
// What a request says, as one number: two requests with the same idempotency key and another digest
// are a conflict. Covers every field but the attempt and the check list, which never leaves the
// unit.
#pragma once
#include "core/domain/registry_message.hpp"
#include <cstdint>

namespace gatetwin {

std::uint64_t content_digest(const RegistryRequest& request);

} // namespace gatetwin
