// SPDX-License-Identifier: Apache-2.0
// SipHash-2-4 (J.-P. Aumasson, D. J. Bernstein, 2012): a keyed hash for DocumentRef and for tables
// that hold hostile keys. Test vectors: the paper's appendix A.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace gatetwin {

struct SipKey {
  std::uint64_t k0 = 0;
  std::uint64_t k1 = 0;
};

std::uint64_t siphash24(SipKey key, std::span<const std::byte> bytes);

} // namespace gatetwin
