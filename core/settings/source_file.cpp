// SPDX-License-Identifier: Apache-2.0
#include "core/settings/source_file.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatetwin {
namespace {

TextFile cannot_read(const std::string& shown_as, std::string message, std::string hint = {})
{
  return {std::nullopt, {shown_as, 0, 0, std::move(message), std::move(hint)}, true};
}

// Length of the UTF-8 sequence at `i`, or 0 if it is none (overlong forms, surrogates and beyond
// U+10FFFF included).
std::size_t sequence_length(const std::string& s, std::size_t i)
{
  const auto byte = [&](std::size_t k) {
    return k < s.size() ? static_cast<unsigned char>(s[k]) : 0U;
  };
  const auto follows = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned a = byte(i);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return follows(i + 1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if (!follows(i + 1) || !follows(i + 2)) return 0;
    if (a == 0xE0 && byte(i + 1) < 0xA0) return 0;
    if (a == 0xED && byte(i + 1) > 0x9F) return 0;
    return 3;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if (!follows(i + 1) || !follows(i + 2) || !follows(i + 3)) return 0;
    if (a == 0xF0 && byte(i + 1) < 0x90) return 0;
    if (a == 0xF4 && byte(i + 1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

class Descriptor {
public:
  explicit Descriptor(int fd) : m_fd(fd) {}
  ~Descriptor()
  {
    if (m_fd >= 0) ::close(m_fd);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return m_fd; }

private:
  int m_fd;
};

} // namespace

TextFile check_text(std::string bytes, const std::string& shown_as)
{
  if (bytes.rfind("\xEF\xBB\xBF", 0) == 0) bytes.erase(0, 3);
  int line = 1;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const auto fault = [&](std::string message, std::string hint) {
      const int column = static_cast<int>(i - line_start) + 1;
      return TextFile{
          std::nullopt, {shown_as, line, column, std::move(message), std::move(hint)}, false};
    };
    if (c == 0)
      return fault("a NUL byte", "this is not a text file, or it is not UTF-8; save it as UTF-8");
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
      return fault("a control character", "remove it");
    }
    const std::size_t length = sequence_length(bytes, i);
    if (length == 0) return fault("bytes that are not UTF-8", "save the file as UTF-8");
    i += length;
    if (c == '\n') {
      ++line;
      line_start = i;
    }
  }
  return {std::move(bytes), {}, false};
}

TextFile read_text_file(const std::filesystem::path& path, const std::string& shown_as)
{
  if (path.native().find('\0') != std::string::npos)
    return cannot_read(shown_as, "not a file name", "name a text file");
  const std::string look = "look at its name and permissions";
  // O_NONBLOCK: opening a pipe without a writer would wait for ever.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0) {
    return cannot_read(shown_as, std::string("can't be read: ") + strerrordesc_np(errno), look);
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return cannot_read(shown_as, "can't be read", look);
  if (!S_ISREG(status.st_mode)) {
    return cannot_read(shown_as,
                       S_ISDIR(status.st_mode) ? "is a directory" : "is not a regular file",
                       "name a text file");
  }
  const auto too_large = [&] {
    return cannot_read(shown_as, "is larger than 16 MB",
                       "settings are small; put counts and samples into CSV files");
  };
  if (status.st_size > static_cast<off_t>(largest_text_file)) return too_large();
  std::string bytes;
  char block[65536];
  for (;;) {
    const ssize_t got = ::read(file.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return cannot_read(shown_as, std::string("can't be read: ") + strerrordesc_np(errno), look);
    if (got == 0) break;
    bytes.append(block, static_cast<std::size_t>(got));
    if (bytes.size() > largest_text_file) return too_large();
  }
  return check_text(std::move(bytes), shown_as);
}

} // namespace gatetwin
