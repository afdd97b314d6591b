// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_schema.hpp"

namespace gatetwin {

namespace {

constexpr const char* commented_start =
    R"YAML(# A scenario for gatetwin: one checkpoint, who comes, and where they are served.
# Values carry their units: 30 s, 5 min, 2 h, 30 d, 600 /h, 1.2 m/s, 40 m, 10 Mbit/s, 95 %.
# Times may be spread:  uniform(5 s, 15 s)  triangular(12 s, 17 s, 25 s)  exponential(45 s)
#   normal(mean 60 s, sd 10 s)  lognormal(mean 60 s, cv 0.5)  gamma(mean 60 s, cv 0.5)
#   erlang(mean 60 s, phases 3)  weibull(shape 1.5, scale 60 s)  empirical(samples.csv)
# Check it:          gatetwin check FILE
# See all defaults:  gatetwin scenario effective FILE
# Start from another file instead, and state only what differs:  extends: other.yaml
schema: 1
name: my-checkpoint
title: My checkpoint on a weekday
question: Do 95 % of the travellers wait less than 10 minutes?
start: 2026-06-01 06:00 Asia/Ho_Chi_Minh   # local time of this zone
duration: 12 h                             # then nobody arrives; it ends when all have left
warm_up: 30 min                            # left out of the figures
seed: 1

# Border services. Their clocks decide opening hours and legal days.
authorities:
  vn: { title: Vietnam Border Guard, zone: Asia/Ho_Chi_Minh }
  cn: { title: China Immigration Inspection, zone: Asia/Shanghai }

# Where hours differ, a checkpoint is open in the overlap; each side by its own clock.
checkpoints:
  main:
    { title: Main gate, authority: vn, open: 06:00-22:00, opposite: cn, opposite_open: 07:00-23:00 }

# Where people walk and wait, and the distances between.
areas:
  forecourt: { capacity: unlimited }
  hall: { capacity: 300, inside: 10 m }
layout:
  - { from: forecourt, to: hall, distance: 40 m }
entrances:
  road: forecourt

# Kinds of travellers.
classes:
  residents:
    title: Border residents with a border pass
    direction: exit
    documents: { border_pass: 100 % }
    population: 2000                # the same persons cross again and again
    habits: { leaves_document: 0.3 %, damaged_document: 0.5 %, on_watch_list: 0.01 % }
  tourists:
    title: Travellers with a passport
    direction: exit
    documents: { passport: 98 %, identity_card: 2 % }
    patience: 45 min                # then they leave the queue
    group_size: uniform(1, 3)
    habits: { does_not_look: 2 %, turns_back: 0.5 %, tailgates: 0.1 % }

# Arrivals by local time and weekday, in persons an hour.
profiles:
  weekday:
    rate_per_hour:
      { "00:00": 0, "06:00": 120, "08:00": 300, "11:00": 150, "14:00": 220, "19:00": 0 }
    weekdays: { sat: 1.3, sun: 1.2 }
    special_days: { 2026-09-02: 2 }
demand:
  residents_on_foot: { class: residents, entrance: road, profile: weekday }
  tourists_on_foot: { class: tourists, entrance: road, rate: 60 /h }
  coaches:
    class: tourists
    entrance: road
    coaches:
      - { at: ["08:30", "14:00"], persons: 40, days: mon-sat }

# Where they are served. e_gate, booth, barcode_booth and one_stop_booth run the production core,
# and how long they take emerges from `times` (defaults by kind); a plain station has a `service`
# time instead.
stations:
  egates:
    kind: e_gate
    area: hall
    direction: exit
    units: 3
    breakdown: { every: exponential(10 d), repair: "lognormal(mean 45 min, cv 1)" }
    offline: { rule: admit_low_risk, max_time: 2 h }   # when the registry can't be reached
  barcode_booths:
    kind: barcode_booth
    area: hall
    direction: exit
    units: 2
  booths:
    kind: booth
    area: hall
    direction: exit
    units: 4
    staff:
      - { hours: 06:00-14:00, officers: 4, breaks: [{ hours: 10:00-10:30, away: 2 }] }
      - { hours: 14:00-22:00, officers: 3 }

# Where travellers go next. A station without a route is left for good.
routes:
  - { from: road, class: residents, shortest_wait: [egates, barcode_booths] }
  - { from: road, class: tourists, choices: { egates: 60 %, booths: rest } }
  - { from: [egates, barcode_booths, booths], to: exit }
  - { from: egates, on: referred, to: booths }   # an officer looks again

# What fails when; times in the zone of `start`, or `after: 3 h`.
faults:
  registry_down: { kind: registry_outage, authority: vn, at: 2026-06-01 09:00, lasts: 10 min }

# What is to be reached.
service_levels:
  ten_minutes: { figure: wait, within: 10 min, share: 95 % }
)YAML";

} // namespace

std::string scenario_template() { return commented_start; }

} // namespace gatetwin
