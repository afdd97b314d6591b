// SPDX-License-Identifier: Apache-2.0
#include "core/registry/ledger_notes.hpp"

namespace gatetwin {

Result<bool> LedgerNotes::is_news(const ListMark& mark) const
{
  if (mark.version == 0) return Error{ErrorCode::malformed, "a list's version starts at 1"};
  const auto known = m_lists.find(mark.list);
  return known == m_lists.end() || known->second.version != mark.version;
}

Result<bool> LedgerNotes::is_news(const HeldHead& held) const
{
  if (!is_journal_name(held.head.file.view()))
    return Error{ErrorCode::malformed, "that is no journal's name"};
  const auto known = m_journals.find({held.unit, std::string(held.head.file.view())});
  return known == m_journals.end() || known->second.head != held.head;
}

void LedgerNotes::take(const HeldHead& held)
{
  m_journals[{held.unit, std::string(held.head.file.view())}] = held;
}

void LedgerNotes::take(const LedgerRow& row)
{
  if (row.list) take(*row.list);
  if (row.journal) take(*row.journal);
}

std::optional<ListMark> LedgerNotes::list(ListName name) const
{
  const auto found = m_lists.find(name);
  return found == m_lists.end() ? std::nullopt : std::optional(found->second);
}

std::optional<HeldHead> LedgerNotes::journal(UnitId unit, std::string_view file) const
{
  const auto found = m_journals.find({unit, std::string(file)});
  return found == m_journals.end() ? std::nullopt : std::optional(found->second);
}

void LedgerNotes::visit_journals(UnitId unit, HeldHeadVisitor& visitor) const
{
  for (auto at = m_journals.lower_bound({unit, {}});
       at != m_journals.end() && at->first.first == unit; ++at)
    visitor.on_head(at->second);
}

} // namespace gatetwin
