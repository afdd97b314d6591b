// SPDX-License-Identifier: Apache-2.0
// Runs a function in a child process and brings back what it found: for runs inside SimGrid, whose
// engine exists once per process.
#pragma once
#include <cstdio>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <type_traits>
#include <unistd.h>
#include <vector>

namespace gatetwin::test {

template <typename Found, typename Function> std::vector<Found> in_child(Function function)
{
  static_assert(std::is_trivially_copyable_v<Found>);
  std::FILE* file = std::tmpfile();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    int status = 1;
    try {
      const std::vector<Found> found = function();
      if (std::fwrite(found.data(), sizeof(Found), found.size(), file) == found.size() &&
          std::fflush(file) == 0) {
        status = 0;
      }
    } catch (const std::exception& e) {
      std::fprintf(stderr, "child: %s\n", e.what());
    }
    _exit(status);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the child process failed";
  std::vector<Found> found;
  std::rewind(file);
  for (Found item; std::fread(&item, sizeof item, 1, file) == 1;) found.push_back(item);
  std::fclose(file);
  return found;
}

} // namespace gatetwin::test
