// SPDX-License-Identifier: Apache-2.0
// Turns what RunStatistics has gathered into the results' figures, stations, outcomes, service
// levels, flows and series. Order of a figure's rows: all together, by authority, by direction, by
// class, by station, by station and class; the second and third only where there are several.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/statistics/run_statistics.hpp"
#include <string>

namespace gatetwin {

class FigureTable {
public:
  FigureTable(const RunStatistics& run, RunResults& results,
              std::vector<FigureSample>* samples = nullptr)
      : m_run(run), m_results(results), m_samples(samples)
  {
  }
  void fill();

private:
  struct Label {
    std::string station;
    std::string traveller_class;
    std::string direction;
    std::string authority;
  };

  void add_times(const char* name, const StreamTable& table);
  void add_groups(const char* name, const StreamTable& table);
  void add_row(const char* name, const Label& label, const ObservationStream& stream);
  void add_queue_lengths();
  void add_queue_length(const Label& label, const QueueLoad& queue, const BatchCell& total,
                        const std::vector<BatchCell>& cells);
  void add_stations();
  void add_officers();
  void add_called(const OfficerLoad& officers, OfficersResult& out) const;
  static void add_seated(const StationLoad& load, const StationResult& station,
                         OfficersResult& out);
  void add_outcomes();
  void add_service_levels();
  void judge(const ServiceLevelCounter& counter, const ObservationStream& times,
             ServiceLevelResult& out) const;
  void add_flows();
  void add_series();
  StationSeries series_of(std::size_t station, std::size_t buckets) const;
  void add_notes();

  Label label_of(std::size_t station, std::size_t traveller_class) const;
  std::string class_name(std::size_t traveller_class) const;
  std::string station_name(std::size_t station) const;
  std::string direction_of(std::size_t station, std::size_t traveller_class) const;
  std::string authority_of(std::size_t station) const;
  std::size_t complete_cells() const;

  const RunStatistics& m_run;
  RunResults& m_results;
  std::vector<FigureSample>* m_samples; // parallel to the figures; may be null
};

} // namespace gatetwin
