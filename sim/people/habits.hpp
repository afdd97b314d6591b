// SPDX-License-Identifier: Apache-2.0
// What one traveller will do at a gate, drawn once for the person: the shares are HabitModel's.
#pragma once
#include "core/base/random_stream.hpp"
#include "sim/model/checkpoint_model.hpp"

namespace gatetwin {

struct Habits {
  bool turns_back = false;
  bool tailgated = false; // somebody walks in behind this person
  bool leaves_document = false;
  bool removes_document_early = false;
  bool does_not_look = false;
  bool slow_to_enter = false;
  bool any() const
  {
    return turns_back || tailgated || leaves_document || removes_document_early || does_not_look ||
           slow_to_enter;
  }
};

// One draw for each habit in a fixed order, whatever its share: another share shifts no other
// habit's luck.
inline Habits draw_habits(const HabitModel& model, RandomStream stream)
{
  Habits habits;
  habits.turns_back = stream.chance(model.turns_back);
  habits.tailgated = stream.chance(model.tailgates);
  habits.leaves_document = stream.chance(model.leaves_document);
  habits.removes_document_early = stream.chance(model.removes_document_early);
  habits.does_not_look = stream.chance(model.does_not_look);
  habits.slow_to_enter = stream.chance(model.slow_to_enter);
  return habits;
}

} // namespace gatetwin
