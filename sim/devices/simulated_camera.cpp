// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_camera.hpp"
#include <limits>

namespace gatetwin {
namespace {

// Ranges of scores. Assumed: real matchers differ; what counts is that the two kinds are told apart
// by any sensible threshold, so that the shares of DeviceFaults are the error rates.
struct ScoreRange {
  double low, high;
};
constexpr ScoreRange genuine{0.86, 0.995};
constexpr ScoreRange mismatch{0.02, 0.40};

double score(RandomStream stream, ScoreRange range)
{
  return stream.uniform(range.low, range.high);
}

// Assumed: longer than any sensible limit on the age of scores, shorter than one on a capture.
constexpr Duration slow_matcher = seconds(5);
constexpr Duration long_ago = seconds(30);
enum Due : std::uint8_t { picture_taken, scores_due };
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

SimulatedCamera::SimulatedCamera(const DeviceTimes& times, const DeviceFaults& faults,
                                 DeviceScheduler& scheduler, VisitDraws& draws, InputOutlet& outlet)
    : m_times(times), m_faults(faults), m_scheduler(scheduler), m_draws(draws), m_outlet(outlet)
{
}

void SimulatedCamera::show_face(bool looks, bool is_genuine)
{
  m_looks = looks;
  m_genuine = is_genuine;
}

void SimulatedCamera::start(DocumentRef)
{
  ++m_token;
  m_capturing = true;
  m_started_at = m_scheduler.now().mono;
  if (!m_looks || m_trouble == CameraTrouble::silent) return;
  if (m_draws.chance(Draw::capture, m_faults.face_not_captured)) return;
  const Duration time =
      m_draws.time(Draw::look_up, m_times.look_up) + m_draws.time(Draw::capture, m_times.capture);
  m_scheduler.schedule(time, DevicePart::camera, picture_taken, m_token);
}

void SimulatedCamera::cancel()
{
  m_capturing = false;
  ++m_token;
}

void SimulatedCamera::take_picture()
{
  const bool matches = m_genuine && !m_draws.chance(Draw::face_score, m_faults.false_non_match);
  const bool alarm = m_draws.chance(Draw::liveness_score, m_faults.liveness_false_alarm);
  const bool late = m_draws.chance(Draw::matcher, m_faults.face_late);
  const bool judged_late = m_draws.chance(Draw::slow_attack_detection, m_faults.liveness_late);
  const bool judged_old = m_draws.chance(Draw::old_attack_detection, m_faults.liveness_stale);
  const bool unanswered = m_draws.chance(Draw::attack_detection, m_faults.liveness_missing);
  FaceCapture& face = m_face;
  face.taken_at = m_scheduler.now().mono;
  face.liveness_at = face.taken_at;
  m_match_waits = judged_late || m_trouble == CameraTrouble::liveness_late;
  if (judged_old || m_trouble == CameraTrouble::liveness_stale)
    face.liveness_at = {m_started_at.ns - long_ago.ns};
  face.match_score = score(m_draws.stream(Draw::face_score), matches ? genuine : mismatch);
  face.liveness_score = score(m_draws.stream(Draw::liveness_score), alarm ? mismatch : genuine);
  if (unanswered) face.liveness_score.reset();
  face.faces_seen = 1;
  switch (m_trouble) {
  case CameraTrouble::none:
  case CameraTrouble::silent:
  case CameraTrouble::liveness_late:
  case CameraTrouble::liveness_stale:
  case CameraTrouble::late: break;
  case CameraTrouble::stale:
    face.taken_at = face.liveness_at = {m_started_at.ns - long_ago.ns};
    break;
  case CameraTrouble::match_not_a_number: face.match_score = not_a_number; break;
  case CameraTrouble::liveness_missing: face.liveness_score.reset(); break;
  case CameraTrouble::liveness_not_a_number: face.liveness_score = not_a_number; break;
  case CameraTrouble::match_out_of_range: face.match_score = 7.5; break;
  case CameraTrouble::two_faces: face.faces_seen = 2; break;
  }
  if (!late && m_trouble != CameraTrouble::late && !m_match_waits) return report();
  m_scheduler.schedule(slow_matcher, DevicePart::camera, scores_due, m_token);
}

void SimulatedCamera::report()
{
  m_capturing = false;
  if (m_match_waits) m_face.taken_at = m_scheduler.now().mono;
  m_match_waits = false;
  PortInput input;
  input.kind = InputKind::face;
  input.face = m_face;
  m_outlet.post(input, Device::camera);
}

void SimulatedCamera::on_due(std::uint8_t what, std::uint32_t token)
{
  if (token != m_token || !m_capturing) return;
  what == picture_taken ? take_picture() : report();
}

} // namespace gatetwin
