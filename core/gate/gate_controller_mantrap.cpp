// SPDX-License-Identifier: Apache-2.0
// One person shut in alone: face and liveness, both authorities where the unit is a joint stop, the
// durable authorisation, the exit.
#include "core/gate/gate_controller.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

// One score's faults.
struct ScoreReasons {
  Reason stale;
  Reason late;
  Reason not_a_number;
  Reason out_of_range;
  Reason below_threshold;
};

constexpr ScoreReasons of_match{Reason::face_stale, Reason::face_late, Reason::face_not_a_number,
                                Reason::face_out_of_range, Reason::face_below_threshold};
constexpr ScoreReasons of_liveness{Reason::liveness_stale, Reason::liveness_late,
                                   Reason::liveness_not_a_number, Reason::liveness_out_of_range,
                                   Reason::liveness_below_threshold};

// A picture from before the person was alone inside may show somebody else: stale. A score that
// comes too long after its picture says too little of who stands there now: late. A picture from
// the future shows that the clocks disagree.
struct ScoreTimes {
  MonotonicTime now;
  MonotonicTime capture_started;
  Duration max_age;
};
Reason judge_time(MonotonicTime taken_at, const ScoreTimes& times, const ScoreReasons& reasons)
{
  if (taken_at > times.now) return Reason::clock_implausible;
  if (taken_at < times.capture_started) return reasons.stale;
  if (times.now - taken_at > times.max_age) return reasons.late;
  return Reason::none;
}

Reason judge_score(double score, double threshold, const ScoreReasons& reasons)
{
  if (std::isnan(score)) return reasons.not_a_number;
  if (score < 0 || score > 1) return reasons.out_of_range;
  if (score < threshold) return reasons.below_threshold;
  return Reason::none;
}

} // namespace

void GateController::start_capture()
{
  m_visit.inside = true;
  m_visit.captures = 1;
  m_visit.capture_started = m_now;
  show(ScreenMessage::look_at_camera);
  emit(GateCommandKind::capture_face);
  enter(GateState::capturing, m_config.capture, Reason::time_limit_capture);
}

// several faces are a finding. The match's time comes first, as it was the first to be known;
// its score comes last, because a score of what is no living face says nothing.
Reason GateController::judge(const FaceCapture& face, MonotonicTime now) const
{
  if (face.faces_seen > 1) return Reason::tailgating;
  if (face.faces_seen == 0) return Reason::face_missing;
  const ScoreTimes times{now, m_visit.capture_started, m_config.max_score_age};
  Reason fault = judge_time(face.taken_at, times, of_match);
  if (fault != Reason::none) return fault;
  if (!face.liveness_score) return Reason::liveness_missing;
  fault = judge_time(face.liveness_at, times, of_liveness);
  if (fault != Reason::none) return fault;
  fault = judge_score(*face.liveness_score, m_config.liveness_threshold, of_liveness);
  if (fault != Reason::none) return fault;
  return judge_score(face.match_score, m_config.match_threshold, of_match);
}

void GateController::on_face(const FaceCapture& face)
{
  if (m_state != GateState::capturing) return;
  const Reason fault = judge(face, m_now);
  if (fault == Reason::none) {
    show(ScreenMessage::please_wait);
    if (!m_one_stop) return authorise();
    m_visit.joint_started = true;
    emit(GateCommandKind::start_joint);
    return enter(GateState::joint, m_config.joint, Reason::time_limit_joint);
  }
  if (m_visit.captures >= m_config.capture_attempts || fault == Reason::tailgating)
    return refer_inside(fault);
  ++m_visit.captures;
  emit(GateCommandKind::capture_face);
}

void GateController::authorise()
{
  m_visit.authorisation = Authorisation::asked;
  m_visit.authorised_until = m_now + m_config.authorisation_validity;
  show(ScreenMessage::please_wait);
  emit(GateCommandKind::store_authorisation);
  enter(GateState::authorising, m_config.store, Reason::time_limit_store);
}

void GateController::on_stored(const GateEvent& event)
{
  if (m_state != GateState::authorising || event.transaction != m_visit.id) return;
  if (event.kind == GateEventKind::store_failed) return refer_inside(Reason::store_failed);
  if (!alone() || !secured()) return; // advance() refers
  m_visit.authorisation = Authorisation::stored;
  if (!m_one_stop || m_visit.joint_committed) return open_exit();
  emit(GateCommandKind::confirm_joint);
  enter(GateState::joint, m_config.joint, Reason::time_limit_joint);
}

void GateController::on_joint(const GateEvent& event)
{
  if (event.transaction != m_visit.id || !m_visit.id.valid()) return;
  const bool admits = event.decision == Decision::admit;
  if (admits && event.joint == JointState::committed && m_visit.joint_started)
    m_visit.joint_committed = true;
  if (m_state != GateState::joint) return;
  const bool stored = m_visit.authorisation == Authorisation::stored;
  if (admits && !stored && event.joint == JointState::reserved) return authorise();
  if (admits && stored && m_visit.joint_committed) return open_exit();
  refer_inside(event.reason == Reason::none ? Reason::partner_refused : event.reason);
}

void GateController::open_exit()
{
  if (!alone() || !secured()) return; // advance() refers
  if (m_now >= m_visit.authorised_until) return refer_inside(Reason::time_limit_store);
  show(ScreenMessage::go_on);
  m_visit.exit_offered = true;
  m_doors.want(Door::exit, DoorWish::open);
  const Duration left = m_visit.authorised_until - m_now;
  enter(GateState::exit_open, std::min(m_config.exit, left), Reason::time_limit_exit);
}

// Face, joint clearance and authorisation belong to one unbroken occupancy of one person.
bool GateController::advance_enclosed_work()
{
  if (alone() && secured()) return false;
  if (m_facts.bodies_known && m_facts.bodies > 1)
    abort_for_company(Reason::tailgating);
  else
    refer_inside(Reason::sensor_fault);
  return true;
}

bool GateController::advance_exit_open()
{
  if (m_visit.passed) {
    m_doors.want(Door::exit, DoorWish::closed);
    enter(GateState::exit_closing, m_config.clear_away, Reason::door_stuck);
    return true;
  }
  if (!m_facts.bodies_known || m_facts.bodies <= 1) return false; // the limit acts
  abort_for_company(Reason::person_from_wrong_side);
  return true;
}

// First the person is told to go; when the authorisation has expired, the exit shuts again.
void GateController::on_exit_limit()
{
  if (!m_visit.warned && m_now < m_visit.authorised_until) {
    m_visit.warned = true;
    show(ScreenMessage::leave_now);
    call_officer(m_facts.bodies_known ? Reason::person_did_not_leave : Reason::sensor_fault);
    m_limit = {m_visit.authorised_until, Reason::time_limit_exit};
    return;
  }
  if (!m_facts.bodies_known) {
    // Nobody can tell whether the person passed, and the door may not close on anybody.
    lose_control(Reason::sensor_fault);
    return end(Outcome::unfinished, Reason::sensor_fault);
  }
  m_visit.reason = Reason::person_did_not_leave;
  m_doors.want(Door::exit, DoorWish::closed);
  enter(GateState::exit_closing, m_config.clear_away, Reason::door_stuck);
}

bool GateController::advance_exit_closing()
{
  if (!m_doors.shut(Door::exit)) return false;
  if (m_visit.passed) {
    end(Outcome::admitted, m_visit.reason);
    rest();
  } else if (m_visit.outcome != Outcome::none) {
    turn_back(); // an officer decided so
  } else {
    refer_inside(m_visit.reason);
  }
  return true;
}

} // namespace gatetwin
