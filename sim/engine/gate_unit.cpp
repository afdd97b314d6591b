// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/gate_unit.hpp"

namespace gatetwin {

GateUnit::GateUnit(UnitSite& site, Index station_index, Index unit_index)
    : CoreUnit(site, station_index, unit_index, ReadingMethod::full_page, OfficerPost::gate),
      m_hardware(station().times, station().faults, *this, *this, outlet()),
      m_camera(station().times, station().faults, *this, *this, outlet()),
      m_traveller(station(), m_hardware, reader(), m_camera, *this, *this)
{
  compose(UnitKind::e_gate, m_hardware, m_camera);
}

void GateUnit::start_visit()
{
  m_hardware.start_visit();
  m_traveller.arrive(habits(), carried());
}

void GateUnit::on_device(DevicePart part, std::uint8_t what, std::uint32_t token)
{
  if (part == DevicePart::hardware) {
    m_hardware.on_due(what, token);
  } else {
    m_camera.on_due(what, token);
  }
}

// A breakdown is of one of the devices that a gate cannot do without; doors have faults of their
// own.
void GateUnit::fail_device(std::uint64_t choice, bool failed)
{
  constexpr Device broken[] = {Device::document_reader, Device::camera, Device::presence_sensor};
  const Device device = broken[choice % std::size(broken)];
  post(failed ? InputKind::device_failed : InputKind::device_recovered, device);
  if (!failed && device == Device::presence_sensor) m_hardware.start();
}

void GateUnit::schedule_step(Duration after, std::uint8_t step, std::uint32_t token)
{
  schedule_traveller(after, step, token);
}

void GateUnit::body_passed(BodyPassage passage, bool follower)
{
  const std::uint64_t subject = visitor().traveller | (follower ? follower_bit : 0);
  const std::uint64_t ref = follower ? 0 : carried().ref.value;
  switch (passage) {
  case BodyPassage::entered:
    return record_body(journal::RecordKind::body_entered, subject, ref, ++m_bodies);
  case BodyPassage::left_secure:
    return record_body(journal::RecordKind::body_left_secure, subject, ref, --m_bodies);
  case BodyPassage::left_public:
    return record_body(journal::RecordKind::body_left_public, subject, ref, --m_bodies);
  }
}

} // namespace gatetwin
