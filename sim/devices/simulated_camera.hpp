// SPDX-License-Identifier: Apache-2.0
// Simulated twin of the face camera with matcher and attack detection: gives scores, never a
// decision. A genuine face scores high and a false non-match low, whatever threshold the gate uses.
// Keeps to core/ports/face_camera.hpp.
#pragma once
#include "core/ports/face_camera.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/visit_draws.hpp"

namespace gatetwin {

// What a broken camera does to its next captures (reliability.md fault class 36).
enum class CameraTrouble : std::uint8_t {
  none,
  silent,
  late,
  stale,
  match_not_a_number,
  liveness_missing,
  liveness_late,
  liveness_stale,
  liveness_not_a_number,
  match_out_of_range,
  two_faces
};

class SimulatedCamera final : public FaceCamera {
public:
  SimulatedCamera(const DeviceTimes& times, const DeviceFaults& faults, DeviceScheduler& scheduler,
                  VisitDraws& draws, InputOutlet& outlet);

  void start(DocumentRef document) override;
  void cancel() override;

  // -- the world
  // Who stands before it: will the person turn to the camera, and is it the document's holder?
  // Of two in the mantrap it sees the one in front.
  void show_face(bool looks, bool genuine);
  void set_trouble(CameraTrouble trouble) { m_trouble = trouble; }
  void on_due(std::uint8_t what, std::uint32_t token);

  bool capturing() const { return m_capturing; }

private:
  void take_picture();
  void report();

  const DeviceTimes& m_times;
  const DeviceFaults& m_faults;
  DeviceScheduler& m_scheduler;
  VisitDraws& m_draws;
  InputOutlet& m_outlet;
  bool m_looks = true;
  bool m_genuine = true;
  bool m_capturing = false;
  CameraTrouble m_trouble = CameraTrouble::none;
  MonotonicTime m_started_at;
  FaceCapture m_face;         // its scores are on their way
  bool m_match_waits = false; // attack detection takes long: the match is of a newer picture then
  std::uint32_t m_token = 0;
};

} // namespace gatetwin
