// SPDX-License-Identifier: Apache-2.0
// Remembers which seals had a right signature, because a verification costs more than the rest of a
// transaction. It holds nothing else: dates, revocation and everything about the signer are looked
// at every time. Keyed by the exact bytes and the identity of the trust list that gave the key;
// only right signatures are kept, so wrong ones evict nothing. Fixed capacity: all memory is taken
// when it is made; a full set gives up its least recently used entry. SipHash under a secret key
// picks the set and all bytes are compared: chosen inputs can neither pile up in one set nor pass
// for each other. One thread.
#pragma once
#include "core/base/siphash.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gatetwin {

class VerifiedSealCache {
public:
  static constexpr std::size_t ways = 8;
  static constexpr std::size_t default_max_seal_bytes = 384;

  // `capacity` is rounded up to sets of `ways` whose number is a power of two. Longer seals are
  // never held.
  VerifiedSealCache(std::size_t capacity, SipKey key,
                    std::size_t max_seal_bytes = default_max_seal_bytes);

  bool holds(std::span<const std::byte> seal, std::uint64_t list_identity);
  void insert(std::span<const std::byte> seal, std::uint64_t list_identity);

  std::size_t capacity() const { return m_slots.size(); }
  std::size_t size() const
  {
    return m_size;
  } // slots in use, also by seals of a list no longer in use
  std::uint64_t hits() const { return m_hits; }
  std::uint64_t misses() const { return m_misses; }

private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t list_identity = 0;
    std::uint64_t used = 0; // 0: empty
    std::size_t size = 0;
  };
  // The first slot of the set, and the hash.
  std::size_t set_of(std::uint64_t hash) const { return (hash & m_set_mask) * ways; }
  std::uint64_t hash_of(std::span<const std::byte> seal, std::uint64_t list_identity) const;
  bool matches(std::size_t slot, std::uint64_t hash, std::span<const std::byte> seal,
               std::uint64_t list_identity) const;

  SipKey m_key;
  std::size_t m_max_seal_bytes;
  std::vector<Slot> m_slots;
  std::size_t m_set_mask;
  std::unique_ptr<std::byte[]> m_bytes; // max_seal_bytes for each slot
  std::uint64_t m_clock = 0;
  std::size_t m_size = 0;
  std::uint64_t m_hits = 0;
  std::uint64_t m_misses = 0;
};

} // namespace gatetwin
