// SPDX-License-Identifier: Apache-2.0
// Tag (one byte), DER length, value: the fields of visible seals. Lengths follow DER strictly:
// below 128 one byte, then 0x81 nn, 0x82 nn nn, always the shortest form; longer ones do not occur.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatetwin {

struct TlvField {
  std::uint8_t tag = 0;
  std::span<const std::byte> value;
};

class TlvReader {
public:
  explicit TlvReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}
  bool at_end() const { return m_at == m_bytes.size(); }
  std::size_t offset() const { return m_at; } // of the next field
  // False when the length is not DER or goes past the end; the reader stays where it was.
  [[nodiscard]] bool next(TlvField& field);

private:
  std::span<const std::byte> m_bytes;
  std::size_t m_at = 0;
};

// value.size() <= 65535
void append_tlv(std::vector<std::byte>& out, std::uint8_t tag, std::span<const std::byte> value);

} // namespace gatetwin
