// SPDX-License-Identifier: Apache-2.0
// The campaigns of faults over real programs, each drawn from a seed and ended by peace and a
// judgement. True: nothing was lost, repeated or let through; the counts are printed either way.
#pragma once
#include "tests/load/fleet/fleet.hpp"
#include "tests/load/fleet/judgement.hpp"

namespace gatetwin::test {

struct CampaignOptions {
  FleetOptions fleet;
  std::uint64_t faults = 40;
  std::uint64_t seed = 1;
};

// kill -9 of gates, centre and database server at drawn moments under load.
bool run_kills(const CampaignOptions& options);
// Each gate in a network namespace of its own: links cut, one direction dropped, packets lost, of
// drawn gates for drawn times. Needs root.
bool run_partitions(const CampaignOptions& options);
// Each gate's folder, the centre's, and PostgreSQL's on a small disk of their own: filled below
// the reserve, or to the last byte, and freed again. Needs root.
bool run_full_disks(const CampaignOptions& options);
// Each gate's and the centre's wall clock steps by a second to ten years, forwards and backwards,
// also between a kill and the next start.
bool run_clock_steps(const CampaignOptions& options);

// A command's words; false where it did not end with 0. What it prints is printed.
bool run_command(const std::string& command);

} // namespace gatetwin::test
