// SPDX-License-Identifier: Apache-2.0
#include "core/journal/byte_source.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace gatetwin::journal {

Result<std::unique_ptr<FileSource>> FileSource::open(const std::string& path)
{
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return Error{errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, strerrordesc_np(errno)};
  }
  return std::unique_ptr<FileSource>(new FileSource(descriptor));
}

FileSource::~FileSource() { ::close(m_descriptor); }

Result<std::size_t> FileSource::read_at(std::uint64_t offset, std::span<std::byte> into)
{
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t n = ::pread(m_descriptor, into.data() + done, into.size() - done,
                              static_cast<off_t>(offset + done));
    if (n == 0) break;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Error{ErrorCode::io, strerrordesc_np(errno)};
    done += static_cast<std::size_t>(n);
  }
  return done;
}

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, std::span<std::byte> into)
{
  if (offset >= m_bytes.size()) return std::size_t{0};
  const std::size_t size = std::min(into.size(), m_bytes.size() - static_cast<std::size_t>(offset));
  std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), size, into.begin());
  return size;
}

} // namespace gatetwin::journal
