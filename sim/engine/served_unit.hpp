// SPDX-License-Identifier: Apache-2.0
// The seam between the flow of people and the positions that the production core runs. The flow
// brings a traveller to a unit and gets the unit and the traveller back, at times that only the
// unit knows. A unit is a small world of its own: devices, the traveller at it, and a GateRuntime;
// it acts by calendar entries alone.
#pragma once
#include "core/base/random_stream.hpp"
#include "core/base/time.hpp"
#include "core/domain/registry_message.hpp"
#include "core/domain/words.hpp"
#include "core/journal/journal.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <cstdint>

namespace gatetwin {

// Position of a traveller in the flow's pool; valid while the person is inside.
using TravellerSlot = std::uint32_t;

// What a unit may know of the person before it.
struct Visitor {
  std::uint64_t traveller = 0; // number in order of arrival; names the person's random streams
  Index traveller_class = 0;
  std::uint32_t companions = 0; // of the group, behind this person
};

class ServedUnit {
public:
  virtual ~ServedUnit() = default;
  // A person was assigned and starts towards the unit. Only when the unit last said unit_ready.
  virtual void begin(TravellerSlot slot, const Visitor& visitor) = 0;
  // A calendar entry that this unit scheduled has come.
  virtual void on_event(std::uint16_t kind, std::uint32_t argument) = 0;
  virtual void on_reply(const RegistryReply& reply) = 0;
  // Opening hours, staff and planned closures: finishes the person at hand, then closes.
  virtual void set_in_service(bool in_service) = 0;
  virtual void set_broken(bool broken) = 0;
  virtual void set_emergency(bool raised) = 0;
  virtual void set_power(bool on) = 0;
  // At the end of a run: whoever is still inside counts as unfinished. True when nothing is under
  // way or undelivered.
  virtual bool at_rest() const = 0;
};

// What the flow offers to its units.
class UnitWorld {
public:
  virtual ~UnitWorld() = default;
  virtual Instant now() const = 0;
  virtual void schedule(Duration after, Index unit, std::uint16_t kind, std::uint32_t argument) = 0;
  // The named stream of this traveller for one purpose, the same whatever unit serves the person.
  virtual RandomStream stream(std::uint64_t traveller, std::uint64_t purpose) const = 0;
  // The person leaves the unit: to the secure side (admitted) or back (others). The unit is not yet
  // ready.
  virtual void traveller_done(Index unit, TravellerSlot slot, Outcome outcome) = 0;
  // The unit may take the next person; or may not (out of service, referred person inside, alarm).
  virtual void unit_ready(Index unit, bool ready) = 0;
  // Sends a request to the registry of request.authority over the simulated network; the answer
  // comes by on_reply.
  virtual void send(Index unit, const RegistryRequest& request) = 0;
  virtual journal::Journal& journal() = 0;
};

} // namespace gatetwin
