// SPDX-License-Identifier: Apache-2.0
#include "core/document/tlv.hpp"
#include "core/base/check.hpp"

namespace gatetwin {

bool TlvReader::next(TlvField& field)
{
  const auto byte = [this](std::size_t i) { return std::to_integer<std::size_t>(m_bytes[i]); };
  const std::size_t left = m_bytes.size() - m_at;
  if (left < 2) return false;
  std::size_t length = byte(m_at + 1);
  std::size_t header = 2;
  if (length == 0x81 || length == 0x82) {
    const std::size_t more = length - 0x80;
    header += more;
    if (left < header) return false;
    length = more == 1 ? byte(m_at + 2) : byte(m_at + 2) << 8 | byte(m_at + 3);
    if (length < (more == 1 ? 0x80U : 0x100U)) return false;
  } else if (length >= 0x80) {
    return false;
  }
  if (length > left - header) return false;
  field = {std::to_integer<std::uint8_t>(m_bytes[m_at]), m_bytes.subspan(m_at + header, length)};
  m_at += header + length;
  return true;
}

void append_tlv(std::vector<std::byte>& out, std::uint8_t tag, std::span<const std::byte> value)
{
  CHECK(value.size() <= 0xFFFF);
  out.push_back(std::byte{tag});
  if (value.size() >= 0x100) {
    out.push_back(std::byte{0x82});
    out.push_back(static_cast<std::byte>(value.size() >> 8));
  } else if (value.size() >= 0x80) {
    out.push_back(std::byte{0x81});
  }
  out.push_back(static_cast<std::byte>(value.size() & 0xFF));
  out.insert(out.end(), value.begin(), value.end());
}

} // namespace gatetwin
