// SPDX-License-Identifier: Apache-2.0
// What a gate and its capture program say to each other: for each frame one packet there and one
// back; the frame lies in memory that both see. Numbers are little-endian.
//   request, 8 bytes: "GTCQ", number (4)
//   answer, 20 bytes: "GTCA", number (4), what (1: 1 a frame, 2 the source has ended or is lost),
//     3 zero, width (4), height (4); rows without gaps, 8 bits a pixel
#pragma once
#include "core/domain/barcode.hpp"

namespace gatetwin {

enum class CaptureOutcome : std::uint8_t { frame = 1, lost = 2 };
struct CaptureAnswer {
  std::uint32_t number = 0;
  CaptureOutcome outcome = CaptureOutcome::lost;
  std::uint32_t width = 0; // of a frame, within the bounds of frames
  std::uint32_t height = 0;
};
constexpr std::size_t capture_request_bytes = 8;
constexpr std::size_t capture_answer_bytes = 20;

std::array<std::byte, capture_request_bytes> encode_capture_request(std::uint32_t number);
Result<std::uint32_t> decode_capture_request(std::span<const std::byte> packet);
std::array<std::byte, capture_answer_bytes> encode(const CaptureAnswer& answer);
Result<CaptureAnswer> decode_capture_answer(std::span<const std::byte> packet,
                                            std::uint32_t number);

} // namespace gatetwin
