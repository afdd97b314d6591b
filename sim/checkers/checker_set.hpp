// SPDX-License-Identifier: Apache-2.0
// All invariants, judged in one pass over a journal by arithmetic of their own: nothing here calls
// the code that is judged. A sink like any other: put it behind a run, or behind a reader. Memory
// grows with the people and transactions inside, documents stamped in the last ten days, and about
// a bit for everybody who ever came, which "exactly once" needs.
//
// Use: on_records for all batches, then finish() once, then invariants(). A journal without a
// run_ended record is not over: what may still come is then left open, not violated.
#pragma once
#include "core/journal/journal.hpp"
#include "sim/checkers/crossing_checker.hpp"
#include "sim/checkers/hall_checker.hpp"
#include "sim/checkers/hit_checker.hpp"
#include "sim/checkers/invariant.hpp"
#include "sim/checkers/joint_checker.hpp"
#include "sim/checkers/link_book.hpp"
#include "sim/checkers/passage_checker.hpp"
#include "sim/checkers/unit_table.hpp"
#include <array>

namespace gatetwin::checkers {

class CheckerSet final : public journal::RecordSink {
public:
  static constexpr std::size_t invariant_count = 10;

  CheckerSet() = default;
  CheckerSet(const CheckerSet&) = delete;
  CheckerSet& operator=(const CheckerSet&) = delete;

  void on_records(std::span<const journal::Record> records) override;
  void finish();

  // Always the same ten, in this order: secure_door_authorised, doors_interlocked,
  // one_passage_per_authorisation, crossing_recorded_once, one_stop_both_or_neither,
  // hit_reaches_officer, stamp_ten_days, travellers_accounted_for, times_agree, records_in_order.
  std::array<const Invariant*, invariant_count> invariants() const;
  bool hold() const;
  std::uint64_t violations() const;
  std::size_t remembered() const; // slots in the tables of what is under way

private:
  void on_record(const journal::Record& r);
  void on_hall_record(const journal::Record& r);
  void on_unit_record(const journal::Record& r);
  void on_centre_record(const journal::Record& r);
  void on_operation_record(const journal::Record& r);
  UnitFacts& unit_of(const journal::Record& r);

  UnitTable m_units;
  LinkBook m_links{m_units};
  PassageChecker m_passages;
  CrossingChecker m_crossings;
  JointChecker m_joints;
  HitChecker m_hits;
  HallChecker m_hall;
  Invariant m_order{"records_in_order"};
  std::int64_t m_last_ns = INT64_MIN;
  bool m_run_ended = false;
  bool m_finished = false;
};

} // namespace gatetwin::checkers
