// SPDX-License-Identifier: Apache-2.0
// What the service manager is told of a daemon: of a gate's as of a centre's.
#pragma once
#include <string>

namespace gatetwin {

class ServiceNotice {
public:
  virtual ~ServiceNotice() = default;
  virtual void ready(const std::string& status) = 0; // at the start, and after reloading()
  virtual void reloading() = 0;
  virtual void status(const std::string& status) = 0;
  virtual void alive() = 0; // feeds the watchdog
  virtual void stopping() = 0;
};

// By sd_notify; nothing happens where there is no service manager.
class SystemdNotice final : public ServiceNotice {
public:
  void ready(const std::string& status) override;
  void reloading() override;
  void status(const std::string& status) override;
  void alive() override;
  void stopping() override;
};

} // namespace gatetwin
