// SPDX-License-Identifier: Apache-2.0
// Frames of the viewer as images: without a window, a display or a graphics card.
#pragma once
#include "core/base/result.hpp"
#include "viz/draw/painter.hpp"
#include "viz/viewer/viewer.hpp"
#include <memory>
#include <string>

namespace gatetwin::viz {

struct PictureOptions {
  int width = 1440;
  int height = 900;
  float scale = 1; // of text and controls
  std::string font;
};

// Paints one moment after another. One at a time: ImGui's context is the process's.
class PictureStudio {
public:
  // Not found: the font.
  static Result<std::unique_ptr<PictureStudio>> open(const PictureOptions& options);
  ~PictureStudio();
  PictureStudio(const PictureStudio&) = delete;
  PictureStudio& operator=(const PictureStudio&) = delete;

  // The moment and view that the viewer is at. The image is the studio's, until the next.
  const Image& paint(Viewer& viewer);

private:
  explicit PictureStudio(const PictureOptions& options);

  PictureOptions m_options;
  ImGuiContext* m_context;
  Texture m_texture;
  Image m_image;
  bool m_settled = false; // tables have found their widths
};

// One picture. Not found: the font.
Result<Image> draw_picture(Viewer& viewer, const PictureOptions& options);

} // namespace gatetwin::viz
