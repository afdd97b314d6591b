// SPDX-License-Identifier: Apache-2.0
// What a registry would have on file, as the table that `gatetwin-centre documents import` takes. A
// ledger of documents alone: all else is unsupported.
#pragma once
#include "core/registry/ledger.hpp"
#include <string>

namespace gatetwin {

class DocumentTable final : public Ledger {
public:
  const std::string& csv() const { return m_csv; }

  AuthorityId authority() const override { return {}; }
  Status put_document(const DocumentKey& document, DocumentStatus status) override
  {
    m_csv.append(document.issuer()).append(",").append(document.number());
    m_csv.append(status == DocumentStatus::known ? ",known\n" : ",revoked\n");
    return success();
  }
  Result<Committed> commit(const LedgerWrite&) override { return nothing(); }
  Result<std::optional<StoredAnswer>> answer(const AnswerKey&) const override { return nothing(); }
  Result<DocumentState> document(const DocumentKey&) const override { return nothing(); }
  Result<std::optional<Reservation>> reservation(TransactionId) const override { return nothing(); }
  Result<std::optional<Crossing>> crossing(TransactionId) const override { return nothing(); }
  Result<std::optional<Reservation>> holder(const DocumentKey&, TransactionId,
                                            WallTime) const override
  {
    return nothing();
  }
  std::uint64_t crossings() const override { return 0; }
  Status visit_crossings(CrossingVisitor&) const override { return nothing(); }
  Status visit_held(ReservationVisitor&) const override { return nothing(); }
  Result<std::vector<Crossing>> history(const DocumentKey&, const HistoryPlace&,
                                        std::size_t) const override
  {
    return nothing();
  }

private:
  static Error nothing() { return {ErrorCode::unsupported, "a table of documents alone"}; }
  std::string m_csv = "issuer,number,status\n";
};

} // namespace gatetwin
