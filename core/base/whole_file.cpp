// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace gatetwin {
namespace {

class File {
public:
  explicit File(int descriptor) : m_descriptor(descriptor) {}
  ~File()
  {
    if (m_descriptor >= 0) ::close(m_descriptor);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool is_open() const { return m_descriptor >= 0; }
  int get() const { return m_descriptor; }
  // Closing may report what writing did not.
  bool close() { return ::close(std::exchange(m_descriptor, -1)) == 0; }

private:
  int m_descriptor;
};

bool write_all(int descriptor, std::string_view bytes)
{
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Status sync_folder_of(const std::string& path)
{
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const File opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) return Error{ErrorCode::io, "cannot open the folder"};
  // Some file systems can't synchronise a folder and say EINVAL; the file itself is safe there.
  if (::fsync(opened.get()) != 0 && errno != EINVAL) {
    return Error{ErrorCode::io, "cannot synchronise the folder"};
  }
  return success();
}

Status write_temporary(const std::string& path, std::string_view bytes)
{
  ::unlink(path.c_str()); // left by a process of this number that was killed
  File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file.is_open()) return Error{ErrorCode::io, "cannot create a file in the folder"};
  if (!write_all(file.get(), bytes)) return Error{ErrorCode::io, "cannot write"};
  if (::fsync(file.get()) != 0) return Error{ErrorCode::io, "cannot synchronise"};
  if (!file.close()) return Error{ErrorCode::io, "cannot close"};
  return success();
}

} // namespace

Status write_file_whole(const std::string& path, std::string_view bytes)
{
  const std::string temporary = path + ".tmp" + std::to_string(::getpid());
  Status written = write_temporary(temporary, bytes);
  if (written) written = rename_whole(temporary, path);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

WholeFileWriter::WholeFileWriter(std::string path, std::string temporary, int descriptor)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_descriptor(descriptor)
{
}

WholeFileWriter::WholeFileWriter(WholeFileWriter&& other) noexcept
    : m_path(std::move(other.m_path)), m_temporary(std::exchange(other.m_temporary, {})),
      m_descriptor(std::exchange(other.m_descriptor, -1)), m_failed(other.m_failed),
      m_buffer(std::move(other.m_buffer))
{
}

Result<WholeFileWriter> WholeFileWriter::create(const std::string& path)
{
  std::string temporary = path + ".tmp" + std::to_string(::getpid());
  ::unlink(temporary.c_str()); // left by a process of this number that was killed
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) return Error{ErrorCode::io, "cannot create a file in the folder"};
  return WholeFileWriter(path, std::move(temporary), descriptor);
}

WholeFileWriter::~WholeFileWriter()
{
  if (m_descriptor >= 0) ::close(m_descriptor);
  if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

void WholeFileWriter::write(std::string_view bytes)
{
  constexpr std::size_t enough = 1U << 16;
  m_buffer += bytes;
  if (m_buffer.size() >= enough) flush();
}

void WholeFileWriter::flush()
{
  m_failed = m_failed || !write_all(m_descriptor, m_buffer);
  m_buffer.clear();
}

Status WholeFileWriter::close()
{
  flush();
  if (m_failed) return Error{ErrorCode::io, "cannot write"};
  if (::fsync(m_descriptor) != 0) return Error{ErrorCode::io, "cannot synchronise"};
  if (::close(std::exchange(m_descriptor, -1)) != 0) return Error{ErrorCode::io, "cannot close"};
  const Status renamed = rename_whole(m_temporary, m_path);
  if (renamed) m_temporary.clear();
  return renamed;
}

Status rename_whole(const std::string& from, const std::string& to)
{
  if (::rename(from.c_str(), to.c_str()) != 0)
    return Error{ErrorCode::io, "cannot rename the new file to its name"};
  return sync_folder_of(to);
}

Result<std::string> read_file_whole(const std::string& path, std::size_t most)
{
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    return Error{errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, "cannot open"};
  }
  std::string bytes;
  std::string part(std::size_t{1} << 16, '\0');
  for (;;) {
    const ssize_t got = ::read(file.get(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::io, "cannot read"};
    if (got == 0) return bytes;
    bytes.append(part, 0, static_cast<std::size_t>(got));
    if (bytes.size() > most) return Error{ErrorCode::too_large, "larger than is accepted"};
  }
}

} // namespace gatetwin
