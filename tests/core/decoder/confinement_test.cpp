// SPDX-License-Identifier: Apache-2.0
// Each forbidden deed is done in a child that confined itself.
#include "core/decoder/confinement.hpp"
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gatetwin {
namespace {

// The status of a child that was confined and then did so: _exit(0) where it could.
int fate_of(const std::function<void()>& deed, const ConfinementLimits& limits = {})
{
  const pid_t child = fork();
  if (child == 0) {
    if (!confine(limits)) _exit(99);
    deed();
    _exit(0);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return status;
}

bool was_stopped(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS; }

TEST(Confinement, ComputingAllocatingAndAnsweringAreAllowed)
{
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
  const int status = fate_of([&] {
    std::vector<std::vector<char>> much;
    for (int i = 0; i < 50; ++i) much.emplace_back(1 << 20, 'x');
    try {
      throw much.size();
    } catch (std::size_t) {
    }
    send(ends[1], "done", 4, 0);
  });
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  char answer[4] = {};
  EXPECT_EQ(recv(ends[0], answer, 4, MSG_DONTWAIT), 4);
  close(ends[0]);
  close(ends[1]);
}

TEST(Confinement, FilesNetworkProcessesAndCodeAreRefused)
{
  EXPECT_TRUE(was_stopped(fate_of([] { (void)open("/etc/passwd", O_RDONLY); })));
  EXPECT_TRUE(was_stopped(fate_of([] { (void)socket(AF_INET, SOCK_STREAM, 0); })));
  EXPECT_TRUE(was_stopped(fate_of([] { (void)socket(AF_UNIX, SOCK_STREAM, 0); })));
  EXPECT_TRUE(was_stopped(fate_of([] { (void)fork(); })));
  EXPECT_TRUE(was_stopped(fate_of([] { execl("/bin/true", "true", nullptr); })));
  EXPECT_TRUE(was_stopped(fate_of([] { (void)kill(getppid(), SIGTERM); })));
  EXPECT_TRUE(was_stopped(fate_of([] { (void)unlink("/tmp/nothing"); })));
  EXPECT_TRUE(was_stopped(fate_of([] {
    (void)mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  })));
  EXPECT_TRUE(was_stopped(fate_of([] { std::thread([] {}).join(); })));
}

TEST(Confinement, MemoryEnds)
{
  const int status = fate_of([] {
    for (;;) {
      void* more =
          mmap(nullptr, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (more == MAP_FAILED) _exit(7);
    }
  });
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7) << status;
}

TEST(Confinement, TimeEnds)
{
  const int status = fate_of(
      [] {
        volatile bool turning = true;
        while (turning) {
        }
      },
      {1ULL << 30, 1});
  EXPECT_TRUE(WIFSIGNALED(status)) << status;
}

} // namespace
} // namespace gatetwin
