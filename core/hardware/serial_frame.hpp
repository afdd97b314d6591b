// SPDX-License-Identifier: Apache-2.0
// Frames on a serial line to a document reader or scanner. Never a keyboard wedge: what a symbol
// says can then only be the payload of a frame, not a key press.
//
//   STX 0x02 | type (1) | length (2, little-endian) | payload | CRC (2, little-endian) | ETX 0x03
//
// CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) over type, length and payload. Receivers
// resynchronise: what is no frame is skipped byte by byte and counted.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gatetwin {

constexpr std::size_t max_frame_payload = 4096; // longest label, zone, and what belongs to them
constexpr std::size_t frame_overhead = 7;

std::uint16_t crc16(std::string_view bytes);
// `payload` has at most max_frame_payload bytes.
std::string encode_frame(char type, std::string_view payload);

// Takes bytes as they come, in any pieces, and gives whole frames.
class FrameAssembler {
public:
  struct Frame {
    char type = 0;
    std::string_view payload; // valid until the next add()
  };
  void add(std::string_view bytes);
  // False: no whole frame is there yet.
  bool next(Frame& frame);
  // Bytes are there that may be the start of a frame. Whoever knows the time and has heard nothing
  // more for long gives up: the first is skipped, and next() looks behind it. A stray start would
  // else hold back the frames after it until as many bytes have come as it seems to announce.
  bool is_waiting() const { return m_at < m_bytes.size(); }
  void give_up()
  {
    if (!is_waiting()) return;
    ++m_at;
    ++m_skipped;
  }
  std::uint64_t skipped() const { return m_skipped; } // bytes

private:
  std::string m_bytes;
  std::size_t m_at = 0; // before it all is done with
  std::uint64_t m_skipped = 0;
};

} // namespace gatetwin
