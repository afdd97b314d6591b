// SPDX-License-Identifier: Apache-2.0
// The words of 2D codes under a camera: a picture, what may be read in it, and what was read. The
// picture and the bytes are personal data: they live only as long as the transaction.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/result.hpp"
#include "core/domain/checked_document.hpp"
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace gatetwin {

enum class Symbology : std::uint8_t { data_matrix, qr_code, pdf417, aztec };
constexpr std::size_t symbology_count = 4;

class SymbologySet {
public:
  constexpr SymbologySet() = default;
  constexpr SymbologySet(std::initializer_list<Symbology> members)
  {
    for (const Symbology one : members) m_bits |= bit(one);
  }
  constexpr bool contains(Symbology one) const { return (m_bits & bit(one)) != 0; }
  constexpr bool empty() const { return m_bits == 0; }
  constexpr std::uint8_t bits() const { return m_bits; }
  // Bits that name no symbology are ignored.
  static constexpr SymbologySet from_bits(std::uint8_t bits)
  {
    SymbologySet set;
    set.m_bits = bits & ((1U << symbology_count) - 1);
    return set;
  }
  bool operator==(const SymbologySet&) const = default;

private:
  static constexpr std::uint8_t bit(Symbology one)
  {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(one));
  }
  std::uint8_t m_bits = 0;
};
constexpr SymbologySet every_symbology{Symbology::data_matrix, Symbology::qr_code,
                                       Symbology::pdf417, Symbology::aztec};

// A grey picture of 8 bits a pixel, row by row from the upper left corner, `stride` bytes from one
// row to the next. Another's memory, valid during the call.
struct FrameView {
  std::span<const std::byte> bytes;
  std::uint32_t width = 0; // pixels
  std::uint32_t height = 0;
  std::uint32_t stride = 0;
};
constexpr std::uint32_t frame_min_side = 16; // smaller than the smallest symbol
constexpr std::uint32_t frame_max_side = 4096;
constexpr std::size_t frame_max_bytes = std::size_t{frame_max_side} * frame_max_side;

// Sides within the bounds, and bytes enough for every row; else what is wrong.
Status check_frame(const FrameView& frame);

// QR 40-L holds 2,953 bytes, more than the other symbologies.
constexpr std::size_t label_max_bytes = 2953;

// What is known beforehand. Only the accepted symbologies are looked for: a symbol of another is
// not seen. Of several symbols in view the one is taken whose first byte is `leading`, if it is
// the only such one (TR-03135-1 section 5.9: choice by prior knowledge, else abort).
struct BarcodeProfile {
  SymbologySet accepted = every_symbology;
  bool has_leading = false;
  std::byte leading{};
};

// The ways of looking at a frame, in the order in which they are tried until one finds something.
enum class BarcodeStage : std::uint8_t {
  straight,  // the whole frame
  rectified, // regions that look like a symbol, turned upright and freed from tilt
  enlarged,  // the same, two to six times as large
  sharpened  // and with sharpened edges
};
constexpr std::size_t barcode_stage_count = 4;

struct StageRun {
  BarcodeStage stage{};
  std::uint16_t pictures = 0; // looked at
  std::uint16_t symbols = 0;  // decoded, without repetitions
  std::int64_t took_ns = 0;   // by the clock of whoever runs the decoder; 0: it has none
};

// How one reading ended, as the first links of the seal's chain of checks (TR-03135-1 section 5.9):
// presence, technology, decoding. `aborted` says nothing about the document.
struct BarcodeReading {
  CheckList checks;
  Symbology symbology{};
  std::uint8_t symbols_in_view = 0;
  BoundedVector<std::byte, label_max_bytes> payload; // empty unless decoding was successful
  BoundedVector<StageRun, barcode_stage_count> stages;

  CheckResult result() const { return overall_result(checks); }
  Reason reason() const { return overall_reason(checks); }
};

// One check that ends a reading before or without a payload.
void end_reading(BarcodeReading& reading, CheckKind kind, CheckResult result, Reason reason);

const char* to_string(Symbology symbology);
const char* to_string(BarcodeStage stage);

} // namespace gatetwin
