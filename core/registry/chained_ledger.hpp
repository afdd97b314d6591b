// SPDX-License-Identifier: Apache-2.0
// A durable ledger whose rows form a chain (ledger_row.hpp): what can be verified, witnessed by its
// head, and followed row by row.
#pragma once
#include "core/registry/ledger_row.hpp"
#include <cstdint>
#include <string_view>

namespace gatetwin {

struct LedgerHead {
  std::uint64_t sequence = 0; // number of rows
  LedgerDigest digest{};      // of the newest row
  bool operator==(const LedgerHead&) const = default;
};

struct LedgerDamage {
  std::uint64_t row = 0; // sequence; 0: the file as a whole
  const char* what = "";
};

class LedgerRowVisitor {
public:
  virtual ~LedgerRowVisitor() = default;
  virtual void on_row(const LedgerHead& at, const LedgerRow& row) = 0;
};

class HeldHeadVisitor {
public:
  virtual ~HeldHeadVisitor() = default;
  virtual void on_head(const HeldHead& held) = 0;
};

class ChainedLedger : public Ledger {
public:
  // A list came into use. The same version again writes nothing; what may come into use is the
  // caller's to judge. malformed: version 0.
  virtual Status put_list(const ListMark& mark) = 0;
  virtual Result<std::optional<ListMark>> list(ListName name) const = 0; // the newest mark
  // A journal's newest head, which takes the place of the one before it. The same head again
  // writes nothing. malformed: no journal's name.
  virtual Status put_journal(const HeldHead& held) = 0;
  virtual Result<std::optional<HeldHead>> journal(UnitId unit, std::string_view file) const = 0;
  // Of one unit's journals, by name.
  virtual Status visit_journals(UnitId unit, HeldHeadVisitor& visitor) const = 0;
  // Somebody asks for a document's history: it may be shown once this is durable. malformed: what
  // check(inquiry) says.
  virtual Status put_inquiry(const Inquiry& inquiry) = 0;
  // What became of a presumed crossing. Nothing is written unless the result says so. The stamp of
  // an annulled crossing counts no longer. malformed: what check(settlement) says.
  virtual Result<SettlementResult> settle(const Settlement& settlement) = 0;
  // The one that stands.
  virtual Result<std::optional<Settlement>> settlement(TransactionId transaction) const = 0;
  // The presumed crossings behind `after`, settled ones too, as in history(), at most so many.
  virtual Result<std::vector<PresumedCrossing>> presumed(const HistoryPlace& after,
                                                         std::size_t most) const = 0;

  virtual const LedgerHead& head() const = 0;
  virtual bool has_failed() const = 0; // nothing more is taken
  // Reads everything again, row by row, against the chain and what is being served.
  virtual Status verify(LedgerDamage* damage = nullptr) = 0;
  // The rows behind `after` in order, at most so many; what is in a group that is still open may be
  // among them.
  virtual Status visit_rows(std::uint64_t after, std::size_t most,
                            LedgerRowVisitor& visitor) const = 0;
};

} // namespace gatetwin
