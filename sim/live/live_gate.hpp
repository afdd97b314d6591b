// SPDX-License-Identifier: Apache-2.0
// The simulator's devices around the daemon's unit, in real time: doors, reader, camera and officer
// as in a run, one person after another who does what the screen says, and a registry a few
// milliseconds away. To the daemon it is one device without descriptor.
#pragma once
#include "core/daemon/gate_parts.hpp"
#include "sim/devices/simulated_officer.hpp"
#include "sim/engine/traveller_at_gate.hpp"
#include "sim/live/device_calendar.hpp"
#include "sim/live/live_world.hpp"
#include "sim/people/visit_draws.hpp"
#include <array>
#include <functional>

namespace gatetwin {

struct LiveGateOptions {
  std::uint64_t travellers = 0; // then it ends; 0: no end
  Duration pause = seconds(3);  // from one person's leaving to the next one's coming
  std::uint64_t seed = 1;
  std::function<void()> on_passage; // a body has passed to the secure side; may be empty
};

class LiveGate final : public GateDevices,
                       public Attended,
                       public RegistryLink,
                       private VisitDraws,
                       private GateStage {
public:
  // All outlive it.
  LiveGate(LiveWorld& world, const LiveClock& clock, journal::Journal& journal, UnitId unit,
           const LiveGateOptions& options);

  GateParts parts() override;
  bool is_finished() const override;

  // -- Attended
  int descriptor() const override { return -1; }
  void on_ready(MonotonicTime) override {}
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override { return m_calendar.next(); }
  void deliver(Inbox& inbox) override;

  // -- RegistryLink
  void send(const RegistryRequest& request) override;

private:
  static constexpr std::size_t places = 64; // of requests and replies; more than an inbox holds

  void dispatch(const DeviceCalendar::Entry& entry);
  void answer(std::uint32_t place);
  void let_next_come();
  RandomStream source(std::uint64_t purpose) const override;
  void schedule_step(Duration after, std::uint8_t step, std::uint32_t token) override;
  void body_passed(BodyPassage passage, bool follower) override;
  void visit_ended(Outcome outcome) override;
  void record(journal::RecordKind kind, std::uint64_t subject, std::uint64_t ref,
              std::int64_t value);

  LiveWorld& m_world;
  journal::Journal& m_journal;
  const UnitId m_unit;
  const LiveGateOptions m_options;
  DeviceCalendar m_calendar;
  Inbox m_posted; // until the daemon asks
  InputOutlet m_outlet;
  SimulatedHardware m_hardware;
  SimulatedReader m_reader;
  SimulatedCamera m_camera;
  SimulatedOfficer m_officer;
  TravellerAtGate m_traveller;
  CarriedDocument m_carried;
  std::array<RegistryRequest, places> m_requests;
  std::array<RegistryReply, places> m_replies;
  std::uint32_t m_asked = 0;
  std::uint64_t m_luck = 1ULL << 63; // whose streams are drawn from
  std::uint64_t m_came = 0;
  std::uint64_t m_left = 0;
  Index m_class = 0;
  int m_bodies = 0;
  bool m_started = false;
  bool m_next_may_come = false;
};

} // namespace gatetwin
