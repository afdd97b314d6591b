// SPDX-License-Identifier: Apache-2.0
// What a lamp and a camera do to a picture, in this order: glare, loss of contrast, blur, noise,
// compression.
#pragma once
#include "sim/devices/frame_painter.hpp"

namespace gatetwin {

void photograph(GreyPicture& frame, const Scene& scene, RandomStream& noise);

} // namespace gatetwin
