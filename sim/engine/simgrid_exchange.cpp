// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/simgrid_exchange.hpp"
#include "sim/engine/closed_form_exchange.hpp"
#include "sim/engine/exchange_table.hpp"
#include "sim/engine/message_size.hpp"
#include "sim/engine/platform_parts.hpp"
#include <algorithm>
#include <deque>

namespace gatetwin {

namespace sg4 = simgrid::s4u;

struct SimgridExchange::Inside {
  enum class Leg : std::uint8_t { up, work, down };
  // One per exchange of the table. An activity is let go when the next one of its leg takes its
  // place: not in its own completion call, where SimGrid still holds on to it.
  struct Activities {
    std::uint32_t exchange = 0;
    Leg leg = Leg::up;
    sg4::ActivityPtr up, work, down;
  };
  // What the flow asked for and SimGrid must do at the same date.
  struct Act {
    enum class Kind : std::uint8_t { start, link, centre } kind;
    std::uint32_t subject;
    bool up;
  };

  const CheckpointModel& model;
  ExchangeHost& host;
  RegistryCentre& registry;
  PlatformParts& platform;
  ExchangeTable table;
  std::deque<Activities> activities;
  std::vector<Act> acts;
  std::vector<Act> doing;
  std::vector<std::uint32_t> dropped;

  Activities& of(std::uint32_t exchange)
  {
    while (activities.size() <= exchange) {
      activities.emplace_back();
      activities.back().exchange = static_cast<std::uint32_t>(activities.size() - 1);
    }
    return activities[exchange];
  }
  std::int64_t engine_ns() const
  {
    return std::max(host.now_ns(), to_run_ns(sg4::Engine::get_clock()));
  }

  bool start(std::uint32_t exchange); // false: lost at once
  void work(std::uint32_t exchange);
  void answer(std::uint32_t exchange);
  void finish(std::uint32_t exchange, bool in_engine);
  void completed(const sg4::Activity& activity);
  void send_message(sg4::ActivityPtr& keep, Activities& a, sg4::Host* from, sg4::Host* to,
                    double bytes);
};

void SimgridExchange::Inside::send_message(sg4::ActivityPtr& keep, Activities& a, sg4::Host* from,
                                           sg4::Host* to, double bytes)
{
  auto comm = sg4::Comm::sendto_init(from, to);
  comm->set_payload_size(static_cast<std::uint64_t>(bytes));
  comm->set_data(&a);
  keep = comm;
  comm->start();
}

bool SimgridExchange::Inside::start(std::uint32_t exchange)
{
  ExchangeTable::Exchange& e = table[exchange];
  // SimGrid would never end a message over a dead link, and refuses one to a dead host.
  if (e.lost || !table.link_up(e.checkpoint) || !table.centre_of(exchange).up) return false;
  Activities& a = of(exchange);
  a.leg = Leg::up;
  send_message(a.up, a, platform.unit_computers[e.unit], platform.centres[e.authority],
               wire_bytes(e.request));
  return true;
}

void SimgridExchange::Inside::work(std::uint32_t exchange)
{
  Activities& a = of(exchange);
  a.leg = Leg::work;
  auto exec = sg4::Exec::init();
  exec->set_flops_amount(work_flops(model.platform, table[exchange].request.kind));
  exec->set_host(platform.centres[table[exchange].authority]);
  exec->set_data(&a);
  a.work = exec;
  exec->start();
}

void SimgridExchange::Inside::answer(std::uint32_t exchange)
{
  ExchangeTable::Exchange& e = table[exchange];
  e.reply = registry.handle(e.request, engine_ns());
  if (!table.link_up(e.checkpoint)) return finish(exchange, true);
  Activities& a = of(exchange);
  a.leg = Leg::down;
  send_message(a.down, a, platform.centres[e.authority], platform.unit_computers[e.unit],
               wire_bytes(e.reply));
}

void SimgridExchange::Inside::finish(std::uint32_t exchange, bool in_engine)
{
  std::uint32_t next = table.close(exchange);
  while (in_engine && next != ExchangeTable::none && !start(next)) next = table.close(next);
  if (!in_engine && next != ExchangeTable::none) acts.push_back({Act::Kind::start, next, true});
}

void SimgridExchange::Inside::completed(const sg4::Activity& activity)
{
  const Activities* a = activity.get_data<Activities>();
  if (a == nullptr) return;
  const bool done = activity.get_state() == sg4::Activity::State::FINISHED;
  const std::uint32_t exchange = a->exchange;
  switch (a->leg) {
  case Leg::up:
    if (!done || !table.centre_of(exchange).up) return finish(exchange, true);
    if (table.take_core(exchange)) work(exchange);
    return;
  case Leg::work: {
    const std::uint32_t next = table.free_core(exchange);
    if (next != ExchangeTable::none) work(next);
    return done ? answer(exchange) : finish(exchange, true);
  }
  case Leg::down:
    if (!done) return finish(exchange, true);
    host.schedule_exchange(engine_ns(), exchange, 0);
  }
}

SimgridExchange::SimgridExchange(const CheckpointModel& model, ExchangeHost& host,
                                 RegistryCentre& centre, Platform& platform)
    : m_inside(
          new Inside{model, host, centre, platform.parts(), ExchangeTable(model), {}, {}, {}, {}})
{
  sg4::Activity::on_completion_cb(
      [inside = m_inside.get()](const sg4::Activity& activity) { inside->completed(activity); });
}

SimgridExchange::~SimgridExchange() = default;

void SimgridExchange::send(Index unit, const RegistryRequest& request)
{
  bool now = false;
  const std::uint32_t exchange = m_inside->table.open(unit, request, now);
  if (exchange != ExchangeTable::none && now)
    m_inside->acts.push_back({Inside::Act::Kind::start, exchange, true});
}

// The reply has come.
void SimgridExchange::on_event(std::uint32_t exchange, std::uint32_t)
{
  const Index unit = m_inside->table[exchange].unit;
  const RegistryReply reply = m_inside->table[exchange].reply;
  m_inside->finish(exchange, false);
  m_inside->host.deliver(unit, reply);
}

void SimgridExchange::set_link(Index checkpoint, bool up)
{
  m_inside->acts.push_back({Inside::Act::Kind::link, checkpoint, up});
}

void SimgridExchange::set_centre(Index authority, bool up)
{
  m_inside->acts.push_back({Inside::Act::Kind::centre, authority, up});
}

bool SimgridExchange::idle() const { return m_inside->table.idle() && m_inside->acts.empty(); }
bool SimgridExchange::wants_engine() const { return !m_inside->acts.empty(); }

void SimgridExchange::act()
{
  Inside& in = *m_inside;
  in.doing.swap(in.acts);
  for (const Inside::Act& act : in.doing) {
    switch (act.kind) {
    case Inside::Act::Kind::start:
      if (!in.start(act.subject)) in.finish(act.subject, true);
      break;
    case Inside::Act::Kind::link:
      in.table.set_link(act.subject, act.up);
      for (sg4::SplitDuplexLink* link : in.platform.wan_links[act.subject]) {
        act.up ? link->turn_on() : link->turn_off();
      }
      break;
    case Inside::Act::Kind::centre:
      in.table.set_centre(act.subject, act.up, in.dropped);
      for (const std::uint32_t exchange : in.dropped) in.finish(exchange, true);
      in.dropped.clear();
      act.up ? in.platform.centres[act.subject]->turn_on()
             : in.platform.centres[act.subject]->turn_off();
      break;
    }
  }
  in.doing.clear();
}

} // namespace gatetwin
