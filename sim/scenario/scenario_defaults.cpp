// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_defaults.hpp"
#include "core/base/check.hpp"
#include "core/settings/fallbacks.hpp"
#include "sim/scenario/phase_defaults.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using scenario::Scenario;
using scenario::Station;

template <typename List> auto* find_named(List& list, const std::string& name)
{
  for (auto& item : list) {
    if (item.name() == name) return &item;
  }
  return decltype(&*list.begin())(nullptr);
}

void fill_station(Station& station, const Scenario& scenario, FallbackReader& reader)
{
  if (!station.has_authority()) {
    const auto* area = find_named(scenario.areas(), station.area());
    const auto* checkpoint =
        area != nullptr ? find_named(scenario.checkpoints(), area->checkpoint()) : nullptr;
    if (checkpoint != nullptr) station.set_authority(checkpoint->authority());
  }
  if (station.kind() == Station::plain) return;
  scenario::Times& times = *station.mutable_times();
  for (const PhaseDefault& phase : phases_of(station.kind())) {
    const FieldDescriptor* field = times.GetDescriptor()->FindFieldByName(phase.phase);
    CHECK(field != nullptr);
    if (!times.GetReflection()->HasField(times, field)) reader.read(times, *field, phase.text);
  }
  station.mutable_limits();
  station.mutable_offline();
  const auto& faults = *scenario::DeviceFaults::descriptor();
  for (int i = 0; i < faults.field_count(); ++i) {
    const FieldDescriptor& field = *faults.field(i);
    const auto& access = *scenario::DeviceFaults::default_instance().GetReflection();
    if (!has_device_fault(station.kind(), field.name()) ||
        access.HasField(station.faults(), &field))
      continue;
    reader.read(*station.mutable_faults(), field, rule_of(field).fallback());
  }
}

void fill_route(scenario::Route& route, const Scenario& scenario)
{
  double rest = 1;
  scenario::Choice* open = nullptr;
  for (scenario::Choice& choice : *route.mutable_choices()) {
    if (choice.has_share())
      rest -= choice.share();
    else
      open = &choice;
  }
  if (open != nullptr) open->set_share(std::max(rest, 0.0));
  if (route.on_size() > 0) return;
  bool plain = false, core = false;
  for (const std::string& from : route.from()) {
    const Station* station = find_named(scenario.stations(), from);
    if (station != nullptr) (station->kind() == Station::plain ? plain : core) = true;
  }
  if (plain) route.add_on(scenario::Route::served);
  if (core) route.add_on(scenario::Route::admitted);
}

// Defaults that only some items have.
void fill_conditional(Scenario& scenario, FallbackReader& reader)
{
  for (scenario::Area& area : *scenario.mutable_areas()) {
    if (!area.has_checkpoint() && scenario.checkpoints_size() == 1) {
      area.set_checkpoint(scenario.checkpoints(0).name());
    }
  }
  for (scenario::Checkpoint& checkpoint : *scenario.mutable_checkpoints()) {
    if (!checkpoint.has_opposite() || checkpoint.has_opposite_open()) continue;
    const auto* field = checkpoint.GetDescriptor()->FindFieldByName("opposite_open");
    reader.read(checkpoint, *field, "00:00-24:00");
  }
  for (scenario::Demand& demand : *scenario.mutable_demand()) {
    if (demand.has_counts() && !demand.has_spread()) demand.set_spread(scenario::Demand::poisson);
    if (demand.has_expected() && !demand.has_expected_in() && scenario.duration() > 0)
      demand.set_expected_in(scenario.duration());
    const bool scaled = demand.has_rate() || demand.has_counts() ||
                        (demand.has_profile() && !demand.has_expected());
    if (scaled && !demand.has_factor()) demand.set_factor(1);
  }
}

} // namespace

void fill_defaults(Scenario& scenario)
{
  FallbackReader reader(
      [](ReadContext& context) { return std::make_unique<ScenarioReader>(context); });
  fill_conditional(scenario, reader);
  for (Station& station : *scenario.mutable_stations()) fill_station(station, scenario, reader);
  for (scenario::Route& route : *scenario.mutable_routes()) fill_route(route, scenario);
  // Device faults have their defaults by kind of station: fill_station().
  reader.fill(scenario, scenario::DeviceFaults::descriptor());
}

} // namespace gatetwin
