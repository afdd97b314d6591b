// SPDX-License-Identifier: Apache-2.0
// The words of the viewer's screen, English and Vietnamese, in one place. Names of states, checks
// and reasons are those of core/domain: engineers look for them in the journal.
#pragma once
#include <cstdint>

namespace gatetwin::viz {

enum class Language : std::uint8_t { english, vietnamese };

enum class Word : std::uint8_t {
  plan,
  plots,
  centre,
  story,
  gate,
  compare,
  play,
  pause,
  // classes and phases
  travellers,
  inside,
  walking,
  waiting,
  being_served,
  left,
  // units
  closed,
  idle,
  busy,
  turnaround,
  blocked,
  needs_officer,
  out_of_order,
  alarm,
  // figures
  people_inside,
  queue,
  wait,
  throughput,
  utilisation,
  registry_latency,
  alarms,
  // plan
  heat,
  heat_none,
  heat_density,
  heat_wait,
  // centre
  checkpoint,
  station,
  longest_wait,
  in_service,
  served,
  queue_over_time,
  // story and gate
  click_a_person,
  click_a_gate,
  time,
  where,
  what,
  entry_door,
  exit_door,
  state,
  bodies,
  registry,
  checks,
  transaction,
  no_transaction,
  // time and status
  reading,
  growing,
  whole,
  damaged,
  link_down,
  emergency,
  outside_persons,
  all_stations,
  difference,
  first_run,
  second_run,
  light,
  dark,
  nothing_yet,
  keys
};

const char* word(Word word, Language language);

} // namespace gatetwin::viz
