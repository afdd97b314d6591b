// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/core_unit.hpp"

namespace gatetwin {
namespace {

// A calendar entry's kind: who in the upper byte (a DevicePart, or one of these), what in the
// lower.
constexpr std::uint8_t for_traveller = 0x10;
constexpr std::uint8_t for_timer = 0x11;
constexpr std::uint8_t for_start = 0x12;
constexpr std::uint16_t entry_kind(std::uint8_t who, std::uint8_t what)
{
  return static_cast<std::uint16_t>(who << 8 | what);
}

constexpr std::uint64_t unit_luck = 1ULL << 63; // streams of units, apart from those of travellers
constexpr std::uint32_t booth_officers = 1'000'000;

} // namespace

CoreUnit::CoreUnit(UnitSite& site, Index station, Index unit, ReadingMethod method,
                   OfficerPost post)
    : m_site(site), m_station(station), m_unit(unit),
      m_reader(method, this->station().times, this->station().faults, *this, *this, m_outlet),
      m_store(this->station().times, *this, *this, m_outlet),
      m_officer(post, OfficerId{post == OfficerPost::gate ? station : booth_officers + unit},
                this->station().times, *this, *this, m_outlet),
      m_luck(unit_luck | unit)
{
  if (LabelCamera* camera = site.label_camera()) m_reader.look_through(*camera);
}

void CoreUnit::compose(UnitKind kind, GateHardware& hardware, FaceCamera& camera)
{
  const StationModel& s = station();
  GateRuntimeConfig config;
  config.kind = kind;
  config.unit = UnitId{m_unit};
  config.checkpoint = CheckpointId{s.checkpoint};
  config.direction = s.direction;
  config.authority = AuthorityId{static_cast<std::uint16_t>(s.authority)};
  if (s.partner_authority != no_index) {
    config.partner = AuthorityId{static_cast<std::uint16_t>(s.partner_authority)};
  }
  config.gate = s.gate;
  config.checks = s.checks;
  config.offline = s.offline;
  CHECK(check(config).ok());
  if (m_site.journals_inputs) m_inputs.emplace(config, m_store, m_site.world.journal());
  DurableStore& store = m_inputs ? m_inputs->store() : m_store;
  const GatePorts ports{hardware, m_reader, camera, *this, store, m_officer};
  m_runtime.emplace(config, ports, m_site.inspector_of(s), m_site.world.journal());
  m_outlet.connect(m_runtime->inbox());
  schedule_entry({0}, entry_kind(for_start, 0), 0);
}

void CoreUnit::begin(TravellerSlot slot, const Visitor& visitor)
{
  CHECK(!m_visited);
  m_visited = true;
  m_reported_ready = false;
  m_slot = slot;
  m_visitor = visitor;
  m_luck = visitor.traveller;
  m_ended = Outcome::none;
  start_draws();
  m_site.publish_lists(now().wall);
  m_site.equip(visitor, m_carried);
  start_visit();
}

void CoreUnit::schedule_entry(Duration after, std::uint16_t kind, std::uint32_t argument)
{
  m_wakes.add(now().mono + after);
  m_site.world.schedule(after, m_unit, kind, argument);
}

void CoreUnit::schedule(Duration after, DevicePart part, std::uint8_t what, std::uint32_t token)
{
  schedule_entry(after, entry_kind(static_cast<std::uint8_t>(part), what), token);
}

void CoreUnit::schedule_traveller(Duration after, std::uint8_t step, std::uint32_t token)
{
  schedule_entry(after, entry_kind(for_traveller, step), token);
}

RandomStream CoreUnit::source(std::uint64_t purpose) const
{
  return m_site.world.stream(m_luck, purpose);
}

void CoreUnit::on_event(std::uint16_t kind, std::uint32_t argument)
{
  const auto who = static_cast<std::uint8_t>(kind >> 8);
  const auto what = static_cast<std::uint8_t>(kind & 0xFF);
  m_wakes.remove(now().mono);
  switch (who) {
  case for_traveller: on_step(what, argument); break;
  case for_timer: break;
  case for_start:
    start_devices();
    tell_service();
    if (m_inputs) m_inputs->start(now());
    m_runtime->start(now());
    CHECK(m_runtime->use_watch_list(&m_site.watch_list(), now()).ok());
    m_deadline = m_runtime->next_deadline();
    m_started = true;
    break;
  default:
    switch (static_cast<DevicePart>(who)) {
    case DevicePart::reader: m_reader.on_due(what, argument); break;
    case DevicePart::store: m_store.on_due(what, argument); break;
    case DevicePart::officer: m_officer.on_due(what, argument); break;
    case DevicePart::hardware:
    case DevicePart::camera: on_device(static_cast<DevicePart>(who), what, argument); break;
    }
  }
  settle();
}

void CoreUnit::on_reply(const RegistryReply& reply)
{
  PortInput input;
  input.kind = InputKind::registry_reply;
  input.reply = &reply; // turned over before this call returns
  m_outlet.post(input, Device::registry_link);
  settle();
}

void CoreUnit::settle()
{
  if (!m_started) return; // what is posted before waits in the inbox
  CHECK(!m_settling);
  m_settling = true;
  const Instant instant = now();
  Inbox& inbox = m_runtime->inbox();
  m_outlet.flush();
  if (inbox.empty() && instant.mono < m_deadline)
    react(); // somebody took a step that no device noticed
  while (!inbox.empty() || m_outlet.holds_back() || m_deadline <= instant.mono) {
    m_outlet.flush();
    m_outlet.begin_turn();
    if (m_inputs) m_inputs->turn(inbox, instant);
    m_deadline = m_runtime->turn(instant);
    m_outlet.end_turn();
    if (m_outlet.take_recovery()) start_devices();
    react();
  }
  m_settling = false;
  m_officer.hear(alarm_raised() && !m_emergency && m_power);
  arm_timer();
  conclude();
}

void CoreUnit::arm_timer()
{
  if (m_deadline >= m_wakes.next()) return; // that entry will see to it
  schedule_entry(m_deadline - now().mono, entry_kind(for_timer, 0), 0);
}

// Last, because the flow may send the next person at once.
void CoreUnit::conclude()
{
  if (m_ended != Outcome::none) {
    const Outcome outcome = m_ended;
    m_ended = Outcome::none;
    m_visited = false;
    m_site.world.traveller_done(m_unit, m_slot, outcome);
  }
  const bool ready = !m_visited && vacant() && m_runtime->is_ready();
  if (ready == m_reported_ready) return;
  m_reported_ready = ready;
  m_site.world.unit_ready(m_unit, ready);
}

void CoreUnit::post(InputKind kind, Device device)
{
  PortInput input;
  input.kind = kind;
  input.device = device;
  m_outlet.post(input, device);
}

// Before the start the officer waits with it: what a unit is told last counts.
void CoreUnit::set_in_service(bool in_service)
{
  m_in_service = in_service;
  if (!m_started) return;
  tell_service();
  settle();
}

void CoreUnit::tell_service()
{
  m_officer.act_on_unit(m_in_service ? OfficerAction::open_unit : OfficerAction::close_unit);
}

void CoreUnit::set_broken(bool broken)
{
  if (broken) {
    const std::uint64_t purpose = purpose_key("breakdown") + m_breakdowns++;
    m_failed_device = m_site.world.stream(unit_luck | m_unit, purpose).next();
  }
  fail_device(m_failed_device, broken);
  settle();
}

// Hardware frees the way out by itself. When all is over the alarm brings an officer, who resets
// the unit on site.
void CoreUnit::set_emergency(bool raised)
{
  m_emergency = raised;
  post(raised ? InputKind::emergency_raised : InputKind::emergency_reset, Device::power);
  if (raised) free_egress();
  settle();
}

void CoreUnit::set_power(bool on)
{
  m_power = on;
  post(on ? InputKind::power_restored : InputKind::power_lost, Device::power);
  if (!on) free_egress();
  settle();
}

bool CoreUnit::at_rest() const
{
  return !m_visited && vacant() && !m_runtime->transaction().valid() &&
         m_runtime->undelivered() == 0 && m_store.unsynced_count() == 0;
}

void CoreUnit::record_body(journal::RecordKind kind, std::uint64_t subject, std::uint64_t ref,
                           int bodies)
{
  journal::Record record;
  record.time_ns = now().mono.ns;
  record.kind = kind;
  record.subject = subject;
  record.unit = m_unit;
  record.station = m_station;
  record.ref = ref;
  record.value = bodies;
  m_site.world.journal().append(record);
}

} // namespace gatetwin
