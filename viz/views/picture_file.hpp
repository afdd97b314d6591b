// SPDX-License-Identifier: Apache-2.0
// One frame of the viewer as an image or a file: without a window, a display or a graphics card.
#pragma once
#include "core/base/result.hpp"
#include "viz/draw/painter.hpp"
#include "viz/viewer/viewer.hpp"
#include <string>

namespace gatetwin::viz {

struct PictureOptions {
  int width = 1440;
  int height = 900;
  float scale = 1; // of text and controls
  std::string font;
};

// Draws frames until the layout has settled. Not found: the font.
Result<Image> draw_picture(Viewer& viewer, const PictureOptions& options);

} // namespace gatetwin::viz
