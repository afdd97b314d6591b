// SPDX-License-Identifier: Apache-2.0
// Records to and from the Protobuf wire format, without generated messages in between: a journal of
// a month holds fifteen million. What is written parses as record.proto's messages; what is read
// must be in the one form that is written (fields in order, shortest numbers, no zeros), so that
// nothing can hide in an encoding.
#pragma once
#include "core/journal/read_fault.hpp"
#include "core/journal/record.hpp"
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace gatetwin::journal {

// One entry of Block.records with its tag and length. `into` has room for max_record_bytes; returns
// the end. time_delta_ns is the time since the record before in the block, 0 for the first.
std::byte* put_record(std::byte* into, const Record& record, std::uint64_t time_delta_ns);
// The fields of a Block before its records. `into` has room for max_block_prefix_bytes; returns the
// end.
std::byte* put_block_prefix(std::byte* into, std::uint64_t first_sequence,
                            std::int64_t first_time_ns);
// The payload of an End. `into` has room for max_end_bytes; returns the end.
std::byte* put_end(std::byte* into, std::uint64_t records,
                   const std::array<std::byte, 16>& run_digest);

struct DecodedBlock {
  std::uint64_t first_sequence = 0;
  std::vector<Record> records; // capacity is reused
};
// Times in a block never go back: the format has no way to say so.
PayloadFault decode_block(std::span<const std::byte> payload, DecodedBlock& into);

struct DecodedEnd {
  std::uint64_t records = 0;
  std::array<std::byte, 16> run_digest{};
};
PayloadFault decode_end(std::span<const std::byte> payload, DecodedEnd& into);

} // namespace gatetwin::journal
