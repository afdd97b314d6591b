// SPDX-License-Identifier: Apache-2.0
#include "core/document/c40.hpp"
#include "core/base/check.hpp"

namespace gatetwin {
namespace {

constexpr unsigned single_character = 0xFE;

constexpr std::string_view alphabet = "   " // shifts: not used in seals
                                      " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// 0 when the character has no value.
unsigned value_of(char c)
{
  if (c == ' ' || c == '<') return 3;
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 4;
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A') + 14;
  return 0;
}

bool is_text(unsigned value) { return value - 3 < 37; } // unsigned: below 3 wraps

} // namespace

std::optional<std::size_t> decode_c40(std::span<const std::byte> in, std::span<char> out)
{
  if (in.size() % 2 != 0) return std::nullopt;
  CHECK(out.size() >= in.size() / 2 * 3);
  std::size_t size = 0;
  for (std::size_t i = 0; i < in.size(); i += 2) {
    const bool last = i + 2 == in.size();
    const auto high = std::to_integer<unsigned>(in[i]);
    const auto low = std::to_integer<unsigned>(in[i + 1]);
    if (high == single_character) {
      const char c = static_cast<char>(low - 1);
      if (!last || low == 0 || c == '<' || value_of(c) == 0) return std::nullopt;
      out[size++] = c;
      continue;
    }
    if (high == 0 && low == 0) return std::nullopt;
    const unsigned packed = high * 256 + low - 1;
    const unsigned first = packed / 1600;
    const unsigned rest = packed - first * 1600;
    const unsigned second = rest / 40;
    const unsigned third = rest - second * 40;
    const bool padded = third == 0 && last;
    if (!is_text(first) || !is_text(second) || !(is_text(third) || padded)) return std::nullopt;
    out[size] = alphabet[first];
    out[size + 1] = alphabet[second];
    if (!padded) out[size + 2] = alphabet[third];
    size += padded ? 2 : 3;
  }
  return size;
}

std::optional<std::size_t> encode_c40(std::string_view in, std::span<std::byte> out)
{
  CHECK(out.size() >= c40_bytes(in.size()));
  std::size_t size = 0;
  const auto put = [&](unsigned high, unsigned low) {
    out[size++] = static_cast<std::byte>(high);
    out[size++] = static_cast<std::byte>(low);
  };
  for (const char c : in) {
    if (value_of(c) == 0) return std::nullopt;
  }
  for (std::size_t i = 0; i < in.size(); i += 3) {
    if (i + 1 == in.size()) {
      put(single_character, static_cast<unsigned>(in[i] == '<' ? ' ' : in[i]) + 1);
      break;
    }
    const unsigned third = i + 2 < in.size() ? value_of(in[i + 2]) : 0;
    const unsigned packed = 1600 * value_of(in[i]) + 40 * value_of(in[i + 1]) + third + 1;
    put(packed >> 8, packed & 0xFF);
  }
  return size;
}

} // namespace gatetwin
