// SPDX-License-Identifier: Apache-2.0
// one_stop_both_or_neither: of a joint clearance both authorities commit, or neither; each confirms
// only what it reserved and never cancels what it confirmed; nobody passes, no exit opens, no
// crossing is stored and no transaction ends admitted before both commits are known to the unit. A
// pair that one side has confirmed when the run ends is a violation, but behind a link that is down
// left open: it is in doubt, and visible.
#pragma once
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/invariant.hpp"
#include "sim/checkers/number_set.hpp"
#include "sim/checkers/unit_facts.hpp"
#include <array>

namespace gatetwin::checkers {

class LinkBook;

class JointChecker {
public:
  void joint_state(const journal::Record& r);
  void reservation_made(const journal::Record& r);
  void reservation_confirmed(const journal::Record& r);
  void reservation_cancelled(const journal::Record& r);
  void transaction_ended(const journal::Record& r);
  void passage(const journal::Record& r, std::uint64_t transaction);
  void exit_opened(const journal::Record& r);
  void crossing_stored(const journal::Record& r);
  void finish(const journal::Record& last, bool run_ended, const LinkBook& links);

  const Invariant& both_or_neither() const { return m_both; }
  std::size_t remembered() const { return m_pairs.capacity(); }

private:
  struct Side {
    std::uint16_t authority = 0;
    bool used = false;
    bool made = false;
    bool confirmed = false;
    bool cancelled = false;
    bool known = false; // to the unit: committed
  };
  struct Pair {
    std::array<Side, 2> sides;
    std::uint32_t unit = journal::none_id;
    bool known = false; // to the unit: both committed
    bool ended = false;
    bool is_committed() const { return sides[0].confirmed && sides[1].confirmed; }
    bool is_half() const { return sides[0].confirmed != sides[1].confirmed; }
  };
  Pair& pair(const journal::Record& r);
  Side* side(Pair& pair, const journal::Record& r);
  void go_on(const journal::Record& r, std::uint64_t transaction, const char* what);
  void drop_if_settled(std::uint64_t transaction, const Pair& pair);

  FlatTable<Pair> m_pairs; // by transaction, until both sides are settled
  NumberSet m_settled;     // committed pairs that were forgotten
  bool m_centre_seen = false;
  Invariant m_both{"one_stop_both_or_neither"};
};

} // namespace gatetwin::checkers
