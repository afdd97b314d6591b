// SPDX-License-Identifier: Apache-2.0
#include "core/document/verified_seal_cache.hpp"
#include "core/base/check.hpp"
#include <algorithm>
#include <bit>
#include <cstring>

namespace gatetwin {

VerifiedSealCache::VerifiedSealCache(std::size_t capacity, SipKey key, std::size_t max_seal_bytes)
    : m_key(key), m_max_seal_bytes(max_seal_bytes),
      m_slots(std::bit_ceil(std::max<std::size_t>(1, (capacity + ways - 1) / ways)) * ways),
      m_set_mask(m_slots.size() / ways - 1),
      m_bytes(std::make_unique_for_overwrite<std::byte[]>(m_slots.size() * max_seal_bytes))
{
}

std::uint64_t VerifiedSealCache::hash_of(std::span<const std::byte> seal,
                                         std::uint64_t list_identity) const
{
  return siphash24({m_key.k0 ^ list_identity, m_key.k1}, seal);
}

bool VerifiedSealCache::matches(std::size_t slot, std::uint64_t hash,
                                std::span<const std::byte> seal, std::uint64_t list_identity) const
{
  const Slot& s = m_slots[slot];
  return s.used != 0 && s.hash == hash && s.list_identity == list_identity &&
         s.size == seal.size() &&
         std::memcmp(m_bytes.get() + slot * m_max_seal_bytes, seal.data(), seal.size()) == 0;
}

bool VerifiedSealCache::holds(std::span<const std::byte> seal, std::uint64_t list_identity)
{
  if (seal.size() <= m_max_seal_bytes) {
    const std::uint64_t hash = hash_of(seal, list_identity);
    const std::size_t first = set_of(hash);
    for (std::size_t slot = first; slot < first + ways; ++slot) {
      if (!matches(slot, hash, seal, list_identity)) continue;
      m_slots[slot].used = ++m_clock;
      ++m_hits;
      return true;
    }
  }
  ++m_misses;
  return false;
}

void VerifiedSealCache::insert(std::span<const std::byte> seal, std::uint64_t list_identity)
{
  if (seal.size() > m_max_seal_bytes || seal.empty()) return;
  const std::uint64_t hash = hash_of(seal, list_identity);
  const std::size_t first = set_of(hash);
  std::size_t victim = first;
  for (std::size_t slot = first; slot < first + ways; ++slot) {
    if (matches(slot, hash, seal, list_identity)) return;
    if (m_slots[slot].used < m_slots[victim].used) victim = slot;
  }
  if (m_slots[victim].used == 0) ++m_size;
  m_slots[victim] = {hash, list_identity, ++m_clock, seal.size()};
  std::memcpy(m_bytes.get() + victim * m_max_seal_bytes, seal.data(), seal.size());
}

} // namespace gatetwin
