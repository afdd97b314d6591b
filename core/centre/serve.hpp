// SPDX-License-Identifier: Apache-2.0
// Runs a centre until SIGTERM or SIGINT (0), or until its ledger fails (3: the service manager
// starts it again, which verifies the ledger). SIGHUP reads lists and documents again.
#pragma once
#include "core/centre/centre_settings.hpp"

namespace gatetwin {

// Writes a line about the start to the log, and what went wrong to standard error.
int serve(const centre::Centre& settings);

} // namespace gatetwin
