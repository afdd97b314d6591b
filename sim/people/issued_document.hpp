// SPDX-License-Identifier: Apache-2.0
// A document as its authority hands it out: the same bytes for everybody who shows it.
#pragma once
#include "core/domain/words.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace gatetwin {

struct IssuedDocument {
  std::unique_ptr<std::byte[]> bytes; // zone, then label; null: not issued yet
  DocumentRef ref;
  std::uint16_t zone_size = 0;
  std::uint16_t label_size = 0;
  // The label's signature was found right, and nobody was told yet.
  bool verified = false;

  std::string_view zone() const { return {reinterpret_cast<const char*>(bytes.get()), zone_size}; }
  std::span<const std::byte> label() const { return {bytes.get() + zone_size, label_size}; }
};

} // namespace gatetwin
