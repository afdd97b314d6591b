// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/capture_wire.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::array<std::byte, 4> request_mark{std::byte{'G'}, std::byte{'T'}, std::byte{'C'},
                                                std::byte{'Q'}};
constexpr std::array<std::byte, 4> answer_mark{std::byte{'G'}, std::byte{'T'}, std::byte{'C'},
                                               std::byte{'A'}};

void put(std::span<std::byte> packet, std::size_t at, std::uint32_t number)
{
  for (std::size_t i = 0; i < 4; ++i) packet[at + i] = static_cast<std::byte>(number >> 8 * i);
}

std::uint32_t number_at(std::span<const std::byte> packet, std::size_t at)
{
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;)
    number = number << 8 | std::to_integer<std::uint32_t>(packet[at + i]);
  return number;
}

bool is_side(std::uint32_t side) { return side >= frame_min_side && side <= frame_max_side; }

} // namespace

std::array<std::byte, capture_request_bytes> encode_capture_request(std::uint32_t number)
{
  std::array<std::byte, capture_request_bytes> packet{};
  std::copy(request_mark.begin(), request_mark.end(), packet.begin());
  put(packet, 4, number);
  return packet;
}

Result<std::uint32_t> decode_capture_request(std::span<const std::byte> packet)
{
  if (packet.size() != capture_request_bytes ||
      !std::equal(request_mark.begin(), request_mark.end(), packet.begin()))
    return Error{ErrorCode::malformed, "no request for a frame"};
  return number_at(packet, 4);
}

std::array<std::byte, capture_answer_bytes> encode(const CaptureAnswer& answer)
{
  std::array<std::byte, capture_answer_bytes> packet{};
  std::copy(answer_mark.begin(), answer_mark.end(), packet.begin());
  put(packet, 4, answer.number);
  packet[8] = static_cast<std::byte>(answer.outcome);
  put(packet, 12, answer.width);
  put(packet, 16, answer.height);
  return packet;
}

Result<CaptureAnswer> decode_capture_answer(std::span<const std::byte> packet, std::uint32_t number)
{
  const Error wrong{ErrorCode::malformed, "no answer of a capture"};
  if (packet.size() != capture_answer_bytes ||
      !std::equal(answer_mark.begin(), answer_mark.end(), packet.begin()) ||
      number_at(packet, 4) != number)
    return wrong;
  if (packet[9] != std::byte{0} || packet[10] != std::byte{0} || packet[11] != std::byte{0})
    return wrong;
  CaptureAnswer answer{number, static_cast<CaptureOutcome>(packet[8]), number_at(packet, 12),
                       number_at(packet, 16)};
  if (answer.outcome == CaptureOutcome::frame)
    return is_side(answer.width) && is_side(answer.height) ? Result<CaptureAnswer>(answer) : wrong;
  if (answer.outcome != CaptureOutcome::lost || answer.width != 0 || answer.height != 0)
    return wrong;
  return answer;
}

} // namespace gatetwin
