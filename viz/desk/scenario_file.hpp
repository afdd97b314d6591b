// SPDX-License-Identifier: Apache-2.0
// A scenario's file: written whole or not at all, watched for changes by others, with a copy beside
// it of what is not saved yet.
#pragma once
#include "core/base/result.hpp"
#include <optional>
#include <string>

namespace gatetwin::viz {

class ScenarioFile {
public:
  static constexpr std::size_t largest = std::size_t{16} << 20U; // bytes, as `gatetwin` reads

  // not_found, io, too_large; malformed: not text.
  static Result<ScenarioFile> open(const std::string& path);

  const std::string& path() const { return m_path; }
  const std::string& saved_text() const { return m_saved; }
  std::string name() const; // of the file, without its folder

  // conflict: somebody else wrote it meanwhile; io: not written, and nothing has changed.
  Status save(const std::string& text);
  // What is on disk, if it is neither what was read nor what was saved last.
  std::optional<std::string> changed_on_disk() const;
  void accept(std::string text) { m_saved = std::move(text); } // of the disk as read

  std::string copy_path() const; // of unsaved changes
  std::optional<std::string> unsaved_copy() const;
  Status keep_copy(const std::string& text) const;
  void remove_copy() const;

private:
  ScenarioFile(std::string path, std::string text);
  std::string m_path; // links followed
  std::string m_saved;
  bool m_has_mark = false; // a byte order mark, which is kept
};

} // namespace gatetwin::viz
