// SPDX-License-Identifier: Apache-2.0
// Files are written whole or not at all: a temporary beside the target, synchronised, renamed over
// it, and the folder synchronised. Whoever reads the target sees the old content or the new one,
// also after a crash.
#pragma once
#include "core/base/result.hpp"
#include <string>
#include <string_view>

namespace gatetwin {

// Replaces `path`; its folder must exist. io: the operating system refused; then nothing has
// changed.
Status write_file_whole(const std::string& path, std::string_view bytes);

// The same, piece by piece, for files that are larger than memory. Not closed: nothing has changed.
class WholeFileWriter {
public:
  static Result<WholeFileWriter> create(const std::string& path);
  WholeFileWriter(WholeFileWriter&& other) noexcept;
  WholeFileWriter& operator=(WholeFileWriter&&) = delete;
  ~WholeFileWriter();

  // The first error is kept, and reported by close().
  void write(std::string_view bytes);
  Status close();

private:
  WholeFileWriter(std::string path, std::string temporary, int descriptor);
  void flush();

  std::string m_path;
  std::string m_temporary; // empty: closed
  int m_descriptor = -1;
  bool m_failed = false;
  std::string m_buffer;
};

// Gives a file that is whole and synchronised its name, in place of what had it.
Status rename_whole(const std::string& from, const std::string& to);

// not_found, io; too_large above `most` bytes.
Result<std::string> read_file_whole(const std::string& path, std::size_t most);

} // namespace gatetwin
