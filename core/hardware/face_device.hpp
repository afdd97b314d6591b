// SPDX-License-Identifier: Apache-2.0
// A face camera with its own matcher and attack detection, as a program or box of another maker
// (port: core/ports/face_camera.hpp). Its simulated twin is sim/devices/simulated_camera; both pass
// the same contract tests. Only scores come, never a picture.
//
// Frames as on a serial line (serial_frame.hpp) over a socket. To it: 'S' capture, with a number
// (4) and the document's reference (8), by which it knows whose picture to compare with; 'C' stop.
// From it: 'H' it is alive, at least every `silence`; 'F' a face:
//   number of the capture (4) | age of its picture in microseconds (4) | what is there (1): bit 0
//   a match score, bit 1 a liveness score | match (8, IEEE 754) | liveness (8) | faces seen (1) |
//   age of the newest picture that liveness was judged from, in microseconds (4); may be left out
//   by a device that judges both from one picture
// Numbers are little-endian. What is not of the capture under way is ignored, so nothing of a
// cancelled one arrives. A capture ends with the first face that is alone and has a match score
// between 0 and 1; of the others only the newest waits for the inbox.
//
// Scores are handed on as they are: refusing those that can't be is the core's.
#pragma once
#include "core/base/time.hpp"
#include "core/hardware/attended.hpp"
#include "core/hardware/serial_frame.hpp"
#include "core/hardware/stream_socket.hpp"
#include "core/ports/face_camera.hpp"
#include <deque>
#include <memory>
#include <optional>

namespace gatetwin {

struct FaceDeviceOptions {
  StreamAddress address;
  Duration silence = seconds(3); // without a frame for so long it counts as broken
};

// One 'F' frame's content; nothing where it is not exactly so.
struct FaceMessage {
  std::uint32_t capture = 0;
  Duration age;          // of the picture of the match
  Duration liveness_age; // of that of the liveness score
  FaceCapture face;      // without its times
};
std::optional<FaceMessage> parse_face(std::string_view payload);
std::string face_payload(const FaceMessage& message);

class FaceDevice final : public FaceCamera, public Attended {
public:
  // rejected: no address. A device that is not there is no error here: it counts as broken.
  static Result<std::unique_ptr<FaceDevice>> open(const FaceDeviceOptions& options,
                                                  MonotonicTime now);
  void start(DocumentRef document) override;
  void cancel() override;

  int descriptor() const override { return m_socket.descriptor(); }
  bool wants_to_write() const override { return m_socket.wants_to_write(); }
  void on_ready(MonotonicTime now) override;
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override;

  std::uint64_t bytes_read() const { return m_socket.bytes_read(); }
  std::uint64_t bytes_written() const { return m_socket.bytes_written(); }
  std::uint64_t frames_ignored() const { return m_ignored; }

private:
  FaceDevice(const FaceDeviceOptions& options, MonotonicTime now);
  void take_frames(MonotonicTime now);
  void on_face(std::string_view payload, MonotonicTime now);
  void send(char type, std::string_view payload);
  void lose();
  void hang_up(MonotonicTime now);
  void report(InputKind kind);

  static constexpr Duration retry = seconds(1);
  static constexpr Duration frame_gap = milliseconds(100);

  const FaceDeviceOptions m_options;
  StreamSocket m_socket;
  FrameAssembler m_frames;
  MonotonicTime m_heard;
  MonotonicTime m_last_byte;
  MonotonicTime m_retry_at;
  std::uint32_t m_number = 0; // of the capture under way or the last
  bool m_capturing = false;
  bool m_failed = false;
  std::optional<PortInput> m_face; // the newest that the inbox has not taken
  std::deque<PortInput> m_reports;
  std::uint64_t m_ignored = 0;
};

} // namespace gatetwin
