// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/frame_camera.hpp"
#include "sim/devices/jpeg_pass.hpp"
#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace gatetwin {
namespace {

constexpr int middle_grey = 128;
constexpr int white = 255;

std::uint8_t to_level(std::int64_t value)
{
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, white));
}

// The reflection fades with the square of the distance from its middle.
void add_glare(GreyPicture& frame, const Scene& scene)
{
  const double x0 = scene.width * 0.5 + scene.offset_x + scene.glare_x;
  const double y0 = scene.height * 0.5 + scene.offset_y + scene.glare_y;
  const double radius_squared = scene.glare_radius * scene.glare_radius;
  for (std::uint32_t y = 0; y < frame.height; ++y) {
    for (std::uint32_t x = 0; x < frame.width; ++x) {
      const double dx = x - x0, dy = y - y0;
      const double share = scene.glare * (1 - (dx * dx + dy * dy) / radius_squared);
      if (share <= 0) continue;
      std::uint8_t& pixel = frame.pixels[std::size_t{y} * frame.width + x];
      pixel = to_level(pixel + static_cast<std::int64_t>((white - pixel) * share + 0.5));
    }
  }
}

void reduce_contrast(GreyPicture& frame, double contrast)
{
  std::array<std::uint8_t, 256> table{};
  for (int level = 0; level < 256; ++level) {
    table[static_cast<std::size_t>(level)] =
        to_level(static_cast<std::int64_t>(middle_grey + (level - middle_grey) * contrast + 0.5));
  }
  for (std::uint8_t& pixel : frame.pixels) pixel = table[pixel];
}

void blur(GreyPicture& frame, double sigma_px)
{
  cv::Mat picture(static_cast<int>(frame.height), static_cast<int>(frame.width), CV_8UC1,
                  frame.pixels.data());
  cv::GaussianBlur(picture, picture, cv::Size(0, 0), sigma_px, sigma_px, cv::BORDER_REPLICATE);
}

// The sum of eight uniform bytes is nearly normal: mean 1020, standard deviation 209.02.
void add_noise(GreyPicture& frame, double sigma, RandomStream& stream)
{
  const auto scale = static_cast<std::int64_t>(sigma * 65536 / 209.0215 + 0.5);
  constexpr std::uint64_t low_bytes = 0x00FF00FF00FF00FFULL;
  for (std::uint8_t& pixel : frame.pixels) {
    const std::uint64_t drawn = stream.next();
    const std::uint64_t pairs = (drawn & low_bytes) + ((drawn >> 8) & low_bytes);
    const auto sum = static_cast<std::int64_t>((pairs * 0x0001000100010001ULL) >> 48);
    pixel = to_level(pixel + (((sum - 1020) * scale + 32768) >> 16));
  }
}

} // namespace

void photograph(GreyPicture& frame, const Scene& scene, RandomStream& noise)
{
  if (scene.glare > 0 && scene.glare_radius > 0) add_glare(frame, scene);
  if (scene.contrast < 1) reduce_contrast(frame, scene.contrast);
  if (scene.blur_px > 0) blur(frame, scene.blur_px);
  if (scene.noise > 0) add_noise(frame, scene.noise, noise);
  if (scene.jpeg_quality > 0) compress_and_expand(frame, scene.jpeg_quality);
}

} // namespace gatetwin
