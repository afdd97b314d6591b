// SPDX-License-Identifier: Apache-2.0
#include "core/centre/service_notice.hpp"
#include <systemd/sd-daemon.h>

namespace gatetwin {

void notify_ready() { (void)sd_notify(0, "READY=1"); }
void notify_reloading() { (void)sd_notify(0, "RELOADING=1"); }
void notify_stopping() { (void)sd_notify(0, "STOPPING=1"); }
void notify_alive() { (void)sd_notify(0, "WATCHDOG=1"); }

} // namespace gatetwin
