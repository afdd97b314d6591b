// SPDX-License-Identifier: Apache-2.0
// A desk in a terminal: what it shows and sends, and the real program at a real gate's socket.
#include "core/desk/desk_screen.hpp"
#include "core/hardware/officer_desk.hpp"
#include "tests/core/hardware/played_process.hpp"
#include "tests/sim/app/command_line.hpp"
#include <poll.h>

namespace gatetwin::desk {
namespace {

std::string gate_line(GateMessageKind kind, std::uint64_t transaction, Reason reason)
{
  const std::string line = desk_line(GateMessage{kind, transaction, 0, reason, {}});
  return line.substr(0, line.size() - 1);
}

TEST(DeskScreen, ShowsWhyInBothLanguages)
{
  DeskScreen english({11}, Language::english), vietnamese({11}, Language::vietnamese);
  const std::string call = gate_line(GateMessageKind::call, 41, Reason::tailgating);
  EXPECT_EQ(english.on_gate_line(call), "#41  call: more than one person inside\n");
  EXPECT_EQ(vietnamese.on_gate_line(call), "#41  gọi cán bộ: có hơn một người bên trong\n");
  EXPECT_EQ(english.on_gate_line(gate_line(GateMessageKind::call, 42, Reason::bad_c40)),
            "#42  call: seal's text can't be read\n");
}

TEST(DeskScreen, SendsTheOfficerAndTheTransaction)
{
  DeskScreen screen({11}, Language::english);
  screen.on_gate_line(gate_line(GateMessageKind::call, 41, Reason::tailgating));
  const auto typed = screen.on_typed("admit 41 mother with child");
  const auto sent = parse_desk_message(typed.to_gate.substr(0, typed.to_gate.size() - 1));
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent.value().officer, OfficerId{11});
  EXPECT_EQ(sent.value().transaction, 41U);
  EXPECT_EQ(sent.value().action, OfficerAction::admit);
  EXPECT_EQ(sent.value().note, "mother with child");
}

TEST(DeskScreen, LetsNobodyThroughWithoutANumberThatIsOpen)
{
  DeskScreen screen({11}, Language::english);
  screen.on_gate_line(gate_line(GateMessageKind::call, 41, Reason::tailgating));
  for (const char* line : {"admit", "admit 40", "admit forty-one", "admit 41x", "stamped 41"})
    EXPECT_TRUE(screen.on_typed(line).to_gate.empty()) << line;
  screen.on_gate_line(gate_line(GateMessageKind::withdraw, 41, Reason::none));
  EXPECT_TRUE(screen.on_typed("admit 41").to_gate.empty()) << "it is over";
  EXPECT_FALSE(screen.on_typed("reset").to_gate.empty()) << "of the unit itself";
  EXPECT_TRUE(screen.on_typed("reset " + std::string(300, 'x')).to_gate.empty());
}

TEST(DeskScreen, SaysWhatItDoesNotUnderstand)
{
  DeskScreen screen({11}, Language::english);
  EXPECT_NE(screen.on_typed("open sesame").to_officer, "");
  EXPECT_NE(screen.on_gate_line("GET / HTTP/1.1"), "");
  EXPECT_EQ(screen.on_gate_line(R"({"kind":"alive"})"), "");
  EXPECT_TRUE(screen.on_typed("quit").quit);
}

TEST(DeskProgram, ShowsARealGatesCallAndItsAnswerCounts)
{
  test::ScratchFolder folder;
  OfficerDeskOptions options;
  options.path = folder.file("desk.sock");
  options.unit = 3;
  options.officers = {{11, {}, true}};
  auto opened = OfficerDesk::open(options, {1});
  ASSERT_TRUE(opened.ok());
  OfficerDesk& gate = *opened.value();
  test::PlayedProcess program(
      {GATETWIN_DESK_PROGRAM, options.path, "--officer", "11", "--language", "vi"});
  const auto until = [&](auto done) {
    for (int i = 0; i < 2000 && !done(); ++i) {
      pollfd one{gate.descriptor(), POLLIN, 0};
      ::poll(&one, 1, 10);
      gate.on_ready({2});
    }
    return done();
  };
  gate.call(transaction_id(UnitId{3}, 41), Reason::watch_list_hit);
  ASSERT_TRUE(until([&] { return gate.desks() == 1; }));
  EXPECT_EQ(program.hear(), "cổng 3");
  program.hear(); // how to
  EXPECT_EQ(program.hear(), "#41  gọi cán bộ: TRÙNG DANH SÁCH THEO DÕI");
  EXPECT_EQ(program.tell("admit 40"), "không có cuộc gọi này");
  program.say("refer 41");
  Inbox inbox;
  ASSERT_TRUE(until([&] {
    gate.deliver(inbox);
    return !inbox.empty();
  }));
  EXPECT_EQ(inbox.front().action, OfficerAction::refer);
  EXPECT_EQ(inbox.front().officer, OfficerId{11});
  EXPECT_EQ(inbox.front().number, 41U);
  EXPECT_EQ(program.hear(), "#41  đã nhận");
}

TEST(DeskProgram, AWrongUseIsTold)
{
  for (const char* arguments : {"", "/run/x", "/run/x --officer", "/run/x --officer eleven",
                                "/run/x --officer 11 --language fr", "--officer 11"}) {
    const test::Finished finished = test::run_program(GATETWIN_DESK_PROGRAM, arguments);
    EXPECT_EQ(finished.code, 2) << arguments;
    EXPECT_NE(finished.err.find("usage: gatetwin-desk"), std::string::npos);
  }
}

} // namespace
} // namespace gatetwin::desk
