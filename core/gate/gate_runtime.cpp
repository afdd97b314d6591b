// SPDX-License-Identifier: Apache-2.0
// The turn, the limits, and the safe state after a failed CHECK. Recovery:
// gate_runtime_recovery.cpp.
#include "core/gate/gate_runtime.hpp"
#include <algorithm>
#include <type_traits>

namespace gatetwin {
namespace {

// More limits in one turn than this mean that one of them does not move on.
constexpr int most_limits = 64;

template <typename Controller, typename Function, typename Fallback>
auto with(Controller& controller, const Function& function, const Fallback& fallback)
{
  return std::visit(
      [&](auto& unit) {
        if constexpr (std::is_same_v<std::decay_t<decltype(unit)>, std::monostate>)
          return fallback;
        else
          return function(unit);
      },
      controller);
}

JointSides sides_of(const GateRuntimeConfig& config)
{
  // Who enters one country leaves the other.
  if (config.direction == Direction::entry) return {config.partner, config.authority};
  return {config.authority, config.partner};
}

} // namespace

Attendance attendance_of(UnitKind kind)
{
  return kind == UnitKind::e_gate ? Attendance::unattended : Attendance::attended;
}

Status check(const GateRuntimeConfig& config)
{
  const auto bad = [](const char* fault) { return Error{ErrorCode::rejected, fault}; };
  if (!config.unit.valid() || config.unit.value >= 1U << 24) return bad("unit: below 2^24");
  if (!config.authority.valid()) return bad("authority: must be given");
  if (config.kind == UnitKind::one_stop_booth && !config.partner.valid())
    return bad("partner: a one-stop booth needs two authorities");
  if (config.partner == config.authority) return bad("partner: must be another authority");
  if (config.joint_places < 1 || config.joint_places > 64)
    return bad("joint_places: must be from 1 to 64");
  if (const Status status = check(config.gate); !status) return status;
  if (const Status status = check(config.checks, attendance_of(config.kind)); !status)
    return status;
  if (const Status status = check(config.offline); !status) return status;
  if (const Status status = check(config.client); !status) return status;
  if (const Status status = check(config.outbox); !status) return status;
  return check(config.joint);
}

GateRuntime::GateRuntime(const GateRuntimeConfig& config, const GatePorts& ports,
                         DocumentInspector& inspector, journal::Journal& journal)
    : m_config(config), m_ports(ports), m_inspector(inspector), m_journal(journal, config.unit),
      m_client(config.client, ports.link, &journal),
      m_outbox(config.outbox, config.unit, ports.store, ports.link, &journal),
      m_offline(config.offline, inspector.config().utc_offset),
      m_joints(config.joint, sides_of(config), config.partner.valid() ? config.joint_places : 0,
               ports.store, m_client, m_journal)
{
  CHECK(check(config).ok());
}

void GateRuntime::make_controller(std::uint64_t first_count)
{
  const bool one_stop = m_config.partner.valid();
  if (m_config.kind == UnitKind::e_gate)
    m_controller.emplace<GateController>(m_config.gate, m_config.unit, first_count, one_stop);
  else
    m_controller.emplace<BoothSession>(m_config.gate, m_config.unit, first_count, one_stop);
}

MonotonicTime GateRuntime::turn(Instant now)
{
  m_now = {std::max(m_now.mono, now.mono), now.wall};
  m_journal.set_time(m_now.mono);
  try {
    if (m_failed)
      drain_failed();
    else
      work();
  } catch (const CheckFailed& failure) {
    fail_safe(failure.what());
  }
  if (m_failed) m_next_deadline = m_services_failed ? MonotonicTime::never() : services_due();
  // What a failed turn left behind is looked at by the next, at once.
  const bool left = m_failed && may_have_passed() && !may_still_pass();
  if (!m_inbox.empty() || left) m_next_deadline = m_now.mono;
  return m_next_deadline;
}

void GateRuntime::work()
{
  CHECK(!std::holds_alternative<std::monostate>(m_controller) && "start() comes before turn()");
  settle_open_authorisations();
  process_pending();
  int limits = 0;
  do {
    CHECK(++limits < most_limits && "a limit must move on");
    while (!m_inbox.empty()) {
      const PortInput input = m_inbox.front();
      m_inbox.pop();
      if (input.kind == InputKind::steering_ends) return end_steering();
      take(input);
      process_pending();
    }
    watch_store();
  } while (run_limits());
}

void GateRuntime::process_pending()
{
  if (!m_joints.reports().empty()) on_joint_reports();
  while (!m_pending.empty()) {
    const GateEvent event = m_pending.front();
    m_pending.pop();
    handle(event);
    if (!m_joints.reports().empty()) on_joint_reports();
  }
}

// What is due now, each once; false: nothing was, and the next deadline is known.
bool GateRuntime::run_limits()
{
  const MonotonicTime services = services_due();
  if (services <= m_now.mono) {
    run_services();
    process_pending();
  }
  const GateDeadline limit = controller_deadline();
  m_next_deadline = std::min(services, limit.at);
  if (limit.at > m_now.mono) return services <= m_now.mono;
  GateEvent event;
  event.kind = GateEventKind::time_limit;
  event.reason = limit.limit;
  handle(event);
  process_pending();
  return true;
}

void GateRuntime::run_services()
{
  if (m_client.next_deadline() <= m_now.mono) {
    for (const RegistryAnswer& answer : m_client.on_time(m_now)) on_answer(answer);
  }
  if (m_outbox.next_deadline() <= m_now.mono) m_outbox.on_time(m_now);
  if (m_joints.next_deadline() <= m_now.mono) m_joints.on_time(m_now);
}

GateDeadline GateRuntime::controller_deadline() const
{
  return with(
      m_controller, [](auto& unit) { return unit.next_deadline(); }, GateDeadline{});
}

MonotonicTime GateRuntime::services_due() const
{
  const bool waits = !m_open_authorisations.empty() && m_settle_by > m_now.mono;
  return std::min({m_client.next_deadline(), m_outbox.next_deadline(), m_joints.next_deadline(),
                   waits ? m_settle_by : MonotonicTime::never()});
}

bool GateRuntime::is_ready() const
{
  if (m_failed || !m_pending.empty()) return false;
  return with(
      m_controller, [](auto& unit) { return unit.is_ready(); }, false);
}

GateState GateRuntime::state() const
{
  if (m_failed) return GateState::out_of_service;
  return with(
      m_controller, [](auto& unit) { return unit.state(); }, GateState::starting);
}

TransactionId GateRuntime::transaction() const
{
  if (m_failed) return {};
  return with(
      m_controller, [](auto& unit) { return unit.transaction(); }, TransactionId{});
}

// The lane closes before a crossing could go unrecorded, and opens again when there is room.
void GateRuntime::watch_store()
{
  const bool usable = !m_store_failed && !m_store_foreign && m_outbox.accepts();
  if (usable == m_store_usable) return;
  m_store_usable = usable;
  GateEvent event;
  event.kind = usable ? GateEventKind::device_recovered : GateEventKind::device_failed;
  event.device = Device::store;
  handle(event);
}

// ---- the safe state
// ------------------------------------------------------------------------------

// Something in here is wrong: nothing of it decides any more. Whoever is inside gets out.
void GateRuntime::fail_safe(const char*)
{
  if (m_failed) {
    m_services_failed = true; // it was not the controller alone
    return;
  }
  enter_safe_state(Reason::internal_error);
}

void GateRuntime::end_steering()
{
  m_steering_ended = true;
  enter_safe_state(Reason::out_of_service);
}

void GateRuntime::enter_safe_state(Reason reason)
{
  const GateState left = state();
  m_failed = true;
  m_pending.clear();
  m_joints.reports().clear();
  m_ports.reader.cancel();
  if (m_config.kind == UnitKind::e_gate) m_ports.camera.cancel();
  m_ports.console.call(m_case.id, reason);
  m_ports.hardware.show(ScreenMessage::closed);
  m_ports.hardware.set_alarm(reason, true);
  pursue_safe_state(m_steering_ended);
  m_journal.alarm(m_case.id, reason, true);
  m_journal.called(m_case.id, reason);
  m_journal.state(left, GateState::out_of_service, m_state_since, m_case.id);
  m_state_since = m_now.mono;
  m_safe_reason = reason;
  // Recording a passage is left to the next turn, which is prepared for a further failure.
  if (!may_still_pass() && !may_have_passed()) abandon_case();
}

// The exit was opened for this person, and has not shut since: who passes now has crossed.
bool GateRuntime::may_still_pass() const
{
  return m_config.kind == UnitKind::e_gate && m_case.authorised && !m_case.passed &&
         !m_interlock.is_shut(Door::exit);
}

// The exit was open for this person, nobody is known to be inside, and it may have been the event
// of the passage that could not be handled.
bool GateRuntime::may_have_passed() const
{
  const bool inside = m_interlock.bodies_known() && m_interlock.bodies() > 0;
  return m_case.authorised && m_case.let_out && !m_case.passed && !inside &&
         !m_config.partner.valid();
}

void GateRuntime::abandon_case()
{
  if (!m_case.id.valid()) return;
  const Outcome outcome = m_case.passed ? Outcome::admitted : Outcome::unfinished;
  const bool presumed = may_have_passed();
  if (presumed && !m_services_failed) {
    GateCommand passage;
    passage.transaction = m_case.id;
    passage.reason = Reason::passage_presumed;
    record_crossing(passage);
    call_officer(m_case.id, Reason::passage_presumed);
  }
  // Where nothing can be sent any more, the next start finds the authorisation.
  if (m_case.authorised && !presumed) consume_authorisation();
  m_journal.ended(m_case.id, m_case.document.ref, outcome,
                  presumed ? Reason::passage_presumed : m_safe_reason, m_case.started);
  close_case();
}

// Exit shut, then the entry free; at once in an emergency, and the exit too where the site wants it
// so. By the interlock's books alone. `anew`: whatever the exit was told before.
void GateRuntime::pursue_safe_state(bool anew)
{
  if (m_config.kind != UnitKind::e_gate) return;
  const auto tell = [this](GateCommandKind kind, Door door) {
    GateCommand command;
    command.kind = kind;
    command.door = door;
    m_interlock.check_command(command, {}, m_now.mono);
    m_journal.command(command);
    if (kind == GateCommandKind::close_door)
      m_ports.hardware.close_door(door);
    else
      m_ports.hardware.release_door(door);
  };
  const bool emergency = m_interlock.emergency() || !m_interlock.power();
  // Told to close and reported open again: it has reversed.
  const Interlock::DoorBook& exit = m_interlock.door(Door::exit);
  const bool closing =
      !anew && exit.told == GateCommandKind::close_door && exit.state != DoorState::open;
  if (!emergency && !closing && m_interlock.may_close(Door::exit))
    tell(GateCommandKind::close_door, Door::exit);
  if (emergency && m_config.gate.emergency_releases_exit &&
      exit.told != GateCommandKind::release_door)
    tell(GateCommandKind::release_door, Door::exit);
  const bool entry_free = m_interlock.door(Door::entry).told == GateCommandKind::release_door;
  if (!entry_free && (emergency || m_interlock.is_shut(Door::exit)))
    tell(GateCommandKind::release_door, Door::entry);
}

// Deliveries go on, doors are kept safe, and a named officer may reset.
void GateRuntime::drain_failed()
{
  bool reset = false;
  if (!m_services_failed) settle_open_authorisations();
  if (!may_still_pass()) abandon_case();
  while (!m_inbox.empty()) {
    const PortInput input = m_inbox.front();
    m_inbox.pop();
    const std::uint64_t before = m_interlock.bodies();
    m_interlock.observe(input);
    if (input.kind == InputKind::steering_ends) m_steering_ended = true;
    if (input.kind == InputKind::officer && input.action == OfficerAction::reset &&
        input.officer.valid() && input.number == 0)
      reset = true;
    if (!m_services_failed) {
      settle_open_authorisations();
      (void)take_service_input(input);
    }
    if (m_interlock.bodies() < before && may_still_pass()) {
      GateCommand passage;
      passage.transaction = m_case.id;
      record_crossing(passage);
    }
    pursue_safe_state();
    if (!may_still_pass()) abandon_case();
  }
  if (!m_services_failed) {
    run_services(); // a check's answer finds no transaction any more
    m_joints.reports().clear();
  }
  if (reset && !m_steering_ended) restart();
}

// A fresh controller is told what the devices, which report changes only, said before.
void GateRuntime::restart()
{
  const std::uint64_t count = with(
      m_controller, [](auto& unit) { return unit.next_count(); }, std::uint64_t{1});
  abandon_case();
  m_failed = m_services_failed = false;
  m_ports.hardware.set_alarm(Reason::internal_error, false);
  m_journal.alarm({}, Reason::internal_error, false);
  make_controller(count + 1);
  m_store_usable = true;
  const auto tell = [](GateEventKind kind) {
    GateEvent event;
    event.kind = kind;
    return event;
  };
  for (Door door : {Door::entry, Door::exit}) {
    const Interlock::DoorBook& book = m_interlock.door(door);
    GateEvent event = tell(GateEventKind::doorway_changed);
    event.door = door;
    event.number = book.doorway ? 1 : 0;
    post(event);
    event = tell(GateEventKind::door_changed);
    event.door = door;
    event.door_state = book.state;
    if (book.state != DoorState::unknown) post(event);
  }
  for (int device = 0; device <= static_cast<int>(Device::power); ++device) {
    if ((m_interlock.failed_devices() >> device & 1) == 0) continue;
    GateEvent event = tell(GateEventKind::device_failed);
    event.device = static_cast<Device>(device);
    post(event);
  }
  if (m_interlock.bodies_known()) {
    GateEvent event = tell(GateEventKind::occupancy_changed);
    event.number = static_cast<std::uint32_t>(m_interlock.bodies());
    post(event);
  }
  if (m_interlock.emergency()) post(tell(GateEventKind::emergency_raised));
  if (!m_interlock.power()) post(tell(GateEventKind::power_lost));
  process_pending();
  watch_store();
}

} // namespace gatetwin
