// SPDX-License-Identifier: Apache-2.0
// The section `link` of a gate's settings as the link wants it.
#pragma once
#include "core/daemon/gate_settings.pb.h"
#include "core/link/grpc_registry_link.hpp"

namespace gatetwin {

GrpcRegistryLinkOptions link_options(const daemon::GateSettings& settings);

} // namespace gatetwin
