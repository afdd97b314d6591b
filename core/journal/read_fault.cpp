// SPDX-License-Identifier: Apache-2.0
#include "core/journal/read_fault.hpp"

namespace gatetwin::journal {

const char* to_string(ReadFaultKind kind)
{
  switch (kind) {
  case ReadFaultKind::none: return "no fault";
  case ReadFaultKind::unreadable: return "unreadable";
  case ReadFaultKind::not_a_journal: return "not a journal";
  case ReadFaultKind::unknown_version: return "unknown version";
  case ReadFaultKind::cut_off: return "cut off";
  case ReadFaultKind::missing_end: return "missing end";
  case ReadFaultKind::trailing_bytes: return "trailing bytes";
  case ReadFaultKind::unknown_frame: return "unknown frame";
  case ReadFaultKind::misplaced_frame: return "misplaced frame";
  case ReadFaultKind::frame_too_long: return "frame too long";
  case ReadFaultKind::broken_chain: return "broken chain";
  case ReadFaultKind::bad_header: return "bad header";
  case ReadFaultKind::bad_encoding: return "bad encoding";
  case ReadFaultKind::unknown_field: return "unknown field";
  case ReadFaultKind::unknown_kind: return "unknown kind";
  case ReadFaultKind::too_many_records: return "too many records";
  case ReadFaultKind::sequence_gap: return "sequence gap";
  case ReadFaultKind::time_backwards: return "time backwards";
  case ReadFaultKind::wrong_count: return "wrong count";
  case ReadFaultKind::wrong_run_digest: return "wrong run digest";
  }
  return "unknown fault";
}

std::string to_string(const ReadFault& fault)
{
  return "frame " + std::to_string(fault.frame) + ", byte " + std::to_string(fault.offset) + ": " +
         to_string(fault.kind) + ": " + fault.what;
}

} // namespace gatetwin::journal
