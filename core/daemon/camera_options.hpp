// SPDX-License-Identifier: Apache-2.0
// A document reader that is a camera, as a unit's settings describe it.
#pragma once
#include "core/daemon/gate_settings.pb.h"
#include "core/hardware/barcode_process.hpp"
#include "core/hardware/video_reader.hpp"

namespace gatetwin {

// `where` is empty where the settings name no source.
CaptureOptions capture_options(const daemon::Camera& camera);
BarcodeProcessOptions barcode_options(const daemon::Camera& camera);
VideoReaderOptions video_options(const daemon::Camera& camera);

} // namespace gatetwin
