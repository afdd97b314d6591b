// SPDX-License-Identifier: Apache-2.0
#include "core/centre/serve.hpp"
#include "core/base/build_info.hpp"
#include "core/centre/centre_host.hpp"
#include "core/hardware/signal_descriptor.hpp"
#include "core/service/service_notice.hpp"
#include <csignal>
#include <poll.h>
#include <string_view>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr int second_ms = 1'000;
constexpr int failed = 3;

// Longer than a stop takes that waits for nobody, shorter than the service manager's patience
// (TimeoutStopSec). Whatever a library still waits for then: what was acknowledged is on the disk.
constexpr unsigned longest_stop_s = 20;

void cut_short(int)
{
  constexpr std::string_view line = "{\"level\":\"error\",\"event\":\"stop_cut_short\"}\n";
  (void)!::write(STDOUT_FILENO, line.data(), line.size());
  ::_exit(failed);
}

// Counted by the kernel, whatever happens to the clocks.
void bound_the_stop()
{
  struct sigaction action {};
  action.sa_handler = cut_short;
  ::sigaction(SIGALRM, &action, nullptr);
  ::alarm(longest_stop_s);
}

enum class Wish { none, reload, stop };

Wish next_wish(SignalDescriptor& signals)
{
  pollfd waiting{signals.descriptor(), POLLIN, 0};
  if (::poll(&waiting, 1, second_ms) <= 0) return Wish::none;
  const int signal = signals.take();
  if (signal == 0) return Wish::none;
  return signal == SIGHUP ? Wish::reload : Wish::stop;
}

} // namespace

int serve(const centre::Centre& settings)
{
  SignalDescriptor signals; // before any thread is started
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
  SystemdNotice notice;
  notice.ready("serving");
  for (;;) {
    const Wish wish = next_wish(signals);
    if (wish == Wish::stop) break;
    if (wish == Wish::reload) {
      notice.reloading();
      host->reload();
      notice.ready("serving");
    }
    host->on_second();
    if (host->is_well()) notice.alive();
    if (host->has_failed()) {
      log.write(
          LogLine(LogLevel::error, "ledger_failed")
              .add("to_do", "gatetwin-centre audit verify names the row that is damaged, if any"));
      return failed;
    }
  }
  notice.stopping();
  bound_the_stop();
  host->stop();
  log.write(LogLine(LogLevel::info, "stopped"));
  return 0;
}

} // namespace gatetwin
