// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/film_file.hpp"
#include "core/base/check.hpp"
#include <array>
#include <cstdio>
#include <filesystem>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <unistd.h>

namespace gatetwin::viz {

struct FilmFile::Inside {
  std::string path, partial;
  cv::VideoWriter writer;
  cv::Mat frame; // blue, green, red, as the writer takes it
  bool kept = false;
};

FilmFile::FilmFile(std::unique_ptr<Inside> inside) : m_inside(std::move(inside)) {}

FilmFile::~FilmFile()
{
  m_inside->writer.release();
  if (!m_inside->kept) std::remove(m_inside->partial.c_str());
}

Result<std::unique_ptr<FilmFile>> FilmFile::create(const std::string& path, int width, int height,
                                                   double frames_per_s)
{
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  // The writer goes by the ending.
  inside->partial = path + ".partial." + std::to_string(getpid()) + ".mp4";
  // A folder that is not there is no matter of codecs, and the writer's own words would confuse.
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty() && access(folder.c_str(), W_OK) != 0)
    return Error{ErrorCode::io, "the film can't be written there"};
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  const std::array codes{cv::VideoWriter::fourcc('a', 'v', 'c', '1'),
                         cv::VideoWriter::fourcc('m', 'p', '4', 'v')};
  for (const int code : codes) {
    if (inside->writer.open(inside->partial, cv::CAP_FFMPEG, code, frames_per_s, {width, height}))
      return std::unique_ptr<FilmFile>(new FilmFile(std::move(inside)));
  }
  std::remove(inside->partial.c_str());
  return Error{ErrorCode::unavailable, "OpenCV has no encoder for MP4 on this machine"};
}

void FilmFile::add(const Image& image)
{
  CHECK(image.rgba.size() == static_cast<std::size_t>(image.width) * image.height * 4);
  const cv::Mat rgba(image.height, image.width, CV_8UC4,
                     const_cast<std::uint8_t*>(image.rgba.data()));
  cv::cvtColor(rgba, m_inside->frame, cv::COLOR_RGBA2BGR);
  m_inside->writer.write(m_inside->frame);
}

Status FilmFile::close()
{
  m_inside->writer.release();
  std::error_code error;
  // The writer says nothing of a full disk; a film without its index can't be opened.
  if (!cv::VideoCapture(m_inside->partial, cv::CAP_FFMPEG).isOpened())
    return Error{ErrorCode::io, "the film can't be written there"};
  std::filesystem::rename(m_inside->partial, m_inside->path, error);
  if (error) return Error{ErrorCode::io, "the film can't be written there"};
  m_inside->kept = true;
  return success();
}

} // namespace gatetwin::viz
