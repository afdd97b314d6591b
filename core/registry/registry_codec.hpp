// SPDX-License-Identifier: Apache-2.0
// RegistryRequest and RegistryReply to and from their bytes on the wire (registry.proto). Decoding
// is strict: only the one canonical encoding of a content is taken, so that unknown, repeated,
// reordered or padded fields, trailing bytes and impossible values are all refused, with what is
// wrong in the error's detail. The check list is not sent.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/registry_message.hpp"
#include <cstddef>
#include <span>
#include <string>

namespace gatetwin {

// No encoding is longer; longer input is refused before it is parsed.
constexpr std::size_t max_request_bytes = 224;
constexpr std::size_t max_reply_bytes = 64;

// In 2255: the latest time that is taken from outside, with room for sums below int64's end.
constexpr WallTime latest_time{9'000'000'000'000'000'000};

// malformed: a field that the wire can't carry. `out` is replaced; its capacity is used again.
Status encode(const RegistryRequest& request, std::string& out);
Status encode(const RegistryReply& reply, std::string& out);
// Length of the encoding, without making it. The content must be one that encode() takes.
std::size_t encoded_size(const RegistryRequest& request);
std::size_t encoded_size(const RegistryReply& reply);

// too_large, unsupported (another version), or malformed.
Result<RegistryRequest> decode_request(std::span<const std::byte> bytes);
Result<RegistryReply> decode_reply(std::span<const std::byte> bytes);

} // namespace gatetwin
