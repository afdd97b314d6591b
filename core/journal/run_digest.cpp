// SPDX-License-Identifier: Apache-2.0
#include "core/journal/run_digest.hpp"
#include "core/base/check.hpp"
#define XXH_STATIC_LINKING_ONLY // the state's size, so that it needs no allocation of its own
#include <xxhash.h>

namespace gatetwin::journal {

struct RunDigest::State {
  XXH3_state_t xxh;
};

std::string DigestValue::hex() const
{
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t half : {high, low}) {
    for (int shift = 60; shift >= 0; shift -= 4) text += digits[half >> shift & 15];
  }
  return text;
}

std::array<std::byte, 16> DigestValue::bytes() const
{
  std::array<std::byte, 16> bytes{};
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<std::byte>(low >> 8 * i & 0xFF);
    bytes[8 + i] = static_cast<std::byte>(high >> 8 * i & 0xFF);
  }
  return bytes;
}

RunDigest::RunDigest() : m_state(std::make_unique<State>())
{
  CHECK(XXH3_128bits_reset(&m_state->xxh) == XXH_OK);
}

RunDigest::~RunDigest() = default;
RunDigest::RunDigest(RunDigest&&) noexcept = default;
RunDigest& RunDigest::operator=(RunDigest&&) noexcept = default;

void RunDigest::on_records(std::span<const Record> records)
{
  CHECK(XXH3_128bits_update(&m_state->xxh, records.data(), records.size_bytes()) == XXH_OK);
}

DigestValue RunDigest::value() const
{
  const XXH128_hash_t hash = XXH3_128bits_digest(&m_state->xxh);
  return {hash.low64, hash.high64};
}

} // namespace gatetwin::journal
