// SPDX-License-Identifier: Apache-2.0
// What a camera's compression leaves of a picture.
#pragma once
#include "sim/devices/frame_painter.hpp"

namespace gatetwin {

// Quality 1 to 100, with the library's integer transform.
void compress_and_expand(GreyPicture& frame, int quality);

} // namespace gatetwin
