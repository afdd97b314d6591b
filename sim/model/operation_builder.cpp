// SPDX-License-Identifier: Apache-2.0
// Model builder: planned faults, registry, platform, service levels.
#include "core/base/check.hpp"
#include "sim/model/build_context.hpp"
#include "sim/scenario/time_zone.hpp"

namespace gatetwin {
namespace {

using scenario::PlannedFault;

constexpr double core_flops = 1e9; // a scenario gives times; the platform needs work and speed

FaultKind to_fault_kind(PlannedFault::Kind kind)
{
  switch (kind) {
  case PlannedFault::registry_outage: return FaultKind::registry_outage;
  case PlannedFault::link_outage: return FaultKind::link_outage;
  case PlannedFault::unit_breakdown: return FaultKind::unit_breakdown;
  case PlannedFault::fire_alarm: return FaultKind::fire_alarm;
  case PlannedFault::power_loss: return FaultKind::power_loss;
  }
  CHECK(false);
  return {};
}

FaultModel to_fault(const BuildContext& context, const PlannedFault& from)
{
  FaultModel fault;
  fault.kind = to_fault_kind(from.kind());
  fault.from_ns = from.has_at()
                      ? context.calendar.run_time_ns(from.at(), context.scenario.start().zone())
                      : from_seconds(from.after()).ns;
  fault.to_ns = fault.from_ns + from_seconds(from.lasts()).ns;
  if (from.has_authority()) fault.authority = context.authorities.at(from.authority());
  if (from.has_checkpoint()) fault.checkpoint = context.checkpoints.at(from.checkpoint());
  if (from.has_station()) fault.station = context.stations.at(from.station());
  if (from.has_unit()) fault.unit = from.unit() - 1;
  return fault;
}

PlatformModel to_platform(const scenario::Platform& from)
{
  PlatformModel platform;
  platform.network = from.network() == scenario::Platform::simgrid ? NetworkFidelity::simgrid
                                                                   : NetworkFidelity::closed_form;
  platform.gate_link_bytes_per_s = from.gate_link().bandwidth();
  platform.gate_link_latency_s = from.gate_link().latency();
  platform.wan_bytes_per_s = from.wan().bandwidth();
  platform.wan_latency_s = from.wan().latency();
  platform.partner_wan_latency_s = from.partner_latency();
  platform.centre_cores = from.centre().cores();
  platform.centre_flops = core_flops;
  platform.check_flops = from.centre().check_time() * core_flops;
  platform.record_flops = from.centre().record_time() * core_flops;
  platform.centre_concurrency = from.centre().concurrency();
  return platform;
}

ScanModel to_scan(const scenario::Scan& from)
{
  static_assert(static_cast<int>(Symbology::aztec) == scenario::Scan::aztec);
  ScanModel scan;
  scan.fidelity =
      from.fidelity() == scenario::Scan::FRAME ? ScanFidelity::frame : ScanFidelity::payload;
  scan.symbology = static_cast<Symbology>(from.symbology());
  scan.width = from.width();
  scan.height = from.height();
  scan.module_px = to_distribution(from.module_size());
  scan.rotation_deg = to_distribution(from.rotation());
  scan.tilt = to_distribution(from.tilt());
  scan.blur_px = to_distribution(from.blur());
  scan.glare = to_distribution(from.glare());
  scan.noise = to_distribution(from.noise());
  scan.contrast = to_distribution(from.contrast());
  return scan;
}

} // namespace

void build_operation(BuildContext& context, CheckpointModel& model)
{
  const scenario::Scenario& s = context.scenario;
  for (const PlannedFault& from : s.faults()) model.faults.push_back(to_fault(context, from));
  model.platform = to_platform(s.platform());
  model.scan = to_scan(s.scan());
  model.registry.has_watch_list = s.registry().watch_list();
  model.registry.rules.consult_watch_list = s.registry().watch_list();
  model.registry.rules.stamp_validity = from_seconds(s.registry().stamp_validity());
  for (const auto& from : s.service_levels()) {
    ServiceLevelModel level;
    level.name = from.name();
    level.figure = scenario::ServiceLevel::Figure_Name(from.figure());
    if (from.has_station()) level.station = context.stations.at(from.station());
    if (from.has_class_()) level.traveller_class = context.classes.at(from.class_());
    level.within_s = from.within();
    level.share = from.share();
    model.service_levels.push_back(std::move(level));
  }
}

} // namespace gatetwin
