// SPDX-License-Identifier: Apache-2.0
// What a crossing costs through the production core: CROSSINGS travellers through GATES e-gates on
// the hand-driven world, registry answering after a fixed time, no statistics. Prints nanoseconds
// and calendar entries a crossing. The first pass of a population signs and verifies its passes; it
// is measured apart.
#include "tests/sim/engine/hand_driven_world.hpp"
#include "tests/sim/engine/unit_models.hpp"
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

double seconds_of(const std::chrono::steady_clock::time_point from)
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

void serve(gatetwin::HandDrivenWorld& world, std::uint64_t crossings, const char* name)
{
  const std::uint64_t entries = world.entries();
  const std::uint64_t records = world.journal().count();
  const auto from = std::chrono::steady_clock::now();
  world.bring(0, crossings);
  world.run_until_quiet(gatetwin::days(400));
  const double n = static_cast<double>(crossings);
  std::printf("%-10s %9.0f ns a crossing, %5.1f entries, %5.1f records\n", name,
              seconds_of(from) / n * 1e9, static_cast<double>(world.entries() - entries) / n,
              static_cast<double>(world.journal().count() - records) / n);
}

} // namespace

int main(int argc, char** argv)
{
  const std::uint64_t crossings = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200'000;
  const auto gates = static_cast<std::uint32_t>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 30);
  const auto population =
      static_cast<std::uint32_t>(argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 5000);
  const auto model = gatetwin::checkpoint(gatetwin::station(gatetwin::StationKind::e_gate, gates),
                                          gatetwin::border_residents(population));
  gatetwin::HandDrivenWorld world(model);
  serve(world, population * 3, "first");
  serve(world, crossings, "then");
  return 0;
}
