// SPDX-License-Identifier: Apache-2.0
// The person before and inside an e-gate, and whoever slips in behind. Acts as people do: on what
// the screen says, which door stands open and where the document is; never on what the core thinks.
// After every turn of the unit react() looks again; an action that was begun and no longer makes
// sense is dropped.
#pragma once
#include "core/ports/port_input.hpp"
#include "sim/devices/simulated_camera.hpp"
#include "sim/devices/simulated_hardware.hpp"
#include "sim/devices/simulated_reader.hpp"
#include "sim/people/carried_document.hpp"
#include "sim/people/habits.hpp"
#include "sim/people/visit_draws.hpp"

namespace gatetwin {

// Where bodies passed; the unit writes it into the journal.
enum class BodyPassage : std::uint8_t { entered, left_secure, left_public };

class GateStage {
public:
  virtual ~GateStage() = default;
  // TravellerAtGate::on_due(step, token) after that time.
  virtual void schedule_step(Duration after, std::uint8_t step, std::uint32_t token) = 0;
  virtual void body_passed(BodyPassage passage, bool follower) = 0;
  virtual void visit_ended(Outcome outcome) = 0;
};

class TravellerAtGate {
public:
  TravellerAtGate(const StationModel& station, SimulatedHardware& hardware, SimulatedReader& reader,
                  SimulatedCamera& camera, VisitDraws& draws, GateStage& stage);

  // Walks up to the gate with the document in hand. The document outlives the visit.
  void arrive(const Habits& habits, const CarriedDocument& document);
  void react();
  void on_due(std::uint8_t step, std::uint32_t token);

  bool present() const { return m_place != Place::nowhere; }
  // Nobody but the holder of the document is inside.
  bool holder_is_alone() const
  {
    return m_place == Place::inside && m_follower != Follower::inside;
  }

private:
  enum class Place : std::uint8_t { nowhere, approaching, before, inside, in_doorway };
  enum class Step : std::uint8_t {
    none,
    reach_reader,
    place_document,
    take_document,
    walk_in,
    walk_out,
    walk_back,
    step_out,
    leave,
    follow,
    follower_steps_in,
    follower_walks_out,
    follower_walks_back
  };
  enum class Follower : std::uint8_t { nobody, behind, in_doorway, inside };

  Step wish() const;
  Step wish_before_gate() const;
  Step wish_inside() const;
  void begin(Step step);
  Duration time_of(Step step);
  void finish(Step step);
  void take_document();
  void enter();
  void leave(Outcome outcome);
  void show_face();
  Outcome outcome_outside() const;
  void react_follower();
  void schedule_follower(Step step, Duration after);
  void finish_follower(Step step);
  template <typename... Messages> bool shows(Messages... messages) const
  {
    const auto bit = [](ScreenMessage message) { return 1U << static_cast<unsigned>(message); };
    return ((bit(messages) | ...) & bit(m_hardware.screen())) != 0;
  }

  const StationModel& m_station;
  SimulatedHardware& m_hardware;
  SimulatedReader& m_reader;
  SimulatedCamera& m_camera;
  VisitDraws& m_draws;
  GateStage& m_stage;

  const CarriedDocument* m_document = nullptr;
  Habits m_habits;
  Place m_place = Place::nowhere;
  Step m_step = Step::none; // begun
  std::uint32_t m_token = 0;
  std::uint16_t m_presentations = 0;
  bool m_turns_at_door = false; // turns back before walking in, not after
  Follower m_follower = Follower::nobody;
  Step m_follower_step = Step::none;
  std::uint32_t m_follower_token = 0;
};

} // namespace gatetwin
