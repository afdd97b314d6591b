// SPDX-License-Identifier: Apache-2.0
// Kinds of records that only a replay reads: what a unit was told (core/gate/input_journal.hpp). A
// journal has them where its writer was asked to. Numbers are written to files: append only. In
// brackets: what the record's fields hold, as in record.hpp.
#pragma once
#include "core/journal/record.hpp"

namespace gatetwin::journal {

// [unit, subject key of the setting's name, value: one setting of the unit's core]
inline constexpr RecordKind unit_setting{112};
// [unit, value UTC instant in ns: GateRuntime::start(), with the settings before it]
inline constexpr RecordKind unit_started{113};
// [unit, value UTC instant in ns: a turn, with the inputs before it]
inline constexpr RecordKind unit_turn{114};
// [unit, code InputKind, then by kind: detail door_detail, device, reason or officer; value number
//  or time of the picture (detail then faces | no liveness << 8); subject action, transaction or
//  bits of the match score; ref bits of the liveness score, or the reply's other fields]
inline constexpr RecordKind unit_input{115};
// [subject transaction, unit, code StoreEntryKind, value ticket: what the store answered]
inline constexpr RecordKind store_ticket{116};
// [subject transaction, unit, ref document, code StoreEntryKind, detail direction | stamped << 8 |
//  offline << 9 | authority << 16, value expiry, of a crossing the UTC instant in ns: found in the
//  store at the start]
inline constexpr RecordKind store_entry{117};

// [unit, value time of the picture that attack detection judged: before the unit_input of a face
//  whose match is of another one]
inline constexpr RecordKind liveness_picture{118};

constexpr bool is_input_record(RecordKind kind)
{
  return kind >= unit_setting && kind <= liveness_picture;
}
const char* input_record_name(RecordKind kind); // null: none of these

} // namespace gatetwin::journal
