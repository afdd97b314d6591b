// SPDX-License-Identifier: Apache-2.0
// Any bytes on a serial line, in two pieces: never a crash; every byte is in a frame, skipped, or
// waits; what is taken for a frame encodes to bytes that were there.
#include "core/base/check.hpp"
#include "core/hardware/serial_frame.hpp"
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  FrameAssembler frames;
  std::size_t framed = 0;
  for (const std::string& piece : {bytes.substr(0, size / 2), bytes.substr(size / 2)}) {
    frames.add(piece);
    for (FrameAssembler::Frame frame; frames.next(frame);) {
      const std::string again = encode_frame(frame.type, frame.payload);
      CHECK(bytes.find(again) != std::string::npos);
      framed += again.size();
    }
  }
  CHECK(framed + frames.skipped() <= size);
  return 0;
}
