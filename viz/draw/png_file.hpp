// SPDX-License-Identifier: Apache-2.0
// An image as a PNG file, whole or not at all.
#pragma once
#include "core/base/result.hpp"
#include "viz/draw/painter.hpp"
#include <string>

namespace gatetwin::viz {

Status write_png(const std::string& path, const Image& image); // io: it can't be written

} // namespace gatetwin::viz
