// SPDX-License-Identifier: Apache-2.0
// Which register of a door controller holds what (Modbus Application Protocol V1.1b3; for people:
// docs/modbus-map.md). Addresses are those on the wire, from 0. All of a gate's state is read in
// one request, so that it belongs to one moment; each command is one register of its own.
//
// A door's command is its number in the low byte and a sequence 1 to 255 in the high byte, next to
// that of the command before: the controller obeys once for each change of the sequence, so that a
// command whose reply was lost can be repeated. 0 is no command, written once to a controller that
// has just started or that this computer has just found.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/gate_words.hpp"
#include "core/hardware/gate_status.hpp"
#include <cstdint>
#include <span>

namespace gatetwin {

// What the identity register must hold: "G", and the version of the map.
constexpr std::uint16_t modbus_identity = 0x4701;

struct ModbusMap {
  // Input registers (function 4), from the controller.
  std::uint16_t identity = 0;
  std::uint16_t heartbeat = 1; // another number at least every 50 ms
  std::uint16_t starts = 2;    // another number after each start of the controller
  std::uint16_t entry_door = 3;
  std::uint16_t exit_door = 4;
  std::uint16_t occupancy = 5;
  std::uint16_t flags = 6;
  // Holding registers (function 6), to the controller.
  std::uint16_t computer_heartbeat = 0; // another number every 100 ms
  std::uint16_t entry_command = 1;
  std::uint16_t exit_command = 2;
  std::uint16_t screen = 3; // ScreenMessage
  std::uint16_t alarm = 4;  // 0: none, else the Reason of the newest that is raised
};

constexpr std::uint16_t modbus_read_max = 125; // registers in one request

// rejected: two quantities at one address, or input registers too far apart for one request.
Status check_map(const ModbusMap& map);
// The one request that reads all.
struct RegisterRange {
  std::uint16_t first = 0;
  std::uint16_t count = 0;
};
RegisterRange status_range(const ModbusMap& map);
// `registers` are those of status_range(). False: it is not a controller that speaks this map.
bool status_of(const ModbusMap& map, std::span<const std::uint16_t> registers, GateStatus& status);

enum class DoorOrder : std::uint8_t { none, open, close, release };
constexpr std::uint16_t command_word(DoorOrder order, std::uint8_t sequence)
{
  return static_cast<std::uint16_t>(sequence << 8 | static_cast<unsigned>(order));
}

} // namespace gatetwin
