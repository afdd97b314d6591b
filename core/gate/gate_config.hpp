// SPDX-License-Identifier: Apache-2.0
// Every limit and threshold of a unit, gate or booth, by name. Plain data: the values stand in a
// daemon's configuration or a scenario file; the defaults are the sourced or assumed figures in
// brackets (R-nn: gate-requirements; [assumed]: set on site). check() refuses what makes no sense.
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include <cstdint>

namespace gatetwin {

struct GateConfig {
  // -- start
  Duration start = seconds(10); // sensors and doors not heard: an officer is called [assumed]
  Duration presence_max_age = seconds(0); // of the last report; 0: only changes are reported
  // -- at the entrance
  Duration reading = seconds(12);      // R-20 (5 s optical) + R-21 (7 s chip)
  std::uint32_t reading_attempts = 2;  // [assumed]
  Duration registry = seconds(5);      // longer than the client's own deadline and offline fallback
  Duration take_document = seconds(5); // then the screen and sounder remind [assumed]
  Duration document_left = seconds(15); // from there until an officer is called [assumed]
  Duration entry = seconds(15); // from the open command until somebody stands inside [assumed]
  // -- in the mantrap
  Duration capture = seconds(10);
  std::uint32_t capture_attempts = 1;  // failing captures before the person is referred [assumed]
  Duration max_score_age = seconds(2); // from the picture to its score's use [assumed]
  double match_threshold = 0.6; // the administrator's, from the matcher's own curve [assumed]
  double liveness_threshold = 0.5; // likewise [assumed]
  Duration joint = seconds(10);    // one stop: each phase with both authorities [assumed]
  Duration store = seconds(2);     // durable write; p99 should be below 20 ms
  Duration authorisation_validity = seconds(45); // from the write to the passage [assumed]
  Duration exit = seconds(15);                   // then "leave now" and an officer [assumed]
  Duration clear_away = seconds(20); // turning back, or out of a closing door's way [assumed]
  Duration enclosed = seconds(60);   // nobody is shut in longer without a way out
  // -- doors
  Duration door_movement = seconds(5);      // about 0.6 s when all is well
  std::uint32_t obstruction_attempts = 5;   // per cycle
  std::uint32_t obstruction_cycles = 2;     // then an officer is called
  Duration obstruction_retry = seconds(2);  // between attempts [assumed]
  Duration obstruction_pause = seconds(15); // between cycles, and from then on [assumed]
  Duration obstruction_alarm = seconds(15); // buzzer
  bool emergency_releases_exit = false;     // the site's fire code may ask for both doors, R-57
  // -- officers
  Duration officer = seconds(30); // a call that nobody answered is escalated
  // -- booths
  Duration typing = minutes(3);     // until a document was typed or scanned [assumed]
  Duration decision = minutes(5);   // the officer's [assumed]
  Duration stamping = minutes(1);   // [assumed]
  Duration hand_back = seconds(30); // document back, person gone [assumed]
};

// Names the first field that is out of its bounds, in the error's detail.
Status check(const GateConfig& config);

} // namespace gatetwin
