// SPDX-License-Identifier: Apache-2.0
// The ledger in memory: for simulations, and as the index in front of SqliteLedger. About 40 bytes
// an answer and 56 a crossing. Tables grow by doubling; reserve() keeps that out of the hot path.
// The crossings of a document are a chain through their rows, in bytes that would lie idle else.
// Presumed crossings, of which there are few, are listed beside them with their settlements.
#pragma once
#include "core/registry/ledger.hpp"
#include <cstddef>
#include <map>
#include <vector>

namespace gatetwin {

class MemoryLedger final : public Ledger {
public:
  explicit MemoryLedger(AuthorityId authority);
  // Room for so many before anything is allocated again.
  void reserve(std::size_t answers, std::size_t crossings, std::size_t documents);

  AuthorityId authority() const override { return m_authority; }
  Result<Committed> commit(const LedgerWrite& write) override;
  Status put_document(const DocumentKey& document, DocumentStatus status) override;
  Result<std::optional<StoredAnswer>> answer(const AnswerKey& key) const override;
  Result<DocumentState> document(const DocumentKey& document) const override;
  Result<std::optional<Reservation>> reservation(TransactionId transaction) const override;
  Result<std::optional<Crossing>> crossing(TransactionId transaction) const override;
  Result<std::optional<Reservation>> holder(const DocumentKey& document, TransactionId except,
                                            WallTime now) const override;
  std::uint64_t crossings() const override { return m_crossings.size(); }
  Status visit_crossings(CrossingVisitor& visitor) const override;
  Status visit_held(ReservationVisitor& visitor) const override;
  Result<std::vector<Crossing>> history(const DocumentKey& document, const HistoryPlace& after,
                                        std::size_t most) const override;
  // As of a ChainedLedger.
  Result<SettlementResult> settle(const Settlement& settlement);
  Result<std::optional<Settlement>> settlement(TransactionId transaction) const;
  Result<std::vector<PresumedCrossing>> presumed(const HistoryPlace& after, std::size_t most) const;

  // What settle() would do, without doing it.
  SettlementResult preview(const Settlement& settlement) const;
  // What commit() would do with this write, without doing it. `written` stands for "would write".
  Result<Committed> preview(const LedgerWrite& write) const;

private:
  static constexpr std::uint32_t none = 0xFFFF'FFFFU;
  struct AnswerSlot {
    std::uint64_t transaction = 0;
    std::uint64_t content = 0;
    std::uint64_t list_version = 0;
    std::uint32_t reason = 0;
    std::uint32_t crossing = none;
    std::uint8_t kind_plus_1 = 0; // 0: free
    Decision decision = Decision::none;
    bool stamp_due = false;
  };
  struct CrossingRow {
    std::uint64_t transaction = 0;
    std::int64_t at_ns = 0;
    std::int64_t received_ns = 0;
    std::uint64_t ref = 0;
    std::uint32_t document = none;
    std::uint32_t unit = 0;
    std::uint32_t checkpoint = 0;
    Reason reason = Reason::none;
    Direction direction = Direction::entry;
    Decision decision = Decision::none;
    DocumentKind kind = DocumentKind::unknown;
    bool offline : 1 = false;
    bool stamped : 1 = false;
    bool annulled : 1 = false;
    std::uint32_t before = none; // the crossing of the same document that was written before it
  };
  static constexpr std::uint32_t no_holder = 0x1FFF'FFFFU;
  struct DocumentRow {
    DocumentKey key;
    std::int64_t last_stamp_ns = 0;
    std::uint32_t newest = none;           // crossing
    std::uint32_t holder : 29 = no_holder; // reservation
    DocumentStatus status : 2 = DocumentStatus::unknown;
    bool stamped : 1 = false;
  };
  static_assert(sizeof(CrossingRow) == 56 && sizeof(DocumentRow) == 56, "there are millions");

  std::size_t answer_slot(TransactionId transaction, RequestKind kind) const;
  Result<Committed> preview_at(const LedgerWrite& write, const AnswerSlot& slot) const;
  std::size_t document_slot(const DocumentKey& key) const;
  std::uint32_t find_document(const DocumentKey& key) const;
  std::uint32_t find_or_add_document(const DocumentKey& key);
  std::uint32_t find_reservation(TransactionId transaction) const;
  std::uint32_t crossing_of(TransactionId transaction) const;
  Crossing to_crossing(const CrossingRow& row) const;
  std::uint32_t add_crossing(const Crossing& crossing);
  void add_stamp(DocumentRow& document, const CrossingRow& crossing);
  std::vector<Crossing> in_order(std::vector<std::pair<HistoryPlace, std::uint32_t>>& places,
                                 std::size_t most) const;
  void put_reservation(const Reservation& reservation);
  void grow_answers(std::size_t slots);
  void grow_documents(std::size_t slots);
  void grow_reservations(std::size_t slots);

  AuthorityId m_authority;
  std::vector<AnswerSlot> m_answers;
  std::size_t m_answer_count = 0;
  std::vector<CrossingRow> m_crossings;
  std::vector<std::uint32_t> m_presumed;             // crossings
  std::map<TransactionId, Settlement> m_settlements; // that stand
  std::vector<DocumentRow> m_documents;
  std::vector<std::uint32_t> m_document_index;
  std::vector<Reservation> m_reservations;
  std::vector<std::uint32_t> m_reservation_index; // by transaction
  std::vector<std::uint32_t> m_held;              // reservations, in no order that anybody sees
};

} // namespace gatetwin
