// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/signal_descriptor.hpp"
#include <sys/signalfd.h>
#include <unistd.h>

namespace gatetwin {

SignalDescriptor::SignalDescriptor()
{
  sigset_t heeded;
  sigemptyset(&heeded);
  for (const int one : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&heeded, one);
  pthread_sigmask(SIG_BLOCK, &heeded, &m_before);
  std::signal(SIGPIPE, SIG_IGN); // a peer that went away is an error of that write
  m_descriptor = OwnedDescriptor(signalfd(-1, &heeded, SFD_NONBLOCK | SFD_CLOEXEC));
}

SignalDescriptor::~SignalDescriptor() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

int SignalDescriptor::take()
{
  signalfd_siginfo info{};
  const bool got = read(m_descriptor.get(), &info, sizeof info) == sizeof info;
  return got ? static_cast<int>(info.ssi_signo) : 0;
}

} // namespace gatetwin
