// SPDX-License-Identifier: Apache-2.0
// The signals that a daemon heeds, as something its loop can wait on. They are blocked for as long
// as this lives; threads that libraries start inherit it, so make it first.
#pragma once
#include "core/hardware/owned_descriptor.hpp"
#include <csignal>

namespace gatetwin {

class SignalDescriptor {
public:
  SignalDescriptor(); // SIGTERM, SIGINT, SIGHUP
  ~SignalDescriptor();
  SignalDescriptor(const SignalDescriptor&) = delete;
  SignalDescriptor& operator=(const SignalDescriptor&) = delete;

  int descriptor() const { return m_descriptor.get(); }
  int take(); // the next signal that has come; 0: none

private:
  sigset_t m_before{};
  OwnedDescriptor m_descriptor;
};

} // namespace gatetwin
