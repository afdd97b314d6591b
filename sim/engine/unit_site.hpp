// SPDX-License-Identifier: Apache-2.0
// What all units of a run share: the model, the people, and for each authority one document
// inspector with the lists that it trusts and a cache of verified seals. On a real site each gate
// has a cache of its own, and residents come back to all of them; one for all gives the same
// verdicts and spares the run the repetitions. Revocations are published anew every 12 hours, as
// the inspectors ask for.
#pragma once
#include "core/barcode/frame_reader.hpp"
#include "core/document/document_inspector.hpp"
#include "sim/devices/label_camera.hpp"
#include "sim/engine/served_unit.hpp"
#include "sim/people/people.hpp"
#include <memory>
#include <optional>
#include <vector>

namespace gatetwin {

class UnitSite {
public:
  UnitSite(const CheckpointModel& model, std::uint64_t replication, UnitWorld& world);

  DocumentInspector& inspector_of(const StationModel& station)
  {
    return *m_inspectors[station.authority];
  }
  // The units' copy of what every centre publishes at the start.
  const WatchList& watch_list() const { return m_watch_list; }
  // Where the scenario wants pictures; else null. One for all units: it keeps nothing of a reading.
  LabelCamera* label_camera() { return m_camera ? &*m_camera : nullptr; }
  // The document of a visitor's hand. A pass that was verified ahead is known to the cache.
  void equip(const Visitor& visitor, CarriedDocument& document);
  // For another thread, while the run goes on: issues one more pass and verifies its signature.
  // False: none is left.
  bool issue_ahead();
  // To be called when a visit begins: costs a comparison.
  void publish_lists(WallTime now)
  {
    if (now >= m_next_publication) publish(now);
  }

  const CheckpointModel& model;
  UnitWorld& world;
  People people;
  bool journals_inputs = false;

private:
  void publish(WallTime now);
  bool verifies(std::span<const std::byte> label) const;

  WatchList m_watch_list;
  VerifiedSealCache m_cache;
  std::unique_ptr<TrustList> m_trust;
  std::unique_ptr<RevocationList> m_revocations;
  std::vector<std::unique_ptr<DocumentInspector>> m_inspectors; // by authority
  WallTime m_next_publication{INT64_MIN};
  std::uint64_t m_publications = 0;
  FrameReader m_frame_reader;
  std::optional<LabelCamera> m_camera;
};

} // namespace gatetwin
