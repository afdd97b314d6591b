// SPDX-License-Identifier: Apache-2.0
// What one authority's registry remembers: documents it issued or revoked, crossings, control
// stamps, one-stop reservations, and every answer it gave, by idempotency key. MemoryLedger and
// SqliteLedger pass one contract test (tests/core/registry/ledger_contract.hpp).
//
// Promises: commit() is atomic and, where the ledger is durable, returns after the write is; the
// same key with the same content gives back the first answer and writes nothing; the same key with
// other content is a conflict and writes nothing. A transaction has at most one crossing. Nothing
// damaged is ever served: corrupt. After an io error nothing more is taken until the ledger was
// reopened.
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/domain/registry_message.hpp"
#include "core/registry/document_key.hpp"
#include "core/registry/rules.hpp"
#include "core/registry/settlement.hpp"
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gatetwin {

struct AnswerKey {
  TransactionId transaction{};
  AuthorityId authority{};
  RequestKind kind = RequestKind::check;
  bool operator==(const AnswerKey&) const = default;
};

struct StoredAnswer {
  std::uint64_t content = 0; // digest of the request it answers
  std::uint64_t list_version = 0;
  Reason reason = Reason::none;
  Decision decision = Decision::none;
  bool stamp_due = false;
  bool operator==(const StoredAnswer&) const = default;
};

struct Crossing {
  TransactionId transaction{};
  AuthorityId authority{};
  UnitId unit{};
  CheckpointId checkpoint{};
  Direction direction = Direction::entry;
  Decision decision = Decision::none;
  Reason reason = Reason::none;
  bool offline = false;
  bool stamped = false;
  WallTime at{};          // of the passage, as the unit tells it
  WallTime received_at{}; // by the centre's clock
  DocumentKind kind = DocumentKind::unknown;
  DocumentRef ref{};
  DocumentKey document{}; // empty where an officer let somebody pass without one
  bool operator==(const Crossing&) const = default;
};

enum class ReservationState : std::uint8_t { held, confirmed, cancelled };

// An expired reservation no longer holds its document against others; it can still be confirmed,
// because only a unit that durably decided to confirm sends a confirmation.
struct Reservation {
  TransactionId transaction{};
  ReservationState state = ReservationState::held;
  WallTime expires_at{};
  DocumentRef ref{};
  DocumentKey document{};
  bool operator==(const Reservation&) const = default;
};

struct DocumentState {
  DocumentStatus status = DocumentStatus::unknown;
  bool stamped = false;
  WallTime last_stamp{};
};

// One atomic write. Parts that are absent leave what they concern as it was.
struct LedgerWrite {
  AnswerKey key{};
  StoredAnswer answer{};
  const Crossing* crossing = nullptr;
  const Reservation* reservation = nullptr; // the new state of its transaction's reservation
};

enum class CommitResult : std::uint8_t { written, duplicate, conflict };
struct Committed {
  CommitResult result = CommitResult::written;
  StoredAnswer answer{}; // duplicate: the first one
};

// What a call will ask of the ledger.
struct ForeseenCall {
  TransactionId transaction{}; // its answers; invalid: none
  DocumentKey document{};      // its state and whoever holds it; empty: none
};

// A place in a document's history, whose order is that of passage times, then of transactions: two
// units may have let somebody pass at one instant by their clocks.
struct HistoryPlace {
  WallTime at{INT64_MIN};
  TransactionId transaction{0};
  auto operator<=>(const HistoryPlace&) const = default;
};
constexpr HistoryPlace place_of(const Crossing& crossing)
{
  return {crossing.at, crossing.transaction};
}

// A crossing that was presumed, and what became of it; nothing: it is open.
struct PresumedCrossing {
  Crossing crossing;
  std::optional<Settlement> settlement;
  bool operator==(const PresumedCrossing&) const = default;
};

class CrossingVisitor {
public:
  virtual ~CrossingVisitor() = default;
  virtual void on_crossing(std::uint64_t number, const Crossing& crossing) = 0;
};

class ReservationVisitor {
public:
  virtual ~ReservationVisitor() = default;
  virtual void on_reservation(const Reservation& reservation) = 0;
};

class Ledger {
public:
  virtual ~Ledger() = default;

  virtual AuthorityId authority() const = 0;
  // Writes between the two become durable together: commit() and put_document() then return before
  // they are, end_group() after. When end_group() fails, what of the group is durable is not known,
  // nobody may be told of any of it, and nothing is taken or served until the ledger was reopened.
  virtual Status begin_group() { return success(); }
  virtual Status end_group() { return success(); }
  // Within a group, for speed alone: a ledger that is far away fetches all of it at once.
  virtual Status foresee(std::span<const ForeseenCall>) { return success(); }
  // rejected: the key, crossing or reservation is another authority's or transaction's.
  virtual Result<Committed> commit(const LedgerWrite& write) = 0;
  // Issues or revokes a document; a revoked one stays revoked.
  virtual Status put_document(const DocumentKey& document, DocumentStatus status) = 0;

  virtual Result<std::optional<StoredAnswer>> answer(const AnswerKey& key) const = 0;
  virtual Result<DocumentState> document(const DocumentKey& document) const = 0;
  virtual Result<std::optional<Reservation>> reservation(TransactionId transaction) const = 0;
  // The crossing of that transaction, if there is one.
  virtual Result<std::optional<Crossing>> crossing(TransactionId transaction) const = 0;
  // The held, unexpired reservation of that document other than `except`.
  virtual Result<std::optional<Reservation>> holder(const DocumentKey& document,
                                                    TransactionId except, WallTime now) const = 0;

  virtual std::uint64_t crossings() const = 0;
  virtual Status visit_crossings(CrossingVisitor& visitor) const = 0; // in the order written
  virtual Status visit_held(ReservationVisitor& visitor) const = 0;   // held or overdue
  // The crossings of one document, whatever unit wrote them, behind `after`, at most so many. What
  // a unit delivers late stands at its passage time. Of an empty key: none.
  virtual Result<std::vector<Crossing>>
  history(const DocumentKey& document, const HistoryPlace& after, std::size_t most) const = 0;
};

} // namespace gatetwin
