// SPDX-License-Identifier: Apache-2.0
// The words of the border, as types. Numbers of enumerators are written to journals and ledgers:
// append only.
#pragma once
#include "core/base/ids.hpp"
#include <cstddef>
#include <cstdint>

namespace gatetwin {

using UnitId = StrongId<struct UnitTag>;       // one gate or booth, with its computer
using StationId = StrongId<struct StationTag>; // a row of units that serve one purpose
using AuthorityId = StrongId<struct AuthorityTag, std::uint16_t>; // one country's border service
using OfficerId = StrongId<struct OfficerTag>;
using CheckpointId = StrongId<struct CheckpointTag>;

// One use of a station by one person; globally unique: the unit's number above 40 bits of its own
// count. It is also the idempotency key of the crossing that the transaction may lead to.
using TransactionId = StrongId<struct TransactionTag, std::uint64_t>;
constexpr TransactionId transaction_id(UnitId unit, std::uint64_t count)
{
  return {static_cast<std::uint64_t>(unit.value) << 40 | (count & 0xFF'FFFF'FFFFULL)};
}
constexpr UnitId unit_of(TransactionId id) { return {static_cast<std::uint32_t>(id.value >> 40)}; }

// Keyed hash of issuer and document number. The only thing about a document that journals and logs
// may carry.
struct DocumentRef {
  std::uint64_t value = 0; // 0: no document known
  auto operator<=>(const DocumentRef&) const = default;
};

enum class Direction : std::uint8_t { exit, entry };

enum class DocumentKind : std::uint8_t {
  unknown,
  passport,
  identity_card,
  visa,
  border_pass,
  port_permit,
  crew_pass
};
constexpr std::size_t document_kinds = static_cast<std::size_t>(DocumentKind::crew_pass) + 1;

// BSI TR-03135-1 section 3.5.2. aborted: the process ended early; it is never counted as a result.
enum class CheckResult : std::uint8_t { successful, failed, undetermined, not_supported, aborted };

enum class CheckKind : std::uint8_t {
  presence,   // a document, seal or zone is there
  technology, // it is of a kind this unit can read
  decoding,   // symbols became bytes
  structure,  // bytes follow the format
  meaning,    // fields hold possible values
  mrz_check_digits,
  signer_signature,
  signer_validity,
  revocation,
  trust,             // the signer leads to a trusted country root
  seal_authenticity, // all of the seal's own checks together
  issuer_match,      // issuer of the seal and of the document agree
  document_type,     // of a type that is accepted here
  document_expiry,
  cross_check, // two sources on one document agree, for example seal and MRZ
  registry_known,
  watch_list,
  eligibility, // who may use what, where, in which direction
  stamp,       // the 10-day stamp
  single_person,
  liveness,
  face_match,
  authorisation_durable
};
constexpr std::size_t check_kinds = static_cast<std::size_t>(CheckKind::authorisation_durable) + 1;

// How much a check counts (BSI TR-03135-1 section 3.7); which in what unit: check_weights.hpp.
enum class CheckWeight : std::uint8_t { mandatory, optional, evaluatory };

enum class Decision : std::uint8_t { none, admit, refer, refuse };

// How a transaction or a visit ended.
enum class Outcome : std::uint8_t {
  none,
  admitted,
  referred,
  refused,
  abandoned,
  evacuated,
  unfinished
};

enum class RiskChannel : std::uint8_t { green, yellow, red };

const char* to_string(Direction);
const char* to_string(DocumentKind);
const char* to_string(CheckResult);
const char* to_string(CheckKind);
const char* to_string(CheckWeight);
const char* to_string(Decision);
const char* to_string(Outcome);

} // namespace gatetwin
