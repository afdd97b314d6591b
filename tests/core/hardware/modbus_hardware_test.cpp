// SPDX-License-Identifier: Apache-2.0
// Doors behind a real Modbus server in a process of its own, over TCP and over a pseudo terminal:
// the contract that their simulated twin keeps, and what only a line and a foreign process can do.
#include "core/hardware/modbus_hardware.hpp"
#include "tests/contract/gate_hardware_contract.hpp"
#include "tests/core/hardware/played_process.hpp"
#include <charconv>
#include <ctime>
#include <set>

namespace gatetwin::contract {
namespace {

using test::PlayedProcess;

std::uint16_t number_in(const std::string& text)
{
  std::uint16_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

enum class Over { tcp, rtu };

template <Over over> class ModbusTwin {
public:
  ModbusTwin()
  {
    const std::string found = m_controller.hear();
    ModbusOptions options;
    if (over == Over::tcp) {
      options.address = "127.0.0.1";
      options.port = number_in(found);
    } else {
      options.device = found;
      options.parity = 'N';
    }
    options.period = milliseconds(1);
    options.response = milliseconds(500); // the machine may be busy
    options.silence = seconds(8);
    auto opened = ModbusHardware::open(options, m_now);
    EXPECT_TRUE(opened.ok()) << opened.error().detail;
    m_hardware = std::move(opened).value();
  }
  GateHardware& hardware() { return *m_hardware; }
  void start() { world("restart"); }
  void enter() { world("body " + std::to_string(++m_bodies)); }
  void leave() { world("body " + std::to_string(--m_bodies)); }
  void block(Door door, bool on) { world("line " + number(door) + (on ? " 1" : " 0")); }
  void break_door(Door door) { world("fault " + number(door) + " 1"); }
  void mend_door(Door door) { world("fault " + number(door) + " 0"); }
  void raise_fire_alarm() { world("fire 1"); }

  std::vector<PortInput> after(Duration time)
  {
    settle();
    while (time.ns > 0) {
      // Not longer than the controller may be silent: it is heard only between steps.
      const Duration most = std::min(time, seconds(5));
      const std::string passed = m_controller.tell("step " + std::to_string(most.ns));
      std::int64_t ns = 0;
      std::from_chars(passed.data(), passed.data() + passed.size(), ns);
      if (ns <= 0) break;
      time = time - Duration{ns};
      m_now = m_now + Duration{ns};
      settle();
    }
    return std::move(m_inputs);
  }
  // What happens to the device is seen before the next happens.
  void world(const std::string& what)
  {
    settle();
    EXPECT_EQ(m_controller.tell(what), "ok");
    settle();
  }
  std::string ask(const std::string& what)
  {
    settle();
    return m_controller.tell(what);
  }
  // Until what was ordered is written and its effect was read: of the exchanges counted now one may
  // be under way, the next begins later.
  void settle()
  {
    const std::uint64_t enough = m_hardware->counts().exchanges + 2;
    while (m_hardware->counts().exchanges < enough) {
      ASSERT_TRUE(++m_waits < 100'000) << "the controller is not heard";
      pollfd one{m_hardware->descriptor(), POLLIN, 0};
      ::poll(&one, 1, 1);
      m_hardware->on_time(m_now);
      take();
    }
    m_waits = 0;
    m_hardware->on_ready(m_now);
    take();
  }

private:
  static std::string number(Door door) { return door == Door::entry ? "0" : "1"; }
  void take()
  {
    Inbox inbox;
    m_hardware->deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) m_inputs.push_back(inbox.front());
  }
  PlayedProcess m_controller{{GATETWIN_PLAYED_CONTROLLER, over == Over::tcp ? "tcp" : "rtu"}};
  std::unique_ptr<ModbusHardware> m_hardware;
  MonotonicTime m_now{1};
  std::vector<PortInput> m_inputs;
  int m_bodies = 0;
  int m_waits = 0;
};

INSTANTIATE_TYPED_TEST_SUITE_P(ModbusTcp, GateHardwareContract, ModbusTwin<Over::tcp>);
INSTANTIATE_TYPED_TEST_SUITE_P(ModbusRtu, GateHardwareContract, ModbusTwin<Over::rtu>);

bool heard(const std::vector<PortInput>& inputs, InputKind kind)
{
  return std::any_of(inputs.begin(), inputs.end(),
                     [kind](const PortInput& input) { return input.kind == kind; });
}

class ModbusContacts : public testing::Test {
protected:
  ModbusTwin<Over::tcp> twin;
};

TEST_F(ModbusContacts, TellOfFireKeyAndMains)
{
  twin.world("fire 1");
  EXPECT_TRUE(heard(twin.after(seconds(1)), InputKind::emergency_raised));
  twin.world("key 1");
  EXPECT_FALSE(heard(twin.after(seconds(1)), InputKind::emergency_reset)) << "the fire goes on";
  twin.world("key 0");
  twin.world("fire 0");
  twin.world("key 1");
  EXPECT_TRUE(heard(twin.after(seconds(1)), InputKind::emergency_reset));
  twin.world("mains 0");
  EXPECT_TRUE(heard(twin.after(seconds(1)), InputKind::power_lost));
  twin.world("mains 1");
  EXPECT_TRUE(heard(twin.after(seconds(1)), InputKind::power_restored));
}

TEST_F(ModbusContacts, ScreenAndTheNewestAlarmAreWritten)
{
  twin.hardware().show(ScreenMessage::see_officer);
  EXPECT_EQ(twin.ask("screen"), std::to_string(static_cast<int>(ScreenMessage::see_officer)));
  twin.hardware().set_alarm(Reason::tailgating, true);
  twin.hardware().set_alarm(Reason::door_forced, true);
  EXPECT_EQ(twin.ask("alarm"), std::to_string(static_cast<int>(Reason::door_forced)));
  twin.hardware().set_alarm(Reason::door_forced, false);
  EXPECT_EQ(twin.ask("alarm"), std::to_string(static_cast<int>(Reason::tailgating)));
  twin.hardware().set_alarm(Reason::tailgating, false);
  EXPECT_EQ(twin.ask("alarm"), "0");
}

TEST_F(ModbusContacts, AScreenIsShownAgainAfterTheControllerStarted)
{
  twin.hardware().show(ScreenMessage::welcome);
  twin.settle();
  twin.start();
  EXPECT_EQ(twin.ask("screen"), std::to_string(static_cast<int>(ScreenMessage::welcome)));
}

TEST_F(ModbusContacts, NoOrderOutlivesTheControllersStartButARelease)
{
  twin.hardware().open_door(Door::exit);
  twin.hardware().release_door(Door::entry);
  twin.after(a_movement);
  twin.start();
  const auto inputs = twin.after(a_movement);
  EXPECT_EQ(states_of(inputs, Door::exit), States{DoorState::closed});
  EXPECT_EQ(states_of(inputs, Door::entry).back(), DoorState::open);
}

// Silence counts in real time here, so it is short.
class ModbusLine : public testing::TestWithParam<Over> {
protected:
  ModbusLine()
  {
    const std::string found = controller->hear();
    if (GetParam() == Over::tcp) {
      options.address = "127.0.0.1";
      options.port = number_in(found);
    } else {
      options.device = found;
      options.parity = 'N';
    }
    options.period = milliseconds(2);
    options.response = milliseconds(100);
    options.silence = milliseconds(300);
    hardware = std::move(ModbusHardware::open(options, now())).value();
    EXPECT_TRUE(wait_for(InputKind::occupancy));
  }
  static const char* how() { return GetParam() == Over::tcp ? "tcp" : "rtu"; }
  static MonotonicTime now()
  {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return {std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec};
  }
  // As the gate's loop does, until an input of that kind has come `times` times.
  bool wait_for(InputKind kind, int times = 1)
  {
    for (int round = 0; round < 3000; ++round) {
      pollfd one{hardware->descriptor(), POLLIN, 0};
      const MonotonicTime due = hardware->next_deadline();
      const std::int64_t ms = due == MonotonicTime::never() ? 10 : (due - now()).ns / 1'000'000 + 1;
      if (::poll(&one, 1, static_cast<int>(std::clamp<std::int64_t>(ms, 1, 10))) == 1)
        hardware->on_ready(now());
      if (now() >= hardware->next_deadline()) hardware->on_time(now());
      Inbox inbox;
      hardware->deliver(inbox);
      for (; !inbox.empty(); inbox.pop()) {
        inputs.push_back(inbox.front());
        if (inbox.front().kind == kind) --times;
      }
      if (times <= 0) return true;
    }
    return false;
  }
  std::set<Device> failed() const
  {
    std::set<Device> devices;
    for (const PortInput& input : inputs) {
      if (input.kind == InputKind::device_failed) devices.insert(input.device);
    }
    return devices;
  }
  const std::set<Device> all{Device::entry_door, Device::exit_door, Device::presence_sensor};

  std::unique_ptr<PlayedProcess> controller =
      std::make_unique<PlayedProcess>(std::vector<std::string>{GATETWIN_PLAYED_CONTROLLER, how()});
  ModbusOptions options;
  std::unique_ptr<ModbusHardware> hardware;
  std::vector<PortInput> inputs;
};
INSTANTIATE_TEST_SUITE_P(Both, ModbusLine, testing::Values(Over::tcp, Over::rtu),
                         [](const auto& name) { return name.param == Over::tcp ? "Tcp" : "Rtu"; });

TEST_P(ModbusLine, WhateverTheControllerDoesWrongEndsAsBrokenAndIsMended)
{
  for (const char* mode : {"silent", "garbage", "half", "slow", "refuse", "hang_up", "frozen"}) {
    if (GetParam() == Over::rtu && std::string(mode) == "hang_up") continue;
    SCOPED_TRACE(mode);
    inputs.clear();
    controller->tell(std::string("play ") + mode);
    EXPECT_TRUE(wait_for(InputKind::device_failed, 3));
    EXPECT_EQ(failed(), all);
    controller->tell("play fine");
    EXPECT_TRUE(wait_for(InputKind::device_recovered, 3));
    EXPECT_EQ(occupancies(inputs), std::vector<std::uint64_t>{0}) << "said once after recovery";
  }
}

TEST_P(ModbusLine, AStoppedControllerIsBrokenAndGoesOn)
{
  controller->stop();
  EXPECT_TRUE(wait_for(InputKind::device_failed, 3));
  hardware->open_door(Door::exit);
  controller->go_on();
  EXPECT_TRUE(wait_for(InputKind::device_recovered, 3));
}

TEST_P(ModbusLine, AnOrderOfTheTimeBeforeTheLossIsNotDoneLater)
{
  controller->tell("play silent");
  hardware->open_door(Door::exit);
  EXPECT_TRUE(wait_for(InputKind::device_failed, 3));
  inputs.clear();
  controller->tell("play fine");
  EXPECT_TRUE(wait_for(InputKind::device_recovered, 3));
  controller->tell("body 1"); // so that something comes after it
  EXPECT_TRUE(wait_for(InputKind::occupancy));
  EXPECT_EQ(states_of(inputs, Door::exit), States{DoorState::closed});
}

TEST_P(ModbusLine, AReleaseOfTheTimeBeforeTheLossIsGivenAgain)
{
  controller->tell("play silent");
  hardware->release_door(Door::entry);
  EXPECT_TRUE(wait_for(InputKind::device_failed, 3));
  inputs.clear();
  controller->tell("play fine");
  EXPECT_TRUE(wait_for(InputKind::device_recovered, 3));
  const auto opens = [this] {
    const States states = states_of(inputs, Door::entry);
    return std::find(states.begin(), states.end(), DoorState::opening) != states.end();
  };
  while (!opens() && wait_for(InputKind::door)) {
  }
  EXPECT_TRUE(opens());
}

TEST_P(ModbusLine, AnotherDeviceAtThisAddressIsBroken)
{
  controller->tell("set 0 17");
  EXPECT_TRUE(wait_for(InputKind::device_failed, 3));
  EXPECT_EQ(failed(), all);
  controller->tell("set");
  EXPECT_TRUE(wait_for(InputKind::device_recovered, 3));
}

TEST_P(ModbusLine, AValueThatCantBeBreaksItsPartAlone)
{
  controller->tell("set 3 99");
  EXPECT_TRUE(wait_for(InputKind::device_failed));
  EXPECT_EQ(failed(), std::set<Device>{Device::entry_door});
  controller->tell("set 5 60000");
  EXPECT_TRUE(wait_for(InputKind::device_failed));
  EXPECT_EQ(failed(), (std::set<Device>{Device::entry_door, Device::presence_sensor}));
  controller->tell("set 6 256"); // a flag that the map does not know
  EXPECT_TRUE(wait_for(InputKind::device_failed));
  EXPECT_EQ(failed(), all);
}

TEST_P(ModbusLine, ACallNeverWaitsForAControllerThatDoesNotAnswer)
{
  controller->tell("play silent");
  EXPECT_TRUE(wait_for(InputKind::device_failed, 3));
  const MonotonicTime start = now();
  for (int i = 0; i < 1000; ++i) {
    hardware->open_door(Door::exit);
    hardware->set_alarm(Reason::tailgating, i % 2 == 0);
    hardware->on_ready(now());
    hardware->on_time(now());
  }
  // One exchange alone would take the 100 ms of `response`; a thousand calls don't.
  EXPECT_LT((now() - start).ns, seconds(5).ns);
}

TEST(ModbusOptionsChecks, NameWhatCantBe)
{
  ModbusOptions options;
  EXPECT_FALSE(check_modbus(options).ok()) << "neither address nor device";
  options.address = "localhost";
  EXPECT_FALSE(check_modbus(options).ok()) << "no name is looked up";
  options.address = "10.0.0.7";
  EXPECT_TRUE(check_modbus(options).ok());
  options.period = milliseconds(80);
  EXPECT_FALSE(check_modbus(options).ok()) << "silence would come between two answers";
  options.silence = milliseconds(110);
  EXPECT_TRUE(check_modbus(options).ok());
  options.period = milliseconds(501);
  options.silence = seconds(2);
  EXPECT_FALSE(check_modbus(options).ok()) << "the controller waits 1 s for a heartbeat";
  options = {};
  options.address = "10.0.0.7";
  options.map.exit_door = options.map.entry_door;
  EXPECT_FALSE(check_modbus(options).ok());
  options.map.exit_door = 500;
  EXPECT_FALSE(check_modbus(options).ok()) << "not in one request";
}

} // namespace
} // namespace gatetwin::contract
