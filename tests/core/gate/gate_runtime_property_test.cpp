// SPDX-License-Identifier: Apache-2.0
// The whole unit under any sequence of port inputs: no CHECK fails (the interlock's among them),
// and limits never stand still. GATETWIN_CAMPAIGN=N as in gate_controller_property_test.cpp.
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>
#include <limits>
// It does not include GoogleTest by itself.
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

struct Move {
  std::uint32_t choice = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

void showValue(const Move& move, std::ostream& os)
{
  os << "{" << move.choice << "," << move.a << "," << move.b << "}";
}

PortInput hostile_input(const Move& move, UnitBench& bench, RegistryReply& reply)
{
  const double scores[] = {0.9, 0.1, -1, 2, std::numeric_limits<double>::quiet_NaN()};
  PortInput input;
  input.kind = static_cast<InputKind>(move.choice % 22);
  input.door = static_cast<Door>(move.a % 2);
  input.door_state = static_cast<DoorState>(move.b % 7);
  input.device = static_cast<Device>(move.b % 9);
  input.action = static_cast<OfficerAction>(move.a % 9);
  input.reason = static_cast<Reason>(1000 + move.b % 20);
  if (move.b % 4 != 0) input.officer = OfficerId{move.b % 3};
  const TransactionId current = bench.runtime.transaction();
  input.number = move.a % 5;
  if (input.kind == InputKind::officer && move.b % 2 == 0 && current.valid())
    input.number = current.value & 0xFF'FFFF'FFFFULL;
  if (input.kind == InputKind::stored || input.kind == InputKind::store_failed)
    input.number = move.a % (bench.store.entries.size() + 2);
  input.face = {bench.now.mono + milliseconds(static_cast<int>(move.a % 3) - 1), scores[move.a % 5],
                scores[move.b % 5], static_cast<std::uint8_t>(move.b % 3),
                bench.now.mono + milliseconds(static_cast<int>(move.b % 3) - 1)};
  if (move.b % 3 != 0) input.scan = &bench.scan;
  if (!bench.link.sent.empty()) {
    const RegistryRequest& asked = bench.link.sent[move.a % bench.link.sent.size()];
    reply = {.kind = static_cast<RequestKind>(move.b % 2 == 0 ? static_cast<int>(asked.kind)
                                                              : static_cast<int>(move.b % 5)),
             .authority = asked.authority,
             .transaction = asked.transaction,
             .attempt = asked.attempt + (move.b % 7 == 0 ? 1 : 0),
             .status = static_cast<ReplyStatus>(move.a % 5),
             .decision = static_cast<Decision>(move.b % 4),
             .reason = Reason::none,
             .stamp_due = move.b % 2 == 0,
             .list_version = move.a};
    if (move.b % 5 != 0) input.reply = &reply;
  }
  return input;
}

RC_GTEST_PROP(GateRuntimeProperty, FailsNoCheckWhateverItsPortsSay, ())
{
  GateRuntimeConfig config = bench_config(*rc::gen::element(
      UnitKind::e_gate, UnitKind::e_gate, UnitKind::booth, UnitKind::one_stop_booth));
  if (config.kind == UnitKind::e_gate && *rc::gen::arbitrary<bool>())
    config.partner = AuthorityId{2};
  config.gate.presence_max_age = *rc::gen::element(seconds(0), seconds(8));
  config.joint_places = 2;
  UnitBench bench(config);
  bench.start();
  RegistryReply reply;
  const auto hostility = *rc::gen::element<std::uint32_t>(2, 10, 40, 90);
  const auto number = rc::gen::inRange<std::uint32_t>(0, 1'000'000);
  const auto moves =
      *rc::gen::container<std::vector<Move>>(rc::gen::construct<Move>(number, number, number));
  for (const Move& move : moves) {
    if (move.choice % 100 < hostility) {
      bench.put(hostile_input({move.choice / 100, move.a, move.b}, bench, reply));
    } else if (move.b % 40 == 0) {
      bench.pause(seconds(move.a % 4'000));
    } else if (move.a % 10 == 0) {
      bench.pass(milliseconds(move.b % 20'000));
    } else if (!bench.cooperate()) {
      bench.pass(seconds(1));
    }
    RC_ASSERT(bench.hardware.internal_errors == 0U);
    const bool moves_on = bench.runtime.next_deadline() > bench.now.mono;
    RC_ASSERT(moves_on);
  }
  bench.pass(minutes(10));
  RC_ASSERT(bench.hardware.internal_errors == 0U);
  RC_ASSERT(!bench.runtime.transaction().valid());
}

} // namespace
} // namespace gatetwin
