// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/message_size.hpp"

namespace gatetwin {

double wire_bytes(const RegistryRequest&) { return call_overhead_bytes + 300; }
double wire_bytes(const RegistryReply&) { return call_overhead_bytes + 40; }

} // namespace gatetwin
