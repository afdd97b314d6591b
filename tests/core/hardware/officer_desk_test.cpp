// SPDX-License-Identifier: Apache-2.0
// The officers' desk over its real socket: the contract that its simulated twin keeps, and what a
// foreign program at the socket may try.
#include "core/hardware/officer_desk.hpp"
#include "core/hardware/stream_socket.hpp"
#include "tests/contract/officer_console_contract.hpp"
#include "tests/sim/app/command_line.hpp"
#include <fstream>
#include <sys/stat.h>

namespace gatetwin::contract {
namespace {

struct Logged final : DeskLog {
  std::vector<std::string> lines;
  void acted(const DeskMessage& message) override { lines.push_back(desk_line(message)); }
  void refused(std::uint32_t, const char* why) override { lines.emplace_back(why); }
};

OfficerDeskOptions options_at(const std::string& path)
{
  OfficerDeskOptions options;
  options.path = path;
  options.unit = 3;
  options.officers = {{11, {}, true}, {12, ::getuid() + 1, true}, {13, ::getuid(), false}};
  return options;
}

// One end of the socket, as a desk has it.
class DeskEnd {
public:
  explicit DeskEnd(const std::string& path)
  {
    StreamAddress address;
    address.path = path;
    EXPECT_TRUE(m_socket.connect(address));
  }
  void say(const std::string& line) { m_socket.send(line); }
  void say(const DeskMessage& message) { say(desk_line(message)); }
  bool hear() { return m_socket.read(m_heard); }
  std::vector<GateMessage> messages()
  {
    hear();
    std::vector<GateMessage> messages;
    for (std::size_t end; (end = m_heard.find('\n')) != std::string::npos;
         m_heard.erase(0, end + 1)) {
      const auto message = parse_gate_message(std::string_view(m_heard).substr(0, end));
      EXPECT_TRUE(message.ok()) << m_heard.substr(0, end);
      if (message.ok()) messages.push_back(message.value());
    }
    return messages;
  }

private:
  StreamSocket m_socket;
  std::string m_heard;
};

DeskMessage answer(std::uint64_t transaction, OfficerAction action, std::uint32_t officer = 11)
{
  return {DeskMessageKind::answer, transaction, action, {officer}, {}};
}

class OfficerDeskTwin {
public:
  OfficerDeskTwin()
  {
    m_console = std::move(OfficerDesk::open(options_at(path), now, &log)).value();
    desk = std::make_unique<DeskEnd>(path);
    go_on();
  }
  OfficerConsole& console() { return *m_console; }
  OfficerDesk& adapter() { return *m_console; }
  // An officer who answers what is shown, and is there every second.
  std::vector<PortInput> after(Duration time)
  {
    std::vector<PortInput> inputs;
    const MonotonicTime end = now + time;
    std::vector<GateMessage> open;
    while (now < end) {
      for (const GateMessage& message : desk->messages()) {
        if (message.kind == GateMessageKind::call || message.kind == GateMessageKind::stamp)
          open.push_back(message);
        if (message.kind == GateMessageKind::withdraw)
          std::erase_if(open,
                        [&](const auto& one) { return one.transaction == message.transaction; });
      }
      for (const GateMessage& message : open) desk->say(decision(message));
      open.clear();
      desk->say(DeskMessage{});
      now = now + seconds(1);
      go_on();
      take(inputs);
    }
    return inputs;
  }
  std::vector<PortInput> heard()
  {
    go_on();
    std::vector<PortInput> inputs;
    take(inputs);
    return inputs;
  }
  void go_on()
  {
    for (int i = 0; i < 3; ++i) m_console->on_ready(now);
    m_console->on_time(now);
  }

private:
  static DeskMessage decision(const GateMessage& message)
  {
    if (message.kind == GateMessageKind::stamp)
      return {DeskMessageKind::stamped, message.transaction, {}, {11}, {}};
    const bool hit = message.reason == Reason::watch_list_hit;
    return answer(message.transaction, hit ? OfficerAction::refer : OfficerAction::admit);
  }
  void take(std::vector<PortInput>& inputs)
  {
    Inbox inbox;
    m_console->deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
  }
  test::ScratchFolder m_folder;

public:
  const std::string path = m_folder.file("desk.sock");
  Logged log;
  MonotonicTime now{1};
  std::unique_ptr<DeskEnd> desk;

private:
  std::unique_ptr<OfficerDesk> m_console;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Desk, OfficerConsoleContract, OfficerDeskTwin);

class OfficerDeskSocket : public testing::Test {
protected:
  OfficerDeskSocket() { twin.desk->messages(); }
  // The reason why what was just said is refused; empty: it counted.
  std::string refusal()
  {
    twin.go_on();
    std::string why;
    for (const GateMessage& message : twin.desk->messages()) {
      if (message.kind == GateMessageKind::refused) why = message.why;
    }
    return why;
  }
  const TransactionId first = transaction_id(UnitId{3}, 41);
  const TransactionId second = transaction_id(UnitId{3}, 42);
  OfficerDeskTwin twin;
};

TEST_F(OfficerDeskSocket, AnAnswerForThePersonBeforeIsRefused)
{
  twin.console().call(first, Reason::tailgating);
  twin.console().withdraw(first);
  twin.console().call(second, Reason::face_missing);
  twin.desk->say(answer(41, OfficerAction::admit));
  EXPECT_EQ(refusal(), "this call is not open");
  EXPECT_TRUE(twin.heard().empty());
  twin.desk->say(answer(42, OfficerAction::admit));
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(twin.heard().size(), 1U);
}

TEST_F(OfficerDeskSocket, ASecondClickIsRefused)
{
  twin.console().call(first, Reason::tailgating);
  twin.desk->say(answer(41, OfficerAction::acknowledge));
  twin.desk->say(answer(41, OfficerAction::release));
  twin.desk->say(answer(41, OfficerAction::release));
  EXPECT_EQ(refusal(), "this call is not open");
  EXPECT_EQ(twin.heard().size(), 2U);
}

TEST_F(OfficerDeskSocket, ForgedNamesAreRefused)
{
  twin.console().call(first, Reason::tailgating);
  twin.desk->say(answer(41, OfficerAction::admit, 99));
  EXPECT_EQ(refusal(), "this officer is not known here");
  twin.desk->say(answer(41, OfficerAction::admit, 12));
  EXPECT_EQ(refusal(), "this officer's answers come from another account");
  twin.desk->say(answer(0, OfficerAction::reset, 13));
  EXPECT_EQ(refusal(), "this officer may not reset");
  twin.desk->say(answer(0, OfficerAction::admit));
  EXPECT_EQ(refusal(), "this action needs a transaction");
  EXPECT_TRUE(twin.heard().empty());
  twin.desk->say(answer(0, OfficerAction::reset, 11));
  const auto inputs = twin.heard();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].number, 0U);
}

TEST_F(OfficerDeskSocket, NoTextOfADeskBeginsALineOfALog)
{
  twin.console().call(first, Reason::tailgating);
  for (const char* note :
       {"a\\nadmitted by 11", "a\\r", "\\u0000", "\\u2028x", "\\u0085", "\\u202e"}) {
    twin.desk->say(R"({"kind":"answer","transaction":41,"officer":11,"action":"admit","note":")" +
                   std::string(note) + "\"}\n");
    EXPECT_EQ(refusal(), "a text holds control characters") << note;
  }
  for (const std::string& line : twin.log.lines)
    EXPECT_EQ(line.find_first_of("\n\r"), std::string::npos);
  EXPECT_TRUE(twin.heard().empty());
}

TEST_F(OfficerDeskSocket, AMegabyteOfReasonCutsTheDeskOffAndTheNextIsServed)
{
  twin.console().call(first, Reason::tailgating);
  twin.desk->say(R"({"kind":"answer","note":")" + std::string(60'000, 'x'));
  for (int i = 0; i < 20; ++i) {
    twin.desk->say(std::string(50'000, 'x'));
    twin.go_on();
  }
  EXPECT_EQ(twin.adapter().desks(), 0U);
  EXPECT_EQ(twin.adapter().refusals(), 1U);
  DeskEnd next(twin.path);
  twin.go_on();
  const auto messages = next.messages();
  ASSERT_GE(messages.size(), 2U);
  EXPECT_EQ(messages[1].kind, GateMessageKind::call) << "shown to a desk that comes later";
}

TEST_F(OfficerDeskSocket, WhatIsNoMessageIsRefusedAndChangesNothing)
{
  twin.console().call(first, Reason::tailgating);
  const std::string deep(2000, '[');
  for (const std::string& line :
       {std::string(""), std::string("admit 41"), std::string("{}"), std::string("null"), deep,
        std::string(R"({"kind":"answer"})"), std::string(R"({"kind":"call","transaction":41})"),
        std::string(R"({"kind":"answer","transaction":-1,"officer":11,"action":"admit"})"),
        std::string(R"({"kind":"answer","transaction":41.0,"officer":11,"action":"admit"})"),
        std::string(R"({"kind":"answer","transaction":"41","officer":11,"action":"admit"})"),
        std::string(R"({"kind":"answer","transaction":41,"officer":11,"action":"none"})"),
        std::string(R"({"kind":"answer","transaction":41,"officer":11,"action":"admit","x":1})"),
        std::string(R"({"kind":"answer","transaction":41,"officer":4294967295,"action":"admit"})"),
        std::string("\xFF\xFE")}) {
    twin.desk->say(line + "\n");
    EXPECT_NE(refusal(), "") << line;
  }
  EXPECT_TRUE(twin.heard().empty());
}

TEST_F(OfficerDeskSocket, WithoutADeskTheCallIsBrokenUntilOneComes)
{
  twin.desk.reset();
  twin.go_on();
  EXPECT_EQ(twin.adapter().next_deadline().ns, (twin.now + seconds(5)).ns);
  twin.now = twin.now + seconds(5);
  const auto failed = twin.heard();
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].kind, InputKind::device_failed);
  EXPECT_EQ(failed[0].device, Device::officer_call);
  twin.desk = std::make_unique<DeskEnd>(twin.path);
  const auto mended = twin.heard();
  ASSERT_EQ(mended.size(), 1U);
  EXPECT_EQ(mended[0].kind, InputKind::device_recovered);
}

TEST_F(OfficerDeskSocket, ADeskThatHangsCountsAsNone)
{
  twin.now = twin.now + seconds(5);
  twin.go_on();
  EXPECT_EQ(twin.adapter().desks(), 0U);
}

TEST_F(OfficerDeskSocket, WhatOneDeskDecidedIsOverOnTheOthers)
{
  DeskEnd other(twin.path);
  twin.console().call(first, Reason::tailgating);
  twin.go_on();
  other.messages();
  twin.desk->say(answer(41, OfficerAction::refer));
  twin.go_on();
  const auto messages = other.messages();
  ASSERT_FALSE(messages.empty());
  EXPECT_EQ(messages.back().kind, GateMessageKind::withdraw);
}

TEST_F(OfficerDeskSocket, NoMoreDesksThanThereIsRoomFor)
{
  std::vector<std::unique_ptr<DeskEnd>> many;
  for (int i = 0; i < 20; ++i) {
    many.push_back(std::make_unique<DeskEnd>(twin.path));
    twin.go_on();
  }
  EXPECT_EQ(twin.adapter().desks(), 8U);
}

TEST(OfficerDeskFile, IsForOwnerAndGroupAndReplacesOnlyWhatACrashLeft)
{
  test::ScratchFolder folder;
  const std::string path = folder.file("desk.sock");
  auto first = OfficerDesk::open(options_at(path), {1});
  ASSERT_TRUE(first.ok());
  struct stat file {};
  ASSERT_EQ(::lstat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0660U);
  EXPECT_EQ(OfficerDesk::open(options_at(path), {1}).error().code, ErrorCode::conflict);
  std::ofstream(folder.file("file")) << "kept";
  EXPECT_EQ(OfficerDesk::open(options_at(folder.file("file")), {1}).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(test::text_of(folder.file("file")), "kept");
  EXPECT_FALSE(OfficerDesk::open(options_at("/nonexistent/desk.sock"), {1}).ok());
  EXPECT_FALSE(OfficerDesk::open({folder.file("d"), 3, {}, seconds(5)}, {1}).ok()) << "no officer";
}

} // namespace
} // namespace gatetwin::contract
