// SPDX-License-Identifier: Apache-2.0
// The cheapest design of ten small cases, found by `optimise` and by trying everything: the same
// design, with at most a fifth of the replications.
//
// Exhaustive search gives all designs equally many replications, 10, 20, 40, ..., until the 95 %
// intervals of the limited figures leave no doubt: the cheapest by its means meets, and each that
// costs less misses. (For a simulated cost: each that meets costs more.) These intervals hold one
// by one and not together, so that it needs fewer than the confidence of `optimise` would ask of
// it.
//
// Two cases run with the suite, all ten with GATETWIN_OPTIMUM_CASES=all (`./dev optimum`).
#include "tests/sim/app/command_line.hpp"
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace gatetwin::test {
namespace {

using Json = nlohmann::json;

struct Limit {
  std::string figure;
  double bound;
  bool at_most;
};

struct Case {
  const char* name;
  std::string scenario;
  std::vector<std::string> vary;
  std::string minimise;
  std::vector<std::string> subject_to;
  std::vector<Limit> limits; // the same for the exhaustive search
  std::string level;         // a service level that it needs set, as PATH=VALUE
  bool short_one = false;    // runs with the suite
};

std::string file(const char* name)
{
  return std::string(GATETWIN_SOURCE_DIR) + "/tests/sim/app/optimum/" + name;
}

const std::string desk = "stations.desk.staff.";
const std::string five = "service_levels.five={ figure: wait, within: 5 min, share: 95 % }";

const std::vector<Case>& cases()
{
  static const std::vector<Case> all{
      {"a desk",
       file("roster.yaml"),
       {desk + "1.officers=1..30"},
       "officer_hours",
       {"wait_p95 <= 150 s"},
       {{"wait_p95", 150, true}},
       ""},
      {"a desk by service level",
       file("roster.yaml"),
       {desk + "1.officers=1..30"},
       desk + "1.officers",
       {"within 5 min >= 99.5 %"},
       {{"within@five", 0.995, false}},
       five},
      {"two shifts",
       file("roster.yaml"),
       {desk + "0.officers=1..6", desk + "1.officers=1..6"},
       "officer_hours",
       {"wait_p95 <= 4 min"},
       {{"wait_p95", 240, true}},
       "",
       true},
      {"three shifts",
       file("roster.yaml"),
       {desk + "0.officers=1..4", desk + "1.officers=1..5", desk + "2.officers=1..4"},
       "officer_hours",
       {"within 5 min >= 95 %"},
       {{"within@five", 0.95, false}},
       five},
      {"gates and desks",
       file("hall.yaml"),
       {"stations.gates.units=1..6", "stations.desks.units=1..6"},
       "2 units@desks + units@gates",
       {"wait_p95 <= 4 min"},
       {{"wait_p95", 240, true}},
       "",
       true},
      {"two limits",
       file("hall.yaml"),
       {"stations.gates.units=1..6", "stations.desks.units=1..6"},
       "3 units@desks + 2 units@gates",
       {"wait_mean <= 1 min", "within@ten_minutes >= 99 %"},
       {{"wait_mean", 60, true}, {"within@ten_minutes", 0.99, false}},
       ""},
      {"three stations",
       file("hall.yaml"),
       {"stations.gates.units=1..4", "stations.desks.units=1..4", "stations.customs.units=1..3"},
       "3 units@desks + 2 units@gates + 2 units@customs",
       {"wait_p95 <= 5 min"},
       {{"wait_p95", 300, true}},
       ""},
      {"least waiting for a budget",
       file("hall.yaml"),
       {"stations.gates.units=1..7", "stations.desks.units=1..7"},
       "wait_mean",
       {"units <= 10"},
       {},
       ""},
      {"e-gates and booths",
       file("egates.yaml"),
       {"stations.egates.units=1..7", "stations.booths.units=1..6"},
       "officers + 0.3 units@egates",
       {"wait_p95 <= 90 s"},
       {{"wait_p95", 90, true}},
       ""},
      {"a long range",
       file("hall.yaml"),
       {"stations.desks.units=1..40"},
       "units",
       {"wait_p95@desks <= 2 min"},
       {{"wait_p95@desks", 120, true}},
       ""}};
  return all;
}

std::string options_of(const Case& one)
{
  std::string out = "'" + one.scenario + "'";
  for (const std::string& vary : one.vary) out += " --vary '" + vary + "'";
  return out;
}

Json output_of(const std::string& arguments, int worst_code)
{
  const Finished run =
      run_program(GATETWIN_PROGRAM, arguments + " --format json --quiet --color never");
  EXPECT_LE(run.code, worst_code) << arguments << "\n" << run.err;
  const Json json = Json::parse(run.out, nullptr, false);
  EXPECT_TRUE(json.is_object()) << run.err << run.out.substr(0, 200);
  return json;
}

// Of each design by its name: what it costs, from optimise itself (it knows units and officers).
struct Found {
  std::string best;
  std::uint64_t replications = 0;
  std::uint64_t designs = 0; // that the limits known beforehand leave
  bool settled = false;
};

Found optimised(const Case& one)
{
  std::string arguments = "optimise " + options_of(one) + " --minimise '" + one.minimise + "'";
  for (const std::string& limit : one.subject_to) arguments += " --subject-to '" + limit + "'";
  const Json optimum = output_of(arguments, 0)["optimum"];
  return {optimum["best"], optimum["replications"],
          std::uint64_t(optimum["designs"]) - std::uint64_t(optimum["excluded"]),
          optimum["settled"]};
}

// What the case's designs cost, by its own arithmetic.
double cost_of(const Case& one, const Json& settings)
{
  const auto value = [&](const std::string& path, double otherwise) {
    const auto found = settings.find(path);
    return found == settings.end() ? otherwise : Json::parse(std::string(*found)).get<double>();
  };
  const double gates = value("stations.gates.units", 3);
  const double desks = value("stations.desks.units", 3);
  const double customs = value("stations.customs.units", 2);
  if (one.minimise == "officer_hours")
    return 2 * value(desk + "0.officers", 3) + 2 * value(desk + "1.officers", 3) +
           2 * value(desk + "2.officers", 3);
  if (one.minimise == desk + "1.officers") return value(one.minimise, 0);
  if (one.minimise == "2 units@desks + units@gates") return 2 * desks + gates;
  if (one.minimise == "3 units@desks + 2 units@gates") return 3 * desks + 2 * gates;
  if (one.minimise.find("units@customs") != std::string::npos)
    return 3 * desks + 2 * gates + 2 * customs;
  if (one.minimise == "officers + 0.3 units@egates")
    return value("stations.booths.units", 0) + 0.3 * value("stations.egates.units", 0);
  return gates + desks + customs; // units
}

int judged(const Case& one, const Json& design)
{
  int verdict = 1;
  for (std::size_t k = 0; k < one.limits.size(); ++k) {
    const Limit& limit = one.limits[k];
    const Json& figure = design["figures"][k];
    const bool meets = limit.at_most ? double(figure["mean"]) <= limit.bound
                                     : double(figure["mean"]) >= limit.bound;
    if (figure["ci95"].is_null()) { // nothing varied
      if (!meets) return -1;
      continue;
    }
    const double lo = figure["ci95"][0], hi = figure["ci95"][1];
    if (limit.at_most ? lo > limit.bound : hi < limit.bound) return -1;
    if (limit.at_most ? hi > limit.bound : lo < limit.bound) verdict = 0;
  }
  return verdict;
}

struct Exhaustive {
  std::set<std::string> best; // names, several of equal cost
  std::uint64_t replications = 0;
};

// The cheapest of those that meet, when nothing that costs less is in doubt.
std::set<std::string> settled_best(const Case& one, const Json& designs)
{
  std::set<std::string> best;
  double least = 1e300;
  double least_doubtful = 1e300;
  for (const Json& design : designs) {
    const int verdict = judged(one, design);
    const double cost = cost_of(one, design["settings"]);
    if (verdict == 0) least_doubtful = std::min(least_doubtful, cost);
    if (verdict <= 0 || cost > least + 1e-9) continue;
    if (cost < least - 1e-9) best.clear();
    least = cost;
    best.insert(design["design"]);
  }
  if (least_doubtful < least - 1e-9) best.clear();
  return best;
}

// Where the cost is simulated: the one whose interval lies below all others'.
std::set<std::string> settled_least(const Json& designs)
{
  for (const Json& design : designs) {
    bool least = !design["figures"][0]["ci95"].is_null();
    for (const Json& other : designs) {
      if (other["design"] == design["design"] || !least) continue;
      const Json& ci = other["figures"][0]["ci95"];
      least = !ci.is_null() && double(ci[0]) > double(design["figures"][0]["ci95"][1]);
    }
    if (least) return {design["design"]};
  }
  return {};
}

Exhaustive by_trying_all(const Case& one, std::uint64_t kept_designs)
{
  const ScratchFolder out;
  std::string arguments = "sweep " + options_of(one) + " -o '" + out.file("all") + "'";
  if (!one.level.empty()) arguments += " --set '" + one.level + "'";
  for (const Limit& limit : one.limits) arguments += " --figure " + limit.figure;
  if (one.limits.empty()) arguments += " --figure " + one.minimise;
  for (int n = 10; n <= 640; n *= 2) {
    const std::string resume = n > 10 ? " --resume" : "";
    const Json all = output_of(arguments + " --replications " + std::to_string(n) + resume, 0);
    Json designs = Json::array();
    for (const Json& design : all["designs"]) {
      const bool within = !one.limits.empty() || cost_of(one, design["settings"]) <= 10;
      if (within) designs.push_back(design);
    }
    EXPECT_EQ(designs.size(), kept_designs) << one.name;
    const auto best = one.limits.empty() ? settled_least(designs) : settled_best(one, designs);
    if (!best.empty()) return {best, designs.size() * static_cast<std::uint64_t>(n)};
  }
  ADD_FAILURE() << one.name << ": trying everything does not settle it";
  return {};
}

TEST(OptimumCases, TheKnownOptimumIsFoundWithAFifthOfTheEffort)
{
  const char* which = std::getenv("GATETWIN_OPTIMUM_CASES"); // NOLINT(concurrency-mt-unsafe)
  const bool all = which != nullptr && std::string(which) == "all";
  for (const Case& one : cases()) {
    if (!all && !one.short_one) continue;
    const Found found = optimised(one);
    const Exhaustive known = by_trying_all(one, found.designs);
    std::printf("%-28s %-40s optimise %4llu replications, all %5llu: %4.1f %%\n", one.name,
                found.best.c_str(), static_cast<unsigned long long>(found.replications),
                static_cast<unsigned long long>(known.replications),
                100.0 * double(found.replications) / double(known.replications));
    EXPECT_TRUE(found.settled) << one.name;
    EXPECT_EQ(known.best.count(found.best), 1U) << one.name << ": " << found.best;
    EXPECT_LE(5 * found.replications, known.replications) << one.name;
  }
}

} // namespace
} // namespace gatetwin::test
