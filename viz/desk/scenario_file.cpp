// SPDX-License-Identifier: Apache-2.0
#include "viz/desk/scenario_file.hpp"
#include "core/base/whole_file.hpp"
#include <climits>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace gatetwin::viz {
namespace {

constexpr const char* byte_order_mark = "\xEF\xBB\xBF";

} // namespace

ScenarioFile::ScenarioFile(std::string path, std::string text)
    : m_path(std::move(path)), m_saved(std::move(text))
{
  m_has_mark = m_saved.starts_with(byte_order_mark);
  if (m_has_mark) m_saved.erase(0, 3);
}

Result<ScenarioFile> ScenarioFile::open(const std::string& path)
{
  auto text = read_file_whole(path, largest);
  if (!text) return text.error();
  if (text.value().find('\0') != std::string::npos)
    return Error{ErrorCode::malformed, "is not a text file"};
  // A link is followed: saving replaces the file that it leads to, not the link.
  char whole[PATH_MAX];
  const char* const real = realpath(path.c_str(), whole);
  return ScenarioFile(real == nullptr ? path : real, std::move(text).value());
}

std::string ScenarioFile::name() const { return m_path.substr(m_path.find_last_of('/') + 1); }

std::optional<std::string> ScenarioFile::changed_on_disk() const
{
  auto text = read_file_whole(m_path, largest);
  if (!text) return std::nullopt; // gone: saving makes it again
  std::string now = std::move(text).value();
  if (now.starts_with(byte_order_mark)) now.erase(0, 3);
  if (now == m_saved) return std::nullopt;
  return now;
}

Status ScenarioFile::save(const std::string& text)
{
  if (changed_on_disk()) return Error{ErrorCode::conflict, "was changed by somebody else"};
  struct stat before {};
  const bool was_there = stat(m_path.c_str(), &before) == 0;
  const Status written = write_file_whole(m_path, (m_has_mark ? byte_order_mark : "") + text);
  if (!written) return written;
  if (was_there) chmod(m_path.c_str(), before.st_mode & 07777);
  m_saved = text;
  return success();
}

std::string ScenarioFile::copy_path() const { return m_path + ".unsaved"; }

std::optional<std::string> ScenarioFile::unsaved_copy() const
{
  auto text = read_file_whole(copy_path(), largest);
  if (!text || text.value() == m_saved) return std::nullopt;
  return std::move(text).value();
}

Status ScenarioFile::keep_copy(const std::string& text) const
{
  return write_file_whole(copy_path(), text);
}

void ScenarioFile::remove_copy() const { unlink(copy_path().c_str()); }

} // namespace gatetwin::viz
