// SPDX-License-Identifier: Apache-2.0
// Makes the units that run the production core: e-gate, officer's booth, barcode booth, one-stop
// booth. The only place of the simulator that knows which unit belongs to which StationKind. The
// engine makes one factory per run, fills each centre from people() before the first event, and
// then makes its units:
//
//   UnitFactory factory(model, replication, world);
//   factory.people().register_documents(ledger);  // of each authority's centre, and its list:
//   factory.people().make_watch_list(first_watch_list_version, model.start);
//   units[u] = factory.make(station, u);          // u: as numbered by first_unit_of()
//
// A new unit is not ready: it says unit_ready once its calendar entries for starting have come and
// the core has heard its doors and sensors. UnitId is the run-wide unit number; AuthorityId,
// CheckpointId and StationId are the model's indices.
#pragma once
#include "sim/devices/label_camera.hpp"
#include "sim/engine/served_unit.hpp"
#include <cstdint>
#include <memory>

namespace gatetwin {

class People;
class UnitSite;

class UnitFactory {
public:
  // `model` and `world` outlive the factory, the factory outlives its units.
  // journals_inputs: what units are told goes to the journal too.
  UnitFactory(const CheckpointModel& model, std::uint64_t replication, UnitWorld& world,
              bool journals_inputs = false);
  ~UnitFactory();
  UnitFactory(const UnitFactory&) = delete;
  UnitFactory& operator=(const UnitFactory&) = delete;

  People& people();
  // For another thread: issues one more pass ahead of its first visit. False: none is left.
  bool issue_ahead();
  // All zero where codes are handed over as bytes.
  CameraCounts camera_counts() const;
  // Any station kind but plain. Calls world.schedule() for the unit's start at once.
  std::unique_ptr<ServedUnit> make(Index station, Index unit);

private:
  std::unique_ptr<UnitSite>
      m_site; // what all units share: people, trust list, cache of verified seals
};

} // namespace gatetwin
