// SPDX-License-Identifier: Apache-2.0
// Whole runs with the production core at every station. Each is a process of its own, because
// SimGrid's engine exists once per process.
#include "core/domain/words.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include "tests/sim/engine/flow_run.hpp"
#include "tests/sim/engine/in_child.hpp"
#include <atomic>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <thread>

namespace gatetwin::test {
namespace {

using journal::Record;
using journal::RecordKind;
using Settings = std::vector<std::string>;
using Prepare = std::function<void(Simulation&)>;

CheckpointModel model_of(const std::string& scenario, const Settings& settings)
{
  const std::string path = std::string(GATETWIN_SOURCE_DIR) + "/scenarios/" + scenario + ".yaml";
  const LoadedScenario loaded = load_scenario(path, settings);
  for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << to_string(d);
  BuiltModel built = build_model(*loaded.scenario, loaded.positions);
  for (const Diagnostic& d : built.diagnostics) ADD_FAILURE() << to_string(d);
  return *built.model;
}

RecordKeeper run(const CheckpointModel& model, std::uint64_t replication = 0,
                 const Prepare& prepare = {})
{
  RecordKeeper found;
  found.all = in_child<Record>([&] {
    RecordKeeper keeper;
    Simulation simulation(model, model.seed, replication);
    simulation.add_sink(keeper);
    if (prepare) prepare(simulation);
    const RunSummary summary = simulation.run();
    CHECK(summary.records == keeper.all.size());
    return keeper.all;
  });
  return found;
}

RecordKeeper run(const std::string& scenario, const Settings& settings = {},
                 std::uint64_t replication = 0)
{
  return run(model_of(scenario, settings), replication);
}

bool same(const std::vector<Record>& a, const std::vector<Record>& b)
{
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Record)) == 0;
}

// A second thread works ahead as long as the run goes on.
std::vector<Record> run_with_work_ahead(const CheckpointModel& model)
{
  return in_child<Record>([&] {
    RecordKeeper keeper;
    Simulation simulation(model, model.seed, 0);
    simulation.add_sink(keeper);
    std::atomic<bool> over{false};
    int done = 0;
    std::thread ahead([&] {
      while (!over) done += simulation.work_ahead() ? 1 : 0;
    });
    simulation.run();
    over = true;
    ahead.join();
    CHECK(done > 0);
    return keeper.all;
  });
}

// Crossings by transaction and authority, and how often each was written.
using Crossings = std::map<std::pair<std::uint64_t, std::uint16_t>, int>;
Crossings crossings(const RecordKeeper& records, RecordKind kind)
{
  Crossings found;
  for (const Record& r : records.of(kind)) ++found[{r.subject, r.code}];
  return found;
}

const Settings an_hour{"duration=1 h", "warm_up=0 s"};

TEST(Simulation, EverybodyGoesThroughTheCoreAndIsInTheRegistryOnce)
{
  const RecordKeeper records = run("quickstart", an_hour);
  const std::size_t arrived = records.of(RecordKind::traveller_arrived).size();
  EXPECT_GT(arrived, 350U);
  EXPECT_EQ(records.of(RecordKind::traveller_left).size(), arrived);
  EXPECT_GT(records.left_as(Outcome::admitted), arrived * 9 / 10);
  EXPECT_GE(records.of(RecordKind::transaction_started).size(), arrived);
  const Crossings stored = crossings(records, RecordKind::crossing_stored);
  EXPECT_EQ(stored, crossings(records, RecordKind::crossing_committed));
  EXPECT_GE(stored.size(), records.left_as(Outcome::admitted));
  EXPECT_EQ(records.all.back().kind, RecordKind::run_ended);
  EXPECT_EQ(records.all.back().value, 0);
}

TEST(Simulation, RecordsComeInTheOrderOfTime)
{
  for (const char* network : {"platform.network=closed_form", "platform.network=simgrid"}) {
    Settings settings = an_hour;
    settings.emplace_back(network);
    const RecordKeeper records = run("quickstart", settings);
    for (std::size_t i = 1; i < records.all.size(); ++i) {
      ASSERT_GE(records.all[i].time_ns, records.all[i - 1].time_ns) << network << ", record " << i;
    }
  }
}

TEST(Simulation, SameSeedWritesTheSameBytesAndAnotherReplicationOthers)
{
  const auto first = run("quickstart", an_hour).all, again = run("quickstart", an_hour).all;
  EXPECT_TRUE(same(first, again));
  EXPECT_FALSE(same(first, run("quickstart", an_hour, 1).all));
}

TEST(Simulation, WorkAheadOnASecondThreadChangesNothing)
{
  const CheckpointModel model =
      model_of("quickstart", {"duration=2 h", "classes.residents.habits.forged_seal=20 %"});
  const std::vector<Record> alone = run(model).all;
  EXPECT_TRUE(same(alone, run_with_work_ahead(model)));
  const auto is_forgery = [](const Record& r) {
    return r.kind == RecordKind::check &&
           r.detail == static_cast<std::uint32_t>(Reason::signature_wrong);
  };
  EXPECT_GT(std::count_if(alone.begin(), alone.end(), is_forgery), 0);
}

TEST(Simulation, SimgridAndClosedFormAgreeWhereNobodyShares)
{
  const auto latencies = [](const RecordKeeper& records) {
    std::vector<double> found;
    for (const Record& r : records.of(RecordKind::registry_answer)) {
      if (r.value >= 0) found.push_back(Duration{r.value}.seconds());
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  Settings simgrid = an_hour;
  simgrid.emplace_back("platform.network=simgrid");
  const auto own = latencies(run("quickstart", an_hour)),
             theirs = latencies(run("quickstart", simgrid));
  ASSERT_GT(own.size(), 500U);
  EXPECT_NEAR(static_cast<double>(theirs.size()), static_cast<double>(own.size()), 10);
  EXPECT_NEAR(theirs[theirs.size() / 2], own[own.size() / 2], 1e-6);
}

TEST(Simulation, AfterAnOutageEveryCrossingIsInTheRegistryOnce)
{
  CheckpointModel model = model_of("quickstart", an_hour);
  for (StationModel& station : model.stations) {
    station.offline.rule = OfflineRule::admit_low_risk;
  }
  model.faults.push_back({FaultKind::registry_outage, minutes(20).ns, minutes(40).ns, 0, no_index,
                          no_index, no_index});
  const RecordKeeper records = run(model);
  std::size_t offline = 0;
  for (const Record& r : records.of(RecordKind::crossing_stored)) offline += r.detail >> 9 & 1;
  EXPECT_GT(offline, 20U);
  EXPECT_EQ(crossings(records, RecordKind::crossing_stored),
            crossings(records, RecordKind::crossing_committed));
  EXPECT_EQ(records.of(RecordKind::link_state).size(), 2 * model.stations.size());
}

TEST(Simulation, OneStopWritesBothSidesOrNeither)
{
  const RecordKeeper records = run("lao-bao-one-stop", {"duration=1 h", "warm_up=0 s"});
  std::map<std::uint64_t, std::set<std::uint16_t>> sides;
  for (const Record& r : records.of(RecordKind::crossing_committed))
    sides[r.subject].insert(r.code);
  std::size_t both = 0;
  for (const auto& [transaction, authorities] : sides) both += authorities.size() == 2;
  EXPECT_GT(both, 10U);
  EXPECT_EQ(both, sides.size());
}

TEST(Simulation, FireAlarmSendsEverybodyOutAndLetsThemInAgainAfterTheReset)
{
  CheckpointModel model = model_of("quickstart", an_hour);
  model.faults.push_back(
      {FaultKind::fire_alarm, minutes(30).ns, minutes(35).ns, no_index, 0, no_index, no_index});
  const RecordKeeper records = run(model);
  EXPECT_GT(records.left_as(Outcome::evacuated), 5U);
  std::size_t later = 0;
  for (const Record& r : records.of(RecordKind::service_started)) {
    EXPECT_FALSE(r.time_ns > minutes(30).ns && r.time_ns < minutes(35).ns);
    later += r.time_ns >= minutes(35).ns;
  }
  EXPECT_GT(later, 50U);
  EXPECT_EQ(records.all.back().value, 0);
}

TEST(Simulation, ABrokenOrUnpoweredUnitServesNobody)
{
  for (const FaultKind kind : {FaultKind::unit_breakdown, FaultKind::power_loss}) {
    CheckpointModel model = model_of("quickstart", an_hour);
    model.faults.push_back({kind, minutes(10).ns, minutes(30).ns, no_index, no_index, 0, 0});
    const RecordKeeper records = run(model);
    std::size_t later = 0;
    for (const Record& r : records.of(RecordKind::service_started)) {
      if (r.unit != 0) continue;
      EXPECT_FALSE(r.time_ns > minutes(10).ns && r.time_ns < minutes(30).ns);
      later += r.time_ns >= minutes(30).ns;
    }
    EXPECT_GT(later, 5U);
    EXPECT_EQ(records.all.back().value, 0);
    std::vector<std::int64_t> broken;
    for (const Record& r : records.of(RecordKind::unit_state)) {
      if (r.unit == 0 && r.code == static_cast<std::uint16_t>(journal::UnitState::broken))
        broken.push_back(r.time_ns);
    }
    EXPECT_EQ(broken, (std::vector<std::int64_t>{minutes(10).ns})) << "it is out of service";
  }
}

TEST(Simulation, AUnitServesAgainOnlyWhenNoFaultIsLeft)
{
  CheckpointModel model = model_of("quickstart", an_hour);
  const auto fault = [&](FaultKind kind, int from_min, int to_min) {
    model.faults.push_back(
        {kind, minutes(from_min).ns, minutes(to_min).ns, no_index, no_index, 0, 0});
  };
  fault(FaultKind::power_loss, 10, 20);
  fault(FaultKind::unit_breakdown, 15, 30);
  fault(FaultKind::power_loss, 25, 40);
  fault(FaultKind::power_loss, 26, 28);
  const RecordKeeper records = run(model);
  std::size_t later = 0;
  for (const Record& r : records.of(RecordKind::service_started)) {
    if (r.unit != 0) continue;
    EXPECT_FALSE(r.time_ns > minutes(10).ns && r.time_ns < minutes(40).ns);
    later += r.time_ns >= minutes(40).ns;
  }
  EXPECT_GT(later, 5U);
  EXPECT_EQ(records.all.back().value, 0);
}

TEST(Simulation, AnotherUnitChangesNobodysArrival)
{
  Settings more = an_hour;
  more.emplace_back("stations.egates.units=6");
  const auto few = run("quickstart", an_hour).of(RecordKind::traveller_arrived);
  const auto many = run("quickstart", more).of(RecordKind::traveller_arrived);
  ASSERT_EQ(few.size(), many.size());
  for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i].time_ns, many[i].time_ns);
}

TEST(Simulation, AnInterruptEndsTheRunWithAWholeJournal)
{
  const CheckpointModel model = model_of("quickstart", an_hour);
  static std::atomic<bool> interrupt{false};
  const RecordKeeper records = run(model, 0, [](Simulation& simulation) {
    simulation.on_progress([](double share) { interrupt = share > 0.5; });
    simulation.set_interrupt(interrupt);
  });
  EXPECT_EQ(records.all.back().kind, RecordKind::run_ended);
  EXPECT_GT(records.all.back().value, 0);
  EXPECT_LT(records.all.back().time_ns, minutes(40).ns);
  EXPECT_GT(records.all.back().time_ns, minutes(29).ns);
}

TEST(Simulation, ReportsProgressAboutFiftyTimes)
{
  const CheckpointModel model = model_of("quickstart", an_hour);
  const auto shares = in_child<double>([&] {
    std::vector<double> reported;
    Simulation simulation(model, 1, 0);
    simulation.on_progress([&](double share) { reported.push_back(share); });
    simulation.run();
    return reported;
  });
  EXPECT_GE(shares.size(), 40U);
  EXPECT_LE(shares.size(), 52U);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_LE(shares.back(), 1.0);
}

TEST(Simulation, RunsPlainStationsFromAScenario)
{
  const RecordKeeper records = run("checkpoint-60", {"demand.travellers.limit=3000"});
  EXPECT_EQ(records.of(RecordKind::traveller_left).size(), 3000U);
}

} // namespace
} // namespace gatetwin::test
