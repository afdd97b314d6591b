// SPDX-License-Identifier: Apache-2.0
// The flow of people through a checkpoint: arrivals, walks, queues, plain servers, and units that
// run the production core. It drains a calendar of its own and knows nothing of SimGrid;
// flow_model.hpp puts it inside.
//
// How people behave, where the model leaves it open:
// - A unit that goes out of service by opening hours or staff finishes the person at hand. Units
// are staffed from the
//   first one on.
// - When a station closes, whoever still queues there waits if it opens again within
// StationModel::opening_wait_ns, as
//   over a lunch break, and else is turned away (QueueExit::closed). So does who comes while it is
//   closed. With ClosingRule::serve_queue those on duty stay until the queue is gone; only whom
//   none of them can serve is turned away.
// - A plain server that breaks down keeps its person; the service goes on where it stopped
// (preemptive resume).
// - Patience runs from joining a queue to the start of service. Who balks, reneges or is turned
// away leaves the
//   checkpoint as abandoned.
// - Separate queues: a person joins the shortest; when its unit goes out of service or breaks, the
// people before it
//   join the others' queues.
// - On a fire alarm everybody in the checkpoint leaves as evacuated; people at its entrances, or
// whose next station is
//   there, wait until the reset.
// - A visit ends with the last outcome that a station gave; when none gave one (plain servers
// only), as admitted.
// - Luck: everything that a person decides or needs is drawn from streams named by the person's
// number, the purpose and
//   the how-manieth leg it is; a service also by the station's name.
#pragma once
#include "core/journal/journal.hpp"
#include "sim/engine/arrivals.hpp"
#include "sim/engine/calendar.hpp"
#include "sim/engine/registry_exchange.hpp"
#include "sim/engine/rooms.hpp"
#include "sim/engine/served_unit.hpp"
#include "sim/engine/station_run.hpp"
#include "sim/engine/traveller_pool.hpp"
#include <atomic>
#include <functional>
#include <vector>

namespace gatetwin {

// Told who comes and goes.
class TravellerWatch {
public:
  virtual ~TravellerWatch() = default;
  // Returns the keyed reference of the document that the person carries.
  virtual std::uint64_t arrives(std::uint64_t traveller, Index traveller_class) = 0;
  virtual void departs(std::uint64_t traveller, Index traveller_class) = 0;
};

class Flow final : public UnitWorld, public ExchangeHost {
public:
  // `model` and `journal` outlive the flow. The exchange is needed where units send requests.
  Flow(const CheckpointModel& model, std::uint64_t seed, std::uint64_t replication,
       journal::Journal& journal);

  // Before start(). Every unit of a station that is not plain needs one.
  void set_unit(Index unit, ServedUnit& served) { m_units[unit].served = &served; }
  void set_exchange(RegistryExchange& exchange) { m_exchange = &exchange; }
  void set_watch(TravellerWatch& watch) { m_watch = &watch; }
  // Called about fifty times while people arrive, with the share of arrivals or time that is done.
  void set_progress(std::function<void(double share)> progress)
  {
    m_progress = std::move(progress);
  }
  // Looked at now and then; once true, the flow ends as it stands.
  void set_interrupt(const std::atomic<bool>& flag) { m_interrupt = &flag; }
  void start();

  enum class Stop : std::uint8_t {
    limit,  // everything due up to the limit has happened
    engine, // an exchange starts at now_ns(): SimGrid's clock must come here first
    ended   // nothing more will happen
  };
  Stop run_until(std::int64_t limit_ns);

  bool ended() const { return m_ended; }
  std::uint64_t events() const { return m_events; }
  std::uint64_t arrived() const { return m_arrived; }
  std::uint32_t inside() const { return m_people.inside(); }
  std::size_t slots() const { return m_people.size(); }

  // -- for exchanges
  std::int64_t now_ns() const override { return m_now_ns; }
  void schedule_exchange(std::int64_t at_ns, std::uint32_t exchange, std::uint32_t step) override;
  void deliver(Index unit, const RegistryReply& reply) override;

  // -- for units that run the core
  Instant now() const override { return {{m_now_ns}, {m_model.start.ns + m_now_ns}}; }
  void schedule(Duration after, Index unit, std::uint16_t kind, std::uint32_t argument) override;
  RandomStream stream(std::uint64_t traveller, std::uint64_t purpose) const override
  {
    return RandomStream(StreamName(m_run_name, traveller), purpose);
  }
  void traveller_done(Index unit, TravellerSlot slot, Outcome outcome) override;
  void unit_ready(Index unit, bool ready) override;
  void send(Index unit, const RegistryRequest& request) override
  {
    m_exchange->send(unit, request);
  }
  journal::Journal& journal() override { return m_journal; }

private:
  // Kinds of calendar entries; below `arrival` they are the units' own. In brackets: subject,
  // argument.
  enum Kind : std::uint16_t {
    arrival = 0xFF00, // [demand]
    walk_end,         // [traveller slot, token]
    service_end,      // [unit, token]
    patience_end,     // [traveller slot, token]
    hours_change,     // [station]: opening or staffing may change
    queue_served,     // [station]: the last who queued at closing time has been called
    failure,          // [unit, token]
    repair,           // [unit]
    fault_begins,     // [fault]
    fault_ends,       // [fault]
    exchange_event,   // [exchange, step]
    end_of_run
  };

  struct UnitRun {
    Index station = 0;
    std::uint32_t position = 0;                    // at its station
    TravellerSlot traveller = TravellerPool::none; // served, or blocked here
    std::uint32_t token = 0;                       // of the service under way
    std::int64_t ends_ns = 0; // plain: of the service; while broken: what is left of it
    ServedUnit* served = nullptr;
    journal::UnitState state = journal::UnitState::closed;
    bool in_service = false;
    bool said_ready = true; // a unit that runs the core says so; a plain one always is
    bool blocked = false;
    bool alarm = false;
    bool to_feed = false;
    std::uint16_t faults = 0;     // at this moment, of all kinds
    std::uint16_t breakdowns = 0; // of these, that broke a device of a unit that runs the core
    std::uint16_t outages = 0;    // and that took its power
  };
  struct Breakdown { // random ones of one unit
    RandomStream luck;
    std::int64_t up_left_ns = 0; // in-service time to the next failure
    std::int64_t since_ns = 0;   // in service since
    std::uint32_t token = 0;
    bool running = false;
  };
  struct Group {
    std::uint32_t still_inside = 0;
    TravellerSlot gathered = TravellerPool::none;
    Index next_free = no_index;
  };

  // flow.cpp
  void handle(const CalendarEntry& entry);
  void settle();
  void after_event();
  void arrive(Index demand);
  void admit_person(Index demand, Index group, std::uint64_t group_number,
                    std::uint16_t companions);
  void report_progress();
  void leave(TravellerSlot slot, Outcome outcome);
  void leave_with_group(TravellerSlot slot);
  void depart_for_good(TravellerSlot slot);
  Index take_group(std::uint32_t persons);
  bool only_failures_left() const;

  // flow_station.cpp
  void join_queue(TravellerSlot slot);
  void reach_unit(StationRun& station, std::uint32_t position, TravellerSlot slot);
  void give_up_queue(TravellerSlot slot, journal::QueueExit how, Outcome outcome);
  void left_queue(StationRun& station);
  void begin_service(UnitRun& unit, Index number, TravellerSlot slot);
  void end_service(Index unit, Outcome outcome);
  void on_service_end(Index unit, std::uint32_t token);
  void block(Index unit, TravellerSlot slot);
  void unblock(TravellerSlot slot);
  void release(UnitRun& unit, Index number);
  bool available(const UnitRun& unit) const
  {
    return unit.traveller == TravellerPool::none && unit.in_service && unit.said_ready &&
           unit.faults == 0 && !unit.alarm;
  }
  void refresh(UnitRun& unit, Index number);
  void feed(UnitRun& unit, Index number);
  void feed_later(UnitRun& unit, Index number);
  void set_state(UnitRun& unit, Index number, journal::UnitState state);
  journal::UnitState state_of(const UnitRun& unit) const;

  // flow_routes.cpp
  const RouteChoice* choose(const RouteModel& route, const Traveller& person) const;
  double expected_wait_s(Index station) const;
  void set_out(TravellerSlot slot, const RouteChoice& leg, Index from_area);
  std::int64_t walk_ns(const Traveller& person, const RouteChoice& leg) const;

  // flow_upkeep.cpp
  void start_upkeep();
  void on_hours(Index station);
  void set_staffed(StationRun& station, std::uint32_t units);
  void close(StationRun& station, std::uint32_t on_duty);
  void turn_away(StationRun& station, std::uint32_t unless_served_by);
  void end_serving_out(Index station);
  void move_queue_on(StationRun& station, std::uint32_t position);
  void move_queues_on(StationRun& station);
  void set_in_service(Index unit, bool in_service);
  void count_up_time(Index unit, bool running);
  void on_failure(Index unit, std::uint32_t token);
  void on_repair(Index unit);
  void begin_fault(Index unit, FaultKind kind);
  void end_fault(Index unit, FaultKind kind);
  void on_fault(Index fault, bool begins);
  void on_unit_fault(const FaultModel& fault, bool begins);
  void on_fire_alarm(Index checkpoint, bool raised);
  void evacuate(Index checkpoint);

  void record(const journal::Record& r) { m_journal.append(r); }

  const CheckpointModel& m_model;
  journal::Journal& m_journal;
  RegistryExchange* m_exchange = nullptr;
  std::uint64_t m_run_name;
  Calendar m_calendar;
  std::int64_t m_now_ns = 0;
  std::uint64_t m_events = 0;
  std::uint64_t m_arrived = 0;
  std::uint64_t m_orders = 0;
  bool m_ended = false;

  TravellerPool m_people;
  Rooms m_rooms;
  LinePlan m_lines;
  std::vector<StationRun> m_stations;
  std::vector<std::uint64_t> m_service_luck; // by station
  std::vector<UnitRun> m_units;
  std::vector<Index> m_feed; // units to be given somebody after the event
  std::vector<Group> m_groups;
  Index m_free_group = no_index;
  std::uint64_t m_group_count = 0;
  std::vector<ArrivalSource> m_sources;
  std::uint32_t m_sources_left = 0;
  std::vector<Breakdown> m_breakdowns; // by unit
  std::uint32_t m_failures_pending = 0;
  std::vector<TravellerSlot> m_moved; // scratch of move_queue_on

  TravellerWatch* m_watch = nullptr;
  std::function<void(double)> m_progress;
  const std::atomic<bool>* m_interrupt = nullptr;
  std::int64_t m_next_progress_ns = 0;
  std::uint64_t m_next_progress_arrival = 0;
};

} // namespace gatetwin
