// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/unit_factory.hpp"
#include "sim/engine/booth_unit.hpp"
#include "sim/engine/gate_unit.hpp"
#include "sim/engine/unit_site.hpp"

namespace gatetwin {

UnitFactory::UnitFactory(const CheckpointModel& model, std::uint64_t replication, UnitWorld& world,
                         bool journals_inputs)
    : m_site(std::make_unique<UnitSite>(model, replication, world))
{
  m_site->journals_inputs = journals_inputs;
}

UnitFactory::~UnitFactory() = default;

People& UnitFactory::people() { return m_site->people; }

bool UnitFactory::issue_ahead() { return m_site->issue_ahead(); }

CameraCounts UnitFactory::camera_counts() const
{
  const LabelCamera* camera = m_site->label_camera();
  return camera != nullptr ? camera->counts() : CameraCounts{};
}

std::unique_ptr<ServedUnit> UnitFactory::make(Index station, Index unit)
{
  switch (m_site->model.stations[station].kind) {
  case StationKind::e_gate: return std::make_unique<GateUnit>(*m_site, station, unit);
  case StationKind::booth:
  case StationKind::barcode_booth:
  case StationKind::one_stop_booth: return std::make_unique<BoothUnit>(*m_site, station, unit);
  case StationKind::plain: break;
  }
  CHECK(false); // a plain station has no core
  return nullptr;
}

} // namespace gatetwin
