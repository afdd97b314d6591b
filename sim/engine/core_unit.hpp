// SPDX-License-Identifier: Apache-2.0
// What gates and booths of the simulator have in common: the composition root of one GateRuntime
// with its simulated reader, store, console and link, and the one loop that moves them: a calendar
// entry wakes a device or the traveller, what they posted is turned over by the core, the traveller
// looks again, until nothing more happens at this instant. The runtime's deadline gets a calendar
// entry only where no other entry of the unit comes before it.
#pragma once
#include "core/gate/gate_runtime.hpp"
#include "core/gate/input_journal.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/devices/simulated_officer.hpp"
#include "sim/devices/simulated_reader.hpp"
#include "sim/devices/simulated_store.hpp"
#include "sim/engine/pending_wakes.hpp"
#include "sim/engine/served_unit.hpp"
#include "sim/engine/unit_site.hpp"
#include "sim/people/carried_document.hpp"
#include "sim/people/visit_draws.hpp"
#include <optional>

namespace gatetwin {

class CoreUnit : public ServedUnit, public DeviceScheduler, public VisitDraws, public RegistryLink {
public:
  CoreUnit(UnitSite& site, Index station, Index unit, ReadingMethod method, OfficerPost post);

  void begin(TravellerSlot slot, const Visitor& visitor) final;
  void on_event(std::uint16_t kind, std::uint32_t argument) final;
  void on_reply(const RegistryReply& reply) final;
  void set_in_service(bool in_service) final;
  void set_broken(bool broken) final;
  void set_emergency(bool raised) final;
  void set_power(bool on) final;
  bool at_rest() const final;

  // -- DeviceScheduler, RegistryLink
  Instant now() const final { return m_site.world.now(); }
  void schedule(Duration after, DevicePart part, std::uint8_t what, std::uint32_t token) final;
  void send(const RegistryRequest& request) final { m_site.world.send(m_unit, request); }

  // What only the simulation can see: for tests and checkers.
  const GateRuntime& runtime() const { return *m_runtime; }
  const SimulatedStore& store() const { return m_store; }

protected:
  // In the constructor of the unit, when its devices exist.
  void compose(UnitKind kind, GateHardware& hardware, FaceCamera& camera);

  virtual void start_devices() = 0; // they report as after switching on
  virtual void start_visit() = 0;   // the person of visitor() with carried() sets out
  virtual void react() = 0;         // the person looks at the unit again
  virtual void on_device(DevicePart part, std::uint8_t what, std::uint32_t token) = 0;
  virtual void on_step(std::uint8_t step, std::uint32_t token) = 0;
  virtual void fail_device(std::uint64_t choice, bool failed) = 0;
  virtual void free_egress() = 0;
  virtual bool vacant() const = 0; // no body is inside
  virtual bool alarm_raised() const = 0;

  RandomStream source(std::uint64_t purpose) const final;
  Habits habits() const
  {
    return m_site.people.habits_of(m_visitor.traveller, m_visitor.traveller_class);
  }
  void schedule_traveller(Duration after, std::uint8_t step, std::uint32_t token);
  // The visit is over; told to the flow at the end of this instant.
  void end_visit(Outcome outcome) { m_ended = outcome; }
  void post(InputKind kind, Device device);
  void record_body(journal::RecordKind kind, std::uint64_t subject, std::uint64_t ref, int bodies);

  const StationModel& station() const { return m_site.model.stations[m_station]; }
  const Visitor& visitor() const { return m_visitor; }
  CarriedDocument& carried() { return m_carried; }
  InputOutlet& outlet() { return m_outlet; }
  SimulatedReader& reader() { return m_reader; }
  SimulatedOfficer& officer() { return m_officer; }
  const SimulatedOfficer& officer() const { return m_officer; }
  Index unit() const { return m_unit; }

private:
  void settle();
  void tell_service();
  void schedule_entry(Duration after, std::uint16_t kind, std::uint32_t argument);
  void arm_timer();
  void conclude();

  UnitSite& m_site;
  Index m_station;
  Index m_unit;
  InputOutlet m_outlet;
  SimulatedReader m_reader;
  SimulatedStore m_store;
  SimulatedOfficer m_officer;
  std::optional<InputJournal> m_inputs; // where the journal is to have them
  std::optional<GateRuntime> m_runtime;

  CarriedDocument m_carried;
  Visitor m_visitor;
  TravellerSlot m_slot = 0;
  bool m_visited = false; // somebody is on the way to, at or in the unit
  Outcome m_ended = Outcome::none;
  std::uint64_t m_luck; // whose streams are drawn from
  std::uint64_t m_breakdowns = 0;
  std::uint64_t m_failed_device = 0;
  MonotonicTime m_deadline = MonotonicTime::never();
  PendingWakes m_wakes;
  bool m_started = false;
  bool m_in_service = true;
  bool m_emergency = false;
  bool m_power = true;
  bool m_settling = false;
  bool m_reported_ready = false;
};

} // namespace gatetwin
