// SPDX-License-Identifier: Apache-2.0
// A tiny world for units: one calendar, registries with a fixed round trip, and a stream of
// travellers that are handed to whichever unit of a station says it is ready. No SimGrid, no
// queues, no walking: what is tested is the units.
#pragma once
#include "core/registry/memory_ledger.hpp"
#include "core/registry/registry_service.hpp"
#include "sim/engine/served_unit.hpp"
#include "sim/engine/unit_factory.hpp"
#include "sim/people/people.hpp"
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <vector>

namespace gatetwin {

class HandDrivenWorld final : public UnitWorld {
public:
  struct Visit {
    Visitor visitor;
    Outcome outcome = Outcome::none;
    MonotonicTime began, ended;
    int endings = 0;
  };

  explicit HandDrivenWorld(const CheckpointModel& model, std::uint64_t replication = 0,
                           bool journals_inputs = false);

  // -- UnitWorld
  Instant now() const override { return {m_now, m_model.start + Duration{m_now.ns}}; }
  void schedule(Duration after, Index unit, std::uint16_t kind, std::uint32_t argument) override;
  RandomStream stream(std::uint64_t traveller, std::uint64_t purpose) const override
  {
    return {m_model.seed, m_replication, traveller, purpose};
  }
  void traveller_done(Index unit, TravellerSlot slot, Outcome outcome) override;
  void unit_ready(Index unit, bool ready) override;
  void send(Index unit, const RegistryRequest& request) override;
  journal::Journal& journal() override { return m_journal; }

  // -- the test
  // The next `count` travellers of a class, one after another, as units become ready.
  void bring(Index traveller_class, std::uint64_t count);
  void run_for(Duration time);
  void run_until_quiet(Duration at_most); // nobody waits, nobody is inside, all is delivered
  void at(MonotonicTime when, std::function<void()> action);
  void set_registry_up(bool up) { m_registry_up = up; }
  ServedUnit& unit(Index number) { return *m_units[number]; }
  std::size_t unit_count() const { return m_units.size(); }
  MemoryLedger& ledger(Index authority) { return *m_ledgers[authority]; }
  const std::vector<Visit>& visits() const { return m_visits; } // by slot
  std::uint64_t entries() const { return m_entries_made; }
  std::size_t waiting() const { return m_waiting.size(); }
  bool all_at_rest() const;
  int count(Outcome outcome) const;
  double mean_s(Outcome outcome) const; // from begin to done
  Duration round_trip = milliseconds(45);

private:
  struct Entry {
    MonotonicTime at;
    std::uint64_t order;
    Index unit;
    std::uint16_t kind;
    std::uint32_t argument;
  };
  struct Later {
    bool operator()(const Entry& a, const Entry& b) const
    {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  static constexpr Index for_reply = 0xFFFF'FFF0U;
  static constexpr Index for_action = 0xFFFF'FFF1U;

  void push(Duration after, Index unit, std::uint16_t kind, std::uint32_t argument);
  void dispatch(const Entry& entry);
  void feed();

  const CheckpointModel& m_model;
  std::uint64_t m_replication;
  journal::Journal m_journal;
  MonotonicTime m_now;
  std::uint64_t m_entries_made = 0;
  std::priority_queue<Entry, std::vector<Entry>, Later> m_calendar;
  std::vector<RegistryRequest> m_requests; // on their way, by argument
  std::vector<Index> m_senders;
  std::vector<std::uint32_t> m_free_requests;
  std::vector<std::function<void()>> m_actions;
  std::optional<UnitFactory> m_factory;
  std::vector<std::unique_ptr<ServedUnit>> m_units;
  std::vector<bool> m_ready;
  std::vector<std::unique_ptr<MemoryLedger>> m_ledgers;
  std::vector<std::unique_ptr<RegistryService>> m_services;
  std::deque<Visitor> m_waiting;
  std::vector<Visit> m_visits;
  std::uint64_t m_next_traveller = 0;
  bool m_registry_up = true;
  bool m_feeding = false;
};

} // namespace gatetwin
