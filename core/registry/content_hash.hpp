// SPDX-License-Identifier: Apache-2.0
// A fast 64-bit hash of bytes, by folded 128-bit products: tells contents apart that differ by
// accident or fault (chance of missing it: 2^-64), and spreads keys over tables. Not for secrets.
// Ledgers store its values: it must never change.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gatetwin {

inline std::uint64_t content_hash(const void* bytes, std::size_t size)
{
  static_assert(std::endian::native == std::endian::little, "words are read as they lie in memory");
  __extension__ using Wide = unsigned __int128;
  const auto fold = [](std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  constexpr std::uint64_t k0 = 0x9E3779B97F4A7C15ULL;
  constexpr std::uint64_t k1 = 0xD1342543DE82EF95ULL;
  const auto* at = static_cast<const unsigned char*>(bytes);
  std::uint64_t hash = fold(size ^ k0, k1);
  std::uint64_t words[2];
  std::size_t left = size;
  for (; left >= sizeof words; left -= sizeof words, at += sizeof words) {
    std::memcpy(words, at, sizeof words);
    hash = fold(words[0] ^ hash, words[1] ^ k1) + hash;
  }
  if (left > 0) {
    words[0] = words[1] = 0;
    std::memcpy(words, at, left);
    hash = fold(words[0] ^ hash, words[1] ^ k1) + hash;
  }
  return fold(hash ^ k0, k1);
}

} // namespace gatetwin
