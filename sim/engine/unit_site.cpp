// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/unit_site.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr Duration publication_interval = hours(12);

constexpr DocumentKindSet every_kind{DocumentKind::passport,    DocumentKind::identity_card,
                                     DocumentKind::visa,        DocumentKind::border_pass,
                                     DocumentKind::port_permit, DocumentKind::crew_pass};

// As many as come back, with room for sets that fill unevenly; bounded, as on a gate.
std::size_t cache_capacity(const CheckpointModel& model)
{
  std::size_t persons = 0;
  for (const ClassModel& c : model.classes)
    persons += c.population * std::max<std::size_t>(1, c.documents.size());
  return std::clamp<std::size_t>(persons * 2, 1024, 1U << 18);
}

TrustedSigner trusted(const IssuingAuthority& authority)
{
  TrustedSigner signer{authority.issuer.signer(),
                       start_of_day(authority.valid_from, {}),
                       start_of_day(authority.valid_until, {}),
                       std::nullopt,
                       {profile::border_pass, profile::port_permit, profile::crew_shore_pass},
                       authority.issuer.public_key()};
  return signer;
}

} // namespace

UnitSite::UnitSite(const CheckpointModel& model_in, std::uint64_t replication, UnitWorld& world_in)
    : model(model_in), world(world_in), people(model_in, replication),
      m_watch_list(people.make_watch_list(first_watch_list_version, model_in.start)),
      m_cache(cache_capacity(model_in), people.ref_key())
{
  if (model.scan.fidelity == ScanFidelity::frame) m_camera.emplace(model.scan, m_frame_reader);
  for (const AuthorityModel& authority : model.authorities) {
    InspectorConfig config;
    config.ref_key = people.ref_key();
    config.utc_offset = authority.utc_offset;
    config.accepted = every_kind;
    config.trust_list_max_age =
        days(36'500); // signers don't change during a run, so one list serves it all
    m_inspectors.push_back(std::make_unique<DocumentInspector>(config));
  }
  std::vector<TrustedSigner> signers;
  for (const IssuingAuthority& authority : people.authorities())
    signers.push_back(trusted(authority));
  Result<TrustList> trust = TrustList::make(1, model.start, std::move(signers));
  CHECK(trust.ok());
  m_trust = std::make_unique<TrustList>(std::move(trust).value());
  publish(model.start);
}

void UnitSite::equip(const Visitor& visitor, CarriedDocument& document)
{
  people.equip(visitor.traveller, visitor.traveller_class, document);
  if (document.verified_ahead) m_cache.insert(document.label, m_trust->identity());
}

bool UnitSite::issue_ahead()
{
  return people.issue_ahead([this](std::span<const std::byte> label) { return verifies(label); });
}

// As an inspector verifies a signature that its cache does not know.
bool UnitSite::verifies(std::span<const std::byte> label) const
{
  VisibleSeal seal;
  if (parse_seal(label, {}, seal) != Reason::none) return false;
  const TrustedSigner* signer = m_trust->find(seal.header.signer, seal.header.certificate);
  return signer != nullptr && signer->key.verify(seal.signed_bytes, seal.signature) == Reason::none;
}

void UnitSite::publish(WallTime now)
{
  auto fresh = std::make_unique<RevocationList>(++m_publications, now, std::vector<DocumentRef>{},
                                                std::vector<RevocationList::SignerKey>{});
  for (const auto& inspector : m_inspectors) inspector->use({m_trust.get(), fresh.get(), &m_cache});
  m_revocations = std::move(fresh);
  m_next_publication = now + publication_interval;
}

} // namespace gatetwin
