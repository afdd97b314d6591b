// SPDX-License-Identifier: Apache-2.0
// What statistics must know of a run to name what they count: everything by the numbers that the
// journal uses. Filled from a model or from a journal's header; statistics know neither.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gatetwin {

struct StationDescription {
  std::string name;
  std::string title;
  std::string kind; // "plain", "e_gate", "booth", "barcode_booth", "one_stop_booth"
  std::string checkpoint;
  std::string direction; // "entry", "exit" or empty
  std::string authority;
  bool opens_later = false; // shut at time 0, and until a record says otherwise
};

struct CheckpointDescription {
  std::string name;
  std::string title;
};

struct ClassDescription {
  std::string name;
  std::string title;
  std::string direction;
};

struct ServiceLevelDescription {
  static constexpr std::uint32_t all = 0xFFFF'FFFFU;
  enum class Measure : std::uint8_t { wait, time_in_system };
  std::string name;
  Measure measure = Measure::wait;
  std::uint32_t station = all; // of a wait
  std::uint32_t traveller_class = all;
  std::int64_t within_ns = 0;
  double share = 0.95;
};

struct RunDescription {
  std::vector<StationDescription> stations; // by station number
  std::vector<std::uint32_t>
      station_of_unit; // by run-wide unit number; a station has as many servers as units
  std::vector<CheckpointDescription> checkpoints;
  std::vector<ClassDescription> classes; // by class number
  std::vector<ServiceLevelDescription> service_levels;
  std::int64_t warm_up_ns = 0; // what happens before is not counted
  // Averages over time end here, so that the emptying after the last arrival doesn't dilute them;
  // observations of travellers go on until the last has left. 0: not known beforehand, the end of
  // the run counts.
  std::int64_t end_ns = 0;
};

} // namespace gatetwin
