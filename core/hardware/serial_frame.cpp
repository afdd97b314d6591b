// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/serial_frame.hpp"
#include "core/base/check.hpp"

namespace gatetwin {
namespace {

constexpr char stx = 0x02;
constexpr char etx = 0x03;
constexpr std::size_t before_payload = 4;

unsigned at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

} // namespace

std::uint16_t crc16(std::string_view bytes)
{
  unsigned crc = 0xFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned>(static_cast<unsigned char>(byte)) << 8;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc & 0x8000U) != 0 ? (crc << 1 ^ 0x1021U) & 0xFFFF : crc << 1 & 0xFFFF;
  }
  return static_cast<std::uint16_t>(crc);
}

std::string encode_frame(char type, std::string_view payload)
{
  CHECK(payload.size() <= max_frame_payload);
  std::string frame(1, stx);
  frame += type;
  frame += static_cast<char>(payload.size() & 0xFF);
  frame += static_cast<char>(payload.size() >> 8);
  frame += payload;
  const std::uint16_t crc = crc16(std::string_view(frame).substr(1));
  frame += static_cast<char>(crc & 0xFF);
  frame += static_cast<char>(crc >> 8);
  frame += etx;
  return frame;
}

void FrameAssembler::add(std::string_view bytes)
{
  m_bytes.erase(0, m_at);
  m_at = 0;
  m_bytes += bytes;
}

bool FrameAssembler::next(Frame& frame)
{
  for (; m_at < m_bytes.size(); ++m_at, ++m_skipped) {
    const std::string_view rest = std::string_view(m_bytes).substr(m_at);
    if (rest[0] != stx) continue;
    if (rest.size() < before_payload) return false;
    const std::size_t length = at(rest, 2) | at(rest, 3) << 8;
    if (length > max_frame_payload) continue;
    if (rest.size() < length + frame_overhead) return false;
    const std::size_t end = before_payload + length;
    const unsigned crc = at(rest, end) | at(rest, end + 1) << 8;
    if (rest[end + 2] != etx || crc != crc16(rest.substr(1, end - 1))) continue;
    frame = {rest[1], rest.substr(before_payload, length)};
    m_at += length + frame_overhead;
    return true;
  }
  return false;
}

} // namespace gatetwin
