// SPDX-License-Identifier: Apache-2.0
// What a scenario must satisfy beyond each field's own form: references lead somewhere, shares sum
// to 1, fields fit the kind of station or fault. Run on what was read, also when parts were faulty:
// consequences of faults that are reported already are left out.
#pragma once
#include "core/settings/message_reader.hpp"
#include "sim/scenario/scenario.pb.h"

namespace gatetwin {

void check_rules(const scenario::Scenario& scenario, ReadContext& context);

// Parts of it, by subject.
void check_references(const scenario::Scenario& scenario, ReadContext& context);
void check_station_rules(const scenario::Scenario& scenario, ReadContext& context);
void check_demand_rules(const scenario::Scenario& scenario, ReadContext& context);
void check_route_rules(const scenario::Scenario& scenario, ReadContext& context);
void check_run_rules(const scenario::Scenario& scenario, ReadContext& context);

} // namespace gatetwin
