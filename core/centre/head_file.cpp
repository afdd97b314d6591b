// SPDX-License-Identifier: Apache-2.0
#include "core/centre/head_file.hpp"
#include "core/base/whole_file.hpp"
#include "core/document/list_lines.hpp"
#include <algorithm>

namespace gatetwin {

Result<LedgerHead> read_head_file(const std::string& path)
{
  const auto text = read_file_whole(path, 4096);
  if (!text) return text.error();
  const Error malformed{ErrorCode::malformed, "not a number, a digest and the line's end"};
  if (!text.value().ends_with('\n')) return malformed;
  const Words words(std::string_view(text.value()).substr(0, text.value().size() - 1));
  const auto number = words.size() == 2 ? read_decimal(words[0]) : std::nullopt;
  const auto digest = number ? read_hex(words[1]) : std::nullopt;
  LedgerHead head;
  if (!digest || digest->size() != head.digest.size()) return malformed;
  head.sequence = *number;
  std::copy(digest->begin(), digest->end(), head.digest.begin());
  return head;
}

Status write_head_file(const std::string& path, const LedgerHead& head)
{
  return write_file_whole(path,
                          std::to_string(head.sequence) + " " + write_hex(head.digest) + "\n");
}

} // namespace gatetwin
