// SPDX-License-Identifier: Apache-2.0
// Runs the real program as a user would and gives back what it printed and how it ended.
#pragma once
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace gatetwin::test {

struct Finished {
  int code = -1; // -1: ended by a signal
  std::string out;
  std::string err;
};

inline std::string text_of(const std::filesystem::path& path)
{
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A folder of this test's own, removed at the end.
class ScratchFolder {
public:
  ScratchFolder()
  {
    std::string name = (std::filesystem::temp_directory_path() / "gatetwin-XXXXXX").string();
    m_path = mkdtemp(name.data());
  }
  ~ScratchFolder()
  {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return m_path; }
  std::string file(const std::string& name) const { return (m_path / name).string(); }

private:
  std::filesystem::path m_path;
};

inline Finished run_program(const std::string& program, const std::string& arguments)
{
  const ScratchFolder scratch;
  const std::string out = scratch.file("out"), err = scratch.file("err");
  const std::string command = "'" + program + "' " + arguments + " >'" + out + "' 2>'" + err + "'";
  const int status = std::system(command.c_str()); // NOLINT(concurrency-mt-unsafe)
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
}

inline std::string scenario(const std::string& name)
{
  return std::string("'") + GATETWIN_SOURCE_DIR + "/scenarios/" + name + "'";
}

} // namespace gatetwin::test
