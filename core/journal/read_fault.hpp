// SPDX-License-Identifier: Apache-2.0
// Why a journal can't be read on: what is wrong, and where it is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace gatetwin::journal {

enum class ReadFaultKind : std::uint8_t {
  none,
  unreadable,    // the operating system refused
  not_a_journal, // other first bytes
  unknown_version,
  cut_off,         // the file ends inside a frame or before the header
  missing_end,     // the file ends between frames, but without an End
  trailing_bytes,  // something follows the End
  unknown_frame,   // a frame of a type that this build does not know
  misplaced_frame, // a second header, or something before the first
  frame_too_long,  // beyond the format's bound for its type
  broken_chain,    // the digest does not hold: a frame was changed, removed, inserted or moved here
  bad_header,
  bad_encoding, // the payload is not in the form that is written
  unknown_field,
  unknown_kind,     // of record
  too_many_records, // in one block
  sequence_gap,     // records are missing or repeated between two blocks
  time_backwards,   // a block starts before the one before it ended
  wrong_count,      // the End counts other records than there are
  wrong_run_digest  // the End's digest is not that of the records
};

const char* to_string(ReadFaultKind kind);

struct ReadFault {
  ReadFaultKind kind = ReadFaultKind::none;
  std::uint64_t frame = 0;  // number of the frame, from 0 for the header
  std::uint64_t offset = 0; // in the file, of the byte or frame that is wrong
  const char* what = "";    // in words; static text
};

// The same inside one frame's payload, before the reader adds the place.
struct PayloadFault {
  ReadFaultKind kind = ReadFaultKind::none;
  std::size_t offset = 0; // in the payload
  const char* what = "";
  bool ok() const { return kind == ReadFaultKind::none; }
};

// "frame 12, byte 3456: broken chain: ..."
std::string to_string(const ReadFault& fault);

} // namespace gatetwin::journal
