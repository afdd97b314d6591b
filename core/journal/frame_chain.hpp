// SPDX-License-Identifier: Apache-2.0
// The outer layer of a journal file: the magic, frames, and the SHA-256 chain through them (format:
// record.proto).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace gatetwin::journal {

constexpr std::string_view file_magic = "GTJ1";
constexpr std::uint32_t format_version = 1;
enum class FrameType : std::uint8_t { header = 'H', block = 'R', end = 'E' };

constexpr std::size_t frame_prefix_bytes = 5; // type and length
constexpr std::size_t frame_digest_bytes = 32;
constexpr std::size_t max_header_bytes = 4U << 20;
constexpr std::size_t max_block_records = 8192;
constexpr std::size_t max_record_bytes = 70; // with its tag and length: every field at its longest
constexpr std::size_t max_block_prefix_bytes = 22; // first_sequence and first_time_ns
constexpr std::size_t max_block_bytes =
    max_block_prefix_bytes + max_block_records * max_record_bytes;
constexpr std::size_t max_end_bytes = 11 + 18;
// The longest payload that a frame of this type may have; 0 for a type that does not exist.
std::size_t max_payload_bytes(FrameType type);

using FrameDigest = std::array<std::byte, frame_digest_bytes>; // all zero: before the first frame

// SHA-256 of the digest before, type, length and payload. Keeps the hashing context: one per reader
// or writer.
class FrameHasher {
public:
  FrameHasher();
  ~FrameHasher();
  FrameHasher(const FrameHasher&) = delete;
  FrameHasher& operator=(const FrameHasher&) = delete;

  // `frame` is type, length and payload as they stand in the file.
  FrameDigest digest(const FrameDigest& before, std::span<const std::byte> frame);

private:
  struct Context;
  std::unique_ptr<Context> m_context;
};

// Writes type and length; `into` has room for frame_prefix_bytes.
void put_frame_prefix(std::byte* into, FrameType type, std::size_t payload_bytes);
std::uint32_t frame_payload_bytes(std::span<const std::byte, frame_prefix_bytes> prefix);

} // namespace gatetwin::journal
