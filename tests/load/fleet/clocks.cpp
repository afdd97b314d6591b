// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "tests/load/fleet/campaign.hpp"
#include <array>
#include <cstdio>

namespace gatetwin::test {
namespace {

constexpr const char* fake_time = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
constexpr std::array<std::int64_t, 9> steps_s{0,      1,         30,         600,        3'600,
                                              86'400, 2'592'000, 31'536'000, 315'360'000};

// libfaketime gives a program the wall clock that a file names; its monotonic clocks are real.
class WallClocks {
public:
  explicit WallClocks(const std::string& folder) : m_folder(folder)
  {
    CHECK(std::filesystem::exists(fake_time) && "libfaketime is not installed");
  }
  std::vector<std::string> words(const std::string& who) const
  {
    return {"/usr/bin/env",
            std::string("LD_PRELOAD=") + fake_time,
            "FAKETIME_TIMESTAMP_FILE=" + path(who),
            "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "FAKETIME_DONT_RESET=1"};
  }
  // By so much before or behind the real time.
  void step(const std::string& who, std::int64_t by_s) const
  {
    const std::string beside = path(who) + ".new";
    std::ofstream(beside) << (by_s < 0 ? "" : "+") << by_s << "s\n";
    std::filesystem::rename(beside, path(who));
  }

private:
  std::string path(const std::string& who) const { return m_folder + "/clock-" + who; }
  const std::string m_folder;
};

std::string name_of(std::uint32_t gate) { return "gate" + std::to_string(gate); }

struct ClockCounts {
  std::uint64_t gates = 0, centres = 0, restarted = 0, back = 0;
};

} // namespace

bool run_clock_steps(const CampaignOptions& options)
{
  const WallClocks clocks(options.fleet.folder);
  FleetPlace place;
  place.centre.before = clocks.words("centre");
  place.before_gate = [&](std::uint32_t gate) { return clocks.words(name_of(gate)); };
  clocks.step("centre", 0);
  for (std::uint32_t gate = 1; gate <= options.fleet.gates; ++gate) clocks.step(name_of(gate), 0);
  Fleet fleet(options.fleet, place);
  RandomStream luck(options.seed, 0, 0, purpose_key("fleet.clocks"));
  ClockCounts counts;
  std::uint64_t ended = 0; // by themselves
  bool good = fleet.start();
  for (std::uint64_t fault = 0; good && fault < options.faults; ++fault) {
    pause_for(milliseconds(static_cast<std::int64_t>(200 + luck.below(800))));
    const bool back = luck.below(2) == 0;
    const std::int64_t step = steps_s[luck.below(steps_s.size())] * (back ? -1 : 1);
    counts.back += back ? 1 : 0;
    if (luck.below(6) == 0) {
      ++counts.centres;
      clocks.step("centre", step);
      continue;
    }
    const auto gate = static_cast<std::uint32_t>(1 + luck.below(fleet.gates()));
    ++counts.gates;
    const bool restarts = luck.below(2) == 0;
    // One that found its certificate out of date may have ended by itself.
    if (restarts) (void)fleet.kill_gate(gate);
    clocks.step(name_of(gate), step);
    if (restarts) fleet.start_gate(gate);
    counts.restarted += restarts ? 1 : 0;
    ended += fleet.mind();
  }
  clocks.step("centre", 0);
  for (std::uint32_t gate = 1; gate <= fleet.gates(); ++gate) clocks.step(name_of(gate), 0);
  pause_for(seconds(2));
  ended += fleet.mind(); // whose clock was before this year does not start
  good = good && fleet.drain();
  const Judgement judgement = judge(fleet);
  const auto n = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("%s: %llu clock steps of up to ten years, %llu of them backwards, seed %llu: %llu of "
              "gates, %llu of them between a kill -9 and the next start, %llu of centres\n",
              options.fleet.ledger.c_str(), n(options.faults), n(counts.back), n(options.seed),
              n(counts.gates), n(counts.restarted), n(counts.centres));
  print(judgement);
  return good && judgement.good(counts.restarted + ended);
}

} // namespace gatetwin::test
