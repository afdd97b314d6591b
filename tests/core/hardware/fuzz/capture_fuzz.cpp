// SPDX-License-Identifier: Apache-2.0
// What a broken-in capture program may send: a frame that is accepted lies within the memory.
#include "core/base/check.hpp"
#include "core/hardware/capture_wire.hpp"
#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::span<const std::byte> packet = std::as_bytes(std::span(data, size));
  (void)decode_capture_request(packet);
  const auto answer = decode_capture_answer(packet, 7);
  if (!answer) return 0;
  CHECK(std::size_t{answer.value().width} * answer.value().height <= frame_max_bytes);
  const auto again = encode(answer.value());
  CHECK(std::equal(packet.begin(), packet.end(), again.begin(), again.end()));
  return 0;
}
