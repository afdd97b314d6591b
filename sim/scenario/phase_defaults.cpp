// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/phase_defaults.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

using scenario::Station;

// Means: 19.9 s with the approach, 17.9 s from the document's presentation on; [P20] 15-20 s.
constexpr PhaseDefault e_gate[] = {
    {"approach", "uniform(1 s, 3 s)", "assumed: one or two steps from the head of the queue"},
    {"place_document", "triangular(1 s, 2 s, 4 s)", "assumed"},
    {"read_document", "triangular(1.5 s, 2.5 s, 4.5 s)", "R-20: below 5 s after end position"},
    {"read_retry", "triangular(2 s, 3 s, 5 s)", "R-20, with turning the document"},
    {"take_document", "uniform(0.8 s, 2 s)", "assumed"},
    {"door_open", "0.6 s", "R-29"},
    {"walk_in", "triangular(1.2 s, 2.2 s, 3.8 s)", "assumed: about 2 m with a bag"},
    {"door_close", "uniform(0.6 s, 1 s)", "R-29, closing more slowly"},
    {"look_up", "triangular(0.5 s, 1.1 s, 2.3 s)", "assumed"},
    {"capture", "triangular(1 s, 2 s, 4.2 s)", "E1: face step about 1 s; R-23: at most 10 s"},
    {"store_sync", "uniform(2 ms, 8 ms)", "assumed: a durable write to a local disk"},
    {"walk_out", "triangular(1.4 s, 2.2 s, 3.6 s)", "assumed: about 2 m"},
    {"officer_response", "triangular(5 s, 15 s, 40 s)",
     "assumed; R-30: the first 5 s are a prompt"},
    {"officer_handling", "lognormal(mean 90 s, cv 0.7)", "assumed"}};

// Means sum to 62.8 s with the approach, 59.8 s from the handing over on, 3.4 s more when a stamp
// is due; [P20] 60 s a traveller.
constexpr PhaseDefault booth[] = {
    {"approach", "uniform(2 s, 4 s)", "assumed: from the waiting line to the counter"},
    {"place_document", "triangular(1 s, 2 s, 4 s)", "assumed: hands the document over"},
    {"typing", "lognormal(mean 36 s, cv 0.3)", "P20: what remains of 60 s"},
    {"inspect", "lognormal(mean 18 s, cv 0.4)", "assumed: compares, asks, decides"},
    {"stamp", "triangular(2 s, 3.3 s, 5 s)", "assumed"},
    {"store_sync", "uniform(2 ms, 8 ms)", "assumed: a durable write to a local disk"},
    {"hand_back", "triangular(2 s, 3.3 s, 5 s)", "assumed"},
    {"officer_response", "triangular(5 s, 15 s, 40 s)", "assumed: the supervisor comes"},
    {"officer_handling", "lognormal(mean 90 s, cv 0.7)", "assumed"}};

// As the booth, but a scan takes the place of typing: 29.1 s, or 32.5 s when a stamp is due.
constexpr PhaseDefault barcode_booth[] = {
    {"approach", "uniform(2 s, 4 s)", "as the booth"},
    {"place_document", "triangular(1 s, 2 s, 4 s)", "as the booth"},
    {"scan", "triangular(1 s, 2 s, 4 s)", "assumed: P20 gives the change, not the figure"},
    {"read_retry", "triangular(1.5 s, 2.5 s, 5 s)", "assumed: another scan"},
    {"typing", "lognormal(mean 36 s, cv 0.3)", "as the booth, when the code can't be read"},
    {"inspect", "lognormal(mean 18 s, cv 0.4)", "as the booth"},
    {"stamp", "triangular(2 s, 3.3 s, 5 s)", "as the booth; P20: one stamp in 10 days"},
    {"store_sync", "uniform(2 ms, 8 ms)", "as the booth"},
    {"hand_back", "triangular(2 s, 3.3 s, 5 s)", "as the booth"},
    {"officer_response", "triangular(5 s, 15 s, 40 s)", "as the booth"},
    {"officer_handling", "lognormal(mean 90 s, cv 0.7)", "as the booth"}};

// Two officers side by side: data are typed once, both look at the same time; 60 s for two
// countries.
constexpr PhaseDefault one_stop_booth[] = {
    {"approach", "uniform(2 s, 4 s)", "as the booth"},
    {"place_document", "triangular(1 s, 2 s, 4 s)", "as the booth"},
    {"typing", "lognormal(mean 36 s, cv 0.3)", "as the booth: typed once for both"},
    {"inspect", "lognormal(mean 19.5 s, cv 0.35)", "assumed: the slower of two who look together"},
    {"stamp", "triangular(3 s, 4 s, 6 s)", "assumed: two stamps, partly side by side"},
    {"store_sync", "uniform(2 ms, 8 ms)", "as the booth"},
    {"hand_back", "triangular(2 s, 3.3 s, 5 s)", "as the booth"},
    {"officer_response", "triangular(5 s, 15 s, 40 s)", "as the booth"},
    {"officer_handling", "lognormal(mean 120 s, cv 0.7)", "assumed: two services confer"}};

} // namespace

std::span<const PhaseDefault> phases_of(Station::Kind kind)
{
  switch (kind) {
  case Station::plain: return {};
  case Station::e_gate: return e_gate;
  case Station::booth: return booth;
  case Station::barcode_booth: return barcode_booth;
  case Station::one_stop_booth: return one_stop_booth;
  }
  return {};
}

bool has_phase(Station::Kind kind, std::string_view phase)
{
  const auto phases = phases_of(kind);
  return std::any_of(phases.begin(), phases.end(),
                     [&](const PhaseDefault& known) { return phase == known.phase; });
}

bool has_device_fault(Station::Kind kind, std::string_view fault)
{
  return kind == Station::e_gate || (kind == Station::barcode_booth && fault == "reading_fails");
}

} // namespace gatetwin
