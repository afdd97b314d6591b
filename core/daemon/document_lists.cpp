// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/document_lists.hpp"
#include "core/authority/list_text.hpp"
#include "core/base/whole_file.hpp"
#include "core/lists/watch_list_file.hpp"

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

CheckedDocument TimedInspector::inspect(const DocumentScan& scan, Instant now,
                                        const CheckWeights& weights)
{
  const Duration began = m_clock.stopwatch();
  CheckedDocument checked = DocumentInspector::inspect(scan, now, weights);
  m_measured(m_clock.stopwatch() - began);
  return checked;
}

DocumentLists::DocumentLists(const daemon::GateSettings& settings, Clock& clock,
                             TimedInspector::Measured measured)
    : m_settings(settings.lists()),
      m_keeper(std::filesystem::path(settings.store().path()).parent_path() / "lists"),
      m_reference_key(key_from(m_settings, m_key_faults)),
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

Result<Unit> DocumentLists::take_trust(const std::string& text, Diagnostic& fault)
{
  const ListTerms terms{*m_authority, version_of(ListName::trust_list)};
  Result<TrustList> list = read_trust_list(text, terms, fault);
  if (!list) return list.error();
  auto fresh = std::make_unique<TrustList>(std::move(list).value());
  m_inspector.use({fresh.get(), m_revocations.get(), m_cache.get()});
  m_trust = std::move(fresh);
  return success();
}

Result<Unit> DocumentLists::take_revocations(const std::string& text, Diagnostic& fault)
{
  const ListTerms terms{*m_authority, version_of(ListName::revocations)};
  Result<RevocationList> list = read_revocation_list(text, m_reference_key, terms, fault);
  if (!list) return list.error();
  auto fresh = std::make_unique<RevocationList>(std::move(list).value());
  m_inspector.use({m_trust.get(), fresh.get(), m_cache.get()});
  m_revocations = std::move(fresh);
  return success();
}

Result<Unit> DocumentLists::take_watch(const std::string& text, Diagnostic& fault)
{
  const ListTerms terms{*m_authority, version_of(ListName::watch_list)};
  const Result<WatchListContent> content = read_watch_list(text, terms, fault);
  if (!content) return content.error();
  const WatchListContent& list = content.value();
  Result<WatchList> built = WatchList::build(list.version, list.issued_at, list.entries);
  if (!built) return built.error();
  m_watch = std::make_unique<WatchList>(std::move(built).value());
  m_watch_version = list.version;
  return success();
}

void DocumentLists::take(const std::string& text, ListName name, const std::string& origin,
                         Diagnostics& faults)
{
  std::string& in_use = m_texts[static_cast<std::size_t>(name)];
  if (!m_authority || text == in_use) return;
  Diagnostic fault;
  const Result<Unit> taken = name == ListName::trust_list    ? take_trust(text, fault)
                             : name == ListName::revocations ? take_revocations(text, fault)
                                                             : take_watch(text, fault);
  if (taken) {
    in_use = text;
    return;
  }
  fault.file = origin;
  if (fault.message.empty()) fault.message = taken.error().detail;
  faults.push_back(std::move(fault));
}

void DocumentLists::load(const std::string& path, ListName name, Diagnostics& faults)
{
  if (path.empty()) return;
  const std::size_t most = name == ListName::trust_list    ? trust_list_max_bytes
                           : name == ListName::revocations ? revocation_list_max_bytes
                                                           : watch_list_max_bytes;
  const Result<std::string> text = read_file_whole(path, most);
  if (!text) return faults.push_back(unreadable(path, text.error()));
  take(text.value(), name, path, faults);
}

Diagnostics DocumentLists::load()
{
  Diagnostics faults = m_key_faults;
  if (!m_authority) load_key(faults);
  load(m_settings.trust(), ListName::trust_list, faults);
  load(m_settings.revocations(), ListName::revocations, faults);
  load(m_settings.watch(), ListName::watch_list, faults);
  load_kept();
  return faults;
}

// What is damaged, or older than a file that the settings name, is as good as not there.
void DocumentLists::load_kept()
{
  for (const ListName name : {ListName::trust_list, ListName::revocations, ListName::watch_list}) {
    const std::string path = m_keeper.path_of(name).string();
    Diagnostics ignored;
    std::error_code error;
    if (std::filesystem::exists(path, error)) load(path, name, ignored);
  }
}

Diagnostics DocumentLists::take(const FetchedList& list)
{
  Diagnostics faults;
  if (list.failed || list.version == 0) return faults; // the centre's link says so itself
  const std::uint64_t before = version_of(list.name);
  take(list.content, list.name, "the centre's list", faults);
  if (version_of(list.name) > before) m_keeper.keep(list.name, list.content);
  return faults;
}

std::uint64_t DocumentLists::version_of(ListName name) const
{
  switch (name) {
  case ListName::trust_list: return m_trust ? m_trust->version() : 0;
  case ListName::revocations: return m_revocations ? m_revocations->version() : 0;
  case ListName::watch_list: break;
  }
  return m_watch_version;
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
