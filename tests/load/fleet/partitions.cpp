// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "tests/load/fleet/campaign.hpp"
#include <array>
#include <cstdio>

namespace gatetwin::test {
namespace {

enum class Cut { link, outward, inward, lossy };
constexpr std::array<const char*, 4> cut_names{"links down", "gate to centre dropped",
                                               "centre to gate dropped", "a third of packets lost"};

// The centre's namespace with a pair of ends to each gate's, 10.77.GATE.0/30.
class Networks {
public:
  explicit Networks(std::uint32_t gates) : m_gates(gates), m_cut(gates, false)
  {
    must("ip netns add " + centre());
    for (std::uint32_t gate = 1; gate <= gates; ++gate) {
      const std::string number = std::to_string(gate), here = of(gate), net = "10.77." + number;
      must("ip netns add " + here);
      must("ip link add g" + number + " netns " + centre() + " type veth peer name wire netns " +
           here);
      must("ip -n " + centre() + " addr add " + net + ".1/30 dev g" + number);
      must("ip -n " + centre() + " link set g" + number + " up");
      must("ip -n " + here + " addr add " + net + ".2/30 dev wire");
      must("ip -n " + here + " link set wire up");
    }
  }
  ~Networks()
  {
    for (std::uint32_t gate = 1; gate <= m_gates; ++gate) run_command("ip netns del " + of(gate));
    run_command("ip netns del " + centre());
  }
  Networks(const Networks&) = delete;
  Networks& operator=(const Networks&) = delete;

  std::string centre() const { return m_name + "c"; }
  std::string of(std::uint32_t gate) const { return m_name + "g" + std::to_string(gate); }
  bool is_cut(std::uint32_t gate) const { return m_cut[gate - 1]; }
  void cut(std::uint32_t gate, Cut how)
  {
    m_cut[gate - 1] = true;
    if (how == Cut::link) return must("ip -n " + of(gate) + " link set wire down");
    const std::string drop = how == Cut::lossy ? "numgen random mod 3 == 0 drop" : "drop";
    const std::string begin = "ip netns exec " + of(gate) + " nft ";
    must(begin + "add table ip cut");
    if (how != Cut::inward) {
      must(begin + "'add chain ip cut out { type filter hook output priority 0; }'");
      must(begin + "add rule ip cut out " + drop);
    }
    if (how != Cut::outward) {
      must(begin + "'add chain ip cut in { type filter hook input priority 0; }'");
      must(begin + "add rule ip cut in " + drop);
    }
  }
  void heal(std::uint32_t gate)
  {
    m_cut[gate - 1] = false;
    must("ip -n " + of(gate) + " link set wire up");
    run_command("ip netns exec " + of(gate) + " nft flush ruleset");
  }

private:
  static void must(const std::string& command)
  {
    CHECK(run_command(command) && "a network namespace can't be made: is iproute2 there?");
  }
  const std::string m_name = "gt" + std::to_string(::getpid());
  const std::uint32_t m_gates;
  std::vector<bool> m_cut;
};

// Drawn gates are cut off one by one, and healed in another order.
struct Swizzle {
  Networks& networks;
  RandomStream& luck;
  std::array<std::uint64_t, cut_names.size()> counts{};

  std::uint32_t any_gate(std::uint32_t gates)
  {
    return static_cast<std::uint32_t>(1 + luck.below(gates));
  }
  void step(std::uint32_t gates)
  {
    const std::uint32_t gate = any_gate(gates);
    if (networks.is_cut(gate)) return networks.heal(gate);
    const auto how = luck.below(cut_names.size());
    ++counts[how];
    networks.cut(gate, static_cast<Cut>(how));
  }
  std::uint64_t total() const
  {
    std::uint64_t all = 0;
    for (const std::uint64_t count : counts) all += count;
    return all;
  }
};

} // namespace

bool run_partitions(const CampaignOptions& options)
{
  Networks networks(options.fleet.gates);
  FleetPlace place;
  place.centre.listen = "0.0.0.0";
  place.centre.before = {"/usr/sbin/ip", "netns", "exec", networks.centre()};
  place.before_gate = [&](std::uint32_t gate) {
    return std::vector<std::string>{"/usr/sbin/ip", "netns", "exec", networks.of(gate)};
  };
  place.address = [](std::uint32_t gate) {
    return "10.77." + std::to_string(gate) + ".1:" + std::to_string(centre_port());
  };
  Fleet fleet(options.fleet, place);
  RandomStream luck(options.seed, 0, 0, purpose_key("fleet.partitions"));
  Swizzle swizzle{networks, luck};
  bool good = fleet.start();
  while (good && swizzle.total() < options.faults) {
    swizzle.step(fleet.gates());
    pause_for(milliseconds(static_cast<std::int64_t>(50 + luck.below(1'000))));
    good = fleet.mind() == 0;
  }
  for (std::uint32_t gate = 1; gate <= fleet.gates(); ++gate) networks.heal(gate);
  good = good && fleet.drain();
  const Judgement judgement = judge(fleet);
  std::printf("%s: %llu partitions of %u gates from their centre, seed %llu:",
              options.fleet.ledger.c_str(), static_cast<unsigned long long>(swizzle.total()),
              fleet.gates(), static_cast<unsigned long long>(options.seed));
  for (std::size_t i = 0; i < cut_names.size(); ++i)
    std::printf("%s %llu %s", i == 0 ? "" : ",", static_cast<unsigned long long>(swizzle.counts[i]),
                cut_names[i]);
  std::printf("\n");
  print(judgement);
  return good && judgement.good(0);
}

} // namespace gatetwin::test
