// SPDX-License-Identifier: Apache-2.0
// The document in a traveller's hand, as bytes that a reader will see. A person of a population
// shares the bytes that were signed once; a newcomer's or a tampered document has its own, kept
// here. One of these per unit is used again for each visit.
#pragma once
#include "core/document/mrz_layout.hpp"
#include "core/domain/words.hpp"
#include "core/ports/port_input.hpp"
#include <array>
#include <cstddef>
#include <vector>

namespace gatetwin {

struct CarriedDocument {
  CarriedDocument() = default;
  CarriedDocument(const CarriedDocument&) = delete; // views may point into it
  CarriedDocument& operator=(const CarriedDocument&) = delete;

  DocumentKind kind = DocumentKind::unknown;
  DocumentRef ref;
  std::string_view zone; // lines of the machine-readable zone; of a pass: as an officer types it
  std::span<const std::byte> label; // seal of a pass or permit; empty: none
  bool readable = true;             // false: every attempt to read it fails
  bool genuine = true;              // false: tampered with
  bool verified_ahead = false;      // the signed label was found right; said at one visit only

  std::array<char, mrz_max_characters + 2> own_zone{};
  std::vector<std::byte> own_label; // its capacity is kept from visit to visit
};

} // namespace gatetwin
