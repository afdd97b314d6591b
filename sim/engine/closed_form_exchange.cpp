// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/closed_form_exchange.hpp"
#include "core/base/check.hpp"
#include "sim/engine/message_size.hpp"
#include <algorithm>

namespace gatetwin {

double work_flops(const PlatformModel& platform, RequestKind kind)
{
  const bool reads = kind == RequestKind::check || kind == RequestKind::reserve;
  return reads ? platform.check_flops : platform.record_flops;
}

double wan_latency_s(const CheckpointModel& model, Index checkpoint, Index authority)
{
  const bool own = model.checkpoints[checkpoint].authority == authority;
  return own ? model.platform.wan_latency_s : model.platform.partner_wan_latency_s;
}

ClosedFormExchange::ClosedFormExchange(const CheckpointModel& model, ExchangeHost& host,
                                       RegistryCentre& centre)
    : m_model(model), m_host(host), m_centre(centre), m_table(model)
{
}

void ClosedFormExchange::send(Index unit, const RegistryRequest& request)
{
  bool now = false;
  const std::uint32_t exchange = m_table.open(unit, request, now);
  if (exchange != ExchangeTable::none && now && !start(exchange)) close(exchange);
}

std::int64_t ClosedFormExchange::travel_ns(std::uint32_t exchange, double bytes)
{
  const PlatformModel& p = m_model.platform;
  const ExchangeTable::Exchange& e = m_table[exchange];
  const double latency_s =
      p.gate_link_latency_s + wan_latency_s(m_model, e.checkpoint, e.authority);
  return from_seconds(latency_s + bytes / std::min(p.gate_link_bytes_per_s, p.wan_bytes_per_s)).ns;
}

bool ClosedFormExchange::start(std::uint32_t exchange)
{
  const ExchangeTable::Exchange& e = m_table[exchange];
  if (e.lost || !m_table.link_up(e.checkpoint) || !m_table.centre_of(exchange).up) return false;
  const std::int64_t travel = travel_ns(exchange, wire_bytes(e.request));
  m_host.schedule_exchange(m_host.now_ns() + travel, exchange, arrived);
  return true;
}

void ClosedFormExchange::work(std::uint32_t exchange)
{
  const double flops = work_flops(m_model.platform, m_table[exchange].request.kind);
  m_host.schedule_exchange(m_host.now_ns() + from_seconds(flops / m_model.platform.centre_flops).ns,
                           exchange, worked);
}

void ClosedFormExchange::answer(std::uint32_t exchange)
{
  ExchangeTable::Exchange& e = m_table[exchange];
  e.reply = m_centre.handle(e.request, m_host.now_ns());
  if (!m_table.link_up(e.checkpoint)) return close(exchange);
  m_host.schedule_exchange(m_host.now_ns() + travel_ns(exchange, wire_bytes(e.reply)), exchange,
                           replied);
}

void ClosedFormExchange::on_event(std::uint32_t exchange, std::uint32_t step)
{
  ExchangeTable::Exchange& e = m_table[exchange];
  switch (step) {
  case arrived:
    if (e.lost || !m_table.centre_of(exchange).up) return close(exchange);
    if (m_table.take_core(exchange)) work(exchange);
    return;
  case worked: {
    const std::uint32_t next = m_table.free_core(exchange);
    if (next != ExchangeTable::none) work(next);
    return e.lost ? close(exchange) : answer(exchange);
  }
  case replied: {
    const bool lost = e.lost;
    const Index unit = e.unit;
    const RegistryReply reply = e.reply;
    close(exchange);
    if (!lost) m_host.deliver(unit, reply);
    return;
  }
  default: CHECK(false);
  }
}

void ClosedFormExchange::set_centre(Index authority, bool up)
{
  m_table.set_centre(authority, up, m_dropped);
  for (const std::uint32_t exchange : m_dropped) close(exchange);
  m_dropped.clear();
}

void ClosedFormExchange::close(std::uint32_t exchange)
{
  std::uint32_t next = m_table.close(exchange);
  while (next != ExchangeTable::none && !start(next)) next = m_table.close(next);
}

} // namespace gatetwin
