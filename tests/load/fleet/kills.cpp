// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "tests/load/fleet/campaign.hpp"
#include <cstdio>

namespace gatetwin::test {

bool run_kills(const CampaignOptions& options)
{
  Fleet fleet(options.fleet, {});
  RandomStream luck(options.seed, 0, 0, purpose_key("fleet.kills"));
  std::uint64_t gates = 0, centres = 0, servers = 0;
  bool good = fleet.start();
  for (std::uint64_t kill = 0; good && kill < options.faults; ++kill) {
    pause_for(milliseconds(static_cast<std::int64_t>(10 + luck.below(1'200))));
    const std::uint64_t victim = luck.below(fleet.server() == nullptr ? 4 : 6);
    if (victim < 2) {
      const auto gate = static_cast<std::uint32_t>(1 + luck.below(fleet.gates()));
      ++gates;
      good = fleet.kill_gate(gate);
      if (good) fleet.start_gate(gate);
    } else if (victim < 4) {
      ++centres;
      good = fleet.kill_centre() && fleet.start_centre();
    } else {
      ++servers;
      fleet.kill_server();
    }
    if (!good) std::printf("somebody had ended by itself\n");
    if (fleet.mind() > 0) good = false;
  }
  good = good && fleet.drain();
  const Judgement judgement = judge(fleet);
  std::printf("%s: %llu kills -9 of %u gates' daemons, centre and server: %llu gates, %llu "
              "centres, %llu database servers; seed %llu\n",
              options.fleet.ledger.c_str(), static_cast<unsigned long long>(options.faults),
              fleet.gates(), static_cast<unsigned long long>(gates),
              static_cast<unsigned long long>(centres), static_cast<unsigned long long>(servers),
              static_cast<unsigned long long>(options.seed));
  print(judgement);
  return good && judgement.good(gates);
}

} // namespace gatetwin::test
