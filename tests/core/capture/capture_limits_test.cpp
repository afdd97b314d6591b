// SPDX-License-Identifier: Apache-2.0
// What a confined capture can no longer do, each tried in a process of its own.
#include "core/capture/capture_limits.hpp"
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gatetwin {
namespace {

// The errno of `call` in a confined child; 0: it could; 99: it could not be confined.
template <typename Call> int confined(bool network, Call call)
{
  const pid_t child = ::fork();
  if (child == 0) {
    if (!confine_capture(network)) ::_exit(99);
    errno = 0;
    ::_exit(call() >= 0 ? 0 : errno);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(CaptureLimits, LeaveReadingAndTakeWriting)
{
  EXPECT_EQ(confined(false, [] { return ::open("/etc/hostname", O_RDONLY | O_CLOEXEC); }), 0);
  EXPECT_EQ(confined(false, [] { return ::open("/tmp/x", O_WRONLY | O_CREAT, 0600); }), EPERM);
  EXPECT_EQ(confined(true, [] { return ::open("/tmp", O_RDWR | O_TMPFILE, 0600); }), EPERM);
  EXPECT_EQ(confined(true, [] { return ::unlink("/tmp/that-is-not-there"); }), EPERM);
}

TEST(CaptureLimits, TakeProcessesAndPrograms)
{
  EXPECT_EQ(confined(true, [] { return static_cast<int>(::fork()); }), EPERM);
  EXPECT_EQ(confined(true, [] { return ::execl("/bin/true", "true", nullptr); }), EPERM);
  EXPECT_EQ(confined(true, [] { return ::kill(::getppid(), 0); }), EPERM);
}

TEST(CaptureLimits, LeaveTheNetworkToAStreamAlone)
{
  const auto socket = [] { return ::socket(AF_INET, SOCK_STREAM, 0); };
  EXPECT_EQ(confined(true, socket), 0);
  EXPECT_EQ(confined(false, socket), EPERM);
}

} // namespace
} // namespace gatetwin
