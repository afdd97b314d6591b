// SPDX-License-Identifier: Apache-2.0
// The forms under which the registry finds documents and names: those of a machine-readable zone,
// so that "C 123-4567", "c1234567" and "C1234567<" are one number. The registry stores numbers in
// clear; they never enter a journal.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/short_text.hpp"
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace gatetwin {

// Issuer in bytes 0 to 3, number in bytes 4 to 27, zeros behind each; and their hash.
struct DocumentKey {
  std::array<char, 32> bytes{};
  std::uint64_t hash = 0;

  bool operator==(const DocumentKey& other) const
  {
    return hash == other.hash && std::memcmp(bytes.data(), other.bytes.data(), bytes.size()) == 0;
  }
  bool empty() const { return bytes[4] == '\0'; } // no number
  std::string_view issuer() const;
  std::string_view number() const;
};

// Capitals and digits only; fillers, spaces, hyphens and other separators vanish.
DocumentKey document_key(std::string_view issuer, std::string_view number);

using NameKey = ShortText<64>;
// "NGUYEN<<VAN<AN" from any ASCII spelling: "nguyen, van an", "NGUYEN<<VAN<AN<<<<". malformed: no
// letter, a digit, or anything outside ASCII (core/document's mrz_name_from_utf8 comes first for
// such names).
Result<NameKey> name_key(std::string_view name);

} // namespace gatetwin
