// SPDX-License-Identifier: Apache-2.0
// A document reader or scanner on a serial line (port: core/ports/document_reader.hpp). Its
// simulated twin is sim/devices/simulated_reader; both pass the same contract tests.
//
// The device speaks in frames (serial_frame.hpp). From it: 'P' a document is in end position; 'R'
// it was removed; 'D' a reading: its number (4), length of the zone (2), the zone's lines, how many
// labels are in view (1), one label's bytes to the end; 'F' the reading with that number (4)
// failed; 'H' it is alive, at least every heartbeat. To it: 'S' read, with a number (4); 'C' stop.
// Numbers are little-endian. A reading that is not the one under way is ignored, so nothing of a
// cancelled one arrives. Without a sign of life for `silence` the device counts as failed, and a
// reading under way ends. A line that was unplugged is opened again every second.
//
// Everything from the device is hostile: too long, cut, repeated or unknown frames are counted and
// do nothing. What the device causes is gathered and handed to the inbox by deliver(), once before
// each turn; the bytes of a scan stay until the next start().
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/hardware/attended.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include "core/hardware/serial_frame.hpp"
#include "core/ports/document_reader.hpp"
#include "core/ports/port_input.hpp"
#include <deque>
#include <memory>
#include <string>

namespace gatetwin {

struct SerialReaderOptions {
  std::string path;        // "/dev/serial/by-id/..."
  unsigned baud = 115'200; // 9600, 19200, 38400, 57600 or 115200
  Duration silence = seconds(3);
};

class SerialReader final : public DocumentReader, public Attended {
public:
  // io: the line can't be opened, is no serial line, or is in use; rejected: the speed.
  static Result<std::unique_ptr<SerialReader>> open(const SerialReaderOptions& options,
                                                    MonotonicTime now);
  SerialReader(const SerialReader&) = delete;
  SerialReader& operator=(const SerialReader&) = delete;

  void start() override;
  void cancel() override;

  int descriptor() const override { return m_line.get(); } // -1: unplugged, tried again on time
  bool wants_to_write() const override { return !m_out.empty(); }
  void on_ready(MonotonicTime now) override;
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override;

  std::uint64_t bytes_read() const { return m_bytes_read; }
  std::uint64_t bytes_written() const { return m_bytes_written; }
  std::uint64_t frames_ignored() const { return m_ignored; }

private:
  SerialReader(OwnedDescriptor line, const SerialReaderOptions& options, MonotonicTime now);
  void send(char type, std::string_view payload);
  void write_out();
  void take_frames(MonotonicTime now);
  void on_frame(const FrameAssembler::Frame& frame);
  void on_reading(std::string_view payload);
  bool is_of_this_reading(std::string_view payload) const;
  void end_reading(Reason reason);
  void report(InputKind kind, Reason reason = Reason::none);
  void lose();
  void unplug(MonotonicTime now);
  static Result<OwnedDescriptor> open_line(const SerialReaderOptions& options);

  static constexpr Duration retry = seconds(1);
  // Longer than between two bytes of a frame, at any speed.
  static constexpr Duration frame_gap = milliseconds(100);

  OwnedDescriptor m_line;
  const SerialReaderOptions m_options;
  FrameAssembler m_frames;
  std::string m_out;               // what the line has not taken yet
  std::deque<PortInput> m_reports; // that the inbox has not taken yet
  MonotonicTime m_heard;
  MonotonicTime m_last_byte;
  MonotonicTime m_retry_at;   // unplugged: then it is opened again
  std::uint32_t m_number = 0; // of the reading under way or the last
  bool m_reading = false;
  bool m_failed = false;
  std::string m_zone;
  std::string m_label;
  DocumentScan m_scan;
  std::uint64_t m_bytes_read = 0;
  std::uint64_t m_bytes_written = 0;
  std::uint64_t m_ignored = 0;
};

} // namespace gatetwin
