// SPDX-License-Identifier: Apache-2.0
// Reads a text file that a person names on the command line or in another file. Everything about it
// is hostile: it may be a pipe, a device, a directory, huge, or not text.
#pragma once
#include "core/base/diagnostic.hpp"
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace gatetwin {

constexpr std::size_t largest_text_file = 16 * 1024 * 1024;

struct TextFile {
  std::optional<std::string> text; // without a byte order mark; set only when there is no fault
  Diagnostic fault;
  bool unreadable = false; // the fault lies with the file system, not with what is written
};

// `shown_as` is the name in diagnostics. Never waits on a pipe and never reads a device.
TextFile read_text_file(const std::filesystem::path& path, const std::string& shown_as);

// Checks that bytes are UTF-8 text: no NUL or other control characters, no invalid sequence. Strips
// a UTF-8 byte order mark. The fault names line and column.
TextFile check_text(std::string bytes, const std::string& shown_as);

} // namespace gatetwin
