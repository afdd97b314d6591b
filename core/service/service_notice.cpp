// SPDX-License-Identifier: Apache-2.0
#include "core/service/service_notice.hpp"
#include <systemd/sd-daemon.h>

namespace gatetwin {

void SystemdNotice::ready(const std::string& status)
{
  sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void SystemdNotice::reloading() { sd_notify(0, "RELOADING=1"); }

void SystemdNotice::status(const std::string& status)
{
  sd_notify(0, ("STATUS=" + status).c_str());
}

void SystemdNotice::alive() { sd_notify(0, "WATCHDOG=1"); }

void SystemdNotice::stopping() { sd_notify(0, "STOPPING=1"); }

} // namespace gatetwin
