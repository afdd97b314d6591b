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

constexpr Duration late_by = seconds(30);
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
  Duration time =
      m_draws.time(Draw::look_up, m_times.look_up) + m_draws.time(Draw::capture, m_times.capture);
  if (m_trouble == CameraTrouble::late) time = time + late_by;
  m_scheduler.schedule(time, DevicePart::camera, 0, m_token);
}

void SimulatedCamera::cancel()
{
  m_capturing = false;
  ++m_token;
}

FaceCapture SimulatedCamera::take_picture()
{
  const bool matches = m_genuine && !m_draws.chance(Draw::face_score, m_faults.false_non_match);
  const bool alarm = m_draws.chance(Draw::liveness_score, m_faults.liveness_false_alarm);
  FaceCapture face;
  face.taken_at = m_scheduler.now().mono;
  face.match_score = score(m_draws.stream(Draw::face_score), matches ? genuine : mismatch);
  face.liveness_score = score(m_draws.stream(Draw::liveness_score), alarm ? mismatch : genuine);
  face.faces_seen = 1;
  switch (m_trouble) {
  case CameraTrouble::none:
  case CameraTrouble::silent:
  case CameraTrouble::late: break;
  case CameraTrouble::stale: face.taken_at = {m_started_at.ns - late_by.ns}; break;
  case CameraTrouble::match_not_a_number: face.match_score = not_a_number; break;
  case CameraTrouble::liveness_not_a_number: face.liveness_score = not_a_number; break;
  case CameraTrouble::match_out_of_range: face.match_score = 7.5; break;
  case CameraTrouble::two_faces: face.faces_seen = 2; break;
  }
  return face;
}

void SimulatedCamera::on_due(std::uint8_t, std::uint32_t token)
{
  if (token != m_token || !m_capturing) return;
  m_capturing = false;
  PortInput input;
  input.kind = InputKind::face;
  input.face = take_picture();
  m_outlet.post(input, Device::camera);
}

} // namespace gatetwin
