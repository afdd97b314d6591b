// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_parts.hpp"
#include <cstring>

namespace gatetwin::journal {

std::optional<FrameDigest> last_record_chain(ByteSource& source)
{
  std::array<std::byte, file_magic.size()> magic{};
  const auto begins = source.read_at(0, magic);
  if (!begins || begins.value() != magic.size() ||
      std::memcmp(magic.data(), file_magic.data(), magic.size()) != 0)
    return {};
  std::optional<FrameDigest> last;
  for (std::uint64_t at = magic.size();;) {
    std::array<std::byte, frame_prefix_bytes> prefix{};
    const auto got = source.read_at(at, prefix);
    if (!got || got.value() != prefix.size()) return last;
    const auto type = static_cast<FrameType>(prefix[0]);
    const std::uint32_t size = frame_payload_bytes(prefix);
    const bool first = !last.has_value();
    if (size > max_payload_bytes(type) || (type == FrameType::header) != first ||
        type == FrameType::end)
      return last;
    FrameDigest digest{};
    const auto whole = source.read_at(at + prefix.size() + size, digest);
    if (!whole || whole.value() != digest.size()) return last;
    last = digest;
    at += prefix.size() + size + digest.size();
  }
}

} // namespace gatetwin::journal
