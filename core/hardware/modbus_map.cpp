// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/modbus_map.hpp"
#include <algorithm>
#include <array>

namespace gatetwin {
namespace {

std::array<std::uint16_t, 7> inputs(const ModbusMap& map)
{
  return {map.identity,  map.heartbeat, map.starts, map.entry_door,
          map.exit_door, map.occupancy, map.flags};
}

template <typename Addresses> bool any_twice(Addresses addresses)
{
  std::sort(addresses.begin(), addresses.end());
  return std::adjacent_find(addresses.begin(), addresses.end()) != addresses.end();
}

} // namespace

Status check_map(const ModbusMap& map)
{
  const std::array<std::uint16_t, 5> holding{map.computer_heartbeat, map.entry_command,
                                             map.exit_command, map.screen, map.alarm};
  if (any_twice(inputs(map)))
    return Error{ErrorCode::rejected, "modbus map: each input register needs its own address"};
  if (any_twice(holding))
    return Error{ErrorCode::rejected, "modbus map: each holding register needs its own address"};
  const auto read = inputs(map);
  const auto [low, high] = std::minmax_element(read.begin(), read.end());
  if (*high - *low >= modbus_read_max)
    return Error{ErrorCode::rejected, "modbus map: input registers within 125 of each other"};
  return success();
}

RegisterRange status_range(const ModbusMap& map)
{
  const auto read = inputs(map);
  const auto [low, high] = std::minmax_element(read.begin(), read.end());
  return {*low, static_cast<std::uint16_t>(*high - *low + 1)};
}

bool status_of(const ModbusMap& map, std::span<const std::uint16_t> registers, GateStatus& status)
{
  const RegisterRange range = status_range(map);
  CHECK(registers.size() == range.count);
  const auto at = [&](std::uint16_t address) {
    return registers[static_cast<std::size_t>(address - range.first)];
  };
  if (at(map.identity) != modbus_identity) return false;
  status.heartbeat = at(map.heartbeat);
  status.starts = at(map.starts);
  status.doors = {at(map.entry_door), at(map.exit_door)};
  status.occupancy = at(map.occupancy);
  status.flags = at(map.flags);
  return true;
}

} // namespace gatetwin
