// SPDX-License-Identifier: Apache-2.0
// Crossings on their way from a unit's outbox to the registry of an authority:
// - crossing_recorded_once: what a unit stored is committed exactly once, with the same content;
//   nothing is committed that no unit stored (a one-stop pair is committed by its confirmation);
//   nothing is acknowledged that was not committed; no key is used for two contents. At the end of
//   the run nothing is on its way any more, but behind a link that is down: that is left open.
// - stamp_ten_days: two control stamps into one document by one authority are ten times 24 hours
//   apart or more. Where the later one was decided offline, or the earlier one had not reached the
//   registry, nobody could know: left open.
//
// A gate's own journal holds no records of a centre, a centre's none of a unit: then an
// acknowledgement stands for the commit, and commits are not compared with what was stored.
#pragma once
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/invariant.hpp"
#include "sim/checkers/number_set.hpp"
#include "sim/checkers/unit_facts.hpp"
#include <memory>
#include <vector>

namespace gatetwin::checkers {

class LinkBook;

class CrossingChecker {
public:
  void unit_seen() { m_units_seen = true; }    // by any record of a transaction
  void centre_seen() { m_centre_seen = true; } // by any record of a centre
  void crossing_stored(const journal::Record& r);
  void crossing_delivered(const journal::Record& r);
  void crossing_committed(const journal::Record& r);
  void crossing_repeated(const journal::Record& r);
  void crossing_conflict(const journal::Record& r);
  void reservation_made(const journal::Record& r);
  void finish(const journal::Record& last, bool run_ended, const LinkBook& links);

  const Invariant& recorded_once() const { return m_once; }
  Invariant& recorded_once() { return m_once; }
  const Invariant& stamps() const { return m_stamps; }
  std::size_t remembered() const; // capacity of the tables of what is under way

private:
  struct Pending {
    std::int64_t stored_ns = 0;
    std::uint64_t ref = 0;
    std::uint32_t detail = 0;
    std::uint32_t unit = 0;
    bool committed = false;
  };
  struct Stamp {
    std::int64_t time_ns = 0;
    std::uint64_t transaction = no_transaction;
  };
  struct Ledger { // of one authority
    std::uint16_t authority = 0;
    FlatTable<Pending> pending; // by transaction
    NumberSet stored;
    NumberSet committed;
    NumberSet reserved;
    FlatTable<Stamp> stamps; // by document
    std::size_t sweep_at = 4096;
  };
  Ledger& ledger(std::uint16_t authority);
  void stamp_given(Ledger& ledger, const journal::Record& r);

  std::vector<std::unique_ptr<Ledger>> m_ledgers; // in the order of their first records
  bool m_units_seen = false;
  bool m_centre_seen = false;
  Invariant m_once{"crossing_recorded_once"};
  Invariant m_stamps{"stamp_ten_days"};
};

} // namespace gatetwin::checkers
