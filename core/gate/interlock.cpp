// SPDX-License-Identifier: Apache-2.0
#include "core/gate/interlock.hpp"
#include "core/base/check.hpp"

namespace gatetwin {
namespace {

constexpr Door other(Door door) { return door == Door::entry ? Door::exit : Door::entry; }

} // namespace

void Interlock::observe(const PortInput& input)
{
  DoorBook& book = m_doors[static_cast<std::size_t>(input.door)];
  const auto device = static_cast<std::uint16_t>(1U << static_cast<unsigned>(input.device));
  switch (input.kind) {
  case InputKind::door: book.state = input.door_state; return;
  case InputKind::doorway: book.doorway = input.number != 0; return;
  case InputKind::occupancy:
    if ((m_failed & 1U << static_cast<unsigned>(Device::presence_sensor)) != 0) return;
    m_bodies = input.number;
    m_bodies_known = true;
    return;
  case InputKind::document_presented: m_document = true; return;
  case InputKind::document_removed: m_document = false; return;
  case InputKind::emergency_raised: m_emergency = true; return;
  case InputKind::emergency_reset: m_emergency = false; return;
  case InputKind::power_lost: m_power = false; return;
  case InputKind::power_restored: m_power = true; return;
  case InputKind::device_recovered:
    m_failed = static_cast<std::uint16_t>(m_failed & ~device);
    return;
  case InputKind::device_failed:
    m_failed = static_cast<std::uint16_t>(m_failed | device);
    if (input.device == Device::presence_sensor) m_bodies_known = false;
    if (input.device == Device::entry_door) m_doors[0].state = DoorState::unknown;
    if (input.device == Device::exit_door) m_doors[1].state = DoorState::unknown;
    return;
  default: return;
  }
}

void Interlock::authorise(TransactionId transaction, MonotonicTime until)
{
  m_authorised = transaction;
  m_authorised_until = until;
}

bool Interlock::may_close(Door which) const
{
  const DoorBook& book = door(which);
  return m_bodies_known && !book.doorway && book.state != DoorState::obstructed;
}

bool Interlock::is_shut(Door which) const
{
  return door(which).told == GateCommandKind::close_door && door(which).state == DoorState::closed;
}

void Interlock::check_command(const GateCommand& command, TransactionId current, MonotonicTime now)
{
  if (command.kind != GateCommandKind::open_door && command.kind != GateCommandKind::close_door &&
      command.kind != GateCommandKind::release_door)
    return;
  const DoorBook& across = door(other(command.door));
  if (command.kind == GateCommandKind::close_door) {
    CHECK(may_close(command.door) && "nobody may stand in the line of a closing door");
  } else if (command.kind == GateCommandKind::open_door) {
    CHECK(across.told != GateCommandKind::open_door && "both doors would be open");
    CHECK(across.told != GateCommandKind::release_door && "the other door is free");
    if (command.door == Door::exit) {
      CHECK(is_shut(Door::entry) && "the entry is not shut");
      CHECK(current.valid() && m_authorised == current && "nobody is authorised");
      CHECK(now < m_authorised_until && "the authorisation has expired");
      CHECK(m_bodies_known && m_bodies == 1 && "the authorisation is for one person");
    }
  }
  m_doors[static_cast<std::size_t>(command.door)].told = command.kind;
}

} // namespace gatetwin
