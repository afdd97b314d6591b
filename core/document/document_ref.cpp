// SPDX-License-Identifier: Apache-2.0
#include "core/document/document_ref.hpp"
#include "core/document/mrz_characters.hpp"
#include <array>

namespace gatetwin {
namespace {

constexpr std::size_t issuer_size = 3;

struct Plain {
  std::array<char, issuer_size + 64> chars{};
  std::size_t size = 0;
};

void append_plain(Plain& plain, std::string_view number)
{
  for (const char c : number) {
    if (c == mrz_filler || c == ' ' || c == '-' || plain.size == plain.chars.size()) continue;
    plain.chars[plain.size++] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
}

} // namespace

DocumentRef document_ref(SipKey key, std::string_view issuer, std::string_view number)
{
  Plain plain;
  for (std::size_t i = 0; i < issuer_size; ++i) {
    plain.chars[i] = i < issuer.size() ? issuer[i] : mrz_filler;
  }
  plain.size = issuer_size;
  append_plain(plain, number);
  if (plain.size == issuer_size) return {};
  const std::uint64_t hash =
      siphash24(key, std::as_bytes(std::span(plain.chars.data(), plain.size)));
  return {hash == 0 ? 1 : hash};
}

bool same_number(std::string_view a, std::string_view b)
{
  Plain x;
  Plain y;
  append_plain(x, a);
  append_plain(y, b);
  return x.size > 0 &&
         std::string_view(x.chars.data(), x.size) == std::string_view(y.chars.data(), y.size);
}

} // namespace gatetwin
