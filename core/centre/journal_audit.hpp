// SPDX-License-Identifier: Apache-2.0
// A unit's journal folder against the heads that a centre holds of it: what was removed, changed,
// cut or put back from an older copy.
#pragma once
#include "core/registry/ledger_row.hpp"
#include <span>
#include <string>
#include <vector>

namespace gatetwin {

enum class JournalFinding : std::uint8_t {
  whole,       // as far as its head, and what is behind that is undamaged
  expired,     // not there, but enough newer ones are: the unit deletes its oldest
  removed,     // not there
  changed,     // other content in front of its head, or damaged behind it
  rolled_back, // ends before its head: cut, or an older copy put back
  unreported   // there, but no head of it is held
};
const char* to_string(JournalFinding finding);
constexpr bool is_tampering(JournalFinding finding)
{
  return finding == JournalFinding::removed || finding == JournalFinding::changed ||
         finding == JournalFinding::rolled_back;
}

struct AuditedJournal {
  std::string file;
  JournalFinding finding = JournalFinding::whole;
  std::string detail; // for people
};

// `keep`: journals that the unit keeps (its setting journal.keep). In the order of names, which is
// that of time.
std::vector<AuditedJournal> audit_journals(std::span<const HeldHead> held,
                                           const std::string& folder, std::size_t keep);

} // namespace gatetwin
