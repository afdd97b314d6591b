// SPDX-License-Identifier: Apache-2.0
// A link whose wall clock is set. gRPC's timers sleep until an instant of the wall clock, as the
// kernel knows it: when that is set back, they sleep for as long as it was set back by. The same
// comes about here by a wall clock that is ahead of the kernel's.
#include "core/link/grpc_registry_link.hpp"
#include "tests/core/link/served_registry.hpp"
#include "tests/core/link/silent_peer.hpp"
#include <atomic>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {
std::atomic<long> wall_ahead_s{0};
}

// In the place of the C library's, for every library of this program.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept
{
  const long code = ::syscall(SYS_clock_gettime, clock, time);
  if (code == 0 && clock == CLOCK_REALTIME) time->tv_sec += wall_ahead_s;
  return static_cast<int>(code);
}

namespace gatetwin::test {
namespace {

using sample::border_pass;

constexpr long ten_years_s = 315'360'000;

TEST(GrpcRegistryLinkWhoseClockIsSet, SendsAndEnds)
{
  ServedRegistry registry;
  auto link = registry.link();
  link->send(sample::request(RequestKind::check, 1, border_pass()));
  ASSERT_EQ(await_replies(*link, 1).size(), 1U);
  wall_ahead_s = ten_years_s;
  for (std::uint64_t i = 2; i <= 20; ++i) {
    link->send(sample::request(RequestKind::check, i, border_pass()));
    ASSERT_EQ(await_replies(*link, 1).size(), 1U) << i;
  }
  link.reset();
  wall_ahead_s = 0;
}

TEST(GrpcRegistryLinkWhoseClockIsSet, GivesUpWhatIsLateAndReachesTheCentreAgain)
{
  ServedRegistry registry;
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  std::atomic<bool> held{true};
  registry.handler.before_group = [&, gone] {
    if (held) gone.wait();
  };
  auto options = registry.unit_options();
  options.deadline = milliseconds(300);
  options.in_flight = 1;
  auto link = GrpcRegistryLink::open(options).value();
  wall_ahead_s = ten_years_s;
  link->send(sample::request(RequestKind::check, 1, border_pass()));
  EXPECT_TRUE(comes_true([&] {
    link->on_time(steady_now());
    return link->counts().failed == 1;
  })) << "a call whose deadline nobody watches takes the only place";
  held = false;
  go.set_value();
  std::uint64_t count = 1;
  EXPECT_TRUE(comes_true([&] {
    link->on_time(steady_now());
    if (link->counts().failed == count)
      link->send(sample::request(RequestKind::check, ++count, border_pass()));
    return link->counts().answered > 0;
  }));
  link.reset();
  wall_ahead_s = 0;
}

// What gRPC waits for by itself, the peer's answer or 20 seconds of its timers, never comes.
TEST(RegistryServerWhoseClockIsSet, StopsThoughAPeerIsSilent)
{
  ServedRegistry registry;
  const SilentPeer silent(registry.server->port(),
                          registry.files("silent", {.uri = "urn:gatetwin:unit:17"}));
  auto link = registry.link();
  link->send(sample::request(RequestKind::check, 1, border_pass()));
  ASSERT_EQ(await_replies(*link, 1).size(), 1U);
  wall_ahead_s = ten_years_s;
  registry.server->stop(milliseconds(200));
  registry.server.reset();
  link.reset();
  wall_ahead_s = 0;
}

} // namespace
} // namespace gatetwin::test
