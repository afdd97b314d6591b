// SPDX-License-Identifier: Apache-2.0
#include "viz/plan/story.hpp"
#include "sim/phases/phase_clock.hpp"
#include <algorithm>

namespace gatetwin::viz {

using journal::Record;
using journal::RecordKind;

namespace {

bool is_personal(RecordKind kind)
{
  return kind <= RecordKind::body_left_public && kind != RecordKind::unit_state;
}

constexpr std::int64_t context_ns = 90'000'000'000;

void close_spans(std::vector<GateSpan>& spans, std::int64_t at_ns)
{
  if (!spans.empty() && spans.back().to_ns == INT64_MAX) spans.back().to_ns = at_ns;
}

void begin_span(std::vector<GateSpan>& spans, std::int64_t at_ns, int state)
{
  close_spans(spans, at_ns);
  spans.push_back({at_ns, INT64_MAX, state});
}

void add_event(GateTiming& timing, const Record& r)
{
  const auto kind = static_cast<GateEventKind>(r.code);
  if (kind == GateEventKind::door_changed) {
    const bool exit = (r.detail >> 8U & 0xFFU) == static_cast<std::uint32_t>(Door::exit);
    begin_span(exit ? timing.exit : timing.entry, r.time_ns, static_cast<int>(r.detail & 0xFFU));
  } else if (kind == GateEventKind::occupancy_changed) {
    begin_span(timing.bodies, r.time_ns, static_cast<int>(std::clamp<std::int64_t>(r.value, 0, 9)));
  }
}

void add_record(GateTiming& timing, const Record& r)
{
  switch (r.kind) {
  case RecordKind::gate_state: begin_span(timing.states, r.time_ns, r.code); break;
  case RecordKind::gate_event: add_event(timing, r); break;
  case RecordKind::registry_request: begin_span(timing.registry, r.time_ns, 0); break;
  case RecordKind::registry_answer:
    if (!timing.registry.empty()) {
      timing.registry.back().to_ns = r.time_ns;
      timing.registry.back().state = r.value >= 0 ? 1 : 0;
    }
    break;
  case RecordKind::check:
  case RecordKind::checks:
  case RecordKind::alarm:
  case RecordKind::officer_called:
  case RecordKind::officer_acted:
  case RecordKind::authorisation_stored:
  case RecordKind::crossing_stored:
  case RecordKind::crossing_delivered:
  case RecordKind::transaction_started:
  case RecordKind::transaction_ended: timing.marks.push_back({r.time_ns, r}); break;
  default: break;
  }
}

} // namespace

std::vector<StoryStep> story_of(Timeline& timeline, std::uint64_t traveller,
                                std::int64_t arrived_ns, std::int64_t until_ns, std::size_t limit)
{
  std::vector<StoryStep> steps;
  std::uint32_t unit = nobody; // that serves them now
  timeline.scan(arrived_ns, until_ns, [&](const Record& r) {
    if (is_personal(r.kind) && r.subject == traveller) {
      if (r.kind == RecordKind::service_started) unit = r.unit;
      if (r.kind == RecordKind::service_ended) unit = nobody;
      steps.push_back({r});
      return r.kind != RecordKind::traveller_left && steps.size() < limit;
    }
    const bool telling =
        r.kind == RecordKind::check || r.kind == RecordKind::checks ||
        r.kind == RecordKind::gate_state || r.kind == RecordKind::registry_answer ||
        r.kind == RecordKind::officer_called || r.kind == RecordKind::officer_acted ||
        r.kind == RecordKind::alarm || r.kind == RecordKind::joint_state;
    if (unit != nobody && r.unit == unit && telling) steps.push_back({r});
    return steps.size() < limit;
  });
  return steps;
}

namespace {

// Phases of the transaction, by the clock that `gatetwin timing` measures with.
void add_limits(const std::vector<Record>& records, const journal::JournalHeader& header,
                const LimitSet& limits, GateTiming& timing)
{
  if (limits.limits.empty() || timing.transaction == 0) return;
  PhaseClock clock(header);
  std::vector<PhaseObservation> observed;
  for (const Record& r : records) {
    for (const PhaseObservation& one : clock.on_record(r)) {
      if (one.transaction == timing.transaction) observed.push_back(one);
    }
  }
  for (const PhaseLimit& limit : limits.limits) {
    for (const PhaseObservation& one : observed) {
      if (one.phase != limit.phase) continue;
      const std::int64_t from_ns = one.ended_ns - one.duration_ns;
      timing.limits.push_back({limit.name, limit.title, from_ns, one.ended_ns,
                               from_ns + limit.within_ns, limit.recommended});
    }
  }
}

} // namespace

GateTiming timing_of(Timeline& timeline, std::uint32_t unit, std::int64_t at_ns,
                     const LimitSet& limits)
{
  std::vector<Record> records;
  timeline.scan(at_ns - 2 * context_ns, at_ns + 2 * context_ns, [&](const Record& r) {
    if (r.unit == unit) records.push_back(r);
    return records.size() < 20'000;
  });
  GateTiming timing;
  timing.from_ns = std::max<std::int64_t>(0, at_ns - context_ns / 2);
  timing.to_ns = timing.from_ns + context_ns;
  // The last transaction that began by then; what came after it belongs to the next.
  std::size_t start = records.size();
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].kind == RecordKind::transaction_started && records[i].time_ns <= at_ns)
      start = i;
  }
  if (start < records.size()) {
    timing.transaction = records[start].subject;
    timing.from_ns = records[start].time_ns - seconds(2).ns;
    timing.to_ns = timing.from_ns + seconds(30).ns;
    for (std::size_t i = start; i < records.size(); ++i) {
      if (records[i].subject != timing.transaction) continue;
      if (records[i].kind == RecordKind::crossing_delivered) continue;
      timing.to_ns = records[i].time_ns + seconds(2).ns;
    }
  }
  for (const Record& r : records) {
    if (r.time_ns <= timing.to_ns) add_record(timing, r);
  }
  for (auto* spans :
       {&timing.states, &timing.entry, &timing.exit, &timing.bodies, &timing.registry})
    close_spans(*spans, timing.to_ns);
  add_limits(records, timeline.header(), limits, timing);
  return timing;
}

} // namespace gatetwin::viz
