// SPDX-License-Identifier: Apache-2.0
#include "sim/live/live_gate.hpp"

namespace gatetwin {
namespace {

constexpr Duration to_the_registry_and_back = milliseconds(12);
constexpr std::uint64_t follower_bit = 1ULL << 62;

} // namespace

LiveGate::LiveGate(LiveWorld& world, const LiveClock& clock, journal::Journal& journal, UnitId unit,
                   const LiveGateOptions& options)
    : m_world(world), m_journal(journal), m_unit(unit), m_options(options), m_calendar(clock),
      m_hardware(world.station().times, world.station().faults, m_calendar, *this, m_outlet),
      m_reader(ReadingMethod::full_page, world.station().times, world.station().faults, m_calendar,
               *this, m_outlet),
      m_camera(world.station().times, world.station().faults, m_calendar, *this, m_outlet),
      m_officer(OfficerPost::gate, OfficerId{1}, world.station().times, m_calendar, *this,
                m_outlet),
      m_traveller(world.station(), m_hardware, m_reader, m_camera, *this, *this)
{
  m_outlet.connect(m_posted);
  m_calendar.add(m_options.pause, DeviceCalendar::arrival, 0, 0);
}

GateParts LiveGate::parts() { return {m_hardware, m_reader, m_camera, *this, m_officer, {this}}; }

bool LiveGate::is_finished() const
{
  return m_options.travellers > 0 && m_left == m_options.travellers;
}

RandomStream LiveGate::source(std::uint64_t purpose) const
{
  return {m_options.seed, 0, m_luck, purpose};
}

void LiveGate::on_time(MonotonicTime now)
{
  while (m_calendar.next() <= now) dispatch(m_calendar.take());
}

void LiveGate::dispatch(const DeviceCalendar::Entry& entry)
{
  switch (entry.whose) {
  case DeviceCalendar::traveller: return m_traveller.on_due(entry.what, entry.token);
  case DeviceCalendar::registry: return answer(entry.token);
  case DeviceCalendar::arrival: m_next_may_come = true; return;
  default: break;
  }
  switch (static_cast<DevicePart>(entry.whose)) {
  case DevicePart::hardware: return m_hardware.on_due(entry.what, entry.token);
  case DevicePart::reader: return m_reader.on_due(entry.what, entry.token);
  case DevicePart::camera: return m_camera.on_due(entry.what, entry.token);
  case DevicePart::officer: return m_officer.on_due(entry.what, entry.token);
  case DevicePart::store: break; // the daemon's own is real
  }
}

void LiveGate::deliver(Inbox& inbox)
{
  if (!m_started || m_outlet.take_recovery()) m_hardware.start();
  m_started = true;
  let_next_come();
  m_traveller.react();
  m_officer.see_holder(m_traveller.holder_is_alone());
  m_officer.hear(m_hardware.alarm_raised());
  m_outlet.flush();
  while (!m_posted.empty() && inbox.push(m_posted.front())) m_posted.pop();
}

// A person comes up when the screen asks for a document and nobody is there.
void LiveGate::let_next_come()
{
  const bool enough = m_options.travellers > 0 && m_came == m_options.travellers;
  const bool free = !m_traveller.present() && m_hardware.bodies_inside() == 0 &&
                    m_hardware.screen() == ScreenMessage::present_document;
  if (!m_next_may_come || enough || !free) return;
  m_next_may_come = false;
  m_luck = m_came++;
  const auto classes = static_cast<std::uint32_t>(m_world.model().classes.size());
  m_class = static_cast<Index>(source(purpose_key("class")).next() % classes);
  start_draws();
  m_world.people().arrive(m_luck, m_class);
  m_world.people().equip(m_luck, m_class, m_carried);
  m_hardware.start_visit();
  m_traveller.arrive(m_world.people().habits_of(m_luck, m_class), m_carried);
}

void LiveGate::send(const RegistryRequest& request)
{
  const std::uint32_t place = m_asked++ % places;
  m_requests[place] = request;
  m_calendar.add(to_the_registry_and_back, DeviceCalendar::registry, 0, place);
}

void LiveGate::answer(std::uint32_t place)
{
  m_replies[place] = m_world.ask(m_requests[place], m_calendar.now());
  PortInput input;
  input.kind = InputKind::registry_reply;
  input.reply = &m_replies[place];
  m_outlet.post(input, Device::registry_link);
}

void LiveGate::schedule_step(Duration after, std::uint8_t step, std::uint32_t token)
{
  m_calendar.add(after, DeviceCalendar::traveller, step, token);
}

void LiveGate::record(journal::RecordKind kind, std::uint64_t subject, std::uint64_t ref,
                      std::int64_t value)
{
  m_journal.append({.time_ns = m_calendar.now().mono.ns,
                    .subject = subject,
                    .value = value,
                    .ref = ref,
                    .unit = m_unit.value,
                    .station = 0,
                    .kind = kind});
}

void LiveGate::body_passed(BodyPassage passage, bool follower)
{
  const std::uint64_t subject = m_luck | (follower ? follower_bit : 0);
  const std::uint64_t ref = follower ? 0 : m_carried.ref.value;
  switch (passage) {
  case BodyPassage::entered:
    return record(journal::RecordKind::body_entered, subject, ref, ++m_bodies);
  case BodyPassage::left_secure:
    if (m_options.on_passage) m_options.on_passage();
    return record(journal::RecordKind::body_left_secure, subject, ref, --m_bodies);
  case BodyPassage::left_public:
    return record(journal::RecordKind::body_left_public, subject, ref, --m_bodies);
  }
}

void LiveGate::visit_ended(Outcome)
{
  ++m_left;
  m_world.people().depart(m_luck, m_class);
  m_calendar.add(m_options.pause, DeviceCalendar::arrival, 0, 0);
}

} // namespace gatetwin
