// SPDX-License-Identifier: Apache-2.0
// One person inside: face and liveness, authorisation, joint clearance, the exit.
#include "tests/core/gate/mantrap_world.hpp"
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin {
namespace {

class Mantrap : public ::testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(world.watch.fault(), ""); }
  void expect_ended(Outcome outcome, Reason reason)
  {
    ASSERT_TRUE(world.ended().has_value());
    EXPECT_STREQ(to_string(world.ended()->outcome), to_string(outcome));
    EXPECT_STREQ(to_string(world.ended()->reason), to_string(reason));
  }
  MantrapWorld world;
};

struct FaceCase {
  const char* name;
  FaceCapture face; // times: relative to now
  Reason reason;
};

class MantrapFace : public ::testing::TestWithParam<FaceCase> {};

TEST_P(MantrapFace, RefersWhatIsNotAGoodFace)
{
  MantrapWorld world;
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.pass(seconds(4));
  GateEvent event;
  event.kind = GateEventKind::face_captured;
  event.face = GetParam().face;
  event.face.taken_at = world.now + Duration{GetParam().face.taken_at.ns};
  event.face.liveness_at = world.now + Duration{GetParam().face.liveness_at.ns};
  world.feed(event);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.calls(GetParam().reason), 1U) << to_string(GetParam().reason);
  EXPECT_EQ(world.count(GateCommandKind::store_authorisation), 0U);
  EXPECT_EQ(world.watch.fault(), "");
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

INSTANTIATE_TEST_SUITE_P(
    Each, MantrapFace,
    ::testing::Values(
        FaceCase{"no_face", {{0}, 0.9, 0.9, 0, {0}}, Reason::face_missing},
        FaceCase{"two_faces", {{0}, 0.9, 0.9, 2, {0}}, Reason::tailgating},
        FaceCase{"match_nan", {{0}, nan, 0.9, 1, {0}}, Reason::face_not_a_number},
        FaceCase{"match_above_one", {{0}, 1.01, 0.9, 1, {0}}, Reason::face_out_of_range},
        FaceCase{"match_infinite", {{0}, inf, 0.9, 1, {0}}, Reason::face_out_of_range},
        FaceCase{"match_negative", {{0}, -0.01, 0.9, 1, {0}}, Reason::face_out_of_range},
        FaceCase{"match_low", {{0}, 0.59, 0.9, 1, {0}}, Reason::face_below_threshold},
        FaceCase{"live_nan", {{0}, 0.9, nan, 1, {0}}, Reason::liveness_not_a_number},
        FaceCase{"live_above_one", {{0}, 0.9, 1.5, 1, {0}}, Reason::liveness_out_of_range},
        FaceCase{"live_low", {{0}, 0.9, 0.49, 1, {0}}, Reason::liveness_below_threshold},
        FaceCase{"live_missing", {{0}, 0.9, {}, 1, {0}}, Reason::liveness_missing},
        FaceCase{"late", {{-2'000'000'001}, 0.9, 0.9, 1, {0}}, Reason::face_late},
        FaceCase{"before_capture", {{-4'000'000'001}, 0.9, 0.9, 1, {0}}, Reason::face_stale},
        FaceCase{"from_the_future", {{1}, 0.9, 0.9, 1, {0}}, Reason::clock_implausible},
        FaceCase{"live_late", {{0}, 0.9, 0.9, 1, {-2'000'000'001}}, Reason::liveness_late},
        FaceCase{
            "live_before_capture", {{0}, 0.9, 0.9, 1, {-4'000'000'001}}, Reason::liveness_stale},
        FaceCase{"live_from_the_future", {{0}, 0.9, 0.9, 1, {1}}, Reason::clock_implausible}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(Mantrap, TakesScoresAtTheThresholdsAndAtTheAgeLimit)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.pass(seconds(4));
  GateEvent event;
  event.kind = GateEventKind::face_captured;
  event.face = {world.now + seconds(-2), 0.6, 0.5, 1, world.now + seconds(-2)};
  world.feed(event);
  EXPECT_EQ(world.controller.state(), GateState::authorising);
}

TEST_F(Mantrap, RejectsAPictureFromBeforeThePersonWasAloneInside)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  GateEvent event;
  event.kind = GateEventKind::face_captured;
  event.face = {world.now + nanoseconds(-1), 0.9, 0.9, 1, world.now};
  world.feed(event);
  EXPECT_EQ(world.calls(Reason::face_stale), 1U);
}

TEST_F(Mantrap, RefersWhenNoFaceComesInTime)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.pass(seconds(10));
  EXPECT_TRUE(world.told(GateCommandKind::cancel_capture));
  EXPECT_EQ(world.calls(Reason::time_limit_capture), 1U);
  world.face(0.9, 0.9); // late
  EXPECT_EQ(world.controller.state(), GateState::referred);
}

TEST_F(Mantrap, GivesTheConfiguredNumberOfAttempts)
{
  GateConfig config;
  config.capture_attempts = 3;
  MantrapWorld other(config);
  ASSERT_TRUE(other.reach(GateState::capturing));
  other.face(0.1, 0.9);
  EXPECT_TRUE(other.told(GateCommandKind::capture_face));
  other.face(0.1, 0.9);
  EXPECT_EQ(other.controller.state(), GateState::capturing);
  other.face(0.1, 0.9);
  EXPECT_EQ(other.controller.state(), GateState::referred);
}

TEST_F(Mantrap, KeepsTheExitShutUntilTheAuthorisationIsStored)
{
  ASSERT_TRUE(world.reach(GateState::authorising));
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
  GateEvent foreign;
  foreign.kind = GateEventKind::authorisation_stored;
  foreign.transaction = transaction_id(UnitId{3}, 99);
  world.feed(foreign);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
  world.stored();
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 1U);
}

TEST_F(Mantrap, RefersWhenTheStoreFails)
{
  ASSERT_TRUE(world.reach(GateState::authorising));
  world.simple(GateEventKind::store_failed);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.calls(Reason::store_failed), 1U);
  world.stored(); // too late
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
}

TEST_F(Mantrap, RefersAtTheStoreLimit)
{
  ASSERT_TRUE(world.reach(GateState::authorising));
  world.pass(seconds(2));
  EXPECT_EQ(world.calls(Reason::time_limit_store), 1U);
  world.stored();
  EXPECT_EQ(world.controller.state(), GateState::referred);
}

TEST_F(Mantrap, HonoursNoAuthorisationThatHasExpiredMeanwhile)
{
  ASSERT_TRUE(world.reach(GateState::authorising));
  world.now = world.now + seconds(45); // the process stood still: no limit was handled
  world.stored();
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
}

TEST_F(Mantrap, RefersWhenTheBodyVanishesBehindShutDoors)
{
  for (GateState state : {GateState::capturing, GateState::authorising}) {
    MantrapWorld other;
    ASSERT_TRUE(other.reach(state));
    other.bodies(0);
    EXPECT_EQ(other.calls(Reason::sensor_fault), 1U);
    EXPECT_EQ(other.controller.state(), GateState::referred);
    other.finish();
    EXPECT_TRUE(other.controller.is_ready());
    EXPECT_EQ(other.watch.fault(), "");
  }
}

TEST_F(Mantrap, AdmitsOnAnOfficersWordOnlyAfterAFreshAuthorisation)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  world.officer(OfficerAction::admit);
  EXPECT_EQ(world.controller.state(), GateState::authorising);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
  ASSERT_TRUE(world.reach(GateState::idle));
  expect_ended(Outcome::admitted, Reason::officer_admitted);
}

TEST_F(Mantrap, TurnsBackWhomAnOfficerRefuses)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  world.officer(OfficerAction::refuse);
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  world.finish();
  expect_ended(Outcome::refused, Reason::face_below_threshold);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
}

TEST_F(Mantrap, OpensTheWayOutWhenNoOfficerAnswers)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  world.pass(seconds(30));
  EXPECT_EQ(world.calls(Reason::time_limit_officer), 1U);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::entry), 2U);
  world.finish();
  expect_ended(Outcome::referred, Reason::face_below_threshold);
}

TEST_F(Mantrap, ShutsNobodyInForLongerThanTheLimitHoweverOftenAnOfficerAcknowledges)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  const MonotonicTime since = world.now;
  world.face(0.1, 0.9);
  for (int i = 0; i < 10 && world.controller.state() == GateState::referred; ++i) {
    world.officer(OfficerAction::acknowledge);
    world.pass(seconds(10));
  }
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  EXPECT_LE(world.now - since, seconds(60));
}

TEST_F(Mantrap, IgnoresAnOfficerWithoutANameOrWithAnotherTransaction)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  GateEvent event;
  event.kind = GateEventKind::officer_acted;
  event.action = OfficerAction::admit;
  event.transaction = world.controller.transaction();
  world.feed(event); // no name
  EXPECT_EQ(world.controller.state(), GateState::referred);
  event.officer = OfficerId{7};
  event.transaction = transaction_id(UnitId{3}, 99);
  world.feed(event); // the person before
  EXPECT_EQ(world.controller.state(), GateState::referred);
  event.transaction = {};
  world.feed(event); // nobody in particular
  EXPECT_EQ(world.controller.state(), GateState::referred);
}

TEST_F(Mantrap, RecordsTheCrossingAtThePassageAndOnce)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 0U);
  world.bodies(0);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 1U);
  world.bodies(1);
  world.bodies(0);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 1U);
  EXPECT_EQ(world.alarms(Reason::person_from_wrong_side), 1U);
}

TEST_F(Mantrap, DoesNotCloseTheExitOnSomebodyInItsLine)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.doorway(Door::exit, true);
  world.bodies(0);
  EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), 1U); // that of the start
  world.doorway(Door::exit, false);
  EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), 2U);
}

TEST_F(Mantrap, CallsAnOfficerWhenThePersonDoesNotLeaveAndThenShutsTheExit)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.pass(seconds(15));
  EXPECT_EQ(world.screen(), ScreenMessage::leave_now);
  EXPECT_EQ(world.calls(Reason::person_did_not_leave), 1U);
  EXPECT_EQ(world.controller.state(), GateState::exit_open);
  world.pass(seconds(30)); // the authorisation expires
  EXPECT_EQ(world.controller.state(), GateState::exit_closing);
  world.door(Door::exit, DoorState::closed);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  world.finish();
  expect_ended(Outcome::referred, Reason::person_did_not_leave);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 0U);
}

TEST_F(Mantrap, CountsAPassageThatComesWhileTheExitIsShutting)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.pass(seconds(45));
  ASSERT_EQ(world.controller.state(), GateState::exit_closing);
  world.bodies(0);
  world.door(Door::exit, DoorState::closed);
  expect_ended(Outcome::admitted, Reason::person_did_not_leave);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 1U);
}

TEST_F(Mantrap, KeepsBothDoorsShutWhileTwoPeopleArePresent)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.bodies(2);
  EXPECT_EQ(world.controller.state(), GateState::tailgating);
  EXPECT_EQ(world.alarms(Reason::tailgating), 1U);
  EXPECT_EQ(world.calls(Reason::tailgating), 1U);
  EXPECT_EQ(world.screen(), ScreenMessage::one_person_only);
  const std::size_t opened = world.count(GateCommandKind::open_door);
  world.face(0.9, 0.9);
  world.stored();
  world.bodies(1); // one of them hides: it makes no difference
  world.officer(OfficerAction::admit);
  EXPECT_EQ(world.count(GateCommandKind::open_door), opened);
  world.officer(OfficerAction::release);
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  world.finish();
  expect_ended(Outcome::referred, Reason::tailgating);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
}

TEST_F(Mantrap, ShutsTheEntryOnATailgaterAndLetsBothOut)
{
  ASSERT_TRUE(world.reach(GateState::entry_open));
  world.door(Door::entry, DoorState::open);
  world.bodies(2);
  EXPECT_EQ(world.controller.state(), GateState::tailgating);
  EXPECT_TRUE(world.told(GateCommandKind::close_door));
  world.door(Door::entry, DoorState::closed);
  world.pass(seconds(30));
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  world.finish();
  expect_ended(Outcome::referred, Reason::tailgating);
}

TEST_F(Mantrap, ShutsTheExitWhenASecondBodyAppearsAndStillRecordsWhoPassed)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.bodies(2);
  EXPECT_EQ(world.controller.state(), GateState::tailgating);
  EXPECT_EQ(world.alarms(Reason::person_from_wrong_side), 1U);
  EXPECT_TRUE(world.told(GateCommandKind::close_door));
  world.bodies(1); // the authorised person slips out before it is shut
  world.door(Door::exit, DoorState::closed);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 1U);
  expect_ended(Outcome::admitted, Reason::person_from_wrong_side);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Mantrap, OpensTheExitOfAJointStopOnlyWhenBothHaveCommitted)
{
  MantrapWorld joint(GateConfig{}, true);
  ASSERT_TRUE(joint.reach(GateState::joint));
  EXPECT_EQ(joint.count(GateCommandKind::start_joint), 1U);
  ASSERT_TRUE(joint.reach(GateState::authorising));
  joint.stored();
  EXPECT_EQ(joint.controller.state(), GateState::joint);
  EXPECT_EQ(joint.count(GateCommandKind::confirm_joint), 1U);
  EXPECT_EQ(joint.count(GateCommandKind::open_door, Door::exit), 0U);
  ASSERT_TRUE(joint.reach(GateState::exit_open));
  EXPECT_EQ(joint.watch.fault(), "");
}

TEST_F(Mantrap, RefersAndCancelsWhenThePartnerRefuses)
{
  MantrapWorld joint(GateConfig{}, true);
  ASSERT_TRUE(joint.reach(GateState::joint));
  GateEvent event;
  event.kind = GateEventKind::joint_answered;
  event.transaction = joint.controller.transaction();
  event.decision = Decision::refer;
  event.joint = JointState::cancelled;
  event.reason = Reason::partner_refused;
  joint.feed(event);
  EXPECT_EQ(joint.controller.state(), GateState::referred);
  joint.officer(OfficerAction::admit); // not without both authorities
  EXPECT_EQ(joint.controller.state(), GateState::referred);
  joint.finish();
  EXPECT_EQ(joint.count(GateCommandKind::cancel_joint), 1U);
  EXPECT_EQ(joint.count(GateCommandKind::open_door, Door::exit), 0U);
  EXPECT_EQ(joint.watch.fault(), "");
}

TEST_F(Mantrap, RefersAPairInDoubtAtTheJointLimit)
{
  MantrapWorld joint(GateConfig{}, true);
  ASSERT_TRUE(joint.reach(GateState::authorising));
  joint.stored();
  joint.pass(seconds(10));
  EXPECT_EQ(joint.calls(Reason::time_limit_joint), 1U);
  EXPECT_EQ(joint.controller.state(), GateState::referred);
}

} // namespace
} // namespace gatetwin
