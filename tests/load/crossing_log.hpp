// SPDX-License-Identifier: Apache-2.0
// What a unit of the crash campaign did, as its own notes say: the ground truth that the registry
// is held against. A line is one write, so that it is there when the process is killed: "begun N"
// before a crossing is recorded, "stored N" once the unit's store has it on the disk.
#pragma once
#include "core/base/check.hpp"
#include <charconv>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <string>
#include <unistd.h>

namespace gatetwin::test {

struct CrossingNotes {
  std::set<std::uint64_t> begun, stored;
};

inline CrossingNotes read_crossing_notes(const std::string& path)
{
  CrossingNotes notes;
  std::ifstream in(path);
  for (std::string word, number; in >> word >> number;) {
    std::uint64_t value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    (word == "begun" ? notes.begun : notes.stored).insert(value);
  }
  return notes;
}

class CrossingLog {
public:
  explicit CrossingLog(const std::string& path)
      : m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600))
  {
    CHECK(m_file >= 0);
  }
  ~CrossingLog() { ::close(m_file); }
  CrossingLog(const CrossingLog&) = delete;
  CrossingLog& operator=(const CrossingLog&) = delete;
  void note(const char* what, std::uint64_t number) const
  {
    const std::string line = std::string(what) + " " + std::to_string(number) + "\n";
    CHECK(::write(m_file, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
  }

private:
  int m_file;
};

} // namespace gatetwin::test
