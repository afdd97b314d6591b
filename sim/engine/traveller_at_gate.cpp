// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/traveller_at_gate.hpp"

namespace gatetwin {
namespace {

constexpr std::uint16_t presentations_at_most = 3; // then the person looks for an officer
constexpr double slow_extra_low_s = 2, slow_extra_high_s = 12; // beyond the entry limit
constexpr double follower_gap_low_s = 0.3, follower_gap_high_s = 1.2;
constexpr Duration follower_squeeze = milliseconds(500); // through a door that was closing

} // namespace

TravellerAtGate::TravellerAtGate(const StationModel& station, SimulatedHardware& hardware,
                                 SimulatedReader& reader, SimulatedCamera& camera,
                                 VisitDraws& draws, GateStage& stage)
    : m_station(station), m_hardware(hardware), m_reader(reader), m_camera(camera), m_draws(draws),
      m_stage(stage)
{
}

void TravellerAtGate::arrive(const Habits& habits, const CarriedDocument& document)
{
  CHECK(m_place == Place::nowhere);
  m_habits = habits;
  m_document = &document;
  m_presentations = 0;
  m_place = Place::approaching;
  m_turns_at_door = habits.turns_back && m_draws.chance(Draw::turn_back, 0.5);
  show_face();
  begin(Step::reach_reader);
}

void TravellerAtGate::react()
{
  if (m_place != Place::nowhere && m_place != Place::approaching) {
    const Step wanted = wish();
    if (wanted != m_step) begin(wanted);
  }
  if (m_follower != Follower::nobody) react_follower();
}

TravellerAtGate::Step TravellerAtGate::wish() const
{
  switch (m_place) {
  case Place::before: return wish_before_gate();
  case Place::inside: return wish_inside();
  case Place::in_doorway: return Step::step_out;
  case Place::nowhere:
  case Place::approaching: break;
  }
  return Step::none;
}

TravellerAtGate::Step TravellerAtGate::wish_before_gate() const
{
  if (m_reader.holds_document()) {
    if (m_habits.removes_document_early && m_reader.reading() && m_presentations == 1)
      return Step::take_document;
    if (shows(ScreenMessage::reading, ScreenMessage::present_document, ScreenMessage::please_wait,
              ScreenMessage::blank, ScreenMessage::look_at_camera,
              ScreenMessage::one_person_only)) {
      return Step::none;
    }
    const bool forgets = m_habits.leaves_document &&
                         shows(ScreenMessage::take_document, ScreenMessage::document_left,
                               ScreenMessage::step_in, ScreenMessage::go_on);
    return forgets ? Step::none : Step::take_document;
  }
  if (m_hardware.passable(Door::entry) && shows(ScreenMessage::step_in, ScreenMessage::go_on)) {
    return m_turns_at_door ? Step::leave : Step::walk_in;
  }
  if (shows(ScreenMessage::welcome, ScreenMessage::present_document)) {
    return m_presentations < presentations_at_most ? Step::place_document : Step::leave;
  }
  if (shows(ScreenMessage::see_officer, ScreenMessage::closed, ScreenMessage::leave_now,
            ScreenMessage::step_back)) {
    return Step::leave;
  }
  return Step::none;
}

// Doors are never both open but in an emergency, and then the way out is the way in.
TravellerAtGate::Step TravellerAtGate::wish_inside() const
{
  const bool sent_back =
      m_habits.turns_back || shows(ScreenMessage::step_back, ScreenMessage::leave_now,
                                   ScreenMessage::closed, ScreenMessage::see_officer);
  if (sent_back && m_hardware.door(Door::entry) != DoorState::closed) {
    return m_habits.turns_back || m_hardware.passable(Door::entry) ? Step::walk_back : Step::none;
  }
  const bool may_go_on = m_hardware.passable(Door::exit) && !shows(ScreenMessage::step_back);
  return may_go_on ? Step::walk_out : Step::none;
}

Duration TravellerAtGate::time_of(Step step)
{
  const DeviceTimes& times = m_station.times;
  switch (step) {
  case Step::reach_reader:
    return m_draws.time(Draw::approach, times.approach) +
           m_draws.time(Draw::place_document, times.place_document);
  case Step::place_document: return m_draws.time(Draw::place_document, times.place_document);
  case Step::take_document:
    if (m_reader.reading()) { // snatched away at some point of a usual reading
      const Duration usual = m_draws.time(Draw::early_removal, m_station.times.read_document);
      return Duration{static_cast<std::int64_t>(static_cast<double>(usual.ns) *
                                                m_draws.stream(Draw::early_removal).uniform())};
    }
    return m_draws.time(Draw::take_document, times.take_document);
  case Step::walk_in: {
    const Duration walk = m_draws.time(Draw::walk_in, times.walk_in);
    if (!m_habits.slow_to_enter) return walk;
    m_habits.slow_to_enter = false; // quicker when asked again
    const double extra_s =
        m_draws.stream(Draw::walk_in).uniform(slow_extra_low_s, slow_extra_high_s);
    return walk + m_station.gate.entry + from_seconds(extra_s);
  }
  case Step::walk_out: return m_draws.time(Draw::walk_out, times.walk_out);
  case Step::walk_back:
    // Who turns round in the door is in it at once; who was sent back walks.
    return m_habits.turns_back ? Duration{0} : m_draws.time(Draw::walk_in, times.walk_in);
  case Step::step_out: return m_draws.time(Draw::walk_in, times.walk_in);
  default: return {0};
  }
}

void TravellerAtGate::begin(Step step)
{
  m_step = step;
  ++m_token;
  if (step == Step::none) return;
  const Duration time = time_of(step);
  if (time.ns == 0 && step != Step::reach_reader) {
    finish(step);
  } else {
    m_stage.schedule_step(time, static_cast<std::uint8_t>(step), m_token);
  }
}

void TravellerAtGate::on_due(std::uint8_t step, std::uint32_t token)
{
  const auto due = static_cast<Step>(step);
  if (due >= Step::follow) {
    if (token == m_follower_token && due == m_follower_step) finish_follower(due);
  } else if (token == m_token && due == m_step) {
    finish(due);
  }
}

void TravellerAtGate::finish(Step step)
{
  m_step = Step::none;
  switch (step) {
  case Step::reach_reader:
    m_place = Place::before;
    if (wish() != Step::place_document) break; // the gate changed its mind meanwhile
    [[fallthrough]];
  case Step::place_document:
    ++m_presentations;
    m_reader.place(*m_document);
    break;
  case Step::take_document: m_reader.remove(); break;
  case Step::walk_in: enter(); break;
  case Step::walk_out:
    m_hardware.body_leaves();
    m_stage.body_passed(BodyPassage::left_secure, false);
    leave(m_hardware.released(Door::exit) ? Outcome::evacuated : Outcome::admitted);
    break;
  case Step::walk_back:
    m_hardware.body_leaves(); // into the door's line
    m_hardware.stand_in_doorway(Door::entry, true);
    m_place = Place::in_doorway;
    show_face();
    break;
  case Step::step_out:
    m_hardware.stand_in_doorway(Door::entry, false);
    m_stage.body_passed(BodyPassage::left_public, false);
    leave(outcome_outside());
    break;
  case Step::leave: leave(outcome_outside()); break;
  default: break;
  }
}

void TravellerAtGate::enter()
{
  m_place = Place::inside;
  m_hardware.body_enters();
  m_stage.body_passed(BodyPassage::entered, false);
  if (!m_habits.tailgated || m_follower != Follower::nobody) return;
  m_habits.tailgated = false;
  m_follower = Follower::behind;
  const double gap_s =
      m_draws.stream(Draw::tailgater).uniform(follower_gap_low_s, follower_gap_high_s);
  schedule_follower(Step::follow, from_seconds(gap_s));
}

Outcome TravellerAtGate::outcome_outside() const
{
  if (shows(ScreenMessage::leave_now)) return Outcome::evacuated;
  return m_habits.turns_back ? Outcome::abandoned : Outcome::referred;
}

// The camera sees whoever is inside; when the person has turned back, that is who slipped in.
void TravellerAtGate::show_face()
{
  const bool somebody_else = m_follower == Follower::inside && m_place != Place::inside;
  const bool looks = somebody_else || (!m_habits.does_not_look && !m_habits.turns_back);
  m_camera.show_face(looks, !somebody_else);
}

void TravellerAtGate::leave(Outcome outcome)
{
  m_place = Place::nowhere;
  show_face();
  m_step = Step::none;
  ++m_token;
  m_stage.visit_ended(outcome);
}

// ---- who slips in behind: in when the door is not yet shut, and out by whatever door is open
// --------

void TravellerAtGate::schedule_follower(Step step, Duration after)
{
  m_follower_step = step;
  m_stage.schedule_step(after, static_cast<std::uint8_t>(step), ++m_follower_token);
}

void TravellerAtGate::react_follower()
{
  if (m_follower != Follower::inside || m_follower_step != Step::none) return;
  if (m_hardware.passable(Door::exit) &&
      !shows(ScreenMessage::leave_now, ScreenMessage::step_back)) {
    schedule_follower(Step::follower_walks_out,
                      m_draws.time(Draw::walk_out, m_station.times.walk_out));
  } else if (m_hardware.passable(Door::entry) && m_place != Place::inside) {
    schedule_follower(Step::follower_walks_back,
                      m_draws.time(Draw::walk_in, m_station.times.walk_in));
  }
}

void TravellerAtGate::finish_follower(Step step)
{
  m_follower_step = Step::none;
  if (step == Step::follow) {
    const DoorState door = m_hardware.door(Door::entry);
    if (door == DoorState::closed) {
      m_follower = Follower::nobody; // too late
      return;
    }
    m_follower = Follower::in_doorway;
    m_hardware.stand_in_doorway(Door::entry, true);
    schedule_follower(Step::follower_steps_in, follower_squeeze);
  } else if (step == Step::follower_steps_in) {
    m_hardware.stand_in_doorway(Door::entry, false);
    m_follower = Follower::inside;
    show_face();
    m_hardware.body_enters();
    m_stage.body_passed(BodyPassage::entered, true);
  } else {
    const Door door = step == Step::follower_walks_out ? Door::exit : Door::entry;
    if (m_hardware.door(door) == DoorState::closed) return; // shut before its nose: looks again
    m_follower = Follower::nobody;
    m_hardware.body_leaves();
    const auto passage = door == Door::exit ? BodyPassage::left_secure : BodyPassage::left_public;
    m_stage.body_passed(passage, true);
  }
}

} // namespace gatetwin
