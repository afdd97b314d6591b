// SPDX-License-Identifier: Apache-2.0
// The real programs under faults: kill -9, partitions, full disks, clock steps. Prints the counts;
// ends with 0 when no crossing was lost or repeated and no door was opened without authorisation.
//
// crash_fleet kill|partition|disk|clock --centre PROGRAM --gate PROGRAM
//             [--ledger sqlite|postgresql] [--faults N] [--gates N] [--seed N]
#include "tests/load/fleet/campaign.hpp"
#include <charconv>
#include <cstdio>
#include <map>

namespace gatetwin::test {
namespace {

struct Campaign {
  bool (*run)(const CampaignOptions&);
  bool needs_root;
};

const std::map<std::string, Campaign>& campaigns()
{
  static const std::map<std::string, Campaign> table{{"kill", {run_kills, false}},
                                                     {"partition", {run_partitions, true}},
                                                     {"disk", {run_full_disks, true}},
                                                     {"clock", {run_clock_steps, false}}};
  return table;
}

template <typename Number> bool read_number(std::string_view text, Number& into)
{
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), into);
  return fault == std::errc() && end == text.data() + text.size() && into > 0;
}

bool read_options(int argc, char** argv, CampaignOptions& options)
{
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string_view value = argv[i + 1];
    bool good = true;
    if (name == "--centre")
      options.fleet.centre = value;
    else if (name == "--gate")
      options.fleet.gate = value;
    else if (name == "--ledger")
      options.fleet.ledger = value;
    else if (name == "--faults")
      good = read_number(value, options.faults);
    else if (name == "--gates")
      good = read_number(value, options.fleet.gates) && options.fleet.gates <= 100;
    else if (name == "--seed")
      good = read_number(value, options.seed);
    else
      good = false;
    if (!good) return false;
  }
  const bool known = options.fleet.ledger == "sqlite" || options.fleet.ledger == "postgresql";
  return argc % 2 == 0 && known && !options.fleet.centre.empty() && !options.fleet.gate.empty();
}

int run(const Campaign& campaign, CampaignOptions& options)
{
  std::string folder = "/tmp/gatetwin-fleet-XXXXXX";
  CHECK(mkdtemp(folder.data()) != nullptr);
  options.fleet.folder = folder;
  const bool good = campaign.run(options);
  if (good)
    std::filesystem::remove_all(folder);
  else
    std::printf("NOT GOOD; kept for looking: %s\n", folder.c_str());
  return good ? 0 : 1;
}

} // namespace

bool run_command(const std::string& command) { return std::system(command.c_str()) == 0; }

} // namespace gatetwin::test

int main(int argc, char** argv)
{
  using namespace gatetwin::test;
  CampaignOptions options;
  const auto found = argc > 1 ? campaigns().find(argv[1]) : campaigns().end();
  if (found == campaigns().end() || !read_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: crash_fleet kill|partition|disk|clock --centre PROGRAM --gate "
                         "PROGRAM [--ledger sqlite|postgresql] [--faults N] [--gates N] "
                         "[--seed N]\n");
    return 2;
  }
  if (found->second.needs_root && ::geteuid() != 0) {
    std::fprintf(stderr,
                 "crash_fleet %s: needs root, for network namespaces or mounts of its own; "
                 "run it as root, or leave this part out\n",
                 argv[1]);
    return 4;
  }
  return run(found->second, options);
}
