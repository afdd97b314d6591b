// SPDX-License-Identifier: Apache-2.0
// What a chained ledger remembers besides requests and documents: the newest mark of each list and
// the newest head of each journal. In memory, behind SqliteLedger and for verifying another's
// tables.
#pragma once
#include "core/registry/chained_ledger.hpp"
#include <map>
#include <string>

namespace gatetwin {

class LedgerNotes {
public:
  // Would the ledger write it? malformed; true: it is news.
  Result<bool> is_news(const ListMark& mark) const;
  Result<bool> is_news(const HeldHead& held) const;
  void take(const ListMark& mark) { m_lists[mark.list] = mark; }
  void take(const HeldHead& held);
  void take(const LedgerRow& row);

  std::optional<ListMark> list(ListName name) const;
  std::optional<HeldHead> journal(UnitId unit, std::string_view file) const;
  void visit_journals(UnitId unit, HeldHeadVisitor& visitor) const;
  std::size_t journals() const { return m_journals.size(); }
  bool operator==(const LedgerNotes&) const = default;

private:
  std::map<ListName, ListMark> m_lists;
  std::map<std::pair<UnitId, std::string>, HeldHead> m_journals;
};

} // namespace gatetwin
