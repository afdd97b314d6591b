// SPDX-License-Identifier: Apache-2.0
// Pictures of a pass with its symbol, as a camera would take them. The same scene and stream give
// the same bytes on every machine: geometry is computed from operations that IEEE 754 rounds the
// same everywhere, levels are integers, and blur is OpenCV's fixed-point one for 8-bit pictures.
#pragma once
#include "core/barcode/grey_picture.hpp"
#include "core/base/random_stream.hpp"
#include "sim/devices/symbol_modules.hpp"

namespace gatetwin {

enum class Backdrop : std::uint8_t {
  paper, // nothing but paper: what reading rates are measured on
  pass   // a pass with lines of print, on a dark glass
};

struct Scene {
  std::uint32_t width = 1400; // of the frame, pixels
  std::uint32_t height = 1100;
  Backdrop backdrop = Backdrop::paper;
  double module_px = 4; // side of a module before tilt
  double rotation_deg = 0;
  double tilt = 0;     // share by which the far edge is shorter than the near one
  double offset_x = 0; // of the symbol's middle from the frame's, pixels
  double offset_y = 0;
  double damage = 0;       // share of the symbol's rows that are scraped off, in its middle
  double glare = 0;        // of the lamp's reflection: 1 washes its centre out entirely
  double glare_radius = 0; // pixels
  double glare_x = 0;      // its middle, from the symbol's middle, pixels
  double glare_y = 0;
  double contrast = 1;  // towards middle grey
  double blur_px = 0;   // standard deviation
  double noise = 0;     // standard deviation, grey levels
  int jpeg_quality = 0; // 1 to 100; 0: not compressed
};

GreyPicture paint_frame(const SymbolModules& symbol, const Scene& scene, RandomStream noise);

} // namespace gatetwin
