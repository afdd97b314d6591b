// SPDX-License-Identifier: Apache-2.0
// What a campaign has shown: the registry held against what the gates' witnesses and stores say,
// and the checkers of all invariants over each gate's journals, joined with the registry.
#pragma once
#include "tests/load/fleet/fleet.hpp"

namespace gatetwin::test {

struct Judgement {
  std::uint64_t passed = 0;     // bodies on the secure side
  std::uint64_t durable = 0;    // crossings that a gate had on its disk
  std::uint64_t registered = 0; // in the registry
  std::uint64_t offline = 0;    // of them decided without the registry
  std::uint64_t rows = 0;       // of the chain
  // of_nobody: in the registry, not presumed, and nobody passed. unknown: passed, and not in the
  // registry.
  std::uint64_t lost = 0, repeated = 0, of_nobody = 0, unknown = 0;
  std::uint64_t presumed = 0;       // in the registry as presumed
  std::uint64_t presumed_wrong = 0; // of them: nobody passed; an officer is called to each
  std::uint64_t exits = 0, unauthorised = 0;
  std::uint64_t journals = 0, records = 0, examined = 0, violations = 0, damaged_journals = 0;
  bool chain_whole = false;

  // `killed`: so many gates ended unforeseen, each of which may leave one passage to presume.
  bool good(std::uint64_t killed) const;
};

Judgement judge(const Fleet& fleet);
// In lines for people.
void print(const Judgement& judgement);

} // namespace gatetwin::test
