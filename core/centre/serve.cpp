// SPDX-License-Identifier: Apache-2.0
#include "core/centre/serve.hpp"
#include "core/base/build_info.hpp"
#include "core/centre/centre_host.hpp"
#include "core/centre/service_notice.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr int second_ms = 1'000;
constexpr int failed = 3;

// Before any thread is started, so that all of them leave these signals to us.
OwnedDescriptor take_signals()
{
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return OwnedDescriptor(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

enum class Wish { none, reload, stop };

Wish next_wish(int signals)
{
  pollfd waiting{signals, POLLIN, 0};
  if (::poll(&waiting, 1, second_ms) <= 0) return Wish::none;
  signalfd_siginfo info{};
  if (::read(signals, &info, sizeof info) != sizeof info) return Wish::none;
  return info.ssi_signo == SIGHUP ? Wish::reload : Wish::stop;
}

} // namespace

int serve(const centre::Centre& settings)
{
  const OwnedDescriptor signals = take_signals();
  const JsonLog log(STDOUT_FILENO);
  CentreFault fault;
  const auto host = CentreHost::open(settings, log, fault);
  if (host == nullptr) {
    const std::string line = "gatetwin-centre: error: " + fault.message + "\n";
    (void)!::write(STDERR_FILENO, line.data(), line.size());
    return fault.exit_code;
  }
  log.write(LogLine(LogLevel::info, "serving")
                .add("version", build_info().version)
                .add("commit", build_info().commit)
                .add("authority", settings.authority())
                .add("units", static_cast<std::uint64_t>(settings.units_size()))
                .add("port", static_cast<std::uint64_t>(host->port())));
  notify_ready();
  for (;;) {
    const Wish wish = next_wish(signals.get());
    if (wish == Wish::stop) break;
    if (wish == Wish::reload) {
      notify_reloading();
      host->reload();
      notify_ready();
    }
    host->on_second();
    if (host->is_well()) notify_alive();
    if (host->has_failed()) {
      log.write(LogLine(LogLevel::error, "ledger_failed"));
      return failed;
    }
  }
  notify_stopping();
  host->stop();
  log.write(LogLine(LogLevel::info, "stopped"));
  return 0;
}

} // namespace gatetwin
