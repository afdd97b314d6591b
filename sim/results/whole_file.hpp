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

// Gives a file that is whole and synchronised its name, in place of what had it.
Status rename_whole(const std::string& from, const std::string& to);

// not_found, io; too_large above `most` bytes.
Result<std::string> read_file_whole(const std::string& path, std::size_t most);

} // namespace gatetwin
