// SPDX-License-Identifier: Apache-2.0
// Every figure of a run, from its journal alone, with bounded memory: a sink that looks at each
// record once. What is kept grows with stations and classes and with the people inside at one time,
// never with their number.
//
// What the figures count:
// - wait: service_started's value; who gave up or was sent away has none (see outcomes)
// - inspection, cycle: at units that the core runs, see unit_track.hpp; at a plain server the cycle
//   is the service
// - time_in_system: traveller_left's value, of everybody but those still inside at the end
// - service levels: see service_levels.hpp; the only figures that count who is still inside
// - queue_length: travellers between queue_joined and service_started (or queue_left), weighted by
//   time
// - registry_latency: registry_answer's value; requests without an answer are named in a note
// - officer_response: from a call of an officer until somebody acts on it, see officer_load.hpp
//
// An observation belongs to the instant of its record: those before the warm-up's end are left out.
// Records of stations or units that the description doesn't know are left out and named in a note.
#pragma once
#include "core/journal/journal.hpp"
#include "sim/results/run_results.hpp"
#include "sim/statistics/figure_sample.hpp"
#include "sim/statistics/flow_counter.hpp"
#include "sim/statistics/officer_load.hpp"
#include "sim/statistics/run_description.hpp"
#include "sim/statistics/service_levels.hpp"
#include "sim/statistics/station_load.hpp"
#include "sim/statistics/stream_table.hpp"
#include "sim/statistics/time_cells.hpp"
#include "sim/statistics/unit_track.hpp"
#include <array>
#include <optional>
#include <span>
#include <vector>

namespace gatetwin {

class RunStatistics final : public journal::RecordSink {
public:
  static constexpr std::size_t outcome_count = 7; // of enum Outcome

  explicit RunStatistics(RunDescription description);
  void on_records(std::span<const journal::Record> records) override;

  // Fills figures, stations, outcomes, service levels, flows, time series, warm-up, simulated time
  // and notes. Ends the run at the last record; no record may follow. With `samples`, what is
  // needed to add the figures of several runs up, in the order of the figures.
  void fill(RunResults& results, std::vector<FigureSample>* samples = nullptr);

  // Where MSER-5 would end the warm-up, by the waits of all stations, s from time 0; to be asked of
  // a pilot run with no warm-up and with steady demand. None: the run is too short to tell, or
  // never settles.
  std::optional<double> suggested_warm_up_s() const;
  // The series that it is asked of, so that several pilot runs can be averaged: waits of all
  // stations by equal spans of time from the warm-up's end on. After fill().
  struct WaitSeries {
    double start_s = 0;
    double width_s = 0;
    std::vector<BatchCell> cells;
  };
  WaitSeries wait_series() const;

private:
  friend class FigureTable; // reads all of this when the run is over

  void on_record(const journal::Record& record);
  void on_hall_record(const journal::Record& record, std::uint32_t traveller_class);
  void on_unit_record(const journal::Record& record);
  void on_officer_record(const journal::Record& record);
  void officer_came(std::uint32_t station, OfficerCalls& calls, std::uint64_t transaction);
  void officer_ended(std::uint32_t station, const std::optional<OfficerCalls::Ended>& ended);
  void joined(const journal::Record& record, std::uint32_t traveller_class);
  void left_queue(const journal::Record& record, std::uint32_t traveller_class);
  void started(const journal::Record& record, std::uint32_t traveller_class);
  void ended(const journal::Record& record, std::uint32_t traveller_class);
  void left(const journal::Record& record, std::uint32_t traveller_class);
  void on_gate_event(UnitTrack& unit, std::uint16_t kind);
  void on_gate_command(UnitTrack& unit, const journal::Record& record);
  void on_gate_state(UnitTrack& unit, std::uint16_t state);
  void decided(UnitTrack& unit);
  void became_ready(UnitTrack& unit);
  void update_condition(UnitTrack& unit)
  {
    const UnitCondition now = unit.condition_now();
    if (now == unit.condition) return;
    m_loads[unit.station].move_unit(m_now_ns, unit.condition, now);
    unit.condition = now;
  }

  bool knows_station(std::uint32_t station)
  {
    if (station < m_stations) return true;
    ++m_unknown;
    return false;
  }
  bool knows_unit(std::uint32_t unit)
  {
    if (unit < m_units.size()) return true;
    ++m_unknown;
    return false;
  }
  ServiceLevels::Cell cell() const
  {
    return m_counting ? ServiceLevels::Cell(m_cell.current()) : std::nullopt;
  }
  void count_outcome(std::size_t row, std::uint32_t traveller_class, std::uint32_t outcome);
  void reach_boundary(std::int64_t boundary_ns);
  void next_boundary();
  void flush_loads();
  void start_counting();
  void stop_counting();
  void end_cell();
  void end_bucket();

  RunDescription m_run;
  std::size_t m_stations; // also the row for "no station"
  std::size_t m_classes;  // also the column for an unknown class
  std::int64_t m_now_ns = 0;
  std::int64_t m_boundary_ns = 0; // the next instant at which something else than a record happens
  bool m_counting = false;        // warm-up is over: observations count
  bool m_averaging = false;       // and the end isn't reached: averages over time count
  bool m_finished = false;

  TimeCells m_cell; // of batches, from the warm-up's end
  TimeCells m_bucket;
  std::vector<UnitTrack> m_units;
  std::vector<StationLoad> m_loads;    // by station
  std::vector<OfficerCalls> m_calls;   // by unit
  std::vector<OfficerLoad> m_officers; // by station
  QueueLoad m_all_queues;
  double m_all_queues_area = 0;
  std::vector<BatchCell> m_all_queues_cells;
  StreamTable m_waits;
  StreamTable m_inspections;
  StreamTable m_cycles;
  StreamTable m_times_in_system;                                    // row m_stations
  StreamTable m_latencies;                                          // column m_classes
  StreamTable m_responses;                                          // column m_classes
  std::vector<std::array<std::uint64_t, outcome_count>> m_outcomes; // [row][column]
  std::vector<std::uint64_t> m_served;                              // by station
  ServiceLevels m_levels;
  FlowCounter m_flows;
  LevelIntegral m_inside;
  std::vector<std::uint64_t> m_inside_of_class;
  std::uint64_t m_arrived = 0;           // in this bucket
  std::vector<double> m_inside_area;     // by bucket, travellers x ns
  std::vector<double> m_bucket_time;     // ns that were simulated of it
  std::vector<std::uint64_t> m_arrivals; // by bucket
  std::int64_t m_flushed_ns = 0;
  std::uint64_t m_held_up = 0; // outside, because the next place was full or shut
  std::uint64_t m_unanswered = 0;
  std::uint64_t m_unknown = 0;
  std::uint64_t m_records = 0;
};

} // namespace gatetwin
