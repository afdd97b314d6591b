// SPDX-License-Identifier: Apache-2.0
// Simulated twin of the officer's console with the officer before it. At a gate: called by the
// unit, the officer comes after officer_response (acknowledges), and acts after officer_handling.
// In a booth the officer is there: acts after inspect. Keeps to core/ports/officer_console.hpp.
#pragma once
#include "core/ports/officer_console.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/visit_draws.hpp"
#include <vector>

namespace gatetwin {

enum class OfficerPost : std::uint8_t { gate, booth };

class SimulatedOfficer final : public OfficerConsole {
public:
  SimulatedOfficer(OfficerPost post, OfficerId officer, const DeviceTimes& times,
                   DeviceScheduler& scheduler, VisitDraws& draws, InputOutlet& outlet);

  void call(TransactionId transaction, Reason reason) override;
  void withdraw(TransactionId transaction) override;
  void ask_for_stamp(TransactionId transaction) override;

  // -- the world
  // An action on the unit itself: closing, opening, reset on site.
  void act_on_unit(OfficerAction action);
  // Whether the person before the officer is the document's holder, alone: nobody else is let
  // through, whatever the unit asks.
  void see_holder(bool holder_alone) { m_sees_holder = holder_alone; }
  // An alarm that sounds brings an officer, called or not, who acknowledges it and resets the unit;
  // again and again while it sounds. To be told after every turn.
  void hear(bool alarm)
  {
    if (alarm && !m_on_round) start_round();
    m_hears_alarm = alarm;
  }
  void on_due(std::uint8_t what, std::uint32_t token);

  bool called() const { return !m_calls.empty(); }
  // What the console shows for the call that came last.
  Reason reason() const { return m_calls.empty() ? Reason::none : m_calls.back().reason; }
  // What this officer told the person who was last decided on.
  OfficerAction last_decision() const { return m_last_decision; }

private:
  struct Call {
    TransactionId transaction;
    Reason reason = Reason::none;
    std::uint32_t token = 0;
  };
  Call* find(TransactionId transaction);
  void answer(std::uint8_t what, std::uint32_t token);
  void act(OfficerAction action, std::uint64_t seen);
  void start_round();
  void end_round();

  OfficerPost m_post;
  OfficerId m_officer;
  const DeviceTimes& m_times;
  DeviceScheduler& m_scheduler;
  VisitDraws& m_draws;
  InputOutlet& m_outlet;
  std::vector<Call> m_calls; // a referred person's call stands beside that of the next
  OfficerAction m_last_decision = OfficerAction::none;
  bool m_sees_holder = true;
  bool m_hears_alarm = false;
  bool m_on_round = false;        // on the way to an alarm
  std::uint32_t m_call_token = 0; // given last
  std::uint32_t m_stamp_token = 0;
};

} // namespace gatetwin
