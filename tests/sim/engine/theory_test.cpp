// SPDX-License-Identifier: Apache-2.0
// The flow against exact queueing theory. Each case: a model, observations, their exact values.
// - LongRunContainsTheExactValue: the 99 % interval of one long run contains it.
// - IntervalsCoverTheExactValue: of the 95 % intervals of 200 runs (seeds 1 to 200), 93 to 97 %
//   contain it, in every case. The count of 200 runs scatters by 3.1 around 190 even when all is
//   right, and leaves that band by chance in one case of seven. So a case that leaves it goes on to
//   1,000 runs (all seeds from 1), which scatter by 0.7 %, and there the band decides. The counts
//   are printed. GATETWIN_COVERAGE_SEEDS asks for more runs at once (`./dev coverage`).
#include "sim/engine/flow.hpp"
#include "tests/sim/engine/batch_means.hpp"
#include "tests/sim/engine/hand_model.hpp"
#include "tests/sim/engine/queue_theory.hpp"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <ostream>

namespace gatetwin::test {
namespace {

using journal::RecordKind;

struct Observation {
  std::string name;
  BatchMeans::Selection selection;
  double exact = 0;
  double per_arrival = 1; // how often it is made
};

struct TheoryCase {
  std::string name; // letters and figures only
  std::function<HandModel(std::uint64_t arrivals)> model;
  std::uint64_t warm_up = 0;   // observations dropped
  std::uint64_t per_batch = 0; // observations
  std::vector<Observation> observations;
};
std::ostream& operator<<(std::ostream& out, const TheoryCase& theory) { return out << theory.name; }

HandModel simple_queue(std::uint32_t units, double lambda, const Distribution& service,
                       std::uint64_t arrivals)
{
  HandModel m;
  m.traveller_class();
  m.station(units, {service});
  m.poisson(lambda, arrivals);
  m.from_entrance().choices = {HandModel::go(0)};
  return m;
}

BatchMeans::Selection wait_at(std::uint32_t station, std::uint32_t of_class = 0xFFFF'FFFFU)
{
  return {RecordKind::service_started, station, of_class, BatchMeans::What::value_s, 0};
}

TheoryCase mmc(int c, double rho, std::uint64_t warm_up, std::uint64_t per_batch)
{
  const double lambda = c * rho;
  char name[32];
  std::snprintf(name, sizeof name, "M/M/%d load %.2f", c, rho);
  const int percent = static_cast<int>(std::lround(rho * 100));
  BatchMeans::Selection waiting = wait_at(0);
  waiting.what = BatchMeans::What::share_positive;
  return {"MM" + std::to_string(c) + "Load" + std::to_string(percent),
          [=](std::uint64_t n) {
            return simple_queue(static_cast<std::uint32_t>(c), lambda, exponential(1), n);
          },
          warm_up,
          per_batch,
          {{std::string(name) + ", mean wait", wait_at(0), mmc_wait(c, lambda, 1)},
           {std::string(name) + ", share who wait", waiting, erlang_c(c, lambda)}}};
}

TheoryCase mg1(const char* id, const char* name, double rho, const Distribution& service,
               double scv, std::uint64_t warm_up, std::uint64_t per_batch)
{
  return {id,
          [=](std::uint64_t n) { return simple_queue(1, rho, service, n); },
          warm_up,
          per_batch,
          {{name, wait_at(0), mg1_wait(rho, 1, scv)}}};
}

// Two classes at one server, load 0.3 with priority and 0.5 without; services exponential and
// uniform.
HandModel two_priorities(std::uint64_t arrivals)
{
  HandModel m;
  m.traveller_class(1);
  m.traveller_class(0);
  m.station(1, {exponential(0.6), uniform(0.5, 1.5)});
  m.poisson(0.5, arrivals / 2, 0);
  m.poisson(0.5, arrivals / 2, 1);
  m.from_entrance(0).choices = {HandModel::go(0)};
  m.from_entrance(1).choices = {HandModel::go(0)};
  return m;
}

TheoryCase priorities(std::uint64_t warm_up, std::uint64_t per_batch)
{
  const Cobham exact = cobham(0.5, 0.6, 1, 0.5, 1, 1.0 / 12);
  return {"TwoPriorities",
          two_priorities,
          warm_up,
          per_batch,
          {{"two priorities, wait of the first", wait_at(0, 0), exact.high, 0.5},
           {"two priorities, wait of the second", wait_at(0, 1), exact.low, 0.5}}};
}

// Three servers, load 1.1 offered, mean patience 2 services.
HandModel impatient(std::uint64_t arrivals)
{
  HandModel m = simple_queue(3, 3.3, exponential(1), arrivals);
  m.m.classes[0].patience = exponential(2);
  return m;
}

TheoryCase impatience(std::uint64_t warm_up, std::uint64_t per_batch)
{
  const ErlangA exact = erlang_a(3, 3.3, 1, 0.5);
  const BatchMeans::Selection queued{RecordKind::queue_left, 0, 0xFFFF'FFFFU,
                                     BatchMeans::What::value_s, 0};
  BatchMeans::Selection abandoned = queued;
  abandoned.what = BatchMeans::What::share_of_detail;
  abandoned.detail = static_cast<std::uint32_t>(journal::QueueExit::reneged);
  return {"Impatience",
          impatient,
          warm_up,
          per_batch,
          {{"M/M/3+M, time in queue", queued, exact.wait},
           {"M/M/3+M, share who abandon", abandoned, exact.abandoning}}};
}

HandModel tandem(std::uint64_t arrivals)
{
  HandModel m;
  m.traveller_class();
  m.station(1, {exponential(1)});
  m.station(1, {exponential(0.8)});
  m.poisson(0.75, arrivals);
  m.from_entrance().choices = {m.go(0)};
  m.from_station(0).choices = {m.go(1)};
  return m;
}

// J. R. Jackson 1957. 30 % of those served at the second station go back to the first, 20 % of the
// first's to the third. Traffic: l1 = 0.6 + 0.3 l2, l2 = 0.8 l1, l3 = 0.2 l1, so l1 = 0.6 / 0.76.
constexpr double jackson_l1 = 0.6 / 0.76;

HandModel jackson(std::uint64_t arrivals)
{
  HandModel m;
  m.traveller_class();
  m.station(1, {exponential(0.9)});
  m.station(2, {exponential(2.2)});
  m.station(1, {exponential(3)});
  m.poisson(0.6, arrivals);
  m.from_entrance().choices = {m.go(0)};
  m.from_station(0).choices = {m.go(1, 0.8), m.go(2, 0.2)};
  m.from_station(1).choices = {m.go(0, 0.3), m.out(0.7)};
  return m;
}

BatchMeans::Selection visit_time()
{
  return {RecordKind::traveller_left, journal::none_id, 0xFFFF'FFFFU, BatchMeans::What::value_s, 0};
}

TheoryCase tandem_case(std::uint64_t warm_up, std::uint64_t per_batch)
{
  const double first = mmc_wait(1, 0.75, 1), second = mmc_wait(1, 0.75, 1 / 0.8);
  return {"Tandem",
          tandem,
          warm_up,
          per_batch,
          {{"tandem of two M/M/1, wait at the second", wait_at(1), second},
           {"tandem of two M/M/1, time in system", visit_time(), first + 1 + second + 0.8}}};
}

TheoryCase jackson_case(std::uint64_t warm_up, std::uint64_t per_batch)
{
  const double l2 = 0.8 * jackson_l1, l3 = 0.2 * jackson_l1;
  const double first = mmc_wait(1, jackson_l1, 1 / 0.9);
  const double inside = jackson_l1 * (first + 0.9) + l2 * (mmc_wait(2, l2, 1 / 2.2) + 2.2) +
                        l3 * (mmc_wait(1, l3, 1.0 / 3) + 3);
  return {"NetworkWithFeedback",
          jackson,
          warm_up,
          per_batch,
          {{"network with feedback, wait at the first", wait_at(0), first, jackson_l1 / 0.6},
           {"network with feedback, time in system", visit_time(), inside / 0.6}}};
}

// Room for four behind the person served; whoever finds it full does not join.
HandModel balking(std::uint64_t arrivals)
{
  HandModel m = simple_queue(1, 0.9, exponential(1), arrivals);
  m.m.classes[0].balk_at = 4;
  return m;
}

TheoryCase balking_case(std::uint64_t warm_up, std::uint64_t per_batch)
{
  BatchMeans::Selection lost = visit_time();
  lost.what = BatchMeans::What::share_of_detail;
  lost.detail = static_cast<std::uint32_t>(Outcome::abandoned);
  return {"Balking",
          balking,
          warm_up,
          per_batch,
          {{"M/M/1/5, share who balk", lost, mm1k_loss(0.9, 5)}}};
}

HandModel breaking(std::uint64_t arrivals)
{
  HandModel m = simple_queue(1, 0.5, exponential(1), arrivals);
  m.m.stations[0].breakdown = {true, exponential(20), exponential(4)};
  return m;
}

TheoryCase breaking_case(std::uint64_t warm_up, std::uint64_t per_batch)
{
  return {"Breakdowns",
          breaking,
          warm_up,
          per_batch,
          {{"M/M/1 with breakdowns, time in system", visit_time(),
            mm1_breakdown_time_in_system(0.5, 1, 1.0 / 20, 1.0 / 4)}}};
}

// An M/M/c queue forgets within about 1 / (1 - sqrt(load))^2 arrivals (J. W. Cohen 1969): 12 at
// load 0.5, 90 at 0.8, 380 at 0.9, 1,560 at 0.95. Batches are 40 to 90 times as long, so that what
// neighbours share takes less than a point off the coverage; with 21 times 92.5 % of 2,000
// intervals covered at load 0.9.
std::vector<TheoryCase> cases()
{
  return {
      mmc(1, 0.5, 500, 4'000),
      mmc(1, 0.8, 2'000, 8'000),
      mmc(1, 0.9, 6'000, 24'000),
      mmc(2, 0.9, 6'000, 24'000),
      mmc(4, 0.9, 6'000, 24'000),
      mmc(8, 0.95, 16'000, 128'000),
      mmc(10, 0.8, 3'000, 10'000),
      mg1("MD1Load80", "M/D/1 load 0.8", 0.8, constant(1), 0, 2'000, 8'000),
      mg1("MG1Lognormal", "M/G/1 lognormal, cv 0.5, load 0.8", 0.8,
          {DistributionKind::lognormal, 1, 0.5, 0, nullptr}, 0.25, 2'000, 8'000),
      mg1("MG1Gamma", "M/G/1 gamma, cv 1.5, load 0.7", 0.7,
          {DistributionKind::gamma, 1, 1.5, 0, nullptr}, 2.25, 2'000, 10'000),
      priorities(1'000, 8'000),
      impatience(1'000, 6'000),
      tandem_case(2'000, 8'000),
      jackson_case(2'000, 8'000),
      balking_case(500, 4'000),
      breaking_case(2'000, 8'000),
  };
}

std::vector<BatchMeans> run_case(const TheoryCase& theory, std::uint64_t seed,
                                 std::uint64_t times = 1)
{
  const std::uint64_t per_batch = theory.per_batch * times;
  const std::uint64_t wanted = theory.warm_up + per_batch * BatchMeans::batches;
  double arrivals = 0;
  std::vector<BatchMeans> observed;
  for (const Observation& o : theory.observations) {
    observed.emplace_back(o.selection, theory.warm_up, per_batch);
    // A few more than needed, so that the emptying at the end is not observed.
    arrivals = std::max(arrivals, static_cast<double>(wanted) / o.per_arrival * 1.02 + 1'000);
  }
  HandModel made = theory.model(static_cast<std::uint64_t>(arrivals));
  journal::Journal journal;
  for (BatchMeans& sink : observed) journal.add_sink(sink);
  Flow flow(made.model(), seed, 0, journal);
  flow.start();
  flow.run_until(INT64_MAX);
  journal.flush();
  for (const BatchMeans& sink : observed) EXPECT_TRUE(sink.complete());
  return observed;
}

TEST(Theory, FormulasGiveTheTablesValues)
{
  EXPECT_NEAR(mmc_wait(1, 0.5, 1), 1.0, 1e-6);
  EXPECT_NEAR(mmc_wait(2, 1.8, 1), 4.263158, 1e-6);
  EXPECT_NEAR(mmc_wait(4, 3.6, 1), 1.969383, 1e-6);
  EXPECT_NEAR(mmc_wait(8, 7.6, 1), 2.110422, 1e-6);
  EXPECT_NEAR(mmc_wait(10, 8.0, 1), 0.204590, 1e-6);
  EXPECT_NEAR(erlang_c(10, 8.0), 0.409180, 1e-6);
}

TEST(Theory, LongRunContainsTheExactValue)
{
  for (const TheoryCase& theory : cases()) {
    const std::vector<BatchMeans> runs = run_case(theory, 1'000, 4);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const Observation& o = theory.observations[i];
      std::printf("%-42s exact %8.5f, 99 %% interval %8.5f +- %.5f\n", o.name.c_str(), o.exact,
                  runs[i].mean(), BatchMeans::t99 * runs[i].standard_error());
      EXPECT_TRUE(runs[i].covers(o.exact, BatchMeans::t99)) << o.name;
    }
  }
}

// G. C. Hunt 1956: two exponential servers of equal rate without room between them, the first never
// short of work, pass 2/3 of that rate.
TEST(Theory, BlockingTakesAThirdOfTwoServersWithoutRoomBetween)
{
  constexpr std::uint32_t people = 200'000;
  HandModel m;
  m.traveller_class();
  m.station(1, {exponential(1)});
  m.station(1, {exponential(1)}, m.area(1));
  m.coach({{0, people}});
  m.from_entrance().choices = {HandModel::go(0)};
  m.from_station(0).choices = {HandModel::go(1)};
  journal::Journal journal;
  Flow flow(m.model(), 1, 0, journal);
  flow.start();
  flow.run_until(INT64_MAX);
  EXPECT_EQ(flow.inside(), 0U);
  EXPECT_NEAR(people / Duration{flow.now_ns()}.seconds(), 2.0 / 3, 0.008); // four standard errors
}

class BrokenTime final : public journal::RecordSink {
public:
  void on_records(std::span<const journal::Record> records) override
  {
    const auto broken = static_cast<std::uint16_t>(journal::UnitState::broken);
    for (const journal::Record& r : records) {
      if (r.kind != RecordKind::unit_state) continue;
      if (r.code == broken) began_ns = r.time_ns;
      if (r.value == broken) {
        total_ns += r.time_ns - began_ns;
        ++repairs;
      }
    }
  }
  std::int64_t began_ns = 0, total_ns = 0, repairs = 0;
};

// Of a month of round-the-clock duty a unit is out for R / (B + R), B between failures, R to
// repair.
TEST(Theory, UnitsAreOutOfServiceForTheShareThatRepairsTake)
{
  HandModel m = simple_queue(1, 0.001, exponential(10), 0);
  m.m.stations[0].breakdown = {
      true, exponential(900), {DistributionKind::gamma, 100, 0.5, 0, nullptr}};
  m.m.horizon_ns = ns(1e8);
  m.m.drain = false;
  journal::Journal journal;
  BrokenTime time;
  journal.add_sink(time);
  Flow flow(m.model(), 1, 0, journal);
  flow.start();
  flow.run_until(INT64_MAX);
  journal.flush();
  EXPECT_NEAR(static_cast<double>(time.repairs), 1e5, 4 * 300);
  EXPECT_NEAR(Duration{time.total_ns}.seconds() / 1e8, 0.1, 4 * 0.1 * 1.5 / 316);
}

struct Coverage {
  std::vector<std::uint64_t> covered; // by observation: runs whose interval holds the exact value
  std::uint64_t runs = 0;

  void run_up_to(std::uint64_t seeds, const TheoryCase& theory)
  {
    covered.resize(theory.observations.size());
    while (runs < seeds) {
      const std::vector<BatchMeans> run = run_case(theory, ++runs);
      for (std::size_t i = 0; i < run.size(); ++i)
        covered[i] += run[i].covers(theory.observations[i].exact, BatchMeans::t95);
    }
    for (std::size_t i = 0; i < covered.size(); ++i) {
      std::printf("%-42s %llu of %llu runs (%.2f %%)\n", theory.observations[i].name.c_str(),
                  static_cast<unsigned long long>(covered[i]),
                  static_cast<unsigned long long>(runs), 100 * share(i));
    }
  }
  double share(std::size_t i) const
  {
    return static_cast<double>(covered[i]) / static_cast<double>(runs);
  }
  bool within(std::size_t i) const
  { // in whole runs: 186 of 200 are 93 %
    return covered[i] * 100 >= runs * 93 && covered[i] * 100 <= runs * 97;
  }
  bool all_within() const
  {
    for (std::size_t i = 0; i < covered.size(); ++i) {
      if (!within(i)) return false;
    }
    return true;
  }
};

class TheoryCoverage : public testing::TestWithParam<TheoryCase> {};

TEST_P(TheoryCoverage, IntervalsCoverTheExactValue)
{
#ifndef NDEBUG
  GTEST_SKIP() << "a minute with optimisation, ten without";
#endif
  constexpr std::uint64_t first_look = 200, decisive = 1'000;
  std::uint64_t seeds = first_look;
  if (const char* asked = std::getenv("GATETWIN_COVERAGE_SEEDS"))
    seeds = std::max(first_look, static_cast<std::uint64_t>(std::strtoull(asked, nullptr, 10)));
  Coverage coverage;
  coverage.run_up_to(seeds, GetParam());
  if (!coverage.all_within()) coverage.run_up_to(std::max(seeds, decisive), GetParam());
  for (std::size_t i = 0; i < coverage.covered.size(); ++i)
    EXPECT_TRUE(coverage.within(i)) << GetParam().observations[i].name;
}

INSTANTIATE_TEST_SUITE_P(Exact, TheoryCoverage, testing::ValuesIn(cases()),
                         [](const auto& of) { return of.param.name; });

} // namespace
} // namespace gatetwin::test
