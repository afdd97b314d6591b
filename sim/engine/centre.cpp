// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/centre.hpp"
#include "core/base/check.hpp"

namespace gatetwin {
namespace {

StationPurpose purpose_of(StationKind kind)
{
  switch (kind) {
  case StationKind::booth: return StationPurpose::booth;
  case StationKind::barcode_booth: return StationPurpose::barcode_booth;
  case StationKind::one_stop_booth: return StationPurpose::one_stop_booth;
  case StationKind::e_gate:
  case StationKind::plain: break;
  }
  return StationPurpose::e_gate;
}

} // namespace

SimulatedCentres::SimulatedCentres(const CheckpointModel& model, const People& people,
                                   journal::Journal& journal)
    : m_model(model)
{
  RegistryServiceConfig config;
  config.rules = model.registry.rules;
  for (Index a = 0; a < model.authorities.size(); ++a) {
    const AuthorityId authority{static_cast<std::uint16_t>(a)};
    m_ledgers.push_back(std::make_unique<MemoryLedger>(authority));
    m_services.push_back(std::make_unique<RegistryService>(
        authority, model.authorities[a].utc_offset, config, *m_ledgers.back(), &journal));
    enrol_units(*m_services.back(), a);
    people.register_documents(*m_ledgers.back());
    if (!model.registry.has_watch_list) continue;
    CHECK(m_services.back()->install(people.make_watch_list(1, model.start)).ok());
  }
}

void SimulatedCentres::enrol_units(RegistryService& service, Index authority) const
{
  Index unit = 0;
  for (const StationModel& station : m_model.stations) {
    const bool ours = station.kind != StationKind::plain &&
                      (station.authority == authority || station.partner_authority == authority);
    for (std::uint32_t u = 0; u < station.units; ++u, ++unit) {
      if (!ours) continue;
      UnitProfile profile;
      profile.unit = {unit};
      profile.checkpoint = {station.checkpoint};
      profile.purpose = purpose_of(station.kind);
      // One stop: the exit from one side is the entry into the other.
      profile.directions =
          station.partner_authority != no_index ? both_directions : mask_of(station.direction);
      service.enrol(profile);
    }
  }
}

void SimulatedCentres::put_on_file(const DocumentKey& document)
{
  for (const auto& ledger : m_ledgers)
    CHECK(ledger->put_document(document, DocumentStatus::known).ok());
}

RegistryReply SimulatedCentres::handle(const RegistryRequest& request, std::int64_t now_ns)
{
  const Instant now{{now_ns}, {m_model.start.ns + now_ns}};
  return m_services[request.authority.value]->handle(request, now);
}

} // namespace gatetwin
