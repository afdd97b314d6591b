// SPDX-License-Identifier: Apache-2.0
// One unit's records, in the terms of record.hpp.
#pragma once
#include "core/domain/checked_document.hpp"
#include "core/gate/gate_command.hpp"
#include "core/gate/gate_event.hpp"
#include "core/journal/journal.hpp"

namespace gatetwin {

class UnitJournal {
public:
  UnitJournal(journal::Journal& journal, UnitId unit) : m_journal(journal), m_unit(unit) {}

  void set_time(MonotonicTime now) { m_now = now; }

  void started(TransactionId transaction, Direction direction);
  void ended(TransactionId transaction, DocumentRef ref, Outcome outcome, Reason reason,
             MonotonicTime since);
  void event(const GateEvent& event, TransactionId transaction);
  void command(const GateCommand& command);
  void state(GateState left, GateState entered, MonotonicTime since, TransactionId transaction);
  void checks(TransactionId transaction, DocumentRef ref, const CheckList& checks);
  void authorised(TransactionId transaction, DocumentRef ref);
  void consumed(TransactionId transaction, DocumentRef ref, bool withdrawn);
  void called(TransactionId transaction, Reason reason);
  void acted(TransactionId transaction, OfficerAction action, OfficerId officer);
  void joint(TransactionId transaction, JointState state, AuthorityId authority);
  void alarm(TransactionId transaction, Reason reason, bool raised);

private:
  void append(journal::RecordKind kind, TransactionId transaction, std::uint16_t code,
              std::uint32_t detail, std::int64_t value, DocumentRef ref = {});

  journal::Journal& m_journal;
  const UnitId m_unit;
  MonotonicTime m_now;
};

} // namespace gatetwin
