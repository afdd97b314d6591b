// SPDX-License-Identifier: Apache-2.0
// Model builder: authorities, checkpoints, areas, entrances, classes of travellers.
#include "core/base/check.hpp"
#include "sim/model/build_context.hpp"
#include "sim/scenario/time_zone.hpp"

namespace gatetwin {
namespace {

DocumentKind to_document_kind(scenario::DocumentShare::Kind kind)
{
  static_assert(static_cast<int>(DocumentKind::crew_pass) == scenario::DocumentShare::crew_pass);
  return static_cast<DocumentKind>(kind);
}

Direction to_direction(scenario::Direction::Value direction)
{
  return direction == scenario::Direction::exit ? Direction::exit : Direction::entry;
}

HabitModel to_habits(const scenario::Habits& from)
{
  HabitModel habits;
  habits.turns_back = from.turns_back();
  habits.tailgates = from.tailgates();
  habits.leaves_document = from.leaves_document();
  habits.removes_document_early = from.removes_document_early();
  habits.does_not_look = from.does_not_look();
  habits.slow_to_enter = from.slow_to_enter();
  habits.expired_document = from.expired_document();
  habits.damaged_document = from.damaged_document();
  habits.forged_seal = from.forged_seal();
  habits.on_watch_list = from.on_watch_list();
  habits.unknown_to_registry = from.unknown_to_registry();
  return habits;
}

} // namespace

const std::string& zone_of_entrance(const CheckpointModel& model, Index entrance)
{
  const AreaModel& area = model.areas[model.entrances[entrance].area];
  return model.authorities[model.checkpoints[area.checkpoint].authority].zone;
}

void build_places(BuildContext& context, CheckpointModel& model)
{
  for (const auto& from : context.scenario.authorities()) {
    model.authorities.push_back(
        {from.name(), from.title(), from.zone(), utc_offset_at(model.start, from.zone())});
  }
  for (const auto& from : context.scenario.checkpoints()) {
    model.checkpoints.push_back(
        {from.name(), from.title(), context.authorities.at(from.authority())});
  }
  for (const auto& from : context.scenario.areas()) {
    model.areas.push_back(
        {from.name(), context.checkpoints.at(from.checkpoint()), from.capacity()});
  }
  for (const auto& from : context.scenario.entrances()) {
    model.entrances.push_back({from.name(), context.areas.at(from.area())});
  }
}

void build_classes(BuildContext& context, CheckpointModel& model)
{
  for (const auto& station : context.scenario.stations()) {
    for (const auto& entry : station.skills()) {
      for (const std::string& skill : entry.can()) {
        const auto bit = static_cast<unsigned>(context.skills.size());
        CHECK(bit < 32);
        context.skills.emplace(skill, 1U << bit);
      }
    }
  }
  for (const auto& from : context.scenario.classes()) {
    ClassModel made;
    made.name = from.name();
    made.title = from.title();
    made.direction = to_direction(from.direction());
    for (const auto& document : from.documents()) {
      made.documents.push_back({to_document_kind(document.kind()), document.share()});
    }
    made.nationality = from.nationality();
    made.population = from.population();
    made.walking_speed = to_distribution(from.walking_speed());
    made.patience = to_distribution(from.patience());
    made.balk_at = from.balk_at();
    made.group_size = to_distribution(from.group_size());
    made.leaves_together = from.leaves_together();
    made.priority = static_cast<std::uint8_t>(from.priority());
    made.skill = from.has_skill() ? context.skills.at(from.skill()) : 0;
    made.habits = to_habits(from.habits());
    model.classes.push_back(std::move(made));
  }
}

} // namespace gatetwin
