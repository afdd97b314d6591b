// SPDX-License-Identifier: Apache-2.0
// Images one after another as a film, by OpenCV's writer: H.264 in an MP4 file, which every browser
// plays; MPEG-4 part 2 where this machine's FFmpeg has no encoder for that.
#pragma once
#include "core/base/result.hpp"
#include "viz/draw/painter.hpp"
#include <memory>
#include <string>

namespace gatetwin::viz {

class FilmFile {
public:
  // `path` ends in .mp4; width and height are even, as the formats want. Nothing stands there
  // before close().
  static Result<std::unique_ptr<FilmFile>> create(const std::string& path, int width, int height,
                                                  double frames_per_s);
  ~FilmFile(); // without close(): leaves nothing behind
  FilmFile(const FilmFile&) = delete;
  FilmFile& operator=(const FilmFile&) = delete;

  void add(const Image& image); // of the film's size
  Status close();

private:
  struct Inside;
  explicit FilmFile(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> m_inside;
};

} // namespace gatetwin::viz
