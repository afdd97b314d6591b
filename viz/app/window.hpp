// SPDX-License-Identifier: Apache-2.0
// The viewer in a window of the desktop: GLFW and OpenGL 3.
#pragma once
#include "viz/viewer/viewer.hpp"
#include <string>

namespace gatetwin::viz {

struct WindowOptions {
  int width = 1440;
  int height = 900;
  float scale = 0; // 0: as the screen says
  std::string font;
  int frames = 0; // closes by itself after so many; 0: when its user closes it
};

// Returns when the window is closed. Unavailable: no display, or no OpenGL 3; not found: the font.
Status show_window(Viewer& viewer, const WindowOptions& options);

} // namespace gatetwin::viz
