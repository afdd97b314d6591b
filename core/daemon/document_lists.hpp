// SPDX-License-Identifier: Apache-2.0
// Whose documents count at this unit, from signed files: trust list, revocation list, and the
// inspector that uses them. Newer files replace older ones while the unit runs; a file that is
// damaged, badly signed or not newer is refused and the one in use stays.
//
// What the centre sent is kept beside the unit's store, and read again at the next start under the
// same terms: a unit that starts while the centre is away has its lists, and none older than
// before.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/daemon/clock.hpp"
#include "core/daemon/gate_settings.pb.h"
#include "core/daemon/list_keeper.hpp"
#include "core/document/document_inspector.hpp"
#include "core/document/trust_list_file.hpp"
#include "core/link/grpc_registry_link.hpp"
#include "core/registry/watch_list.hpp"
#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace gatetwin {

// Says how long each inspection took.
class TimedInspector final : public DocumentInspector {
public:
  using Measured = std::function<void(Duration took)>;
  TimedInspector(const InspectorConfig& config, Clock& clock, Measured measured)
      : DocumentInspector(config), m_clock(clock), m_measured(std::move(measured))
  {
  }
  CheckedDocument inspect(const DocumentScan& scan, Instant now,
                          const CheckWeights& weights) override;

private:
  Clock& m_clock;
  Measured m_measured;
};

class DocumentLists {
public:
  DocumentLists(const daemon::GateSettings& settings, Clock& clock,
                TimedInspector::Measured measured);

  // Reads every file that the settings name. What is refused is said, a diagnostic for each.
  Diagnostics load();
  // A list that came over the link, under the same terms.
  Diagnostics take(const FetchedList& list);
  // Since the last call, what came over the link could not be kept.
  bool has_lost_one() { return m_keeper.has_lost_one(); }
  // Of the list in use; 0: none.
  std::uint64_t version_of(ListName name) const;
  // A newer watch-list that has come, for the offline policy; null: none since the last call.
  std::unique_ptr<WatchList> take_watch_list() { return std::move(m_watch); }
  DocumentInspector& inspector() { return m_inspector; }

  const TrustList* trust() const { return m_trust.get(); }
  const RevocationList* revocations() const { return m_revocations.get(); }
  // Until the list in use is too old; nothing where there is none.
  std::optional<Duration> trust_left(WallTime now) const;
  std::optional<Duration> revocations_left(WallTime now) const;

private:
  InspectorConfig config_of(const daemon::GateSettings& settings);
  void load_key(Diagnostics& faults);
  void load(const std::string& path, ListName name, Diagnostics& faults);
  void load_kept();
  // `origin` stands in diagnostics.
  void take(const std::string& text, ListName name, const std::string& origin, Diagnostics& faults);
  Result<Unit> take_trust(const std::string& text, Diagnostic& fault);
  Result<Unit> take_revocations(const std::string& text, Diagnostic& fault);
  Result<Unit> take_watch(const std::string& text, Diagnostic& fault);

  const daemon::Lists m_settings;
  ListKeeper m_keeper;
  Diagnostics m_key_faults;
  SipKey m_reference_key;
  std::optional<PublicKey> m_authority;
  std::array<std::string, list_names + 1>
      m_texts; // of the lists in use, by name: an unchanged file is no news
  std::unique_ptr<WatchList> m_watch;
  std::uint64_t m_watch_version = 0;
  std::unique_ptr<TrustList> m_trust;
  std::unique_ptr<RevocationList> m_revocations;
  std::unique_ptr<VerifiedSealCache> m_cache;
  TimedInspector m_inspector;
};

} // namespace gatetwin
