// SPDX-License-Identifier: Apache-2.0
// What a panel makes of its contacts, over lines that the test plays; and what opening a real chip
// does where there is none, or no right to it. The machine that these tests run on needs no chip.
#include "core/hardware/gpio_panel.hpp"
#include "core/hardware/split_hardware.hpp"
#include <fcntl.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

struct PlayedChip {
  std::vector<bool> inputs, outputs;
  bool there = true;
  int opened = 0;
};

class PlayedLines final : public GpioLines {
public:
  explicit PlayedLines(PlayedChip& chip) : m_chip(chip) {}
  int descriptor() const override { return 99; }
  Status settle() override { return fine(); }
  Result<bool> is_active(std::size_t input) override
  {
    if (!m_chip.there) return gone;
    return bool{m_chip.inputs.at(input)};
  }
  Status set(std::size_t output, bool active) override
  {
    if (m_chip.there) m_chip.outputs.at(output) = active;
    return fine();
  }

private:
  static constexpr Error gone{ErrorCode::io, "gone"};
  Status fine() const { return m_chip.there ? success() : Status(gone); }
  PlayedChip& m_chip;
};

class GpioPanelContacts : public testing::Test {
protected:
  GpioPanelContacts()
  {
    options.chip = "played";
    options.emergency = GpioInput{1, true, GpioPull::up};
    options.reset_key = GpioInput{2};
    options.mains_lost = GpioInput{3};
    options.go = GpioOutput{4};
    options.wait = GpioOutput{5};
    options.stop = GpioOutput{6};
    options.sounder = GpioOutput{7};
    open();
    pass(seconds(1)); // the key was seen not to be turned
  }
  void open()
  {
    auto opened = GpioPanel::open(options, now, [this](const GpioRequest& request) {
      chip.inputs.resize(request.inputs.size());
      chip.outputs.assign(request.outputs.size(), false);
      ++chip.opened;
      using Opened = Result<std::unique_ptr<GpioLines>>;
      if (!chip.there) return Opened(Error{ErrorCode::not_found, "no chip"});
      return Opened(std::make_unique<PlayedLines>(chip));
    });
    ASSERT_TRUE(opened.ok());
    panel = std::move(opened).value();
  }
  using Kinds = std::vector<InputKind>;
  Kinds taken()
  {
    Kinds kinds;
    Inbox inbox;
    panel->deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) kinds.push_back(inbox.front().kind);
    return kinds;
  }
  void contact(std::size_t which, bool active)
  {
    chip.inputs[which] = active;
    panel->on_ready(now);
  }
  void pass(Duration time)
  {
    const MonotonicTime end = now + time;
    while (panel->next_deadline() <= end) {
      now = std::max(now, panel->next_deadline());
      panel->on_time(now);
    }
    now = end;
  }
  static constexpr std::size_t emergency = 0, key = 1, mains = 2;
  GpioPanelOptions options;
  PlayedChip chip;
  std::unique_ptr<GpioPanel> panel;
  MonotonicTime now{1};
};

TEST_F(GpioPanelContacts, AnEmergencyCountsAtItsFirstEdgeAndOnceForAllItsBouncing)
{
  for (int i = 0; i < 9; ++i) {
    contact(emergency, i % 2 == 0);
    now = now + milliseconds(1);
  }
  EXPECT_EQ(taken(), Kinds{InputKind::emergency_raised});
  pass(seconds(1));
  EXPECT_TRUE(taken().empty());
  contact(emergency, false);
  pass(milliseconds(19));
  contact(emergency, true); // not over
  pass(seconds(1));
  EXPECT_TRUE(taken().empty());
  contact(emergency, false);
  pass(seconds(1));
  contact(emergency, true);
  EXPECT_EQ(taken(), Kinds{InputKind::emergency_raised}) << "a second one";
}

TEST_F(GpioPanelContacts, TheKeyCountsWhenItHasSettledAndNoEmergencyLasts)
{
  contact(key, true);
  EXPECT_TRUE(taken().empty());
  pass(milliseconds(20));
  EXPECT_EQ(taken(), Kinds{InputKind::emergency_reset});
  contact(key, false);
  pass(seconds(1));
  contact(key, true);
  now = now + milliseconds(5);
  contact(key, false); // a spike
  pass(seconds(1));
  EXPECT_TRUE(taken().empty());
  contact(emergency, true);
  contact(key, true);
  pass(seconds(1));
  EXPECT_EQ(taken(), Kinds{InputKind::emergency_raised});
  contact(emergency, false);
  pass(seconds(1));
  EXPECT_TRUE(taken().empty()) << "still turned: it must be turned again";
}

TEST_F(GpioPanelContacts, MainsAreLostAtOnceAndRestoredWhenTheyStay)
{
  contact(mains, true);
  EXPECT_EQ(taken(), Kinds{InputKind::power_lost});
  contact(mains, false);
  EXPECT_TRUE(taken().empty());
  pass(milliseconds(20));
  EXPECT_EQ(taken(), Kinds{InputKind::power_restored});
}

TEST_F(GpioPanelContacts, WhatLastsElsewhereIsNotOverHere)
{
  struct Elsewhere final : AlarmContacts {
    bool emergency_lasts() const override { return emergency; }
    bool mains_are_lost() const override { return mains; }
    bool emergency = true, mains = true;
  } elsewhere;
  panel->heed(elsewhere);
  const auto turn_key = [this] {
    contact(key, true);
    pass(seconds(1));
    contact(key, false);
    pass(seconds(1));
    return taken();
  };
  EXPECT_EQ(turn_key(), Kinds{}) << "the controller of doors has a fire alarm";
  elsewhere.emergency = false;
  EXPECT_EQ(turn_key(), Kinds{InputKind::emergency_reset});
  contact(mains, true);
  contact(mains, false);
  pass(seconds(1));
  EXPECT_EQ(taken(), Kinds{InputKind::power_lost});
  elsewhere.mains = false;
  contact(mains, true);
  contact(mains, false);
  pass(seconds(1));
  EXPECT_EQ(taken(), (Kinds{InputKind::power_lost, InputKind::power_restored}));
}

TEST_F(GpioPanelContacts, SaysElsewhereThatAnEmergencyLastsUntilItIsSeenToBeOver)
{
  EXPECT_FALSE(panel->emergency_lasts());
  contact(emergency, true);
  EXPECT_TRUE(panel->emergency_lasts());
  chip.there = false;
  panel->on_ready(now);
  EXPECT_TRUE(panel->emergency_lasts()) << "nobody has seen it end";
  chip.there = true;
  pass(seconds(2));
  EXPECT_TRUE(panel->emergency_lasts()) << "told again";
  chip.there = false;
  panel->on_ready(now);
  chip.inputs[emergency] = false;
  chip.there = true;
  pass(seconds(2));
  EXPECT_FALSE(panel->emergency_lasts());
}

TEST_F(GpioPanelContacts, WhatIsActiveAtTheStartIsToldButAKey)
{
  chip.inputs = {true, true, true};
  open();
  EXPECT_EQ(taken(), (Kinds{InputKind::emergency_raised, InputKind::power_lost}));
  contact(emergency, false);
  pass(seconds(1));
  EXPECT_TRUE(taken().empty());
}

TEST_F(GpioPanelContacts, LampsAndSounderFollow)
{
  panel->show(ScreenMessage::go_on);
  EXPECT_EQ(chip.outputs, (std::vector<bool>{true, false, false, false}));
  panel->show(ScreenMessage::see_officer);
  panel->set_alarm(Reason::tailgating, true);
  panel->set_alarm(Reason::tailgating, true);
  panel->set_alarm(Reason::door_forced, true);
  panel->set_alarm(Reason::tailgating, false);
  EXPECT_EQ(chip.outputs, (std::vector<bool>{false, false, true, true}));
  panel->set_alarm(Reason::door_forced, false);
  EXPECT_EQ(chip.outputs, (std::vector<bool>{false, false, true, false}));
}

TEST_F(GpioPanelContacts, AChipThatGoesIsBrokenIsTriedAgainAndShowsWhatItShould)
{
  panel->show(ScreenMessage::closed);
  contact(emergency, true);
  taken();
  chip.there = false;
  panel->set_alarm(Reason::emergency, true);
  EXPECT_EQ(taken(), Kinds{InputKind::device_failed});
  EXPECT_EQ(panel->descriptor(), -1);
  EXPECT_STREQ(panel->trouble(), "gone");
  pass(seconds(5));
  EXPECT_GE(chip.opened, 5);
  EXPECT_TRUE(taken().empty()) << "said once";
  chip.there = true;
  pass(seconds(1));
  EXPECT_EQ(taken(), (Kinds{InputKind::device_recovered, InputKind::emergency_raised}));
  EXPECT_EQ(chip.outputs, (std::vector<bool>{false, false, true, true}));
}

TEST_F(GpioPanelContacts, OptionsThatCantBeAreRefused)
{
  options.stop->line = options.go->line;
  EXPECT_FALSE(GpioPanel::open(options, now).ok());
  GpioPanelOptions none;
  EXPECT_FALSE(GpioPanel::open(none, now).ok()) << "no chip";
  none.chip = "/dev/gpiochip0";
  EXPECT_FALSE(GpioPanel::open(none, now).ok()) << "no line";
}

TEST(GpioChip, WhatIsNoChipIsNamed)
{
  GpioRequest request;
  request.inputs = {{1}};
  request.chip = "/dev/gpiochip-that-is-not-there";
  EXPECT_EQ(open_gpio(request).error().code, ErrorCode::not_found);
  for (const char* other : {"/dev/null", "/etc/passwd", "/dev", "/proc/self/mem"}) {
    request.chip = other;
    const auto opened = open_gpio(request);
    ASSERT_FALSE(opened.ok()) << other;
    EXPECT_EQ(opened.error().code, ErrorCode::io) << other << ": " << opened.error().detail;
  }
}

TEST(GpioChip, APanelWithoutItsChipIsBrokenFromTheStart)
{
  GpioPanelOptions options;
  options.chip = "/dev/gpiochip-that-is-not-there";
  options.emergency = GpioInput{1};
  auto panel = GpioPanel::open(options, {1});
  ASSERT_TRUE(panel.ok());
  panel.value()->show(ScreenMessage::closed);
  Inbox inbox;
  panel.value()->deliver(inbox);
  ASSERT_EQ(inbox.size(), 1U);
  EXPECT_EQ(inbox.front().kind, InputKind::device_failed);
  EXPECT_EQ(inbox.front().device, Device::power);
}

struct Recorded final : GateHardware {
  std::vector<std::string> calls;
  void open_door(Door) override { calls.push_back("open"); }
  void close_door(Door) override { calls.push_back("close"); }
  void release_door(Door) override { calls.push_back("release"); }
  void show(ScreenMessage) override { calls.push_back("show"); }
  void set_alarm(Reason, bool) override { calls.push_back("alarm"); }
};

TEST_F(GpioPanelContacts, DoorsGoToTheirControllerAndSignalsToBoth)
{
  Recorded doors;
  SplitHardware hardware(doors, {panel.get()});
  hardware.open_door(Door::entry);
  hardware.close_door(Door::entry);
  hardware.release_door(Door::entry);
  hardware.show(ScreenMessage::go_on);
  hardware.set_alarm(Reason::tailgating, true);
  EXPECT_EQ(doors.calls, (std::vector<std::string>{"open", "close", "release", "show", "alarm"}));
  EXPECT_EQ(chip.outputs, (std::vector<bool>{true, false, false, true}));
}

} // namespace
} // namespace gatetwin
