// SPDX-License-Identifier: Apache-2.0
// A gate controller with the world around it played by hand: one can feed any event, let time pass,
// or let the world do what a well-behaved world would do next. Every step is judged by
// MantrapWatch.
#pragma once
#include "core/gate/gate_controller.hpp"
#include "tests/core/gate/mantrap_watch.hpp"
#include <optional>
#include <vector>

namespace gatetwin {

class MantrapWorld {
public:
  explicit MantrapWorld(const GateConfig& config = {}, bool one_stop = false);

  void feed(const GateEvent& event);
  void pass(Duration time); // and handle the limits that come due
  void pass_to_next_limit();
  bool cooperate();            // one step of a well-behaved world; false: nothing left but time
  bool reach(GateState state); // cooperates until there; false: never came
  void finish();               // cooperates and lets time pass until nothing is under way

  // short words
  void door(Door which, DoorState state);
  void doorway(Door which, bool occupied);
  void bodies(std::uint32_t number);
  void simple(GateEventKind kind);
  void failed(Device device);
  void recovered(Device device);
  void read(CheckResult result, Reason reason);
  void answer(Decision decision, Reason reason);
  void face(double match, double liveness);
  void stored();
  void officer(OfficerAction action); // names officer 7 and the transaction under way
  void officer_of_unit(OfficerAction action);

  std::size_t count(GateCommandKind kind) const;
  std::size_t count(GateCommandKind kind, Door door) const;
  std::size_t calls(Reason reason) const;
  std::size_t alarms(Reason reason) const;
  bool told(GateCommandKind kind) const;    // by the last step
  std::optional<GateCommand> ended() const; // the last end of a transaction
  ScreenMessage screen() const;

  GateController controller;
  MantrapWatch watch;
  MonotonicTime now{1'000'000'000};
  std::vector<GateCommand> history;
  std::vector<GateCommand> last;

private:
  GateEvent make(GateEventKind kind) const;
  void handle(const GateEvent& event);
  bool move_doors();
  bool cooperate_at_entrance();
  bool cooperate_inside();
  bool cooperate_aside();

  std::array<DoorState, 2> m_reported{};
  std::array<GateCommandKind, 2> m_told{};
  std::uint32_t m_bodies = 0;
  bool m_bodies_reported = false;
  bool m_document = false;
  bool m_answered = false;
  bool m_confirming = false;
};

} // namespace gatetwin
