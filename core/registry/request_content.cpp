// SPDX-License-Identifier: Apache-2.0
#include "core/registry/request_content.hpp"
#include "core/base/siphash.hpp"
#include <array>
#include <cstring>
#include <span>
#include <type_traits>

namespace gatetwin {
namespace {

// Fields one after another, each text behind its length: no two contents have the same bytes.
class ContentBytes {
public:
  template <typename T> void number(T value)
  {
    static_assert(std::is_integral_v<T>);
    std::memcpy(reserve(sizeof value), &value, sizeof value);
  }
  void text(std::string_view value)
  {
    number(static_cast<std::uint8_t>(value.size()));
    if (!value.empty()) std::memcpy(reserve(value.size()), value.data(), value.size());
  }
  void date(CalendarDate value)
  {
    number(value.year);
    number(value.month);
    number(value.day);
  }
  std::span<const std::byte> bytes() const { return {m_bytes.data(), m_size}; }

private:
  std::byte* reserve(std::size_t size)
  {
    CHECK(m_size + size <= m_bytes.size());
    std::byte* at = m_bytes.data() + m_size;
    m_size += size;
    return at;
  }

  std::array<std::byte, 320> m_bytes;
  std::size_t m_size = 0;
};

} // namespace

std::uint64_t content_digest(const RegistryRequest& request)
{
  ContentBytes out;
  const auto flags =
      static_cast<std::uint8_t>((request.offline ? 1 : 0) | (request.stamped ? 2 : 0));
  out.number(static_cast<std::uint8_t>(request.kind));
  out.number(static_cast<std::uint8_t>(request.direction));
  out.number(static_cast<std::uint8_t>(request.decision));
  out.number(flags);
  out.number(static_cast<std::uint32_t>(request.reason));
  out.number(request.authority.value);
  out.number(request.unit.value);
  out.number(request.checkpoint.value);
  out.number(request.transaction.value);
  out.number(request.at.ns);
  const CheckedDocument& document = request.document;
  out.number(static_cast<std::uint8_t>(document.kind));
  out.number(document.ref.value);
  out.text(document.issuer.view());
  out.text(document.number.view());
  out.text(document.nationality.view());
  out.text(document.name.view());
  out.date(document.birth);
  out.date(document.valid_from);
  out.date(document.valid_until);
  out.text(document.areas.view());
  constexpr SipKey content_key{0x67617465'7477696EULL, 0x636F6E74'656E7421ULL};
  return siphash24(content_key, out.bytes());
}

} // namespace gatetwin
