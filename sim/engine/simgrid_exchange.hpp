// SPDX-License-Identifier: Apache-2.0
// Exchanges as SimGrid activities: a Comm for each message, an Exec for the work, started from
// maestro without actors (an actor would cost three times as much). A Comm between computers shares
// its links with all others.
#pragma once
#include "sim/engine/platform.hpp"
#include "sim/engine/registry_exchange.hpp"
#include <memory>

namespace gatetwin {

class SimgridExchange final : public RegistryExchange {
public:
  // All outlive it; it outlives the engine's run.
  SimgridExchange(const CheckpointModel& model, ExchangeHost& host, RegistryCentre& centre,
                  Platform& platform);
  ~SimgridExchange() override;

  void send(Index unit, const RegistryRequest& request) override;
  void on_event(std::uint32_t exchange, std::uint32_t step) override;
  void set_link(Index checkpoint, bool up) override;
  void set_centre(Index authority, bool up) override;
  bool idle() const override;
  bool wants_engine() const override;

  // SimGrid has come to the flow's present: what waited for it happens.
  void act();

private:
  struct Inside;
  std::unique_ptr<Inside> m_inside;
};

} // namespace gatetwin
