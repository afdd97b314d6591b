// SPDX-License-Identifier: Apache-2.0
#include "sim/model/service_time.hpp"
#include "core/base/check.hpp"
#include "core/base/portable_math.hpp"
#include "sim/model/traffic.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

// Mean and variance of a sum of independent phases.
struct Moments {
  double mean = 0;
  double variance = 0;
};
Moments of(const Distribution& d) { return {d.mean(), d.variance()}; }
Moments fixed(double seconds) { return {seconds, 0}; }
Moments operator+(Moments a, Moments b) { return {a.mean + b.mean, a.variance + b.variance}; }

// A course is taken with some share; what is left over goes on.
class Courses {
public:
  void add(double share, Moments time)
  {
    m_share += share;
    m_first += share * time.mean;
    m_second += share * (time.variance + time.mean * time.mean);
  }
  void add(double share, Moments time, Outcome outcome)
  {
    add(share, time);
    m_outcomes[static_cast<std::size_t>(outcome)] += share;
  }
  Moments moments() const
  {
    if (m_share <= 0) return {};
    const double mean = m_first / m_share;
    return {mean, std::max(0.0, m_second / m_share - mean * mean)};
  }
  ServiceTime service_time() const
  {
    const Moments all = moments();
    ServiceTime made{all.mean, all.variance, m_outcomes};
    for (double& share : made.outcome_share) share /= m_share;
    return made;
  }

private:
  double m_share = 0, m_first = 0, m_second = 0;
  std::array<double, outcome_count> m_outcomes{};
};

double normal_cdf(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

// A time cut off at a limit: whether it ends before, and how long either way.
struct Cut {
  double share_before = 1;
  Moments before; // given that it ends before the limit
};

// As if lognormal with these moments.
Cut cut_at(Moments time, double limit_s)
{
  if (limit_s <= 0) return {0, {}};
  if (time.variance <= 0) return {time.mean <= limit_s ? 1.0 : 0.0, time};
  const double square = portable_log(1 + time.variance / (time.mean * time.mean));
  const double sd = std::sqrt(square), mu = portable_log(time.mean) - square / 2;
  const double z = (portable_log(limit_s) - mu) / sd;
  const double share = normal_cdf(z);
  if (share < 1e-12) return {0, {}};
  const double first = time.mean * normal_cdf(z - sd) / share;
  const double second = (time.variance + time.mean * time.mean) * normal_cdf(z - 2 * sd) / share;
  return {share, {first, std::max(0.0, second - first * first)}};
}

// Until the registry has answered, over an empty network.
double registry_s(const PlatformModel& p, double wan_latency_s)
{
  return 2 * (p.gate_link_latency_s + wan_latency_s) + p.check_flops / p.centre_flops;
}

StationPurpose purpose_of(StationKind kind)
{
  switch (kind) {
  case StationKind::e_gate: return StationPurpose::e_gate;
  case StationKind::barcode_booth: return StationPurpose::barcode_booth;
  case StationKind::one_stop_booth: return StationPurpose::one_stop_booth;
  default: return StationPurpose::booth;
  }
}

// One class at one station of the core.
class Visit {
public:
  Visit(const CheckpointModel& model, Index station, Index traveller_class, double stamp_due)
      : m_model(model), m_station(model.stations[station]), m_class(model.classes[traveller_class]),
        m_habits(m_class.habits), m_times(m_station.times), m_faults(m_station.faults),
        m_stamp_due(stamp_due)
  {
    for (const DocumentMix& document : m_class.documents) judge(document);
    m_registry_s = registry_s(model.platform, model.platform.wan_latency_s);
    m_officer = of(m_times.officer_response) + of(m_times.officer_handling);
    m_presented = of(m_times.approach) + of(m_times.place_document);
  }

  ServiceTime at_gate() const;
  ServiceTime at_booth() const;

private:
  Moments both_sides() const;
  struct Reading {
    double fails = 0; // share after all attempts
    Moments failed;
    Moments read; // of those that succeed
  };

  void judge(const DocumentMix& document)
  {
    const EligibilityRule* found = nullptr;
    for (const EligibilityRule& rule : m_model.registry.rules.eligibility) {
      const bool fits = rule.kind == document.kind &&
                        (rule.purposes & mask_of(purpose_of(m_station.kind))) != 0 &&
                        (rule.directions & mask_of(m_station.direction)) != 0;
      if (fits && found == nullptr) found = &rule;
    }
    if (found == nullptr) {
      m_not_accepted += document.share;
      return;
    }
    if (found->stamped) m_stamped += document.share;
    if (found->must_be_known) m_unknown += document.share * m_habits.unknown_to_registry;
  }
  double watched() const
  {
    return m_model.registry.rules.consult_watch_list ? m_habits.on_watch_list : 0;
  }
  Reading by_device(const Distribution& first, double typed_when_damaged) const;
  Moments obstructed(int doors) const
  {
    const double p = m_faults.door_obstructed * doors;
    const double wait_s = m_station.gate.obstruction_retry.seconds();
    return {p * wait_s, p * (1 - p) * wait_s * wait_s};
  }
  void call_officer_inside(Courses& courses, double share, Moments until, double inside_s) const;
  Moments up_to_entry(Courses& courses, double& left) const;

  const CheckpointModel& m_model;
  const StationModel& m_station;
  const ClassModel& m_class;
  const HabitModel& m_habits;
  const DeviceTimes& m_times;
  const DeviceFaults& m_faults;
  double m_stamp_due;
  double m_not_accepted = 0, m_stamped = 0, m_unknown = 0;
  double m_registry_s = 0;
  Moments m_officer, m_presented;
};

// A reader that may fail is tried again, up to the limit of attempts. A damaged document fails
// always, unless an officer types it instead.
Visit::Reading Visit::by_device(const Distribution& first, double typed_when_damaged) const
{
  const double p = m_faults.reading_fails;
  const Moments again = of(m_times.read_retry.is_zero() ? first : m_times.read_retry);
  const double damaged = m_habits.damaged_document;
  Courses read;
  Moments time = of(first);
  double share = 1 - damaged;
  for (std::uint32_t attempt = 1; attempt <= m_station.gate.reading_attempts; ++attempt) {
    if (attempt > 1) time = time + again;
    read.add(share * (1 - p), time);
    share *= p;
  }
  Reading reading;
  reading.failed = time;
  reading.fails = share + damaged * (1 - typed_when_damaged);
  read.add(damaged * typed_when_damaged, of(first) + of(m_times.typing));
  reading.read = read.moments();
  return reading;
}

// The person waits inside for an officer, but not longer than anybody may be shut in: then the gate
// lets them out on the side they came from, and they are referred.
void Visit::call_officer_inside(Courses& courses, double share, Moments until,
                                double inside_s) const
{
  if (share <= 0) return;
  const double limit_s = m_station.gate.enclosed.seconds() - inside_s;
  const Cut officer = cut_at(m_officer, limit_s);
  const Moments on = of(m_times.store_sync) + of(m_times.door_open) + of(m_times.walk_out) +
                     of(m_times.door_close);
  const Moments back = of(m_times.door_open) + of(m_times.walk_in) + of(m_times.door_close);
  courses.add(share * officer.share_before, until + officer.before + on, Outcome::admitted);
  courses.add(share * (1 - officer.share_before), until + fixed(std::max(0.0, limit_s)) + back,
              Outcome::referred);
}

// Until the entry is open; who is referred before that goes away, and the gate waits for an
// officer.
Moments Visit::up_to_entry(Courses& courses, double& left) const
{
  const GateConfig& limits = m_station.gate;
  const Reading reading = by_device(m_times.read_document, 0);
  courses.add(left * reading.fails, m_presented + reading.failed + m_officer, Outcome::referred);
  left *= 1 - reading.fails;
  const Moments read = m_presented + reading.read;
  const double objected = std::min(1.0, m_not_accepted + m_unknown + watched() +
                                            m_habits.expired_document + m_habits.forged_seal);
  courses.add(left * objected, read + fixed(m_registry_s) + m_officer, Outcome::referred);
  left *= 1 - objected;
  const double forgets_s = limits.take_document.seconds() + limits.document_left.seconds();
  courses.add(left * m_habits.leaves_document, read + fixed(m_registry_s + forgets_s) + m_officer,
              Outcome::referred);
  left *= 1 - m_habits.leaves_document;
  // The registry answers while the document is taken back.
  const Moments take =
      m_registry_s > m_times.take_document.mean() ? fixed(m_registry_s) : of(m_times.take_document);
  const Moments open = read + take + of(m_times.door_open);
  const double turns = left * m_habits.turns_back;
  courses.add(turns / 2, open + fixed(limits.entry.seconds()) + of(m_times.door_close),
              Outcome::abandoned);
  courses.add(turns / 2, open + of(m_times.walk_in) + of(m_times.walk_in) + of(m_times.door_close),
              Outcome::abandoned);
  left -= turns;
  // Who is too slow finds the door shut and begins again.
  const Moments again = fixed(limits.entry.seconds()) + of(m_times.door_close) +
                        of(m_times.place_document) + reading.read + take + of(m_times.door_open);
  Courses entry;
  entry.add(1 - m_habits.slow_to_enter, open);
  entry.add(m_habits.slow_to_enter, open + again);
  return entry.moments();
}

ServiceTime Visit::at_gate() const
{
  Courses courses;
  double left = 1;
  const Moments open = up_to_entry(courses, left);
  const Moments inside = open + of(m_times.walk_in) + of(m_times.door_close) + obstructed(1);
  const double company =
      std::min(1.0, m_faults.presence_ghost + m_habits.tailgates * (1 - m_faults.presence_missed));
  const Cut seen = cut_at(m_officer, m_station.gate.enclosed.seconds());
  const Moments back = of(m_times.door_open) + of(m_times.walk_in) + of(m_times.door_close);
  courses.add(left * company * seen.share_before, inside + seen.before + back, Outcome::referred);
  courses.add(left * company * (1 - seen.share_before),
              inside + fixed(m_station.gate.enclosed.seconds()) + back, Outcome::referred);
  left *= 1 - company;

  const double limit_s = m_station.gate.capture.seconds();
  const double missing = 1 - (1 - m_habits.does_not_look) * (1 - m_faults.face_not_captured);
  call_officer_inside(courses, left * missing, inside + fixed(limit_s), limit_s);
  left *= 1 - missing;
  const Moments face = of(m_times.look_up) + of(m_times.capture);
  const double once = 1 - (1 - m_faults.false_non_match) * (1 - m_faults.liveness_false_alarm) *
                              (1 - m_faults.face_late) * (1 - m_faults.liveness_missing) *
                              (1 - m_faults.liveness_late) * (1 - m_faults.liveness_stale);
  double wrong = once;
  Moments captured = face;
  for (std::uint32_t k = 1; k < m_station.gate.capture_attempts; ++k) {
    wrong *= once;
    captured = captured + face;
  }
  call_officer_inside(courses, left * wrong, inside + captured, captured.mean);
  left *= 1 - wrong;
  courses.add(left,
              inside + face + both_sides() + of(m_times.store_sync) + of(m_times.door_open) +
                  of(m_times.walk_out) + of(m_times.door_close) + obstructed(1),
              Outcome::admitted);
  return courses.service_time();
}

// One stop: reserve and confirm, with both.
Moments Visit::both_sides() const
{
  if (m_station.partner_authority == no_index) return fixed(0);
  const PlatformModel& p = m_model.platform;
  return fixed(2 * registry_s(p, p.partner_wan_latency_s));
}

ServiceTime Visit::at_booth() const
{
  const bool types = m_station.kind == StationKind::booth || m_times.scan.is_zero();
  Reading reading;
  reading.read = of(m_times.typing);
  if (!types) reading = by_device(m_times.scan, m_times.typing.is_zero() ? 0 : 1);
  const Moments inspect = of(m_times.inspect), hand_back = of(m_times.hand_back);
  Courses courses;
  double left = 1;
  courses.add(reading.fails, m_presented + reading.failed + inspect + hand_back, Outcome::referred);
  left -= reading.fails;
  const Moments asked = m_presented + reading.read + fixed(m_registry_s) + inspect;
  const double referred = std::min(1.0, m_not_accepted + m_unknown);
  courses.add(left * referred, asked + hand_back, Outcome::referred);
  left *= 1 - referred;
  const double refused =
      std::min(1.0, watched() + m_habits.expired_document + (types ? 0 : m_habits.forged_seal));
  courses.add(left * refused, asked + hand_back, Outcome::refused);
  left *= 1 - refused;
  const Moments admitted = asked + both_sides() + of(m_times.store_sync) + hand_back;
  const double accepted = 1 - m_not_accepted;
  const double stamps = accepted > 0 ? m_stamped / accepted * m_stamp_due : 0;
  courses.add(left * (1 - stamps), admitted, Outcome::admitted);
  courses.add(left * stamps, admitted + of(m_times.stamp), Outcome::admitted);
  return courses.service_time();
}

} // namespace

ServiceTime service_time(const CheckpointModel& model, Index station, Index traveller_class,
                         double stamp_due)
{
  const StationModel& at = model.stations[station];
  if (at.kind == StationKind::plain) {
    const Distribution& service = at.service[traveller_class];
    ServiceTime made{service.mean(), service.variance(), {}};
    made.outcome_share[static_cast<std::size_t>(Outcome::none)] = 1;
    return made;
  }
  const Visit visit(model, station, traveller_class, stamp_due);
  return at.kind == StationKind::e_gate ? visit.at_gate() : visit.at_booth();
}

// Stamps given to one person in the span: the k-th at k validities plus k + 1 exponential gaps.
double stamp_due_share(double per_s, double validity_s, double span_s)
{
  const double crossings = per_s * span_s;
  if (crossings <= 0) return 1;
  double stamps = 0;
  for (int k = 0; k * validity_s < span_s; ++k) {
    const double mean = per_s * (span_s - k * validity_s);
    double term = portable_exp(-mean), at_most = 0; // of k crossings
    for (int j = 0; j <= k; ++j) {
      at_most += term;
      term *= mean / (j + 1);
    }
    if (at_most >= 1 || k > 10'000) break;
    stamps += 1 - at_most;
    if (validity_s <= 0) return 1;
  }
  return std::min(1.0, stamps / crossings);
}

ServiceTable service_table(const CheckpointModel& model)
{
  const auto with_stamps = [&](const std::vector<double>& due) {
    ServiceTable table(model.stations.size());
    for (Index s = 0; s < model.stations.size(); ++s) {
      for (Index c = 0; c < model.classes.size(); ++c)
        table[s].push_back(service_time(model, s, c, due[c]));
    }
    return table;
  };
  std::vector<double> due(model.classes.size(), 1);
  ServiceTable table = with_stamps(due);
  const RunWindow window = whole_run(model);
  const std::vector<StationTraffic> traffic = solve_traffic(model, window, table);
  const double span_s =
      model.horizon_ns > 0 ? static_cast<double>(model.horizon_ns) * 1e-9 : 365 * 86400.0;
  for (Index c = 0; c < model.classes.size(); ++c) {
    const std::uint32_t persons = model.classes[c].population;
    if (persons == 0) continue; // everybody is new, and gets a stamp
    double at_booths = 0;       // e-gates give none
    for (Index s = 0; s < model.stations.size(); ++s) {
      const StationKind kind = model.stations[s].kind;
      if (kind != StationKind::plain && kind != StationKind::e_gate)
        at_booths += traffic[s].persons_per_s_by_class[c];
    }
    due[c] =
        stamp_due_share(at_booths / persons, model.registry.rules.stamp_validity.seconds(), span_s);
  }
  return with_stamps(due);
}

} // namespace gatetwin
