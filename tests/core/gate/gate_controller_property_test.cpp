// SPDX-License-Identifier: Apache-2.0
// The e-gate under any sequence of events: a well-behaved world into which hostile events are
// mixed. GATETWIN_CAMPAIGN=N runs N sequences instead of 2,000.
#include "tests/core/gate/mantrap_world.hpp"
#include <cstdlib>
#include <gtest/gtest.h>
#include <limits>
// It does not include GoogleTest by itself.
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

// RapidCheck reads its parameters once, at its first use. The daily run repeats itself; a campaign
// draws another seed each time, and prints it.
const bool campaign_is_set = [] {
  const char* wanted = std::getenv("GATETWIN_CAMPAIGN");
  const std::string runs = wanted != nullptr ? wanted : "2000 seed=865";
  setenv("RC_PARAMS", ("max_size=400 max_success=" + runs).c_str(), 0);
  return true;
}();

// One step: mostly the world goes on as it should; the rest is drawn from everything that can be
// said.
struct Step {
  std::uint32_t choice = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

void showValue(const Step& step, std::ostream& os)
{
  os << "{" << step.choice << "," << step.a << "," << step.b << "}";
}

double hostile_score(std::uint32_t n)
{
  const double scores[] = {0.9,
                           0.1,
                           -0.5,
                           1.5,
                           std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity()};
  return scores[n % 6];
}

GateEvent hostile_event(const Step& step, const MantrapWorld& world)
{
  GateEvent event;
  event.kind = static_cast<GateEventKind>(step.choice % 23);
  event.door = static_cast<Door>(step.a % 2);
  event.door_state = static_cast<DoorState>(step.b % 7);
  event.device = static_cast<Device>(step.b % 9);
  event.action = static_cast<OfficerAction>(step.a % 9);
  event.result = static_cast<CheckResult>(step.a % 5);
  event.decision = static_cast<Decision>(step.a % 4);
  event.joint = static_cast<JointState>(step.b % 10);
  event.reason = static_cast<Reason>(1000 + step.b % 400);
  if (step.b % 4 != 0) event.officer = OfficerId{step.b % 3};
  event.number = step.a % 4;
  const TransactionId current = world.controller.transaction();
  if (step.b % 3 == 0) event.transaction = current;
  if (step.b % 3 == 1) event.transaction = transaction_id(UnitId{3}, step.a % 200);
  event.face = {world.now + milliseconds(static_cast<int>(step.a % 4) * 1000 - 2000),
                hostile_score(step.a), hostile_score(step.b), static_cast<std::uint8_t>(step.b % 3),
                world.now + milliseconds(static_cast<int>(step.b % 4) * 1000 - 2000)};
  return event;
}

void play(MantrapWorld& world, const Step& step, std::uint32_t hostility)
{
  if (step.choice % 100 < hostility) {
    world.feed(hostile_event({step.choice / 100, step.a, step.b}, world));
  } else if (step.a % 10 == 0) {
    world.pass(milliseconds(step.b % 20'000));
  } else if (!world.cooperate()) {
    world.pass_to_next_limit();
  }
}

std::vector<Step> any_steps()
{
  const auto number = rc::gen::inRange<std::uint32_t>(0, 1'000'000);
  return *rc::gen::container<std::vector<Step>>(rc::gen::construct<Step>(number, number, number));
}

GateConfig any_config()
{
  GateConfig config;
  config.presence_max_age = *rc::gen::element(seconds(0), seconds(0), seconds(8));
  config.emergency_releases_exit = *rc::gen::element(false, true);
  config.capture_attempts = *rc::gen::element(1U, 3U);
  return config;
}

RC_GTEST_PROP(GateControllerProperty, KeepsItsRulesInAnyOrderOfEvents, ())
{
  MantrapWorld world(any_config(), *rc::gen::arbitrary<bool>());
  const auto hostility = *rc::gen::element<std::uint32_t>(2, 10, 40, 90);
  for (const Step& step : any_steps()) {
    play(world, step, hostility);
    RC_ASSERT(world.watch.fault() == "");
  }
}

// However it came to where it is: left alone, the transaction ends, and within the sum of its
// limits.
RC_GTEST_PROP(GateControllerProperty, EndsEveryTransactionWhenOnlyTimePasses, ())
{
  MantrapWorld world(any_config(), *rc::gen::arbitrary<bool>());
  const auto hostility = *rc::gen::element<std::uint32_t>(2, 10, 40, 90);
  for (const Step& step : any_steps()) play(world, step, hostility);
  world.pass(minutes(6));
  RC_ASSERT(world.watch.fault() == "");
  RC_ASSERT(!world.controller.transaction().valid());
}

// After every device has healed and the officers have come, the gate serves again.
RC_GTEST_PROP(GateControllerProperty, ServesAgainOnceTheWorldHasHealed, ())
{
  MantrapWorld world(any_config(), *rc::gen::arbitrary<bool>());
  const auto hostility = *rc::gen::element<std::uint32_t>(2, 10, 40, 90);
  for (const Step& step : any_steps()) play(world, step, hostility);
  for (int device = 0; device < 9; ++device) world.recovered(static_cast<Device>(device));
  for (Door door : {Door::entry, Door::exit}) {
    world.doorway(door, false);
    world.door(door, DoorState::closed);
  }
  world.simple(GateEventKind::document_removed);
  world.bodies(0);
  world.officer_of_unit(OfficerAction::open_unit);
  world.finish();
  world.bodies(0); // heard again, where the sensor must be fresh
  world.finish();
  RC_ASSERT(world.watch.fault() == "");
  RC_ASSERT(world.controller.is_ready());
  RC_ASSERT(world.reach(GateState::exit_closing));
}

} // namespace
} // namespace gatetwin
