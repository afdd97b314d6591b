// SPDX-License-Identifier: Apache-2.0
// What both kinds of exchange keep: the exchanges under way, who waits for a place among them or
// for a core of a centre, and what is up. No allocation once it has reached its size.
#pragma once
#include "sim/engine/registry_exchange.hpp"
#include "sim/engine/ring.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

class ExchangeTable {
public:
  static constexpr std::uint32_t none = 0xFFFF'FFFFU;

  struct Exchange {
    RegistryRequest request;
    RegistryReply reply;
    Index unit = 0;
    Index checkpoint = 0;
    Index authority = 0;
    std::uint32_t next_free = none;
    bool active = false;
    bool at_centre = false; // waits for a core, or is worked on
    bool lost = false;
  };
  struct Centre {
    bool up = true;
    std::uint32_t in_flight = 0;
    std::uint32_t busy_cores = 0;
    Ring<std::uint32_t> at_units; // waiting to be sent
    Ring<std::uint32_t> at_cores; // waiting to be worked on
  };

  explicit ExchangeTable(const CheckpointModel& model);

  Exchange& operator[](std::uint32_t exchange) { return m_exchanges[exchange]; }
  std::size_t size() const { return m_exchanges.size(); }
  Centre& centre_of(std::uint32_t exchange) { return m_centres[m_exchanges[exchange].authority]; }
  bool idle() const { return m_active == 0; }

  // A new exchange; none when it is lost at once because the link is down. `now`: it may be sent
  // now, else it waits.
  std::uint32_t open(Index unit, const RegistryRequest& request, bool& now);
  // It is over. Returns the next one of the same centre that may be sent now, or none.
  std::uint32_t close(std::uint32_t exchange);
  // It has come to the centre: true when a core takes it now, else it waits.
  bool take_core(std::uint32_t exchange);
  // The core is done with it; returns the next one for that core, or none. Lost ones are for the
  // caller to close.
  std::uint32_t free_core(std::uint32_t exchange);

  bool link_up(Index checkpoint) const { return m_links[checkpoint] != 0; }
  // Marks what is lost by it.
  void set_link(Index checkpoint, bool up);
  // The same; `dropped`: those that waited for a core, for the caller to close.
  void set_centre(Index authority, bool up, std::vector<std::uint32_t>& dropped);

private:
  const CheckpointModel& m_model;
  std::vector<Exchange> m_exchanges;
  std::uint32_t m_free = none;
  std::uint32_t m_active = 0;
  std::vector<Centre> m_centres; // by authority
  std::vector<char> m_links;     // by checkpoint: 1 up
  std::vector<Index> m_checkpoint_of_unit;
};

} // namespace gatetwin
