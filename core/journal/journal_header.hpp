// SPDX-License-Identifier: Apache-2.0
// What a journal says of itself before its first record: who wrote it, when time 0 was, and the
// names behind the numbers in its records, and, where the writer knows it, how the place is laid
// out. Its Protobuf form is Header in record.proto.
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/journal/frame_chain.hpp"
#include "core/journal/read_fault.hpp"
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gatetwin::journal {

struct StationName {
  std::uint32_t id = 0;
  std::string name;
  std::string kind;
  std::uint32_t checkpoint = 0; // index into JournalHeader::checkpoints
  std::string direction;
  std::string title = {};            // for people; empty: the name
  std::uint32_t area = 0xFFFF'FFFFU; // index into JournalHeader::areas; all ones: not known
  bool operator==(const StationName&) const = default;
};
struct UnitName {
  std::uint32_t id = 0;
  std::string name;
  std::uint32_t station = 0; // StationName::id
  bool operator==(const UnitName&) const = default;
};
struct AuthorityName {
  std::uint32_t id = 0;
  std::string name;
  std::string zone; // IANA time zone
  bool operator==(const AuthorityName&) const = default;
};

struct AreaName {
  std::string name;
  std::uint32_t checkpoint = 0;
  std::uint32_t capacity = 0; // persons; 0: unlimited
  bool operator==(const AreaName&) const = default;
};
struct Passage { // people walk between two areas
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t distance_mm = 0;
  bool operator==(const Passage&) const = default;
};
struct EntranceName {
  std::string name;
  std::uint32_t area = 0;
  bool operator==(const EntranceName&) const = default;
};

struct JournalHeader {
  std::string producer;
  std::string commit;
  std::string core_build_id;
  WallTime start;         // UTC instant of time 0
  std::uint64_t seed = 0; // 0 on a real gate
  std::uint64_t replication = 0;
  std::string scenario;                        // its name; empty on a real gate
  std::array<std::byte, 32> scenario_sha256{}; // of the effective scenario; all zero: none
  std::vector<StationName> stations;
  std::vector<UnitName> units;
  std::vector<std::string> traveller_classes; // by number
  std::vector<AuthorityName> authorities;
  std::vector<std::string> checkpoints;
  std::vector<AreaName> areas;
  std::vector<Passage> passages;
  std::vector<EntranceName> entrances;
  std::vector<std::string> checkpoint_titles; // as many as checkpoints, or none
  std::vector<std::string> class_titles;      // as many as traveller_classes, or none
  std::uint32_t part = 0; // of one start's journal that goes on from file to file
  FrameDigest follows{};  // of the last header or block of the file before; all zero: none
  bool operator==(const JournalHeader&) const = default;
};

// Malformed: a text that is not UTF-8. Too large: beyond max_header_bytes.
Result<std::string> encode_header(const JournalHeader& header);
// bad_header: not a valid message; unknown_version; unknown_field.
PayloadFault decode_header(std::span<const std::byte> payload, JournalHeader& into);

} // namespace gatetwin::journal
