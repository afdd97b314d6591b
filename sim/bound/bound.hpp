// SPDX-License-Identifier: Apache-2.0
// What can be said of a checkpoint without simulation: how much can pass at most and what limits
// it, how busy each station is, how long people wait where a formula holds, and from when to when a
// station is overloaded. Pure functions of the model; a search over designs may start from them.
//
// A load that does not change is answered by a formula of queueing theory; one that changes by the
// time of day by the backlog method (backlog.hpp). Every wait says which, and whether it is exact.
#pragma once
#include "sim/model/capacity.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/model/traffic.hpp"
#include <cstdint>
#include <optional>
#include <vector>

namespace gatetwin {

// In queue_formulas.hpp with their sources, but the last.
enum class Formula : std::uint8_t {
  none,
  erlang_c,            // M/M/c
  pollaczek_khinchine, // M/G/1
  crommelin,           // M/D/c
  cosmetatos,          // M/G/c
  allen_cunneen,       // G/G/c
  burke_groups,        // M[X]/G/1
  group_chain,         // M[X]/M/c, scaled to the variation of the service
  cobham,              // priorities
  erlang_a,            // M/M/c+M, patience
  finite_queue,        // M/M/c/K, people who don't join a long queue
  breaking_server,     // M/M/1 with breakdowns
  backlog              // load by the time of day: pointwise stationary fluid flow
};
const char* to_string(Formula formula); // "erlang_c"

enum class Validity : std::uint8_t {
  exact,         // for the scenario as it is written
  approximation, // the formula's, or its assumptions hold only nearly: see caveats
  no_formula,    // see why_none
  infinite       // the queue grows for as long as the load lasts
};
const char* to_string(Validity validity);

enum class NoFormula : std::uint8_t { none, nobody_comes, never_at_work, skills, blocking };
const char* to_string(NoFormula reason);

// Why a wait is not exact, besides its formula.
enum class Caveat : std::uint8_t {
  phases,          // the service time is derived from phases
  shortest_wait,   // people choose between stations, which are taken for one
  separate_queues, // taken for one queue, which is a little better
  arrivals,        // do not come at random (Poisson), or not one by one
  service,         // is not exponential, or differs by class
  patience,        // is not exponential, or differs by class
  breakdowns,      // are taken into the service time
  room,            // the limit of queue or area is left out; it is seldom reached
  faults_left_out  // a planned outage of registry or line, a fire alarm
};
const char* to_string(Caveat caveat);

struct WaitBound {
  Validity validity = Validity::no_formula;
  Formula formula = Formula::none;
  NoFormula why_none = NoFormula::none;
  std::vector<Caveat> caveats;                        // each once, in order
  std::optional<double> mean_s;                       // of those who are served
  std::optional<double> p95_s;                        // steady load only
  bool p95_exact = false;                             // else by an exponential tail
  std::vector<std::optional<double>> mean_s_by_class; // priorities only, else empty
  double queue_mean = 0;                              // persons who wait
  double abandoning = 0;                              // share who give up
  double balking = 0;                                 // share who don't join
};

// A time in which more work comes than the units at work can do.
struct Overload {
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;      // from here on less comes
  std::int64_t cleared_ns = 0; // the backlog is worked off, or was turned away at closing time
  bool cleared = true;         // false: not within the run
  bool closed = false;         // nobody is at work in it: people wait for the opening
  double peak_backlog = 0;     // persons who wait
  std::int64_t peak_at_ns = 0;
  double longest_wait_s = 0; // of those who come in it
};

// A part of the run at one station, for a load that changes.
struct ProfilePoint {
  std::int64_t from_ns = 0;
  double persons = 0;     // who arrive
  double units = 0;       // at work
  double utilisation = 0; // share of these that is busy
  double queue_mean = 0;
  double wait_s = 0; // of those who arrive
};

struct StationBound {
  // Over the run.
  double persons_per_s = 0; // who arrive
  double mean_service_s = 0;
  double service_scv = 0;
  double units = 0;       // at work
  double utilisation = 0; // load / units; may pass 1
  // In the station's busiest hour of the run; the same where the load does not change.
  RunWindow peak;
  double peak_utilisation = 0;
  std::vector<Index> shares_queue_with; // stations that people choose between by the shortest wait
  WaitBound wait;
  std::vector<Overload> overloads; // in order
  double longest_hour_wait_s = 0;  // mean wait of the hour in which people wait longest
  double turned_away = 0;          // persons, because the station closes or is closed
  std::vector<ProfilePoint> profile;
};

struct CheckpointBound {
  bool load_changes = false; // in the run
  RunWindow window;          // the run, or an hour of it where it has no end
  RunWindow busiest;         // hour
  double persons_per_hour = 0;
  double busiest_persons_per_hour = 0;
  CapacityBound capacity;         // all units at work
  CapacityBound busiest_capacity; // units at work in the busiest hour
  ShareBound by_shares;           // all units, shares of routes and mixture of the busiest hour
  std::vector<StationBound> stations;
};

CheckpointBound bound(const CheckpointModel& model);

} // namespace gatetwin
