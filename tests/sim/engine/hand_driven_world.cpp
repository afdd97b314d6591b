// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/engine/hand_driven_world.hpp"

namespace gatetwin {
namespace {

StationPurpose purpose_of(StationKind kind)
{
  switch (kind) {
  case StationKind::e_gate: return StationPurpose::e_gate;
  case StationKind::barcode_booth: return StationPurpose::barcode_booth;
  case StationKind::one_stop_booth: return StationPurpose::one_stop_booth;
  default: return StationPurpose::booth;
  }
}

} // namespace

HandDrivenWorld::HandDrivenWorld(const CheckpointModel& model, std::uint64_t replication,
                                 bool journals_inputs)
    : m_model(model), m_replication(replication)
{
  m_factory.emplace(model, replication, *this, journals_inputs);
  for (Index a = 0; a < model.authorities.size(); ++a) {
    const AuthorityId id{static_cast<std::uint16_t>(a)};
    m_ledgers.push_back(std::make_unique<MemoryLedger>(id));
    m_factory->people().register_documents(*m_ledgers.back());
    RegistryServiceConfig config;
    config.rules = model.registry.rules;
    m_services.push_back(std::make_unique<RegistryService>(id, model.authorities[a].utc_offset,
                                                           config, *m_ledgers.back(), &m_journal));
    CHECK(m_services.back()->install(m_factory->people().make_watch_list(1, model.start)).ok());
  }
  for (Index s = 0; s < model.stations.size(); ++s) {
    for (std::uint32_t u = 0; u < model.stations[s].units; ++u) {
      const auto number = static_cast<Index>(m_units.size());
      UnitProfile profile;
      profile.unit = UnitId{number};
      profile.checkpoint = CheckpointId{model.stations[s].checkpoint};
      profile.purpose = purpose_of(model.stations[s].kind);
      for (const auto& service : m_services) service->enrol(profile);
      m_ready.push_back(false);
      m_units.push_back(m_factory->make(s, number));
    }
  }
}

void HandDrivenWorld::push(Duration after, Index unit, std::uint16_t kind, std::uint32_t argument)
{
  CHECK(after.ns >= 0);
  m_calendar.push({m_now + after, m_entries_made++, unit, kind, argument});
}

void HandDrivenWorld::schedule(Duration after, Index unit, std::uint16_t kind,
                               std::uint32_t argument)
{
  push(after, unit, kind, argument);
}

void HandDrivenWorld::send(Index unit, const RegistryRequest& request)
{
  if (!m_registry_up) return;
  if (m_free_requests.empty()) {
    m_free_requests.push_back(static_cast<std::uint32_t>(m_requests.size()));
    m_requests.emplace_back();
    m_senders.emplace_back();
  }
  const std::uint32_t place = m_free_requests.back();
  m_free_requests.pop_back();
  m_requests[place] = request;
  m_senders[place] = unit;
  push(round_trip, for_reply, 0, place);
}

void HandDrivenWorld::at(MonotonicTime when, std::function<void()> action)
{
  m_actions.push_back(std::move(action));
  push(when - m_now, for_action, 0, static_cast<std::uint32_t>(m_actions.size() - 1));
}

void HandDrivenWorld::dispatch(const Entry& entry)
{
  if (entry.unit == for_action) return m_actions[entry.argument]();
  if (entry.unit != for_reply) return m_units[entry.unit]->on_event(entry.kind, entry.argument);
  const RegistryRequest& request = m_requests[entry.argument];
  const RegistryReply reply = m_services[request.authority.value]->handle(request, now());
  m_free_requests.push_back(entry.argument);
  m_units[m_senders[entry.argument]]->on_reply(reply);
}

void HandDrivenWorld::bring(Index traveller_class, std::uint64_t count)
{
  for (std::uint64_t i = 0; i < count; ++i)
    m_waiting.push_back({m_next_traveller++, traveller_class, 0});
  feed();
}

void HandDrivenWorld::feed()
{
  if (m_feeding) return;
  m_feeding = true;
  for (Index u = 0; u < m_units.size() && !m_waiting.empty(); ++u) {
    if (!m_ready[u]) continue;
    m_ready[u] = false;
    const auto slot = static_cast<TravellerSlot>(m_visits.size());
    m_visits.push_back({m_waiting.front(), Outcome::none, m_now, {}, 0});
    m_waiting.pop_front();
    m_units[u]->begin(slot, m_visits[slot].visitor);
  }
  m_feeding = false;
}

void HandDrivenWorld::traveller_done(Index, TravellerSlot slot, Outcome outcome)
{
  Visit& visit = m_visits[slot];
  visit.outcome = outcome;
  visit.ended = m_now;
  ++visit.endings;
}

void HandDrivenWorld::unit_ready(Index unit, bool ready)
{
  m_ready[unit] = ready;
  if (ready) feed();
}

void HandDrivenWorld::run_for(Duration time)
{
  const MonotonicTime until = m_now + time;
  while (!m_calendar.empty() && m_calendar.top().at <= until) {
    const Entry entry = m_calendar.top();
    m_calendar.pop();
    m_now = entry.at;
    dispatch(entry);
  }
  m_now = until;
  m_journal.flush();
}

void HandDrivenWorld::run_until_quiet(Duration at_most)
{
  const MonotonicTime until = m_now + at_most;
  while (m_now < until && (!m_waiting.empty() || !all_at_rest())) run_for(seconds(10));
}

bool HandDrivenWorld::all_at_rest() const
{
  for (const auto& unit : m_units) {
    if (!unit->at_rest()) return false;
  }
  return true;
}

int HandDrivenWorld::count(Outcome outcome) const
{
  int n = 0;
  for (const Visit& visit : m_visits) n += visit.outcome == outcome;
  return n;
}

double HandDrivenWorld::mean_s(Outcome outcome) const
{
  double sum = 0;
  for (const Visit& visit : m_visits) {
    if (visit.outcome == outcome) sum += (visit.ended - visit.began).seconds();
  }
  return sum / count(outcome);
}

} // namespace gatetwin
