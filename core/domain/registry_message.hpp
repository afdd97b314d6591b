// SPDX-License-Identifier: Apache-2.0
// What a unit and the registry of one authority say to each other. Plain values: core/registry's
// codec gives them their Protobuf form on the wire. Every request carries an idempotency key: the
// same key with the same content gets the same answer for ever; the same key with other content is
// a conflict and changes nothing.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/checked_document.hpp"
#include "core/domain/words.hpp"

namespace gatetwin {

enum class RequestKind : std::uint8_t {
  check, // may this document's holder cross here and now? watch-list, rules, stamp; changes nothing
  record,  // a crossing took place: write it (after the passage, at least once, until acknowledged)
  reserve, // one stop: hold a crossing open for this authority; answers like check
  confirm, // one stop: the reserved crossing takes place
  cancel   // one stop: void the reservation
};

struct RegistryRequest {
  RequestKind kind = RequestKind::check;
  AuthorityId authority;
  UnitId unit;
  CheckpointId checkpoint;
  TransactionId transaction; // with kind and authority: the idempotency key
  std::uint32_t attempt = 0; // 0 for the first sending; not part of the content
  Direction direction = Direction::entry;
  Decision decision = Decision::none; // record: what was decided
  Reason reason = Reason::none;
  bool offline = false;     // record: decided under the offline policy
  bool stamped = false;     // record: a control stamp was given
  WallTime at;              // of the request; for record: of the passage
  CheckedDocument document; // check list left empty on the wire
};

enum class ReplyStatus : std::uint8_t { done, duplicate, conflict, overloaded, malformed };

struct RegistryReply {
  RequestKind kind = RequestKind::check;
  AuthorityId authority;
  TransactionId transaction;
  std::uint32_t attempt = 0;
  ReplyStatus status = ReplyStatus::done;
  Decision decision = Decision::none; // check, reserve: admit, refer or refuse
  Reason reason = Reason::none;
  bool stamp_due = false;
  std::uint64_t list_version = 0; // of the watch-list that was consulted
};

} // namespace gatetwin
