// SPDX-License-Identifier: Apache-2.0
// Registry exchanges in both fidelities, driven by units that only ask and answer. Every run is a
// process of its own, because SimGrid's engine exists once per process.
#include "sim/engine/closed_form_exchange.hpp"
#include "sim/engine/flow_model.hpp"
#include "sim/engine/message_size.hpp"
#include "tests/sim/engine/flow_run.hpp"
#include "tests/sim/engine/hand_model.hpp"
#include "tests/sim/engine/in_child.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

// Asks when somebody comes, lets the person go with the answer or after a time limit.
class AskingUnit final : public ServedUnit {
public:
  AskingUnit(UnitWorld& world, Index unit) : m_world(world), m_unit(unit)
  {
    world.schedule({0}, unit, 1, 0);
  }
  void begin(TravellerSlot slot, const Visitor& visitor) override
  {
    m_slot = slot;
    RegistryRequest request;
    request.authority.value = static_cast<std::uint16_t>(visitor.traveller_class);
    request.transaction.value = visitor.traveller;
    m_world.send(m_unit, request);
    m_world.schedule(seconds(5), m_unit, 2, static_cast<std::uint32_t>(visitor.traveller));
    m_waiting_for = visitor.traveller;
  }
  void on_event(std::uint16_t kind, std::uint32_t argument) override
  {
    if (kind == 1) return m_world.unit_ready(m_unit, true);
    if (m_waiting_for == argument) end(Outcome::referred);
  }
  void on_reply(const RegistryReply& reply) override
  {
    if (m_waiting_for == reply.transaction.value) end(Outcome::admitted);
  }
  void set_in_service(bool) override {}
  void set_broken(bool) override {}
  void set_emergency(bool) override {}
  void set_power(bool) override {}
  bool at_rest() const override { return m_waiting_for == 0; }

private:
  void end(Outcome outcome)
  {
    m_waiting_for = 0;
    m_world.traveller_done(m_unit, m_slot, outcome);
    m_world.unit_ready(m_unit, true);
  }
  UnitWorld& m_world;
  Index m_unit;
  TravellerSlot m_slot = 0;
  std::uint64_t m_waiting_for = 0;
};

class EchoCentre final : public RegistryCentre {
public:
  RegistryReply handle(const RegistryRequest& request, std::int64_t) override
  {
    RegistryReply reply;
    reply.transaction = request.transaction;
    return reply;
  }
};

struct Visit {
  std::uint64_t traveller = 0;
  std::int64_t took_ns = 0;
  std::uint32_t outcome = 0;
};

HandModel asking(std::uint32_t units, std::vector<ScheduledArrival> arrivals, Index of_class = 0)
{
  HandModel m;
  m.m.authorities.push_back({"la", "", "Asia/Vientiane", hours(7)});
  m.traveller_class();
  m.traveller_class();
  m.station(units, {});
  m.m.stations[0].kind = StationKind::e_gate;
  m.coach(std::move(arrivals), of_class);
  for (Index c = 0; c < 2; ++c) m.from_entrance(c).choices = {HandModel::go(0)};
  return m;
}

std::vector<Visit> run_exchanges(HandModel& made, NetworkFidelity fidelity)
{
  const CheckpointModel& model = made.model();
  journal::Journal journal;
  RecordKeeper keeper;
  journal.add_sink(keeper);
  Flow flow(model, 1, 0, journal);
  Platform platform(model);
  EchoCentre centre;
  std::unique_ptr<RegistryExchange> exchange;
  SimgridExchange* in_simgrid = nullptr;
  if (fidelity == NetworkFidelity::simgrid) {
    auto made_exchange = std::make_unique<SimgridExchange>(model, flow, centre, platform);
    in_simgrid = made_exchange.get();
    exchange = std::move(made_exchange);
  } else {
    exchange = std::make_unique<ClosedFormExchange>(model, flow, centre);
  }
  flow.set_exchange(*exchange);
  std::vector<std::unique_ptr<AskingUnit>> units;
  for (Index u = 0; u < model.stations[0].units; ++u) {
    units.push_back(std::make_unique<AskingUnit>(flow, u));
    flow.set_unit(u, *units.back());
  }
  flow.start();
  run_in_simgrid(flow, platform, in_simgrid);
  journal.flush();
  std::vector<Visit> visits;
  for (const auto& r : keeper.of(journal::RecordKind::service_ended)) {
    visits.push_back({r.subject, r.value, r.detail});
  }
  return visits;
}

std::vector<Visit> closed_form(HandModel& m)
{
  return in_child<Visit>([&] { return run_exchanges(m, NetworkFidelity::closed_form); });
}
std::vector<Visit> by_simgrid(HandModel& m)
{
  return in_child<Visit>([&] { return run_exchanges(m, NetworkFidelity::simgrid); });
}

// latency + size / bandwidth there, work, latency + size / bandwidth back
double lone_exchange_s(const PlatformModel& p, double wan_latency)
{
  return 2 * (p.gate_link_latency_s + wan_latency) +
         (wire_bytes(RegistryRequest{}) + wire_bytes(RegistryReply{})) / p.wan_bytes_per_s +
         p.check_flops / p.centre_flops;
}

TEST(Exchange, ALoneOneTakesWhatItsPartsTakeInBothFidelities)
{
  HandModel m = asking(1, {{ns(1), 1}, {ns(5), 1}, {ns(2'000'000.25), 1}});
  const auto own = closed_form(m), simgrid = by_simgrid(m);
  ASSERT_EQ(own.size(), 3U);
  ASSERT_EQ(simgrid.size(), 3U);
  const std::int64_t expected =
      from_seconds(lone_exchange_s(m.m.platform, m.m.platform.wan_latency_s)).ns;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(static_cast<double>(own[i].took_ns), static_cast<double>(expected), 2);
    EXPECT_NEAR(static_cast<double>(simgrid[i].took_ns), static_cast<double>(own[i].took_ns), 2);
    EXPECT_EQ(own[i].outcome, static_cast<std::uint32_t>(Outcome::admitted));
  }
}

TEST(Exchange, APartnersCentreIsFartherAway)
{
  HandModel m = asking(1, {{ns(1), 1}}, 1);
  const auto own = closed_form(m), simgrid = by_simgrid(m);
  const double expected_s = lone_exchange_s(m.m.platform, m.m.platform.partner_wan_latency_s);
  EXPECT_NEAR(Duration{own.at(0).took_ns}.seconds(), expected_s, 2e-9);
  EXPECT_NEAR(Duration{simgrid.at(0).took_ns}.seconds(), expected_s, 2e-9);
}

TEST(Exchange, RequestsWaitForAFreeCoreInTheOrderOfComing)
{
  HandModel m = asking(12, {{ns(1), 12}});
  m.m.platform.centre_cores = 2;
  m.m.platform.wan_bytes_per_s = m.m.platform.gate_link_bytes_per_s = 1e12; // so that nobody shares
  const auto own = closed_form(m), simgrid = by_simgrid(m);
  ASSERT_EQ(own.size(), 12U);
  ASSERT_EQ(simgrid.size(), 12U);
  const double work_s = m.m.platform.check_flops / m.m.platform.centre_flops;
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(Duration{own[i].took_ns - own[0].took_ns}.seconds(),
                static_cast<double>(i / 2) * work_s, 1e-8);
    EXPECT_NEAR(static_cast<double>(simgrid[i].took_ns), static_cast<double>(own[i].took_ns), 10);
  }
}

TEST(Exchange, OnlySoManyAreUnderWayAtOnce)
{
  HandModel m = asking(6, {{ns(1), 6}});
  m.m.platform.centre_concurrency = 2;
  const double alone_s = lone_exchange_s(m.m.platform, m.m.platform.wan_latency_s);
  for (const auto& visits : {closed_form(m), by_simgrid(m)}) {
    ASSERT_EQ(visits.size(), 6U);
    EXPECT_NEAR(Duration{visits[5].took_ns}.seconds(), 3 * alone_s, 2e-3);
  }
}

TEST(Exchange, MessagesOnOneWanLinkShareItOnlyInSimgrid)
{
  HandModel m = asking(10, {{ns(1), 10}});
  m.m.platform.wan_bytes_per_s = 10'000;
  m.m.platform.centre_cores = 10;
  const auto own = closed_form(m), simgrid = by_simgrid(m);
  const double up_s = wire_bytes(RegistryRequest{}) / 10'000;
  EXPECT_NEAR(Duration{own.back().took_ns}.seconds(), lone_exchange_s(m.m.platform, 0.02), 1e-6);
  EXPECT_GT(Duration{simgrid.back().took_ns}.seconds(), 10 * up_s);
}

// The link goes down while the first person's request travels, the centre while the second's is
// worked on; the third comes during the outage, the fourth after it.
TEST(Exchange, WhatIsUnderWayOverWhatFailsIsLost)
{
  for (const bool simgrid : {false, true}) {
    HandModel m = asking(4, {{ns(1), 1}, {ns(11), 1}, {ns(12), 1}, {ns(30), 1}, {ns(41), 1}});
    m.m.faults.push_back(
        {FaultKind::link_outage, ns(1.01), ns(2), no_index, 0, no_index, no_index});
    m.m.faults.push_back(
        {FaultKind::registry_outage, ns(11.025), ns(20), 0, no_index, no_index, no_index});
    m.m.faults.push_back(
        {FaultKind::link_outage, ns(41.035), ns(42), no_index, 0, no_index, no_index});
    const auto visits = simgrid ? by_simgrid(m) : closed_form(m);
    ASSERT_EQ(visits.size(), 5U);
    std::vector<std::uint32_t> outcomes(6);
    for (const Visit& v : visits) outcomes[v.traveller] = v.outcome;
    const auto referred = static_cast<std::uint32_t>(Outcome::referred),
               admitted = static_cast<std::uint32_t>(Outcome::admitted);
    EXPECT_EQ(outcomes,
              (std::vector<std::uint32_t>{0, referred, referred, referred, admitted, referred}))
        << simgrid;
  }
}

TEST(Exchange, PlainStationsRunTheSameInsideSimgridAndWithoutIt)
{
  HandModel m;
  m.traveller_class();
  m.station(2, {exponential(3)});
  m.poisson(0.5, 5'000);
  m.from_entrance().choices = {m.go(0, 1, uniform(1, 5))};
  const CheckpointModel& model = m.model();
  const auto alone = run_flow(model).records.all;
  const auto inside = in_child<journal::Record>([&] {
    journal::Journal journal;
    RecordKeeper keeper;
    journal.add_sink(keeper);
    Flow flow(model, 1, 0, journal);
    Platform platform(model);
    flow.start();
    run_in_simgrid(flow, platform, nullptr);
    journal.flush();
    return keeper.all;
  });
  ASSERT_EQ(inside.size(), alone.size());
  for (std::size_t i = 0; i < inside.size(); ++i) {
    ASSERT_EQ(inside[i].time_ns, alone[i].time_ns);
    ASSERT_EQ(inside[i].subject, alone[i].subject);
  }
}

} // namespace
} // namespace gatetwin::test
