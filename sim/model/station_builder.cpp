// SPDX-License-Identifier: Apache-2.0
// Model builder: stations.
#include "core/base/check.hpp"
#include "core/settings/check_weights.hpp"
#include "sim/model/build_context.hpp"
#include <numeric>

namespace gatetwin {
namespace {

using scenario::Station;

DeviceTimes to_times(const scenario::Times& from)
{
  DeviceTimes times;
  times.approach = to_distribution(from.approach());
  times.place_document = to_distribution(from.place_document());
  times.read_document = to_distribution(from.read_document());
  times.read_retry = to_distribution(from.read_retry());
  times.door_open = to_distribution(from.door_open());
  times.door_close = to_distribution(from.door_close());
  times.walk_in = to_distribution(from.walk_in());
  times.look_up = to_distribution(from.look_up());
  times.capture = to_distribution(from.capture());
  times.walk_out = to_distribution(from.walk_out());
  times.take_document = to_distribution(from.take_document());
  times.store_sync = to_distribution(from.store_sync());
  times.typing = to_distribution(from.typing());
  times.scan = to_distribution(from.scan());
  times.inspect = to_distribution(from.inspect());
  times.stamp = to_distribution(from.stamp());
  times.hand_back = to_distribution(from.hand_back());
  times.officer_response = to_distribution(from.officer_response());
  times.officer_handling = to_distribution(from.officer_handling());
  return times;
}

DeviceFaults to_device_faults(const scenario::DeviceFaults& from)
{
  DeviceFaults faults;
  faults.reading_fails = from.reading_fails();
  faults.face_not_captured = from.face_not_captured();
  faults.liveness_false_alarm = from.liveness_false_alarm();
  faults.false_non_match = from.false_non_match();
  faults.door_obstructed = from.door_obstructed();
  faults.presence_ghost = from.presence_ghost();
  faults.presence_missed = from.presence_missed();
  faults.face_late = from.face_late();
  faults.liveness_missing = from.liveness_missing();
  faults.liveness_late = from.liveness_late();
  faults.liveness_stale = from.liveness_stale();
  return faults;
}

GateConfig to_gate_config(const scenario::Limits& from)
{
  GateConfig gate;
  gate.start = from_seconds(from.start());
  gate.presence_max_age = from_seconds(from.presence_max_age());
  gate.reading = from_seconds(from.reading());
  gate.reading_attempts = from.reading_attempts();
  gate.registry = from_seconds(from.registry());
  gate.take_document = from_seconds(from.take_document());
  gate.document_left = from_seconds(from.document_left());
  gate.entry = from_seconds(from.entry());
  gate.capture = from_seconds(from.capture());
  gate.capture_attempts = from.capture_attempts();
  gate.max_score_age = from_seconds(from.max_score_age());
  gate.match_threshold = from.match_threshold();
  gate.liveness_threshold = from.liveness_threshold();
  gate.joint = from_seconds(from.joint());
  gate.store = from_seconds(from.store());
  gate.authorisation_validity = from_seconds(from.authorisation_validity());
  gate.exit = from_seconds(from.exit());
  gate.clear_away = from_seconds(from.clear_away());
  gate.enclosed = from_seconds(from.enclosed());
  gate.door_movement = from_seconds(from.door_movement());
  gate.obstruction_attempts = from.obstruction_attempts();
  gate.obstruction_cycles = from.obstruction_cycles();
  gate.obstruction_retry = from_seconds(from.obstruction_retry());
  gate.obstruction_pause = from_seconds(from.obstruction_pause());
  gate.obstruction_alarm = from_seconds(from.obstruction_alarm());
  gate.emergency_releases_exit = from.emergency_releases_exit();
  gate.officer = from_seconds(from.officer());
  gate.typing = from_seconds(from.typing());
  gate.decision = from_seconds(from.decision());
  gate.stamping = from_seconds(from.stamping());
  gate.hand_back = from_seconds(from.hand_back());
  return gate;
}

OfflinePolicyConfig to_offline(const scenario::Offline& from)
{
  OfflinePolicyConfig offline;
  const bool admit = from.rule() == scenario::Offline::admit_low_risk;
  offline.rule = admit ? OfflineRule::admit_low_risk : OfflineRule::close;
  offline.max_time = from_seconds(from.max_time());
  offline.max_list_age = from_seconds(from.max_list_age());
  offline.allowance = from.allowance();
  offline.allowance_window = from_seconds(from.allowance_window());
  offline.documents = from.documents();
  return offline;
}

// While people still arrive; without a horizon at any time.
bool is_ever_open(const TimeTable& open, std::int64_t horizon_ns)
{
  return !open.empty() && (horizon_ns == 0 || open[0].from_ns < horizon_ns);
}

// The overlap of both sides.
TimeTable checkpoint_hours(BuildContext& context, const CheckpointModel& model, Index checkpoint)
{
  const auto& from = context.scenario.checkpoints(static_cast<int>(checkpoint));
  const std::string& here = model.authorities[model.checkpoints[checkpoint].authority].zone;
  TimeTable open = open_table(from.open(), here, context.calendar);
  if (from.has_opposite()) {
    const std::string& there = model.authorities[context.authorities.at(from.opposite())].zone;
    open = overlap(open, open_table(from.opposite_open(), there, context.calendar));
  }
  if (!is_ever_open(open, model.horizon_ns)) {
    context.fault("checkpoints." + from.name() + ".open",
                  "checkpoint \"" + from.name() + "\" is never open in this run",
                  from.has_opposite()
                      ? "both sides must be open, each by its own clock; look at the start"
                      : "look at its hours and the start");
  }
  return open;
}

class StationBuilder {
public:
  StationBuilder(BuildContext& context, const CheckpointModel& model, const Station& from,
                 const std::vector<TimeTable>& checkpoints_open)
      : m_context(context), m_model(model), m_from(from), m_path("stations." + from.name()),
        m_checkpoint_open(checkpoints_open[model.areas[context.areas.at(from.area())].checkpoint])
  {
  }

  StationModel build()
  {
    m_made.name = m_from.name();
    m_made.title = m_from.title();
    m_made.kind = to_kind(m_from.kind());
    m_made.area = m_context.areas.at(m_from.area());
    m_made.checkpoint = m_model.areas[m_made.area].checkpoint;
    m_made.direction =
        m_from.direction() == scenario::Direction::exit ? Direction::exit : Direction::entry;
    m_made.authority = m_context.authorities.at(m_from.authority());
    if (m_from.has_partner()) m_made.partner_authority = m_context.authorities.at(m_from.partner());
    m_made.units = m_from.units();
    m_made.queue =
        m_from.queue() == Station::separate ? QueueRule::separate_shortest : QueueRule::shared;
    m_made.queue_capacity = m_from.queue_capacity();
    m_made.opening_wait_ns = from_seconds(m_from.opening_wait()).ns;
    m_made.at_closing = m_from.at_closing() == Station::serve_queue ? ClosingRule::serve_queue
                                                                    : ClosingRule::turn_away;
    build_service();
    build_hours();
    build_skills();
    if (m_from.has_breakdown()) {
      m_made.breakdown = {true, to_distribution(m_from.breakdown().every()),
                          to_distribution(m_from.breakdown().repair())};
    }
    if (m_made.kind != StationKind::plain) {
      m_made.times = to_times(m_from.times());
      m_made.faults = to_device_faults(m_from.faults());
      build_limits();
    }
    return std::move(m_made);
  }

private:
  static StationKind to_kind(Station::Kind kind)
  {
    switch (kind) {
    case Station::plain: return StationKind::plain;
    case Station::e_gate: return StationKind::e_gate;
    case Station::booth: return StationKind::booth;
    case Station::barcode_booth: return StationKind::barcode_booth;
    case Station::one_stop_booth: return StationKind::one_stop_booth;
    }
    CHECK(false);
    return StationKind::plain;
  }

  void build_service()
  {
    if (m_made.kind != StationKind::plain) return;
    m_made.service.assign(m_model.classes.size(), to_distribution(m_from.service()));
    for (const auto& entry : m_from.service_by_class()) {
      m_made.service[m_context.classes.at(entry.class_())] = to_distribution(entry.service());
    }
  }

  void build_hours()
  {
    const RunCalendar& run = m_context.calendar;
    TimeTable open = m_checkpoint_open;
    open =
        overlap(open, open_table(m_from.open(), m_model.authorities[m_made.authority].zone, run));
    if (!is_ever_open(open, m_model.horizon_ns) &&
        is_ever_open(m_checkpoint_open, m_model.horizon_ns)) {
      m_context.fault(m_path + ".open",
                      "station \"" + m_from.name() + "\" is never open in this run",
                      "look at its hours, those of the checkpoint, and the start");
    }
    if (!covers_run(open, run)) m_made.open = std::move(open);
    if (m_from.staff_size() == 0) return;
    m_made.staff = staff_table(m_from.staff(), m_model.authorities[m_made.authority].zone, run);
    if (m_made.staff.empty()) {
      m_context.fault(m_path + ".staff",
                      "nobody is ever on duty at station \"" + m_from.name() + "\" in this run",
                      "look at shifts, days and the start");
    }
  }

  void build_skills()
  {
    if (m_from.skills_size() == 0) return;
    for (const auto& entry : m_from.skills()) {
      std::uint32_t mask = 0;
      for (const std::string& skill : entry.can()) mask |= m_context.skills.at(skill);
      m_made.skills.insert(m_made.skills.end(), entry.units(), mask);
    }
    m_made.skills.resize(m_made.units, 0);
  }

  void build_limits()
  {
    m_made.gate = to_gate_config(m_from.limits());
    m_made.checks = weights_of(m_from.checks());
    m_made.offline = to_offline(m_from.offline());
    report(check(m_made.gate), "limits");
    report(check(m_made.offline), "offline");
  }

  void report(const Status& status, const std::string& part)
  {
    if (status.ok()) return;
    const std::string detail = status.error().detail; // "field: what"
    const std::string field = detail.substr(0, detail.find(':'));
    m_context.fault(m_path + "." + part + "." + field, detail,
                    "at station \"" + m_from.name() + "\"");
  }

  BuildContext& m_context;
  const CheckpointModel& m_model;
  const Station& m_from;
  std::string m_path;
  const TimeTable& m_checkpoint_open;
  StationModel m_made;
};

} // namespace

void build_stations(BuildContext& context, CheckpointModel& model)
{
  std::vector<TimeTable> checkpoints_open;
  for (Index c = 0; c < model.checkpoints.size(); ++c) {
    checkpoints_open.push_back(checkpoint_hours(context, model, c));
  }
  for (const Station& from : context.scenario.stations()) {
    model.stations.push_back(StationBuilder(context, model, from, checkpoints_open).build());
  }
}

} // namespace gatetwin
