// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/camera_options.hpp"
#include "core/document/visible_seal.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

std::uint32_t milliseconds_of(double time_s)
{
  return static_cast<std::uint32_t>(from_seconds(time_s).ns / 1'000'000);
}

} // namespace

CaptureOptions capture_options(const daemon::Camera& camera)
{
  CaptureOptions options;
  options.program = camera.capture_program();
  options.kind = camera.has_stream() ? VideoKind::stream
                 : camera.has_file() ? VideoKind::file
                                     : VideoKind::device;
  options.where = camera.has_stream() ? camera.stream()
                  : camera.has_file() ? camera.file()
                                      : camera.device();
  if (camera.has_frame()) options.limit_ms = milliseconds_of(camera.frame());
  return options;
}

BarcodeProcessOptions barcode_options(const daemon::Camera& camera)
{
  BarcodeProcessOptions options;
  options.program = camera.barcode_program();
  options.limit_ms = std::min(options.limit_ms, milliseconds_of(camera.limit()));
  return options;
}

VideoReaderOptions video_options(const daemon::Camera& camera)
{
  VideoReaderOptions options;
  options.profile.has_leading = true; // passes carry seals
  options.profile.leading = seal_magic;
  options.presence.contrast = camera.contrast();
  options.presence.share = camera.printed();
  options.limit = from_seconds(camera.limit());
  options.idle_period = from_seconds(camera.idle_period());
  return options;
}

} // namespace gatetwin
