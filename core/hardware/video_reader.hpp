// SPDX-License-Identifier: Apache-2.0
// A document reader that is a camera: device, video file or network stream (port:
// core/ports/document_reader.hpp). Its simulated twin is sim/devices/simulated_reader with
// label_camera; both pass the same contract tests. It reads the pass's 2D code, no printed lines.
//
// Frames come from one confined process and are read by another (capture_process, barcode_process);
// neither picture nor codec is touched here. A reading goes on from frame to frame until one gives
// a label, the document is taken away, or `limit` has passed: then it failed, with the reason of
// the last frame; but where that showed several symbols and none could be chosen, the scan says so.
// A camera that gives no frame is broken (document_reader) and tried again for
// ever.
#pragma once
#include "core/hardware/attended.hpp"
#include "core/hardware/video_worker.hpp"
#include "core/ports/document_reader.hpp"

namespace gatetwin {

class VideoReader final : public DocumentReader, public Attended {
public:
  VideoReader(const VideoReaderOptions& options, std::unique_ptr<FrameSource> source,
              std::unique_ptr<BarcodeDecoder> decoder);

  void start() override;
  void cancel() override;

  int descriptor() const override { return m_worker.descriptor(); }
  void on_ready(MonotonicTime now) override;
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override;
  std::uint64_t frames() const { return m_worker.frames(); }

private:
  void take(const VideoWorker::Item& item);
  void take_label(const BarcodeReading& reading);
  void give_up();
  void report_scan();
  void end_reading(Reason reason);
  void report(InputKind kind, Reason reason = Reason::none);

  const Duration m_limit;
  std::uint32_t m_number = 0;
  bool m_reading = false;
  bool m_timed = false; // its end is known: it begins at the loop's next look
  MonotonicTime m_ends = MonotonicTime::never();
  Reason m_last = Reason::none; // of the newest frame that could not be read
  std::uint8_t m_last_symbols = 0;
  bool m_failed = false;
  std::vector<std::byte> m_label;
  DocumentScan m_scan;
  std::deque<PortInput> m_reports;
  VideoWorker m_worker; // last: its thread starts when all is there
};

} // namespace gatetwin
