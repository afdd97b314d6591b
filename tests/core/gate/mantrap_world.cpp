// SPDX-License-Identifier: Apache-2.0
#include "tests/core/gate/mantrap_world.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::size_t index(Door door) { return static_cast<std::size_t>(door); }

} // namespace

MantrapWorld::MantrapWorld(const GateConfig& config, bool one_stop)
    : controller(config, UnitId{3}, 100, one_stop), watch(config)
{
}

GateEvent MantrapWorld::make(GateEventKind kind) const
{
  GateEvent event;
  event.kind = kind;
  event.transaction = controller.transaction();
  return event;
}

void MantrapWorld::handle(const GateEvent& event)
{
  watch.on_event(event, now);
  const GateCommands& commands = controller.handle(event, Instant{now, {}});
  watch.on_commands(commands, controller.transaction(), now);
  last.insert(last.end(), commands.begin(), commands.end());
  history.insert(history.end(), commands.begin(), commands.end());
  for (const GateCommand& command : commands) {
    switch (command.kind) {
    case GateCommandKind::open_door:
    case GateCommandKind::close_door:
    case GateCommandKind::release_door: m_told[index(command.door)] = command.kind; break;
    case GateCommandKind::query_registry: m_answered = false; break;
    case GateCommandKind::start_joint: m_confirming = false; break;
    case GateCommandKind::confirm_joint: m_confirming = true; break;
    default: break;
    }
  }
}

void MantrapWorld::feed(const GateEvent& event)
{
  last.clear();
  switch (event.kind) {
  case GateEventKind::door_changed: m_reported[index(event.door)] = event.door_state; break;
  case GateEventKind::occupancy_changed:
    m_bodies = event.number;
    m_bodies_reported = true;
    break;
  case GateEventKind::document_presented: m_document = true; break;
  case GateEventKind::document_removed: m_document = false; break;
  case GateEventKind::registry_answered: m_answered = true; break;
  default: break;
  }
  handle(event);
}

void MantrapWorld::pass(Duration time)
{
  last.clear();
  const MonotonicTime until = now + time;
  while (controller.next_deadline().at <= until) {
    now = std::max(now, controller.next_deadline().at);
    GateEvent event = make(GateEventKind::time_limit);
    event.reason = controller.next_deadline().limit;
    handle(event);
  }
  now = until;
}

void MantrapWorld::pass_to_next_limit()
{
  const MonotonicTime at = controller.next_deadline().at;
  if (at != MonotonicTime::never()) pass(std::max(at - now, Duration{0}));
}

bool MantrapWorld::move_doors()
{
  for (Door which : {Door::entry, Door::exit}) {
    const GateCommandKind told = m_told[index(which)];
    const DoorState state = m_reported[index(which)];
    if (state == DoorState::unknown) return door(which, DoorState::closed), true;
    if (told == GateCommandKind::open_door && state != DoorState::open)
      return door(which, DoorState::open), true;
    if (told == GateCommandKind::close_door && state != DoorState::closed)
      return door(which, DoorState::closed), true;
  }
  return false;
}

bool MantrapWorld::cooperate()
{
  if (move_doors()) return true;
  if (!m_bodies_reported) return bodies(0), true;
  return cooperate_at_entrance() || cooperate_inside() || cooperate_aside();
}

bool MantrapWorld::cooperate_at_entrance()
{
  switch (controller.state()) {
  case GateState::idle:
    simple(m_document ? GateEventKind::document_removed : GateEventKind::document_presented);
    return true;
  case GateState::reading: return read(CheckResult::successful, Reason::none), true;
  case GateState::querying:
    if (!m_answered) return answer(Decision::admit, Reason::none), true;
    if (m_document) return simple(GateEventKind::document_removed), true;
    return false;
  case GateState::entry_open: return bodies(1), true;
  default: return false;
  }
}

bool MantrapWorld::cooperate_inside()
{
  switch (controller.state()) {
  case GateState::capturing: return face(0.9, 0.9), true;
  case GateState::joint: {
    GateEvent event = make(GateEventKind::joint_answered);
    event.decision = Decision::admit;
    event.joint = m_confirming ? JointState::committed : JointState::reserved;
    return feed(event), true;
  }
  case GateState::authorising: return stored(), true;
  case GateState::exit_open: return bodies(0), true;
  default: return false;
  }
}

bool MantrapWorld::cooperate_aside()
{
  switch (controller.state()) {
  case GateState::turning_back:
    if (m_bodies == 0) return false;
    return bodies(0), true;
  case GateState::referred:
  case GateState::tailgating:
    if (controller.transaction().valid())
      officer(OfficerAction::refer);
    else
      officer_of_unit(OfficerAction::release);
    return true;
  case GateState::emergency:
    if (m_bodies > 0) return bodies(0), true;
    simple(GateEventKind::emergency_reset);
    officer_of_unit(OfficerAction::reset);
    return true;
  case GateState::without_power:
    if (m_bodies > 0) return bodies(0), true;
    simple(GateEventKind::power_restored);
    officer_of_unit(OfficerAction::reset);
    return true;
  case GateState::forced: return officer_of_unit(OfficerAction::reset), true;
  default: return false;
  }
}

bool MantrapWorld::reach(GateState state)
{
  for (int step = 0; step < 200 && controller.state() != state; ++step) {
    if (!cooperate()) return false;
  }
  return controller.state() == state;
}

void MantrapWorld::finish()
{
  for (int step = 0; step < 500; ++step) {
    if (controller.is_ready()) return;
    if (controller.state() == GateState::idle || !cooperate()) {
      if (controller.next_deadline().at == MonotonicTime::never()) return;
      pass_to_next_limit();
    }
  }
}

void MantrapWorld::door(Door which, DoorState state)
{
  GateEvent event = make(GateEventKind::door_changed);
  event.door = which;
  event.door_state = state;
  feed(event);
}

void MantrapWorld::doorway(Door which, bool occupied)
{
  GateEvent event = make(GateEventKind::doorway_changed);
  event.door = which;
  event.number = occupied ? 1 : 0;
  feed(event);
}

void MantrapWorld::bodies(std::uint32_t number)
{
  GateEvent event = make(GateEventKind::occupancy_changed);
  event.number = number;
  feed(event);
}

void MantrapWorld::simple(GateEventKind kind) { feed(make(kind)); }

void MantrapWorld::failed(Device device)
{
  GateEvent event = make(GateEventKind::device_failed);
  event.device = device;
  feed(event);
}

void MantrapWorld::recovered(Device device)
{
  GateEvent event = make(GateEventKind::device_recovered);
  event.device = device;
  feed(event);
}

void MantrapWorld::read(CheckResult result, Reason reason)
{
  GateEvent event = make(GateEventKind::document_read);
  event.result = result;
  event.reason = reason;
  feed(event);
}

void MantrapWorld::answer(Decision decision, Reason reason)
{
  GateEvent event = make(GateEventKind::registry_answered);
  event.decision = decision;
  event.reason = reason;
  feed(event);
}

void MantrapWorld::face(double match, double liveness)
{
  GateEvent event = make(GateEventKind::face_captured);
  event.face = {now, match, liveness, 1, now};
  feed(event);
}

void MantrapWorld::stored() { simple(GateEventKind::authorisation_stored); }

void MantrapWorld::officer(OfficerAction action)
{
  GateEvent event = make(GateEventKind::officer_acted);
  event.officer = OfficerId{7};
  event.action = action;
  feed(event);
}

void MantrapWorld::officer_of_unit(OfficerAction action)
{
  GateEvent event;
  event.kind = GateEventKind::officer_acted;
  event.officer = OfficerId{7};
  event.action = action;
  feed(event);
}

std::size_t MantrapWorld::count(GateCommandKind kind) const
{
  return static_cast<std::size_t>(std::count_if(
      history.begin(), history.end(), [kind](const GateCommand& c) { return c.kind == kind; }));
}

std::size_t MantrapWorld::count(GateCommandKind kind, Door which) const
{
  return static_cast<std::size_t>(
      std::count_if(history.begin(), history.end(), [kind, which](const GateCommand& c) {
        return c.kind == kind && c.door == which;
      }));
}

std::size_t MantrapWorld::calls(Reason reason) const
{
  return static_cast<std::size_t>(
      std::count_if(history.begin(), history.end(), [reason](const GateCommand& c) {
        return c.kind == GateCommandKind::call_officer && c.reason == reason;
      }));
}

std::size_t MantrapWorld::alarms(Reason reason) const
{
  return static_cast<std::size_t>(
      std::count_if(history.begin(), history.end(), [reason](const GateCommand& c) {
        return c.kind == GateCommandKind::raise_alarm && c.reason == reason;
      }));
}

bool MantrapWorld::told(GateCommandKind kind) const
{
  return std::any_of(last.begin(), last.end(),
                     [kind](const GateCommand& c) { return c.kind == kind; });
}

std::optional<GateCommand> MantrapWorld::ended() const
{
  for (auto it = history.rbegin(); it != history.rend(); ++it) {
    if (it->kind == GateCommandKind::end_transaction) return *it;
  }
  return std::nullopt;
}

ScreenMessage MantrapWorld::screen() const
{
  for (auto it = history.rbegin(); it != history.rend(); ++it) {
    if (it->kind == GateCommandKind::show) return it->screen;
  }
  return ScreenMessage::blank;
}

} // namespace gatetwin
