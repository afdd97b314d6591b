// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/document_lists.hpp"
#include "core/authority/list_text.hpp"
#include "core/base/whole_file.hpp"

namespace gatetwin {
namespace {

constexpr std::size_t largest_key_file = 64 << 10;

constexpr DocumentKindSet every_kind{DocumentKind::passport,    DocumentKind::identity_card,
                                     DocumentKind::visa,        DocumentKind::border_pass,
                                     DocumentKind::port_permit, DocumentKind::crew_pass};

Diagnostic unreadable(const std::string& path, const Error& error)
{
  return {path, 0, 0, std::string("can't be read: ") + error.detail, ""};
}

SipKey key_from(const daemon::Lists& lists, Diagnostics& faults)
{
  if (!lists.has_reference_key()) return {};
  const Result<std::string> text = read_file_whole(lists.reference_key(), largest_key_file);
  if (!text) {
    faults.push_back(unreadable(lists.reference_key(), text.error()));
    return {};
  }
  if (const auto key = reference_key_from(text.value())) return *key;
  faults.push_back({lists.reference_key(), 1, 1, "is no key of document references",
                    "write 32 hexadecimal digits"});
  return {};
}

std::optional<Duration> left(WallTime issued, double max_age_s, WallTime now)
{
  return Duration{from_seconds(max_age_s).ns - (now - issued).ns};
}

} // namespace

CheckedDocument TimedInspector::inspect(const DocumentScan& scan, Instant now)
{
  const Duration began = m_clock.stopwatch();
  CheckedDocument checked = DocumentInspector::inspect(scan, now);
  m_measured(m_clock.stopwatch() - began);
  return checked;
}

DocumentLists::DocumentLists(const daemon::GateSettings& settings, Clock& clock,
                             TimedInspector::Measured measured)
    : m_settings(settings.lists()), m_reference_key(key_from(m_settings, m_key_faults)),
      m_cache(std::make_unique<VerifiedSealCache>(m_settings.cache(), m_reference_key)),
      m_inspector(config_of(settings), clock, std::move(measured))
{
}

InspectorConfig DocumentLists::config_of(const daemon::GateSettings& settings)
{
  InspectorConfig config;
  config.ref_key = m_reference_key;
  config.utc_offset = from_seconds(settings.unit().legal_time());
  config.accepted = every_kind;
  config.trust_list_max_age = from_seconds(m_settings.trust_max_age());
  config.revocation_list_max_age = from_seconds(m_settings.revocations_max_age());
  return config;
}

void DocumentLists::load_key(Diagnostics& faults)
{
  if (!m_settings.has_authority_key()) return;
  const std::string& path = m_settings.authority_key();
  const Result<std::string> text = read_file_whole(path, largest_key_file);
  if (!text) return faults.push_back(unreadable(path, text.error()));
  Result<PublicKey> key = public_key_from(text.value());
  if (!key) return faults.push_back({path, 0, 0, key.error().detail, ""});
  m_authority = std::move(key).value();
}

void DocumentLists::load_trust(Diagnostics& faults)
{
  if (!m_settings.has_trust() || !m_authority) return;
  const std::string& path = m_settings.trust();
  const Result<std::string> text = read_file_whole(path, trust_list_max_bytes);
  if (!text) return faults.push_back(unreadable(path, text.error()));
  if (text.value() == m_trust_text) return;
  Diagnostic fault;
  const ListTerms terms{*m_authority, m_trust ? m_trust->version() : 0};
  Result<TrustList> list = read_trust_list(text.value(), terms, fault);
  if (!list) {
    fault.file = path;
    return faults.push_back(fault);
  }
  auto fresh = std::make_unique<TrustList>(std::move(list).value());
  m_inspector.use({fresh.get(), m_revocations.get(), m_cache.get()});
  m_trust = std::move(fresh);
  m_trust_text = text.value();
}

void DocumentLists::load_revocations(Diagnostics& faults)
{
  if (!m_settings.has_revocations() || !m_authority) return;
  const std::string& path = m_settings.revocations();
  const Result<std::string> text = read_file_whole(path, revocation_list_max_bytes);
  if (!text) return faults.push_back(unreadable(path, text.error()));
  if (text.value() == m_revocations_text) return;
  Diagnostic fault;
  const ListTerms terms{*m_authority, m_revocations ? m_revocations->version() : 0};
  Result<RevocationList> list = read_revocation_list(text.value(), m_reference_key, terms, fault);
  if (!list) {
    fault.file = path;
    return faults.push_back(fault);
  }
  auto fresh = std::make_unique<RevocationList>(std::move(list).value());
  m_inspector.use({m_trust.get(), fresh.get(), m_cache.get()});
  m_revocations = std::move(fresh);
  m_revocations_text = text.value();
}

Diagnostics DocumentLists::load()
{
  Diagnostics faults = m_key_faults;
  if (!m_authority) load_key(faults);
  load_trust(faults);
  load_revocations(faults);
  return faults;
}

std::optional<Duration> DocumentLists::trust_left(WallTime now) const
{
  if (!m_trust) return std::nullopt;
  return left(m_trust->issued_at(), m_settings.trust_max_age(), now);
}

std::optional<Duration> DocumentLists::revocations_left(WallTime now) const
{
  if (!m_revocations) return std::nullopt;
  return left(m_revocations->issued_at(), m_settings.revocations_max_age(), now);
}

} // namespace gatetwin
