// SPDX-License-Identifier: Apache-2.0
// A film as a camera over an empty plate would take it: nothing, then a pass with its Data Matrix,
// then nothing again.
#pragma once
#include "sim/devices/frame_painter.hpp"
#include <gtest/gtest.h>
#include <opencv2/videoio.hpp>
#include <string>

namespace gatetwin::contract {

// Frames without the pass before it lies there, with it, and after it was taken away.
struct FilmParts {
  int before = 0;
  int with_pass = 0;
  int after = 0;
};

inline void write_film(const std::string& path, std::span<const std::byte> label,
                       const FilmParts& parts)
{
  Scene scene;
  scene.width = 960;
  scene.height = 720;
  scene.rotation_deg = 7;
  const auto symbol = lay_out(Symbology::data_matrix, label);
  ASSERT_TRUE(symbol.ok());
  const GreyPicture pass = paint_frame(symbol.value(), scene, RandomStream(1, 1, 0, 5));
  const cv::Mat empty(720, 960, CV_8UC3, cv::Scalar(225, 225, 225));
  cv::Mat there = empty.clone();
  for (int at = 0; at < 720 * 960; ++at) {
    const std::uint8_t level = pass.pixels[static_cast<std::size_t>(at)];
    there.at<cv::Vec3b>(at) = {level, level, level};
  }
  cv::VideoWriter writer(path, cv::CAP_OPENCV_MJPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'),
                         25, cv::Size(960, 720), true);
  ASSERT_TRUE(writer.isOpened());
  const int removed = parts.before + parts.with_pass;
  for (int i = 0; i < removed + parts.after; ++i)
    writer.write(i >= parts.before && i < removed ? there : empty);
}

} // namespace gatetwin::contract
