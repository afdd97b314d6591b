// SPDX-License-Identifier: Apache-2.0
#include "core/journal/frame_chain.hpp"
#include "core/base/check.hpp"
#include <openssl/evp.h>

namespace gatetwin::journal {

std::size_t max_payload_bytes(FrameType type)
{
  switch (type) {
  case FrameType::header: return max_header_bytes;
  case FrameType::block: return max_block_bytes;
  case FrameType::end: return max_end_bytes;
  }
  return 0;
}

struct FrameHasher::Context {
  // Fetched once: looking the algorithm up costs more than hashing a small frame.
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256{EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                         &EVP_MD_free};
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

FrameHasher::FrameHasher() : m_context(std::make_unique<Context>())
{
  CHECK(m_context->sha256 != nullptr && m_context->hash != nullptr);
}

FrameHasher::~FrameHasher() = default;

FrameDigest FrameHasher::digest(const FrameDigest& before, std::span<const std::byte> frame)
{
  FrameDigest digest{};
  EVP_MD_CTX* hash = m_context->hash.get();
  unsigned size = 0;
  CHECK(EVP_DigestInit_ex(hash, m_context->sha256.get(), nullptr) == 1);
  CHECK(EVP_DigestUpdate(hash, before.data(), before.size()) == 1);
  CHECK(EVP_DigestUpdate(hash, frame.data(), frame.size()) == 1);
  CHECK(EVP_DigestFinal_ex(hash, reinterpret_cast<unsigned char*>(digest.data()), &size) == 1);
  CHECK(size == digest.size());
  return digest;
}

void put_frame_prefix(std::byte* into, FrameType type, std::size_t payload_bytes)
{
  CHECK(payload_bytes <= max_payload_bytes(type));
  into[0] = static_cast<std::byte>(type);
  for (std::size_t i = 0; i < 4; ++i)
    into[1 + i] = static_cast<std::byte>(payload_bytes >> 8 * i & 0xFF);
}

std::uint32_t frame_payload_bytes(std::span<const std::byte, frame_prefix_bytes> prefix)
{
  std::uint32_t size = 0;
  for (std::size_t i = 0; i < 4; ++i)
    size |= std::to_integer<std::uint32_t>(prefix[1 + i]) << 8 * i;
  return size;
}

} // namespace gatetwin::journal
