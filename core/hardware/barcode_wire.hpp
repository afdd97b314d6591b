// SPDX-License-Identifier: Apache-2.0
// What the lane and its decoder process say to each other: one packet each way for each reading.
// The frame itself lies in memory that both see. Numbers are little-endian.
//
//   request, 28 bytes: "GTBQ", number of the reading (4), width (4), height (4), stride (4),
//     accepted symbologies (1), prior knowledge (1: there is a leading byte), the byte (1), 5 zero
//   answer: "GTBA", number of the reading (4), payload size (2), symbology (1), symbols in view
//   (1),
//     checks (1), stages (1), 2 zero; per check kind (1), result (1), reason (4); per stage
//     stage (1), pictures (2), symbols (2), time in ns (8); payload
//
// Both sides distrust each other: a packet that is not exactly so is refused.
#pragma once
#include "core/domain/barcode.hpp"
#include <vector>

namespace gatetwin {

struct BarcodeRequest {
  std::uint32_t number = 0;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t stride = 0;
  BarcodeProfile profile;
};

constexpr std::size_t barcode_request_bytes = 28;
constexpr std::size_t barcode_answer_max_bytes = 4096; // beyond the longest answer

std::array<std::byte, barcode_request_bytes> encode(const BarcodeRequest& request);
Result<BarcodeRequest> decode_barcode_request(std::span<const std::byte> packet);

std::vector<std::byte> encode(const BarcodeReading& reading, std::uint32_t number);
// Of the reading with that number. What it claims must be possible: a payload only where all checks
// were successful, an accepted symbology, known reasons, stages in their order.
Result<BarcodeReading> decode_barcode_answer(std::span<const std::byte> packet,
                                             std::uint32_t number, const BarcodeProfile& profile);

} // namespace gatetwin
