// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_loop.hpp"
#include "tests/core/daemon/scripted_parts.hpp"
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gatetwin {
namespace {

class Owner final : public LoopOwner {
public:
  void on_signal(Instant) override { ++signals; }
  void on_second(Instant now) override { seconds_at.push_back(now.mono.ns / 1'000'000'000); }
  void on_worked(Duration) override { ++worked; }
  int signals = 0;
  int worked = 0;
  std::vector<std::int64_t> seconds_at;
};

struct Loop : testing::Test {
  HandClock clock;
  ScriptedDevices devices{clock};
  ReadyStore store;
  DocumentInspector inspector{InspectorConfig{}};
  journal::Journal journal;
  GateService service{gate_config(), devices.parts(), store, inspector, journal, true};
  Owner owner;
  GateLoop loop{clock, service, {&devices}, -1, owner};

  void hear_the_gate()
  {
    devices.at({0}, door_input(Door::entry, DoorState::closed));
    devices.at({0}, door_input(Door::exit, DoorState::closed));
    devices.at({0}, input_of(InputKind::occupancy, 0));
    service.start(clock.now());
    while (!service.runtime().is_ready()) loop.round();
  }
};

TEST_F(Loop, AGateThatIsHeardIsReady)
{
  hear_the_gate();
  EXPECT_EQ(clock.now().mono, MonotonicTime{0});
  EXPECT_EQ(service.runtime().state(), GateState::idle);
}

TEST_F(Loop, ADocumentLeadsToAReadingInTheSameRound)
{
  hear_the_gate();
  devices.at({milliseconds(300).ns}, input_of(InputKind::document_presented));
  while (devices.said.empty() || devices.said.back() != "read") loop.round();
  EXPECT_EQ(clock.now().mono, (MonotonicTime{milliseconds(300).ns}));
}

TEST_F(Loop, WaitsForTheNextThingAndNeverPollsBetween)
{
  hear_the_gate();
  const std::uint64_t before = clock.waits;
  devices.at({seconds(60).ns}, input_of(InputKind::occupancy, 0));
  while (clock.now().mono < MonotonicTime{seconds(60).ns}) loop.round();
  // Once a second for the housekeeping, and the end.
  EXPECT_LE(clock.waits - before, 64U);
}

TEST_F(Loop, KeepsHouseOnceASecond)
{
  hear_the_gate();
  while (clock.now().mono < MonotonicTime{seconds(5).ns}) loop.round();
  EXPECT_EQ(owner.seconds_at, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5}));
}

TEST_F(Loop, ADescriptorThatIsReadyIsToldAtOnce)
{
  hear_the_gate();
  const int event = eventfd(1, EFD_NONBLOCK);
  devices.watched = event;
  loop.round();
  EXPECT_EQ(devices.readies, 1);
  close(event);
}

TEST_F(Loop, ALimitThatPassesIsATurnOfItsOwn)
{
  hear_the_gate();
  devices.at({milliseconds(300).ns}, input_of(InputKind::document_presented));
  while (service.runtime().state() != GateState::reading) loop.round();
  while (service.runtime().state() == GateState::reading) loop.round();
  EXPECT_EQ(clock.now().mono, (MonotonicTime{milliseconds(300).ns + seconds(12).ns}));
}

TEST_F(Loop, AFloodOfInputDoesNotKeepTheLoopFromTheRest)
{
  hear_the_gate();
  const int event = eventfd(1, EFD_NONBLOCK);
  for (int i = 0; i < 1000; ++i) devices.at(clock.now().mono, input_of(InputKind::occupancy, 0));
  devices.watched = event;
  loop.round();
  loop.round();
  EXPECT_GE(devices.readies, 2); // between the turns
  close(event);
}

TEST(WallStepWatch, TellsAStepFromADrift)
{
  HandClock clock;
  WallStepWatch watch(milliseconds(500));
  EXPECT_EQ(watch.look(clock.now()), Duration{0});
  for (int i = 1; i <= 100; ++i) {
    clock.set(MonotonicTime{seconds(i).ns});
    clock.step_wall(microseconds(500)); // 500 ppm
    EXPECT_EQ(watch.look(clock.now()), Duration{0});
  }
  clock.step_wall(hours(-1));
  EXPECT_EQ(watch.look(clock.now()), hours(-1));
  EXPECT_EQ(watch.look(clock.now()), Duration{0});
}

} // namespace
} // namespace gatetwin
