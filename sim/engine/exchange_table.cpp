// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/exchange_table.hpp"
#include "core/base/check.hpp"

namespace gatetwin {

ExchangeTable::ExchangeTable(const CheckpointModel& model)
    : m_model(model), m_centres(model.authorities.size()), m_links(model.checkpoints.size(), 1)
{
  for (const StationModel& station : model.stations) {
    m_checkpoint_of_unit.insert(m_checkpoint_of_unit.end(), station.units, station.checkpoint);
  }
}

std::uint32_t ExchangeTable::open(Index unit, const RegistryRequest& request, bool& now)
{
  now = false;
  if (!link_up(m_checkpoint_of_unit[unit])) return none;
  std::uint32_t exchange = m_free;
  if (exchange == none) {
    exchange = static_cast<std::uint32_t>(m_exchanges.size());
    m_exchanges.emplace_back();
  } else {
    m_free = m_exchanges[exchange].next_free;
  }
  Exchange& e = m_exchanges[exchange];
  e.request = request;
  e.unit = unit;
  e.checkpoint = m_checkpoint_of_unit[unit];
  e.authority = request.authority.value;
  e.active = true;
  e.at_centre = e.lost = false;
  ++m_active;
  CHECK(e.authority < m_centres.size());
  Centre& centre = m_centres[e.authority];
  now = centre.in_flight < m_model.platform.centre_concurrency;
  if (now) {
    ++centre.in_flight;
  } else {
    centre.at_units.push(exchange);
  }
  return exchange;
}

std::uint32_t ExchangeTable::close(std::uint32_t exchange)
{
  Exchange& e = m_exchanges[exchange];
  e.active = false;
  e.next_free = m_free;
  m_free = exchange;
  --m_active;
  Centre& centre = m_centres[e.authority];
  while (!centre.at_units.empty()) {
    const std::uint32_t next = centre.at_units.front();
    centre.at_units.pop();
    if (!m_exchanges[next].lost) return next; // in the place of the one that is over
    m_exchanges[next].active = false;
    m_exchanges[next].next_free = m_free;
    m_free = next;
    --m_active;
  }
  --centre.in_flight;
  return none;
}

bool ExchangeTable::take_core(std::uint32_t exchange)
{
  Centre& centre = centre_of(exchange);
  m_exchanges[exchange].at_centre = true;
  if (centre.busy_cores == m_model.platform.centre_cores) {
    centre.at_cores.push(exchange);
    return false;
  }
  ++centre.busy_cores;
  return true;
}

std::uint32_t ExchangeTable::free_core(std::uint32_t exchange)
{
  Centre& centre = centre_of(exchange);
  m_exchanges[exchange].at_centre = false;
  if (centre.at_cores.empty()) {
    --centre.busy_cores;
    return none;
  }
  const std::uint32_t next = centre.at_cores.front();
  centre.at_cores.pop();
  return next;
}

void ExchangeTable::set_link(Index checkpoint, bool up)
{
  m_links[checkpoint] = up ? 1 : 0;
  if (up) return;
  for (Exchange& e : m_exchanges) {
    if (e.active && !e.at_centre && e.checkpoint == checkpoint) e.lost = true;
  }
}

void ExchangeTable::set_centre(Index authority, bool up, std::vector<std::uint32_t>& dropped)
{
  Centre& centre = m_centres[authority];
  centre.up = up;
  if (up) return;
  for (Exchange& e : m_exchanges) {
    if (e.active && e.at_centre && e.authority == authority) e.lost = true;
  }
  for (; !centre.at_cores.empty(); centre.at_cores.pop())
    dropped.push_back(centre.at_cores.front());
}

} // namespace gatetwin
