// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/png_file.hpp"
#include <cstdio>
#include <stb/stb_image_write.h>
#include <unistd.h>

namespace gatetwin::viz {

Status write_png(const std::string& path, const Image& image)
{
  const std::string partial = path + ".partial." + std::to_string(getpid());
  if (stbi_write_png(partial.c_str(), image.width, image.height, 4, image.rgba.data(),
                     image.width * 4) == 0 ||
      std::rename(partial.c_str(), path.c_str()) != 0) {
    std::remove(partial.c_str());
    return Error{ErrorCode::io, "the picture can't be written there"};
  }
  return success();
}

} // namespace gatetwin::viz
