// SPDX-License-Identifier: Apache-2.0
// Which phases and device faults a kind of station has, and how long a phase takes when a scenario
// does not say. With them a single e-gate transaction takes 15-20 s, a manual booth near 60 s, a
// barcode booth about half of that, and a one-stop booth serves two countries in little more than
// one booth's time [P20]; no total is written anywhere.
#pragma once
#include "sim/scenario/scenario.pb.h"
#include <span>
#include <string_view>

namespace gatetwin {

struct PhaseDefault {
  const char* phase;  // a field of Times
  const char* text;   // as a scenario writes it
  const char* source; // R-nn: gate-requirements; P20: the reform's inspection report; or assumed
};

// Empty for plain stations, which have a service time instead.
std::span<const PhaseDefault> phases_of(scenario::Station::Kind kind);
bool has_phase(scenario::Station::Kind kind, std::string_view phase);
bool has_device_fault(scenario::Station::Kind kind,
                      std::string_view fault); // a field of DeviceFaults

} // namespace gatetwin
