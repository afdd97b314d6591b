// SPDX-License-Identifier: Apache-2.0
// What the service manager is told (sd_notify); nothing happens where there is none.
#pragma once

namespace gatetwin {

void notify_ready();
void notify_reloading();
void notify_stopping();
void notify_alive(); // the watchdog's

} // namespace gatetwin
