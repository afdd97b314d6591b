// SPDX-License-Identifier: Apache-2.0
// A picture of any size, any content, read with any profile. Input: one byte of profile, one of
// width, then the pixels; a file of modules can be painted large by the second byte's upper bits.
#include "core/barcode/frame_reader.hpp"
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  if (size < 3) return 0;
  BarcodeProfile profile;
  profile.accepted = SymbologySet::from_bits(data[0] & 15U);
  profile.has_leading = (data[0] & 16U) != 0;
  const std::uint32_t module_px = 1 + (data[0] >> 5 & 3U);
  const std::uint32_t columns = std::uint32_t{data[1]} + 1;
  const auto rows = static_cast<std::uint32_t>((size - 2) / columns);
  if (rows > 256) return 0;
  GreyPicture picture{columns * module_px, rows * module_px, {}};
  picture.pixels.resize(std::size_t{picture.width} * picture.height);
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    for (std::uint32_t x = 0; x < picture.width; ++x) {
      picture.pixels[std::size_t{y} * picture.width + x] =
          data[2 + std::size_t{y / module_px} * columns + x / module_px];
    }
  }
  BarcodeReading reading;
  FrameReader().read(picture.view(), profile, reading);
  if (reading.result() == CheckResult::successful) CHECK(!reading.payload.empty());
  return 0;
}
