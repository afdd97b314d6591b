// SPDX-License-Identifier: Apache-2.0
// What simulated devices do beyond their ports' contracts: times, faults and shares as the model
// gives them.
#include "sim/devices/officer_policy.hpp"
#include "sim/devices/simulated_camera.hpp"
#include "sim/devices/simulated_hardware.hpp"
#include "sim/devices/simulated_officer.hpp"
#include "sim/devices/simulated_reader.hpp"
#include "sim/devices/simulated_store.hpp"
#include "tests/sim/devices/hand_driven_scheduler.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

class SimulatedDevices : public testing::Test {
protected:
  SimulatedDevices()
  {
    times.door_open = times.door_close = constant_s(0.6);
    times.read_document = constant_s(3);
    times.read_retry = constant_s(1);
    times.look_up = constant_s(0.5);
    times.capture = constant_s(1.5);
    times.store_sync = constant_s(0.01);
    times.officer_response = constant_s(10);
    times.officer_handling = constant_s(20);
    scheduler.serve(DevicePart::hardware, [this](auto w, auto t) { hardware.on_due(w, t); });
    scheduler.serve(DevicePart::reader, [this](auto w, auto t) { reader.on_due(w, t); });
    scheduler.serve(DevicePart::camera, [this](auto w, auto t) { camera.on_due(w, t); });
    scheduler.serve(DevicePart::store, [this](auto w, auto t) { store.on_due(w, t); });
    scheduler.serve(DevicePart::officer, [this](auto w, auto t) { officer.on_due(w, t); });
    document.zone = "I<UTO";
  }
  std::vector<PortInput> after(Duration time)
  {
    scheduler.advance(time);
    return scheduler.take_inputs();
  }
  Duration now() const { return scheduler.now().mono - MonotonicTime{seconds(1000).ns}; }

  HandDrivenScheduler scheduler;
  DeviceTimes times;
  DeviceFaults faults;
  CarriedDocument document;
  SimulatedHardware hardware{times, faults, scheduler, scheduler, scheduler.outlet};
  SimulatedReader reader{ReadingMethod::full_page, times, faults, scheduler, scheduler,
                         scheduler.outlet};
  SimulatedCamera camera{times, faults, scheduler, scheduler, scheduler.outlet};
  SimulatedStore store{times, scheduler, scheduler, scheduler.outlet};
  SimulatedOfficer officer{OfficerPost::gate, OfficerId{4}, times,
                           scheduler,         scheduler,    scheduler.outlet};
};

TEST_F(SimulatedDevices, AGhostIsSeenBesideTheFirstBodyAndGoesWithIt)
{
  faults.presence_ghost = 1;
  hardware.start_visit();
  hardware.body_enters();
  EXPECT_EQ(after({0}).back().number, 2U);
  EXPECT_EQ(hardware.bodies_inside(), 1);
  hardware.body_leaves();
  EXPECT_EQ(after({0}).back().number, 0U);
  hardware.body_enters();
  EXPECT_EQ(after({0}).back().number, 1U) << "one ghost a visit";
}

TEST_F(SimulatedDevices, AMissedSecondBodyChangesNothingForTheSensor)
{
  faults.presence_missed = 1;
  hardware.start_visit();
  hardware.body_enters();
  EXPECT_EQ(after({0}).back().number, 1U);
  hardware.body_enters();
  EXPECT_TRUE(after({0}).empty());
  hardware.body_leaves();
  EXPECT_TRUE(after({0}).empty()) << "the sensor still sees one";
  hardware.body_leaves();
  EXPECT_EQ(after({0}).back().number, 0U);
}

TEST_F(SimulatedDevices, AnObstructionStopsOneClosingOfTheVisit)
{
  faults.door_obstructed = 1;
  hardware.start_visit();
  int obstructions = 0;
  for (int i = 0; i < 3; ++i) {
    for (const Door door : {Door::entry, Door::exit}) {
      hardware.open_door(door);
      after(seconds(2));
      hardware.close_door(door);
      for (const PortInput& input : after(seconds(2)))
        obstructions += input.door_state == DoorState::obstructed;
      hardware.close_door(door);
      after(seconds(2));
      EXPECT_EQ(hardware.door(door), DoorState::closed);
    }
  }
  EXPECT_EQ(obstructions, 1);
}

TEST_F(SimulatedDevices, AReadingStartedEarlyBeginsWithTheDocument)
{
  reader.start();
  EXPECT_TRUE(after(seconds(30)).empty());
  reader.place(document);
  EXPECT_EQ(after(milliseconds(2999)).size(), 1U);
  EXPECT_EQ(after(milliseconds(1)).back().kind, InputKind::document_scanned);
}

TEST_F(SimulatedDevices, AFurtherAttemptTakesTheRetrysTime)
{
  faults.reading_fails = 1;
  reader.place(document);
  reader.start();
  EXPECT_EQ(after(seconds(3)).back().kind, InputKind::reading_failed);
  reader.start();
  EXPECT_TRUE(after(milliseconds(999)).empty());
  EXPECT_EQ(after(milliseconds(1)).back().kind, InputKind::reading_failed);
}

TEST_F(SimulatedDevices, APassIsSeenByItsLabelAndTypedByItsLines)
{
  const std::array<std::byte, 3> label{std::byte{0xDC}, std::byte{3}, std::byte{9}};
  document.label = label;
  reader.place(document);
  reader.start();
  auto inputs = after(seconds(3));
  ASSERT_NE(inputs.back().scan, nullptr);
  EXPECT_EQ(inputs.back().scan->label.size(), 3U);
  EXPECT_EQ(inputs.back().scan->labels_in_view, 1);
  EXPECT_TRUE(inputs.back().scan->mrz.empty());
  SimulatedReader keyboard{ReadingMethod::typing, times, faults, scheduler, scheduler,
                           scheduler.outlet};
  scheduler.serve(DevicePart::reader, [&](auto w, auto t) { keyboard.on_due(w, t); });
  keyboard.place(document);
  keyboard.start();
  inputs = after(seconds(3));
  ASSERT_NE(inputs.back().scan, nullptr);
  EXPECT_EQ(inputs.back().scan->mrz, "I<UTO");
  EXPECT_TRUE(inputs.back().scan->label.empty());
}

TEST_F(SimulatedDevices, FaultsComeInTheSharesOfTheModel)
{
  faults = {0.1, 0.05, 0.02, 0.03, 0, 0, 0};
  constexpr int n = 20'000;
  int unread = 0, faceless = 0, alarms = 0, mismatches = 0;
  for (int person = 1; person <= n; ++person) {
    scheduler.set_person(static_cast<std::uint64_t>(person));
    reader.place(document);
    reader.start();
    for (const PortInput& input : after(seconds(3)))
      unread += input.kind == InputKind::reading_failed;
    reader.remove();
    camera.show_face(true, true);
    camera.start({1});
    scheduler.take_inputs();
    const auto inputs = after(seconds(2));
    camera.cancel();
    if (inputs.empty()) {
      ++faceless;
      continue;
    }
    alarms += *inputs.back().face.liveness_score < 0.5;
    mismatches += inputs.back().face.match_score < 0.5;
  }
  const auto expect_share = [](int count, double share) {
    EXPECT_NEAR(count / double(n), share, 4 * std::sqrt(share * (1 - share) / n));
  };
  expect_share(unread, 0.1);
  expect_share(faceless, 0.05);
  expect_share(alarms, 0.02 * 0.95);
  expect_share(mismatches, 0.03 * 0.95);
}

TEST_F(SimulatedDevices, ATroubledCameraGivesWhatTheCoreMustRefuse)
{
  const auto capture = [this](CameraTrouble trouble) {
    camera.set_trouble(trouble);
    camera.start({1});
    const auto inputs = after(seconds(60));
    return inputs.empty() ? FaceCapture{} : inputs.back().face;
  };
  EXPECT_EQ(capture(CameraTrouble::silent).faces_seen, 0);
  EXPECT_TRUE(std::isnan(capture(CameraTrouble::match_not_a_number).match_score));
  EXPECT_TRUE(std::isnan(*capture(CameraTrouble::liveness_not_a_number).liveness_score));
  EXPECT_EQ(capture(CameraTrouble::liveness_missing).liveness_score, std::nullopt);
  EXPECT_GT(capture(CameraTrouble::match_out_of_range).match_score, 1);
  EXPECT_EQ(capture(CameraTrouble::two_faces).faces_seen, 2);
  MonotonicTime before = scheduler.now().mono;
  const FaceCapture old = capture(CameraTrouble::liveness_stale);
  EXPECT_LT(old.liveness_at, before);
  EXPECT_GE(old.taken_at, before);
  const FaceCapture slow = capture(CameraTrouble::liveness_late);
  EXPECT_EQ(slow.taken_at - slow.liveness_at, seconds(5));
  before = scheduler.now().mono;
  EXPECT_LT(capture(CameraTrouble::stale).taken_at, before);
  camera.set_trouble(CameraTrouble::late);
  camera.start({1});
  EXPECT_TRUE(after(seconds(4)).empty());
  const auto late = after(seconds(6));
  ASSERT_EQ(late.size(), 1U);
  EXPECT_GE(scheduler.now().mono - late[0].face.taken_at, seconds(5));
}

TEST_F(SimulatedDevices, ACameraIsLateOrWithoutAttackDetectionAsOftenAsTheModelSays)
{
  faults.face_late = 0.1;
  faults.liveness_missing = 0.05;
  faults.liveness_late = 0.08;
  faults.liveness_stale = 0.04;
  constexpr int n = 4000;
  int late = 0, missing = 0, judged_late = 0, judged_old = 0;
  for (int person = 1; person <= n; ++person) {
    scheduler.set_person(static_cast<std::uint64_t>(person));
    camera.show_face(true, true);
    camera.start({1});
    const auto in_time = after(seconds(3));
    const auto behind = after(seconds(6));
    ASSERT_EQ(in_time.size() + behind.size(), 1U);
    const FaceCapture& face = (in_time.empty() ? behind : in_time)[0].face;
    const Duration apart = face.taken_at - face.liveness_at;
    late += in_time.empty() && apart.ns == 0;
    judged_late += apart == seconds(5);
    judged_old += apart > seconds(20);
    missing += !face.liveness_score;
  }
  const auto expect_share = [](int count, double share) {
    EXPECT_NEAR(count / double(n), share, 4 * std::sqrt(share * (1 - share) / n));
  };
  expect_share(missing, 0.05);
  expect_share(judged_old, 0.04);
  expect_share(judged_late, 0.08 * 0.96);
  expect_share(late, 0.1 * 0.92 * 0.96);
}

TEST_F(SimulatedDevices, SyncsTakeAlongWhatWaits)
{
  StoreEntry entry;
  const auto append = [&](std::uint64_t count) {
    entry.transaction = transaction_id(UnitId{1}, count);
    store.append(entry);
    EXPECT_FALSE(store.survives_power_cut(StoreEntryKind::authorisation, entry.transaction));
  };
  append(1);
  append(2); // at the same instant: goes along
  scheduler.advance(milliseconds(5));
  append(3);
  append(4);
  EXPECT_EQ(after(milliseconds(5)).size(), 2U);
  EXPECT_TRUE(
      store.survives_power_cut(StoreEntryKind::authorisation, transaction_id(UnitId{1}, 2)));
  EXPECT_EQ(store.unsynced_count(), 2U);
  EXPECT_TRUE(after(milliseconds(9)).empty());
  EXPECT_EQ(after(milliseconds(1)).size(), 2U);
  EXPECT_EQ(store.unsynced_count(), 0U);
  EXPECT_FALSE(scheduler.has_entries());
}

TEST_F(SimulatedDevices, ASyncFromBeforeThePowerCutAcknowledgesNothingAfterIt)
{
  StoreEntry entry;
  entry.transaction = transaction_id(UnitId{1}, 1);
  store.append(entry);
  scheduler.advance(milliseconds(6));
  store.power_cut();
  store.append(entry);
  EXPECT_TRUE(after(milliseconds(9)).empty()) << "the old sync was due after 4 ms";
  EXPECT_EQ(after(milliseconds(1)).size(), 1U);
}

TEST_F(SimulatedDevices, MemoryOfTheStoreIsBoundedByWhatIsOpen)
{
  StoreEntry entry;
  for (std::uint64_t i = 1; i <= 10'000; ++i) {
    entry.transaction = transaction_id(UnitId{1}, i);
    for (const StoreEntryKind kind :
         {StoreEntryKind::authorisation, StoreEntryKind::authorisation_consumed,
          StoreEntryKind::crossing, StoreEntryKind::crossing_delivered}) {
      entry.kind = kind;
      store.append(entry);
      after(milliseconds(10));
    }
  }
  EXPECT_EQ(store.durable_count(), 0U);
}

TEST_F(SimulatedDevices, AnOfficerComesAcknowledgesAndThenActs)
{
  officer.call(transaction_id(UnitId{1}, 9), Reason::face_below_threshold);
  EXPECT_TRUE(after(milliseconds(9'999)).empty());
  EXPECT_EQ(after(milliseconds(1)).back().action, OfficerAction::acknowledge);
  EXPECT_TRUE(after(milliseconds(19'999)).empty());
  EXPECT_EQ(after(milliseconds(1)).back().action, OfficerAction::admit);
}

TEST_F(SimulatedDevices, AReminderDoesNotChangeWhatTheOfficerSees)
{
  officer.call(transaction_id(UnitId{1}, 9), Reason::watch_list_hit);
  after(seconds(5));
  officer.call(transaction_id(UnitId{1}, 9), Reason::time_limit_officer);
  EXPECT_EQ(officer.reason(), Reason::watch_list_hit);
  EXPECT_EQ(after(seconds(25)).back().action, OfficerAction::refer);
}

TEST_F(SimulatedDevices, AnAlarmBringsAnOfficerUntilItIsSilent)
{
  officer.hear(true);
  officer.hear(true);
  auto inputs = after(seconds(30));
  ASSERT_EQ(inputs.size(), 2U);
  EXPECT_EQ(inputs[0].action, OfficerAction::acknowledge);
  EXPECT_EQ(inputs[1].action, OfficerAction::reset);
  EXPECT_EQ(inputs[1].number, 0U);
  EXPECT_TRUE(inputs[1].officer.valid());
  officer.hear(true);
  officer.hear(false);
  EXPECT_TRUE(after(minutes(5)).empty());
}

TEST(OfficerPolicy, AGateNeverRefusesAndNoHitIsAdmitted)
{
  for (std::uint32_t code = 0; code < 2000; ++code) {
    const auto reason = static_cast<Reason>(code);
    EXPECT_NE(decision_at_gate(reason), OfficerAction::refuse);
    const bool is_biometric = code >= 1400 && code < 1500;
    if (decision_at_gate(reason) == OfficerAction::admit) {
      EXPECT_TRUE(is_biometric || reason == Reason::time_limit_capture) << code;
    }
  }
  EXPECT_EQ(decision_at_booth(Reason::watch_list_hit), OfficerAction::refuse);
  EXPECT_EQ(decision_at_booth(Reason::signature_wrong), OfficerAction::refuse);
  EXPECT_EQ(decision_at_booth(Reason::none), OfficerAction::admit);
}

TEST(InputOutlet, KeepsWhatAFullInboxRefusesAndTellsThatTheDeviceFailed)
{
  Inbox inbox;
  InputOutlet outlet;
  outlet.connect(inbox);
  PortInput input;
  input.kind = InputKind::occupancy;
  for (std::uint64_t i = 1; i <= 40; ++i) {
    input.number = i;
    outlet.post(input, Device::presence_sensor);
  }
  EXPECT_TRUE(outlet.holds_back());
  std::vector<std::uint64_t> numbers;
  int failed = 0, recovered = 0;
  for (int turn = 0; turn < 5; ++turn) {
    outlet.flush();
    for (; !inbox.empty(); inbox.pop()) {
      const PortInput& got = inbox.front();
      if (got.kind == InputKind::occupancy) numbers.push_back(got.number);
      failed += got.kind == InputKind::device_failed && got.device == Device::presence_sensor;
      recovered += got.kind == InputKind::device_recovered && got.device == Device::presence_sensor;
    }
  }
  ASSERT_EQ(numbers.size(), 40U);
  for (std::uint64_t i = 0; i < 40; ++i) EXPECT_EQ(numbers[i], i + 1);
  EXPECT_EQ(failed, 1);
  EXPECT_EQ(recovered, 1);
  EXPECT_FALSE(outlet.holds_back());
  EXPECT_TRUE(outlet.take_recovery());
  EXPECT_FALSE(outlet.take_recovery());
}

TEST(InputOutlet, WhatACommandCausesIsReportedAfterItsTurn)
{
  Inbox inbox;
  InputOutlet outlet;
  outlet.connect(inbox);
  outlet.begin_turn();
  outlet.post({}, Device::entry_door);
  EXPECT_TRUE(inbox.empty());
  outlet.end_turn();
  EXPECT_EQ(inbox.size(), 1U);
  outlet.post({}, Device::entry_door);
  EXPECT_EQ(inbox.size(), 2U);
}

} // namespace
} // namespace gatetwin
