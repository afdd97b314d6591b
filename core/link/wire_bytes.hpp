// SPDX-License-Identifier: Apache-2.0
// Our codec's bytes in and out of gRPC's buffers. Inside this room only.
#pragma once
#include <algorithm>
#include <cstddef>
#include <grpcpp/support/byte_buffer.h>
#include <span>
#include <string>
#include <vector>

namespace gatetwin {

inline grpc::ByteBuffer to_wire(const std::string& bytes)
{
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

// What fits into `buffer`: one that is longer than any message shows that this one is too long.
inline std::span<const std::byte> from_wire(const grpc::ByteBuffer& bytes,
                                            std::span<std::byte> buffer)
{
  std::vector<grpc::Slice> slices;
  if (!bytes.Dump(&slices).ok()) return {};
  std::size_t size = 0;
  for (const grpc::Slice& slice : slices) {
    const auto* from = reinterpret_cast<const std::byte*>(slice.begin());
    const std::size_t count = std::min(slice.size(), buffer.size() - size);
    std::copy_n(from, count, buffer.begin() + static_cast<std::ptrdiff_t>(size));
    size += count;
  }
  return buffer.first(size);
}

} // namespace gatetwin
