// SPDX-License-Identifier: Apache-2.0
// How many bytes a registry message takes on the wire.
#pragma once
#include "core/domain/registry_message.hpp"

namespace gatetwin {

// One TLS record (29 bytes), HTTP/2 frame headers and the indexed header fields of a call on an
// open connection.
constexpr double call_overhead_bytes = 96;

double wire_bytes(const RegistryRequest& request);
double wire_bytes(const RegistryReply& reply);

} // namespace gatetwin
