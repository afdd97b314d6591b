// SPDX-License-Identifier: Apache-2.0
// Exchanges by arithmetic: a message takes latency + size / bandwidth of the narrowest link, work
// takes its operations over a core's speed. Exact for a lone exchange, and for several as long as
// messages do not compete for bandwidth; the centre's queue is exact in any case. Three calendar
// entries an exchange.
#pragma once
#include "sim/engine/exchange_table.hpp"

namespace gatetwin {

class ClosedFormExchange final : public RegistryExchange {
public:
  // All outlive it.
  ClosedFormExchange(const CheckpointModel& model, ExchangeHost& host, RegistryCentre& centre);

  void send(Index unit, const RegistryRequest& request) override;
  void on_event(std::uint32_t exchange, std::uint32_t step) override;
  void set_link(Index checkpoint, bool up) override { m_table.set_link(checkpoint, up); }
  void set_centre(Index authority, bool up) override;
  bool idle() const override { return m_table.idle(); }

private:
  enum Step : std::uint32_t { arrived, worked, replied };
  bool start(std::uint32_t exchange); // false: lost at once
  void work(std::uint32_t exchange);
  void answer(std::uint32_t exchange);
  void close(std::uint32_t exchange);
  std::int64_t travel_ns(std::uint32_t exchange, double bytes);

  const CheckpointModel& m_model;
  ExchangeHost& m_host;
  RegistryCentre& m_centre;
  ExchangeTable m_table;
  std::vector<std::uint32_t> m_dropped; // scratch of set_centre
};

// Operations that the centre needs for a request.
double work_flops(const PlatformModel& platform, RequestKind kind);
// Of the WAN between a checkpoint and a centre.
double wan_latency_s(const CheckpointModel& model, Index checkpoint, Index authority);

} // namespace gatetwin
