// SPDX-License-Identifier: Apache-2.0
// A durable ledger whose rows form a chain (ledger_row.hpp): what can be verified, witnessed by its
// head, and followed row by row.
#pragma once
#include "core/registry/ledger_row.hpp"
#include <cstdint>

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

class ChainedLedger : public Ledger {
public:
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
