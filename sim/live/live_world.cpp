// SPDX-License-Identifier: Apache-2.0
#include "sim/live/live_world.hpp"
#include "core/base/whole_file.hpp"
#include "core/document/trust_list_file.hpp"
#include "core/lists/watch_list_file.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include <ctime>
#include <fmt/format.h>
#include <openssl/evp.h>

namespace gatetwin {
namespace {

constexpr const char* built_in = R"YAML(
schema: 1
name: live
title: One e-gate in real time
start: 2026-06-01 06:00 Asia/Ho_Chi_Minh
duration: 1 d
authorities:
  vn: { title: Vietnam Border Guard, zone: Asia/Ho_Chi_Minh }
checkpoints:
  gate: { title: Exit hall, authority: vn }
areas:
  hall: {}
entrances:
  door: hall
classes:
  residents:
    title: Border residents with a border pass
    direction: exit
    documents: { border_pass: 100 % }
    population: 200
    habits: { leaves_document: 2 %, damaged_document: 2 %, tailgates: 2 %, on_watch_list: 1 % }
  tourists:
    title: Travellers with a passport
    direction: exit
    documents: { passport: 100 % }
    habits: { does_not_look: 3 %, turns_back: 2 %, slow_to_enter: 2 %, expired_document: 2 % }
demand:
  residents: { class: residents, entrance: door, rate: 60 /h }
  tourists: { class: tourists, entrance: door, rate: 60 /h }
stations:
  egates: { title: E-gate, kind: e_gate, area: hall, direction: exit, units: 1 }
routes:
  - { from: door, to: egates }
  - { from: egates, on: [admitted, referred, refused, abandoned, evacuated], to: exit }
)YAML";

std::string start_text(WallTime now)
{
  // In the zone of the built-in scenario; documents are good from before that day on.
  const auto seconds = static_cast<std::time_t>((now + hours(7)).ns / 1'000'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
  return std::string(text) + " Asia/Ho_Chi_Minh";
}

std::string words(const Diagnostics& faults)
{
  std::string all;
  for (const Diagnostic& fault : faults) all += (all.empty() ? "" : "\n") + to_string(fault);
  return all;
}

// The key of a list authority that exists in this program only.
SigningKey authority_key()
{
  std::array<std::byte, 32> scalar{};
  scalar.fill(std::byte{0x5A});
  Result<SigningKey> key = SigningKey::from_scalar(Curve::p256, scalar);
  CHECK(key.ok());
  return std::move(key).value();
}

std::string pem_of(const PublicKey& key)
{
  const std::vector<std::byte> der = key.spki();
  std::string text((der.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(der.data()),
                                   static_cast<int>(der.size()));
  text.resize(static_cast<std::size_t>(size));
  std::string pem = "-----BEGIN PUBLIC KEY-----\n";
  for (std::size_t at = 0; at < text.size(); at += 64) pem += text.substr(at, 64) + "\n";
  return pem + "-----END PUBLIC KEY-----\n";
}

TrustedSigner trusted(const IssuingAuthority& authority)
{
  return {authority.issuer.signer(),
          start_of_day(authority.valid_from, {}),
          start_of_day(authority.valid_until, {}),
          std::nullopt,
          {profile::border_pass, profile::port_permit, profile::crew_shore_pass},
          authority.issuer.public_key()};
}

StationPurpose purpose_of(daemon::Kind kind)
{
  switch (kind) {
  case daemon::booth: return StationPurpose::booth;
  case daemon::barcode_booth: return StationPurpose::barcode_booth;
  case daemon::one_stop_booth: return StationPurpose::one_stop_booth;
  case daemon::e_gate: break;
  }
  return StationPurpose::e_gate;
}

} // namespace

std::unique_ptr<LiveWorld> LiveWorld::make(const std::string& scenario, Instant now,
                                           std::string& fault)
{
  ScenarioSource source = scenario.empty() ? ScenarioSource::from_text(built_in, "built-in")
                                           : ScenarioSource::from_file(scenario);
  source.set_value("start", start_text(now.wall));
  const LoadedScenario loaded = source.load();
  if (!loaded.scenario) {
    fault = words(loaded.diagnostics);
    return nullptr;
  }
  BuiltModel built = build_model(*loaded.scenario, loaded.positions);
  if (!built.model) {
    fault = words(built.diagnostics);
    return nullptr;
  }
  for (Index s = 0; s < built.model->stations.size(); ++s) {
    if (built.model->stations[s].kind == StationKind::e_gate)
      return std::make_unique<LiveWorld>(std::move(*built.model), s);
  }
  fault = scenario + ": has no e-gates";
  return nullptr;
}

LiveWorld::LiveWorld(CheckpointModel model, Index station)
    : m_model(std::move(model)), m_station(station), m_people(m_model, 0)
{
}

std::string LiveWorld::publish_lists(const std::string& folder, daemon::GateSettings& settings,
                                     WallTime now) const
{
  const SigningKey key = authority_key();
  const auto version = static_cast<std::uint64_t>(now.ns / 1'000'000'000);
  // Lists are written to the second.
  const WallTime issued{static_cast<std::int64_t>(version) * 1'000'000'000};
  std::vector<TrustedSigner> signers;
  for (const IssuingAuthority& authority : m_people.authorities())
    signers.push_back(trusted(authority));
  const Result<TrustList> trust = TrustList::make(version, issued, std::move(signers));
  CHECK(trust.ok());
  const SipKey ref = m_people.ref_key();
  daemon::Lists& lists = *settings.mutable_lists();
  lists.set_trust(folder + "/trust-list.txt");
  lists.set_revocations(folder + "/revocation-list.txt");
  lists.set_watch(folder + "/watch-list.txt");
  lists.set_authority_key(folder + "/authority.pub");
  lists.set_reference_key(folder + "/reference.key");
  // Somebody who never comes: the registry here has a list of its own.
  WatchListEntry sought;
  CHECK(sought.issuer.assign("VNM") && sought.number.assign("ZZ0000000"));
  const WatchListContent watch{version, issued, {sought}};
  const std::pair<std::string, std::string> files[] = {
      {lists.trust(), write_trust_list(trust.value(), key)},
      {lists.revocations(), write_revocation_list({version, issued, {}, {}}, ref, key)},
      {lists.watch(), write_watch_list(watch, key)},
      {lists.authority_key(), pem_of(key.public_key())},
      {lists.reference_key(), fmt::format("{:016X}{:016X}\n", ref.k0, ref.k1)}};
  for (const auto& [path, content] : files) {
    if (const Status written = write_file_whole(path, content); !written)
      return path + ": " + written.error().detail;
  }
  return {};
}

void LiveWorld::open_registry(const daemon::Unit& unit, std::uint32_t authority,
                              journal::Journal& journal, WallTime now)
{
  const AuthorityId id{static_cast<std::uint16_t>(authority)};
  Registry& registry = m_registries[id.value];
  registry.ledger = std::make_unique<MemoryLedger>(id);
  RegistryServiceConfig config;
  config.rules = m_model.registry.rules;
  registry.service = std::make_unique<RegistryService>(id, from_seconds(unit.legal_time()), config,
                                                       *registry.ledger, &journal);
  UnitProfile profile;
  profile.unit = {unit.number()};
  profile.checkpoint = {unit.checkpoint()};
  profile.purpose = purpose_of(unit.kind());
  profile.directions =
      unit.has_partner() ? both_directions : mask_of(static_cast<Direction>(unit.direction()));
  registry.service->enrol(profile);
  m_people.register_documents(*registry.ledger);
  CHECK(registry.service->install(m_people.make_watch_list(1, now)).ok());
}

void LiveWorld::open_registries(const daemon::Unit& unit, journal::Journal& journal, WallTime now)
{
  open_registry(unit, unit.authority(), journal, now);
  if (unit.has_partner()) open_registry(unit, unit.partner(), journal, now);
}

RegistryReply LiveWorld::ask(const RegistryRequest& request, Instant now)
{
  const auto found = m_registries.find(request.authority.value);
  CHECK(found != m_registries.end());
  return found->second.service->handle(request, now);
}

} // namespace gatetwin
