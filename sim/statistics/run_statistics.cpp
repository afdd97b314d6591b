// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/run_statistics.hpp"
#include "core/base/check.hpp"
#include "core/domain/words.hpp"
#include "sim/statistics/warm_up.hpp"
#include <algorithm>

namespace gatetwin {

using journal::Record;
using journal::RecordKind;

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
// Beyond any run; keeps the arithmetic of damaged journals within int64.
constexpr std::int64_t latest_ns = std::int64_t{1} << 61;

std::int64_t batch_width_ns(const RunDescription& run)
{
  // With the end known 96 cells reach it, and those that are left take the time of emptying.
  const std::int64_t span = run.end_ns - run.warm_up_ns;
  return run.end_ns == 0 ? second_ns : std::max<std::int64_t>(span / 96 + 1, 1'000'000);
}

// A width that people count in, so that at most half of the buckets are used up by the planned end.
std::int64_t bucket_width_ns(const RunDescription& run)
{
  for (const std::int64_t s : {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200}) {
    if (run.end_ns / (s * second_ns) <= static_cast<std::int64_t>(series_buckets / 2)) {
      return s * second_ns;
    }
  }
  return 4 * 3600 * second_ns; // and it doubles as needed
}

std::vector<UnitTrack> make_units(const RunDescription& run)
{
  std::vector<UnitTrack> units;
  for (const std::uint32_t station : run.station_of_unit) {
    CHECK(station < run.stations.size());
    UnitTrack unit;
    unit.station = station;
    unit.traveller_class = static_cast<std::uint32_t>(run.classes.size());
    unit.core_run = run.stations[station].kind != "plain";
    if (run.stations[station].opens_later) unit.state = journal::UnitState::closed;
    units.push_back(unit);
  }
  return units;
}

std::vector<StationLoad> make_loads(const RunDescription& run)
{
  std::vector<StationLoad> loads;
  for (std::size_t s = 0; s < run.stations.size(); ++s) {
    const auto servers = std::count(run.station_of_unit.begin(), run.station_of_unit.end(), s);
    loads.emplace_back(static_cast<std::uint32_t>(servers));
  }
  return loads;
}

} // namespace

RunStatistics::RunStatistics(RunDescription description)
    : m_run(std::move(description)), m_stations(m_run.stations.size()),
      m_classes(m_run.classes.size()), m_cell(m_run.warm_up_ns, batch_width_ns(m_run), batch_cells),
      m_bucket(0, bucket_width_ns(m_run), series_buckets), m_units(make_units(m_run)),
      m_loads(make_loads(m_run)), m_calls(m_units.size()), m_officers(m_stations),
      m_all_queues_cells(batch_cells), m_waits(m_stations, m_classes),
      m_inspections(m_stations, m_classes), m_cycles(m_stations, m_classes),
      m_times_in_system(m_stations, m_classes), m_latencies(m_stations, m_classes),
      m_responses(m_stations, m_classes), m_outcomes((m_stations + 1) * (m_classes + 1)),
      m_served(m_stations), m_levels(m_run.service_levels), m_flows(m_stations),
      m_inside_of_class(m_classes + 1), m_inside_area(series_buckets),
      m_bucket_time(series_buckets), m_arrivals(series_buckets)
{
  CHECK(m_run.warm_up_ns >= 0 && m_run.warm_up_ns <= latest_ns && m_run.end_ns <= latest_ns);
  CHECK(m_run.end_ns == 0 || m_run.end_ns > m_run.warm_up_ns);
  for (UnitTrack& unit : m_units) update_condition(unit);
  if (m_run.warm_up_ns == 0) start_counting();
  next_boundary();
}

// ---- time
// ----------------------------------------------------------------------------------------

void RunStatistics::next_boundary()
{
  m_boundary_ns = m_bucket.end_ns();
  if (!m_counting) {
    m_boundary_ns = std::min(m_boundary_ns, m_run.warm_up_ns);
  } else {
    m_boundary_ns = std::min(m_boundary_ns, m_cell.end_ns());
    if (m_averaging && m_run.end_ns > 0) m_boundary_ns = std::min(m_boundary_ns, m_run.end_ns);
  }
}

// At the warm-up's end, the run's planned end, or the end of a cell or bucket; several may
// coincide.
void RunStatistics::reach_boundary(std::int64_t boundary_ns)
{
  m_now_ns = boundary_ns;
  flush_loads();
  if (!m_counting && boundary_ns == m_run.warm_up_ns) start_counting();
  if (m_averaging && boundary_ns == m_run.end_ns) stop_counting();
  if (m_counting && boundary_ns == m_cell.end_ns()) end_cell();
  if (boundary_ns == m_bucket.end_ns()) end_bucket();
  next_boundary();
}

void RunStatistics::flush_loads()
{
  const std::size_t cell = m_averaging ? m_cell.current() : StationLoad::none;
  const std::size_t bucket = m_bucket.current();
  for (StationLoad& load : m_loads) load.flush(m_now_ns, cell, bucket);
  for (OfficerLoad& load : m_officers)
    load.flush(m_now_ns, m_averaging ? std::optional(cell) : std::nullopt);
  const double time = static_cast<double>(m_now_ns - m_flushed_ns);
  m_flushed_ns = m_now_ns;
  const double queue = m_all_queues.take_area(m_now_ns);
  if (m_averaging) {
    m_all_queues_area += queue;
    m_all_queues_cells[cell].sum += queue;
    m_all_queues_cells[cell].weight += time;
  }
  m_inside_area[bucket] += m_inside.take_area(m_now_ns);
  m_bucket_time[bucket] += time;
  m_arrivals[bucket] += m_arrived;
  m_arrived = 0;
}

void RunStatistics::start_counting()
{
  m_counting = m_averaging = true;
  for (StationLoad& load : m_loads) load.queue().start_counting(m_now_ns);
  for (OfficerLoad& load : m_officers) load.start_counting();
  m_all_queues.start_counting(m_now_ns);
}

void RunStatistics::stop_counting()
{
  m_averaging = false;
  for (StationLoad& load : m_loads) load.queue().stop_counting(m_now_ns);
  m_all_queues.stop_counting(m_now_ns);
}

void RunStatistics::end_cell()
{
  const bool folded = m_cell.next();
  for (StreamTable* table :
       {&m_waits, &m_inspections, &m_cycles, &m_times_in_system, &m_latencies, &m_responses}) {
    table->begin_cell(m_cell.current(), folded);
  }
  if (!folded) return;
  for (StationLoad& load : m_loads) load.fold_cells();
  for (OfficerLoad& load : m_officers) load.fold_cells();
  m_levels.fold();
  fold_pairs(m_all_queues_cells, add_batch_cell);
}

void RunStatistics::end_bucket()
{
  if (!m_bucket.next()) return;
  for (StationLoad& load : m_loads) load.fold_buckets();
  fold_pairs(m_inside_area, [](double& to, double from) { to += from; });
  fold_pairs(m_bucket_time, [](double& to, double from) { to += from; });
  fold_pairs(m_arrivals, [](std::uint64_t& to, std::uint64_t from) { to += from; });
}

std::optional<double> RunStatistics::suggested_warm_up_s() const
{
  CHECK(m_finished);
  const ObservationStream all = m_waits.sum([](std::size_t, std::size_t) { return true; });
  const std::vector<double> means = all.cell_means_s(m_cell.current());
  const std::optional<std::size_t> cut = mser_cut(means);
  if (!cut) return std::nullopt;
  const double start = static_cast<double>(m_run.warm_up_ns) / 1e9;
  return start + static_cast<double>(static_cast<std::int64_t>(*cut) * m_cell.width_ns()) / 1e9;
}

RunStatistics::WaitSeries RunStatistics::wait_series() const
{
  CHECK(m_finished);
  const ObservationStream all = m_waits.sum([](std::size_t, std::size_t) { return true; });
  return {static_cast<double>(m_run.warm_up_ns) / 1e9, static_cast<double>(m_cell.width_ns()) / 1e9,
          all.cells_s(m_cell.current())};
}

// ---- records
// -------------------------------------------------------------------------------------

void RunStatistics::on_records(std::span<const Record> records)
{
  CHECK(!m_finished);
  m_records += records.size();
  for (const Record& record : records) on_record(record);
}

void RunStatistics::on_record(const Record& record)
{
  // A damaged journal may step back; the time that was reached holds.
  const std::int64_t now_ns = std::clamp(record.time_ns, m_now_ns, latest_ns);
  while (now_ns >= m_boundary_ns) [[unlikely]] reach_boundary(m_boundary_ns);
  m_now_ns = now_ns;
  if (record.kind < RecordKind::transaction_started) {
    const std::uint32_t known = static_cast<std::uint32_t>(m_classes);
    on_hall_record(record, std::min<std::uint32_t>(record.code, known));
  } else {
    on_unit_record(record);
  }
}

void RunStatistics::on_hall_record(const Record& record, std::uint32_t traveller_class)
{
  switch (record.kind) {
  case RecordKind::traveller_arrived:
    m_inside.step_up(m_now_ns);
    ++m_inside_of_class[traveller_class];
    ++m_arrived;
    m_levels.arrived(record.subject, traveller_class, m_now_ns);
    return;
  case RecordKind::queue_joined: return joined(record, traveller_class);
  case RecordKind::queue_left: return left_queue(record, traveller_class);
  case RecordKind::service_started: return started(record, traveller_class);
  case RecordKind::service_ended: return ended(record, traveller_class);
  case RecordKind::traveller_left: return left(record, traveller_class);
  case RecordKind::unit_state:
    if (!knows_unit(record.unit)) return;
    m_units[record.unit].state = static_cast<journal::UnitState>(record.code);
    update_condition(m_units[record.unit]);
    if (m_units[record.unit].state == journal::UnitState::idle) became_ready(m_units[record.unit]);
    return;
  case RecordKind::blocked:
  case RecordKind::unblocked:
    if (record.unit == journal::none_id) { // held up outside, before any queue
      if (m_counting && record.kind == RecordKind::blocked) ++m_held_up;
      return;
    }
    if (!knows_unit(record.unit)) return;
    m_units[record.unit].blocked = record.kind == RecordKind::blocked;
    return update_condition(m_units[record.unit]);
  default: return;
  }
}

void RunStatistics::joined(const Record& record, std::uint32_t traveller_class)
{
  if (!knows_station(record.station)) return;
  m_loads[record.station].queue().join(m_now_ns);
  m_all_queues.join(m_now_ns);
  m_flows.move(record.subject, record.station, m_counting);
  m_levels.joined(record.subject, traveller_class, record.station, m_now_ns);
}

void RunStatistics::left_queue(const Record& record, std::uint32_t traveller_class)
{
  using journal::QueueExit;
  const auto exit = static_cast<QueueExit>(record.detail);
  // Who is called to a unit leaves the queue with service_started, which also carries the wait.
  if (exit == QueueExit::to_service || !knows_station(record.station)) return;
  m_loads[record.station].queue().leave(m_now_ns);
  m_all_queues.leave(m_now_ns);
  const Outcome outcome = exit == QueueExit::evacuated ? Outcome::evacuated : Outcome::abandoned;
  count_outcome(record.station, traveller_class, static_cast<std::uint32_t>(outcome));
  m_levels.gave_up(record.subject, traveller_class, record.station, record.value, cell());
}

void RunStatistics::started(const Record& record, std::uint32_t traveller_class)
{
  if (!knows_station(record.station)) return;
  StationLoad& load = m_loads[record.station];
  load.queue().leave(m_now_ns);
  load.note_wait(record.value);
  m_all_queues.leave(m_now_ns);
  if (m_counting) m_waits.add(record.station, traveller_class, record.value);
  m_levels.started(record.subject, traveller_class, record.station, record.value, cell());
  if (!knows_unit(record.unit)) return;
  UnitTrack& unit = m_units[record.unit];
  if (unit.core_run) became_ready(unit); // if it never said so
  unit.traveller_class = traveller_class;
  unit.serving = true;
  update_condition(unit);
}

void RunStatistics::ended(const Record& record, std::uint32_t traveller_class)
{
  if (!knows_station(record.station) || !knows_unit(record.unit)) return;
  UnitTrack& unit = m_units[record.unit];
  unit.serving = false;
  update_condition(unit);
  if (!m_counting) return;
  ++m_served[record.station];
  count_outcome(record.station, traveller_class, record.detail);
  if (!unit.core_run) m_cycles.add(record.station, traveller_class, record.value);
}

void RunStatistics::left(const Record& record, std::uint32_t traveller_class)
{
  if (m_inside.level() > 0) m_inside.step_down(m_now_ns);
  if (m_inside_of_class[traveller_class] > 0) --m_inside_of_class[traveller_class];
  m_flows.leave(record.subject, m_counting);
  count_outcome(m_stations, traveller_class, record.detail);
  const auto outcome = static_cast<Outcome>(record.detail);
  const bool got_through = outcome != Outcome::abandoned && outcome != Outcome::evacuated &&
                           outcome != Outcome::unfinished;
  m_levels.left(record.subject, traveller_class, record.value, got_through, cell());
  if (m_counting && outcome != Outcome::unfinished)
    m_times_in_system.add(m_stations, traveller_class, record.value);
}

void RunStatistics::count_outcome(std::size_t row, std::uint32_t traveller_class,
                                  std::uint32_t outcome)
{
  if (!m_counting) return;
  if (outcome >= outcome_count) {
    ++m_unknown;
    return;
  }
  ++m_outcomes[row * (m_classes + 1) + traveller_class][outcome];
}

} // namespace gatetwin
