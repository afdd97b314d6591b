// SPDX-License-Identifier: Apache-2.0
// What a 2D barcode holds, by its leading bytes.
#pragma once
#include "core/domain/reason.hpp"
#include "core/domain/short_text.hpp"
#include <cstdint>
#include <span>

namespace gatetwin {

enum class LabelKind : std::uint8_t {
  visible_seal, // first byte 0xDC
  icao_barcode, // ICAO Datastructure for Barcode: "RDB1", in drafts "NDB1"; known, not supported
  registry_key  // an opaque key under which the registry knows the document: its number, unsigned
};

LabelKind classify_label(std::span<const std::byte> label);

// Letters and digits, at least one, '-' and '/'; at most 24. Nothing else is let through to a
// registry. none, or: empty_input, bad_magic (bytes that are no text: most likely a damaged seal),
// bad_character, input_too_long.
Reason read_registry_key(std::span<const std::byte> label, ShortText<24>& number);

} // namespace gatetwin
