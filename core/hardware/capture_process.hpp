// SPDX-License-Identifier: Apache-2.0
// Frames of a camera, video file or stream, taken by a process of its own, gatetwin-capture:
// containers, codecs and network protocols of whatever plays them are decoded there and not in the
// gate (docs/adr/0020). What comes over is grey pixels.
#pragma once
#include "core/domain/barcode.hpp"
#include <memory>
#include <string>
#include <vector>

namespace gatetwin {

class FrameSource {
public:
  virtual ~FrameSource() = default;
  // The newest frame; of a file the next. Waits for it, but not for ever. unavailable: the source
  // can't be opened, has ended, is late or speaks nonsense; the next call begins anew. The view is
  // valid until then.
  virtual Result<FrameView> next() = 0;
};

enum class VideoKind : std::uint8_t { device, file, stream };

struct CaptureOptions {
  std::string program; // path of gatetwin-capture
  VideoKind kind = VideoKind::device;
  std::string where;             // "/dev/video0", "/path/film.avi", "rtsp://10.0.0.9/door"
  std::uint32_t limit_ms = 5000; // for opening and the first frame, and for each next
};
// rejected: no path, or no stream of a kind that is taken (rtsp, rtsps, http, https).
Status check_capture(const CaptureOptions& options);

class CaptureProcess final : public FrameSource {
public:
  explicit CaptureProcess(CaptureOptions options);
  ~CaptureProcess() override;
  CaptureProcess(const CaptureProcess&) = delete;
  CaptureProcess& operator=(const CaptureProcess&) = delete;
  Result<FrameView> next() override;
  int process_id() const; // 0: none

private:
  class Child;
  const CaptureOptions m_options;
  std::unique_ptr<Child> m_child;
  std::uint32_t m_number = 0;
};

} // namespace gatetwin
