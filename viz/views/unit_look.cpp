// SPDX-License-Identifier: Apache-2.0
#include "viz/views/views.hpp"

namespace gatetwin::viz {

ImU32 look_color(UnitLook look, const Theme& t)
{
  switch (look) {
  case UnitLook::closed: return with_alpha(t.border, 0.55F);
  case UnitLook::idle: return with_alpha(t.good, 0.45F);
  case UnitLook::busy: return t.busy;
  case UnitLook::turnaround: return with_alpha(t.busy, 0.5F);
  case UnitLook::blocked:
  case UnitLook::needs_officer: return t.warning;
  case UnitLook::out_of_order: return with_alpha(t.alarm, 0.55F);
  case UnitLook::alarm: return t.alarm;
  }
  return t.border;
}

const char* look_sign(UnitLook look)
{
  switch (look) {
  case UnitLook::closed: return "\xE2\x80\x93";
  case UnitLook::blocked: return "=";
  case UnitLook::needs_officer: return "?";
  case UnitLook::out_of_order: return "\xC3\x97";
  case UnitLook::alarm: return "!";
  default: return "";
  }
}

Word look_word(UnitLook look)
{
  switch (look) {
  case UnitLook::closed: return Word::closed;
  case UnitLook::idle: return Word::idle;
  case UnitLook::busy: return Word::busy;
  case UnitLook::turnaround: return Word::turnaround;
  case UnitLook::blocked: return Word::blocked;
  case UnitLook::needs_officer: return Word::needs_officer;
  case UnitLook::out_of_order: return Word::out_of_order;
  case UnitLook::alarm: return Word::alarm;
  }
  return Word::closed;
}

} // namespace gatetwin::viz
