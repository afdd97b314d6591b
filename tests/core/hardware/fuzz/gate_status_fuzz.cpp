// SPDX-License-Identifier: Apache-2.0
// Any registers at any time from a controller: what is told is possible, a broken part is silent,
// and nothing piles up.
#include "core/base/check.hpp"
#include "core/hardware/modbus_map.hpp"
#include <array>

namespace {

using namespace gatetwin;

struct Told {
  std::array<bool, 3> failed{};

  static std::size_t part_of(Device device) { return static_cast<std::size_t>(device); }
  void take(GateStatusWatch& watch)
  {
    Inbox inbox;
    watch.deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) check(inbox.front());
  }
  void check(const PortInput& input)
  {
    switch (input.kind) {
    case InputKind::device_failed: failed.at(part_of(input.device)) = true; return;
    case InputKind::device_recovered: failed.at(part_of(input.device)) = false; return;
    case InputKind::door:
      CHECK(input.door_state <= DoorState::forced);
      CHECK(!failed.at(static_cast<std::size_t>(input.door)));
      return;
    case InputKind::occupancy:
      CHECK(input.number <= GateWatchOptions{}.most_bodies);
      CHECK(!failed.at(2));
      return;
    case InputKind::doorway: CHECK(input.number <= 1); return;
    default: CHECK(input.kind >= InputKind::emergency_raised); return;
    }
  }
};

} // namespace

// Steps of 16 bytes: what happens (1), milliseconds (1), the seven registers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  GateStatusWatch watch{{}};
  Told told;
  MonotonicTime now{1};
  for (; size >= 16; data += 16, size -= 16) {
    now = now + milliseconds(data[1]);
    std::array<std::uint16_t, 7> registers{};
    for (std::size_t i = 0; i < registers.size(); ++i)
      registers[i] = static_cast<std::uint16_t>(data[2 + 2 * i] << 8 | data[3 + 2 * i]);
    if ((data[0] & 8) != 0) registers[0] = modbus_identity;
    GateStatus status;
    if (status_of({}, registers, status)) watch.on_status(status, now);
    if ((data[0] & 1) != 0) watch.lose();
    if ((data[0] & 2) != 0) watch.on_time(now);
    if ((data[0] & 4) != 0) told.take(watch);
  }
  for (int i = 0; i < 20; ++i) told.take(watch);
  Inbox rest;
  watch.deliver(rest);
  CHECK(rest.empty());
  return 0;
}
