// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/figure_table.hpp"
#include "core/domain/words.hpp"
#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace gatetwin {
namespace {

constexpr double level = 0.95;

// The interval, or the reason why there is none in `notes`. What is estimated is never below 0.
std::optional<Interval> accept(const IntervalVerdict& verdict, const char* key,
                               std::vector<std::string>& notes)
{
  if (verdict.interval) return Interval{std::max(0.0, verdict.interval->lo), verdict.interval->hi};
  notes.push_back(std::string(key) + ": " + to_string(verdict.refusal));
  return std::nullopt;
}

} // namespace

void RunStatistics::fill(RunResults& results, std::vector<FigureSample>* samples)
{
  if (!m_finished) {
    m_finished = true;
    flush_loads();
    if (m_averaging) stop_counting();
    m_levels.end(m_now_ns, cell());
    for (StreamTable* table :
         {&m_waits, &m_inspections, &m_cycles, &m_times_in_system, &m_latencies, &m_responses}) {
      table->finish();
    }
  }
  FigureTable(*this, results, samples).fill();
}

void FigureTable::fill()
{
  add_times("wait", m_run.m_waits);
  add_times("inspection", m_run.m_inspections);
  add_times("cycle", m_run.m_cycles);
  add_times("time_in_system", m_run.m_times_in_system);
  add_queue_lengths();
  add_times("registry_latency", m_run.m_latencies);
  add_times("officer_response", m_run.m_responses);
  add_stations();
  add_officers();
  add_outcomes();
  add_service_levels();
  add_flows();
  add_series();
  add_notes();
  m_results.events = m_run.m_records;
  m_results.simulated_s = static_cast<double>(m_run.m_now_ns) / 1e9;
  const std::int64_t warm_up_ns = m_run.m_run.warm_up_ns;
  m_results.warm_up_s = {warm_up_ns > 0 ? "given" : "none", static_cast<double>(warm_up_ns) / 1e9};
}

// ---- times
// ---------------------------------------------------------------------------------------

void FigureTable::add_times(const char* name, const StreamTable& table)
{
  const ObservationStream all = table.sum([](std::size_t, std::size_t) { return true; });
  if (all.count() == 0) return;
  add_row(name, {}, all);
  add_groups(name, table);
  const std::size_t stations = table.rows() - 1;
  for (std::size_t c = 0; c < table.columns() - 1; ++c) {
    const ObservationStream sum = table.sum([&](std::size_t, std::size_t k) { return k == c; });
    if (sum.count() > 0) add_row(name, label_of(stations, c), sum);
  }
  for (std::size_t s = 0; s < stations; ++s) {
    const ObservationStream sum = table.sum([&](std::size_t k, std::size_t) { return k == s; });
    if (sum.count() > 0) add_row(name, label_of(s, table.columns() - 1), sum);
  }
  for (std::size_t s = 0; s < stations; ++s) {
    for (std::size_t c = 0; c < table.columns() - 1; ++c) {
      if (table.at(s, c) != nullptr) add_row(name, label_of(s, c), *table.at(s, c));
    }
  }
}

// By authority and by direction, where there are several.
void FigureTable::add_groups(const char* name, const StreamTable& table)
{
  std::set<std::string> authorities;
  std::set<std::string> directions;
  for (std::size_t s = 0; s < table.rows(); ++s) {
    for (std::size_t c = 0; c < table.columns(); ++c) {
      if (table.at(s, c) == nullptr) continue;
      authorities.insert(authority_of(s));
      directions.insert(direction_of(s, c));
    }
  }
  for (const std::string& authority : authorities) {
    if (authorities.size() < 2 || authority.empty()) continue;
    add_row(name, {"", "", "", authority},
            table.sum([&](std::size_t s, std::size_t) { return authority_of(s) == authority; }));
  }
  for (const std::string& direction : directions) {
    if (directions.size() < 2 || direction.empty()) continue;
    add_row(name, {"", "", direction, ""}, table.sum([&](std::size_t s, std::size_t c) {
      return direction_of(s, c) == direction;
    }));
  }
}

void FigureTable::add_row(const char* name, const Label& label, const ObservationStream& stream)
{
  Figure f;
  f.name = name;
  f.unit = "s";
  f.station = label.station;
  f.traveller_class = label.traveller_class;
  f.direction = label.direction;
  f.authority = label.authority;
  f.count = stream.count();
  f.mean = stream.moments().mean_s();
  f.sd = stream.moments().sd_s();
  f.p50 = stream.quantile_s(0.50);
  f.p95 = stream.quantile_s(0.95);
  f.p99 = stream.quantile_s(0.99);
  f.max = static_cast<double>(stream.moments().max_ns()) / 1e9;
  const std::size_t complete = complete_cells();
  f.ci95_mean = accept(stream.mean_interval_s(complete, level), "ci95_mean", f.notes);
  f.ci95_p95 = accept(stream.quantile_interval_s(0.95, complete, level), "ci95_p95", f.notes);
  if (m_samples != nullptr) m_samples->push_back({stream.moments(), stream.histogram()});
  m_results.figures.push_back(std::move(f));
}

// ---- over time
// -----------------------------------------------------------------------------------

void FigureTable::add_queue_lengths()
{
  BatchCell all{m_run.m_all_queues_area, 0};
  for (const BatchCell& cell : m_run.m_all_queues_cells) all.weight += cell.weight;
  add_queue_length({}, m_run.m_all_queues, all, m_run.m_all_queues_cells);
  for (std::size_t s = 0; s < m_run.m_stations; ++s) {
    const StationLoad& load = m_run.m_loads[s];
    std::vector<BatchCell> cells;
    for (const LoadArea& area : load.cells()) cells.push_back({area.queue, area.time});
    const BatchCell total{load.total().queue, load.total().time};
    add_queue_length(label_of(s, m_run.m_classes), load.queue(), total, cells);
  }
}

void FigureTable::add_queue_length(const Label& label, const QueueLoad& queue,
                                   const BatchCell& total, const std::vector<BatchCell>& cells)
{
  if (total.weight <= 0) return;
  const double mean = total.sum / total.weight;
  Figure f;
  f.name = "queue_length";
  f.unit = "travellers";
  f.station = label.station;
  f.direction = label.direction;
  f.authority = label.authority;
  f.count = queue.joined();
  f.mean = mean;
  f.sd = queue.lengths().sd_around(mean);
  f.p50 = queue.lengths().quantile(0.50);
  f.p95 = queue.lengths().quantile(0.95);
  f.p99 = queue.lengths().quantile(0.99);
  f.max = queue.max();
  const std::span<const BatchCell> complete(cells.data(), complete_cells());
  f.ci95_mean = accept(batch_interval(complete, mean, level), "ci95_mean", f.notes);
  f.notes.emplace_back("ci95_p95: not offered for a quantile over time");
  if (m_samples != nullptr) m_samples->push_back({{}, queue.lengths()});
  m_results.figures.push_back(std::move(f));
}

void FigureTable::add_stations()
{
  for (std::size_t s = 0; s < m_run.m_stations; ++s) {
    const StationDescription& d = m_run.m_run.stations[s];
    const StationLoad& load = m_run.m_loads[s];
    StationResult out{d.name,
                      d.title,
                      d.kind,
                      d.checkpoint,
                      d.direction,
                      d.authority,
                      load.servers(),
                      m_run.m_served[s],
                      {},
                      {},
                      0,
                      load.queue().max(),
                      0,
                      0,
                      {}};
    const LoadArea& total = load.total();
    const double in_service = total.in_service(load.servers());
    if (total.time > 0) {
      const double units_time = static_cast<double>(load.servers()) * total.time;
      out.queue_mean = total.queue / total.time;
      out.blocked_share = units_time > 0 ? total.blocked / units_time : 0;
      out.out_of_service_share = units_time > 0 ? total.out / units_time : 0;
    }
    if (in_service > 0) {
      const double mean = total.busy / in_service;
      out.utilisation = mean;
      std::vector<BatchCell> cells;
      for (std::size_t i = 0; i < complete_cells(); ++i) {
        const LoadArea& area = load.cells()[i];
        cells.push_back({area.busy, area.in_service(load.servers())});
      }
      const IntervalVerdict verdict = batch_interval(cells, mean, level);
      out.utilisation_ci95 = accept(verdict, "utilisation_ci95", out.notes);
      if (out.utilisation_ci95 && out.utilisation_ci95->hi > 1) out.utilisation_ci95->hi = 1;
    } else {
      out.notes.emplace_back("utilisation: never in service");
    }
    m_results.stations.push_back(std::move(out));
  }
}

// Of officers in booths, busy is what their units are; of those who are called, with how many
// calls.
void FigureTable::add_officers()
{
  for (std::size_t s = 0; s < m_run.m_stations; ++s) {
    const std::string& kind = m_run.m_run.stations[s].kind;
    if (kind == "plain") continue;
    const OfficerLoad& officers = m_run.m_officers[s];
    OfficersResult out;
    out.station = station_name(s);
    out.post = kind == "e_gate" ? "on_call" : "booth";
    out.calls = officers.calls();
    if (kind == "e_gate") {
      add_called(officers, out);
    } else {
      add_seated(m_run.m_loads[s], m_results.stations[s], out);
    }
    m_results.officers.push_back(std::move(out));
  }
}

void FigureTable::add_called(const OfficerLoad& officers, OfficersResult& out) const
{
  const OfficerArea& total = officers.total();
  out.busy_max = officers.most();
  if (total.time <= 0) return;
  out.busy_mean = total.busy / total.time;
  out.utilisation = total.any / total.time;
  out.several_share = total.several / total.time;
  std::vector<BatchCell> cells;
  for (std::size_t i = 0; i < complete_cells(); ++i)
    cells.push_back({officers.cells()[i].any, officers.cells()[i].time});
  const IntervalVerdict verdict = batch_interval(cells, *out.utilisation, level);
  out.utilisation_ci95 = accept(verdict, "utilisation_ci95", out.notes);
  if (out.utilisation_ci95 && out.utilisation_ci95->hi > 1) out.utilisation_ci95->hi = 1;
}

void FigureTable::add_seated(const StationLoad& load, const StationResult& station,
                             OfficersResult& out)
{
  const LoadArea& total = load.total();
  out.utilisation = station.utilisation;
  out.utilisation_ci95 = station.utilisation_ci95;
  out.notes = station.notes;
  if (total.time <= 0) return;
  out.on_duty = total.in_service(load.servers()) / total.time;
  out.busy_mean = total.busy / total.time;
}

// ---- counts
// --------------------------------------------------------------------------------------

void FigureTable::add_outcomes()
{
  for (const CheckpointDescription& d : m_run.m_run.checkpoints) {
    m_results.checkpoints.push_back({d.name, d.title});
  }
  for (const ClassDescription& d : m_run.m_run.classes) {
    m_results.traveller_classes.push_back({d.name, d.title, d.direction});
  }
  const std::size_t columns = m_run.m_classes + 1;
  // Travellers who left first, then station by station.
  for (std::size_t k = 0; k <= m_run.m_stations; ++k) {
    const std::size_t row = k == 0 ? m_run.m_stations : k - 1;
    for (std::size_t c = 0; c < columns; ++c) {
      for (std::size_t o = 0; o < RunStatistics::outcome_count; ++o) {
        const auto outcome = static_cast<Outcome>(o);
        std::uint64_t count = m_run.m_outcomes[row * columns + c][o];
        if (k == 0 && outcome == Outcome::unfinished) count += m_run.m_inside_of_class[c];
        if (count == 0) continue;
        const char* word = outcome == Outcome::none ? "served" : to_string(outcome);
        m_results.outcomes.push_back({word, station_name(row), class_name(c), count});
      }
    }
  }
}

void FigureTable::add_service_levels()
{
  using Description = ServiceLevelDescription;
  for (const ServiceLevelCounter& counter : m_run.m_levels.counters()) {
    const Description& d = counter.level;
    const bool wait = d.measure == Description::Measure::wait;
    ServiceLevelResult out;
    out.name = d.name;
    out.figure = wait ? "wait" : "time_in_system";
    if (d.station != Description::all) out.station = station_name(d.station);
    if (d.traveller_class != Description::all) out.traveller_class = class_name(d.traveller_class);
    out.within_s = static_cast<double>(d.within_ns) / 1e9;
    out.target = d.share;
    out.count = counter.count;
    const StreamTable& table = wait ? m_run.m_waits : m_run.m_times_in_system;
    const ObservationStream all = table.sum([&](std::size_t s, std::size_t c) {
      return (d.station == Description::all || d.station == s) &&
             (d.traveller_class == Description::all || d.traveller_class == c);
    });
    if (all.count() > 0) out.reached = all.quantile_s(d.share);
    judge(counter, all, out);
    m_results.service_levels.push_back(std::move(out));
  }
}

// Travellers in one queue share their luck, so that they tell less than as many independent ones:
// Wilson's interval takes the number of independent travellers whose share would vary as the
// batches' does. Where everybody kept the limit, or nobody, the shares don't vary; then it takes
// the number of independent travellers whose mean time would vary as the batches' does.
void FigureTable::judge(const ServiceLevelCounter& counter, const ObservationStream& times,
                        ServiceLevelResult& out) const
{
  if (counter.count == 0) {
    out.notes.emplace_back("share_within: nobody was observed");
    return;
  }
  const double n = static_cast<double>(counter.count);
  const double share = static_cast<double>(counter.within) / n;
  out.share_within = share;
  out.met = share >= counter.level.share;
  const std::span<const BatchCell> cells(counter.cells);
  IntervalVerdict verdict = batch_interval(cells.first(complete_cells()), share, level);
  double variance = share * (1 - share);
  if (verdict.refusal == Refusal::no_variation) {
    verdict = times.mean_interval_s(complete_cells(), level);
    variance = times.moments().sd_s() * times.moments().sd_s();
  }
  if (!verdict.interval) {
    out.notes.push_back(std::string("ci95: ") + to_string(verdict.refusal));
    return;
  }
  const double independent = variance / (verdict.error * verdict.error);
  out.ci95 = wilson_interval(share, std::max(1.0, std::min(n, independent)), level);
}

void FigureTable::add_flows()
{
  const FlowCounter& flows = m_run.m_flows;
  for (std::size_t from = 0; from <= flows.outside(); ++from) {
    for (std::size_t to = 0; to <= flows.outside(); ++to) {
      const std::uint64_t count = flows.count(from, to);
      if (count > 0) m_results.flows.push_back({station_name(from), station_name(to), count});
    }
  }
}

// ---- series
// --------------------------------------------------------------------------------------

void FigureTable::add_series()
{
  const double bucket_ns = static_cast<double>(m_run.m_bucket.width_ns());
  const std::size_t last = m_run.m_bucket.current();
  const bool begun = m_run.m_bucket_time[last] > 0 || m_run.m_arrivals[last] > 0;
  const std::size_t buckets = begun ? last + 1 : last;
  TimeSeries& out = m_results.time_series;
  out.start_s = 0;
  out.bucket_s = bucket_ns / 1e9;
  for (std::size_t b = 0; b < buckets; ++b) {
    const double time = m_run.m_bucket_time[b];
    out.arrivals.push_back(static_cast<float>(m_run.m_arrivals[b]));
    out.inside_mean.push_back(time > 0 ? static_cast<float>(m_run.m_inside_area[b] / time) : 0);
  }
  for (std::size_t s = 0; s < m_run.m_stations; ++s) {
    out.stations.push_back(series_of(s, buckets));
  }
}

StationSeries FigureTable::series_of(std::size_t station, std::size_t buckets) const
{
  constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
  const StationLoad& load = m_run.m_loads[station];
  StationSeries out;
  out.station = station_name(station);
  for (std::size_t b = 0; b < buckets; ++b) {
    const LoadBucket& bucket = load.buckets()[b];
    const double in_service = bucket.area.in_service(load.servers());
    const double time = bucket.area.time;
    const auto ratio = [](double part, double whole) {
      return whole > 0 ? static_cast<float>(part / whole) : nothing;
    };
    out.queue_mean.push_back(time > 0 ? static_cast<float>(bucket.area.queue / time) : 0);
    out.queue_max.push_back(static_cast<float>(bucket.queue_max));
    out.wait_mean.push_back(ratio(bucket.wait_ns / 1e9, static_cast<double>(bucket.waits)));
    out.utilisation.push_back(ratio(bucket.area.busy, in_service));
  }
  return out;
}

// ---- words
// ---------------------------------------------------------------------------------------

void FigureTable::add_notes()
{
  std::vector<std::string>& notes = m_results.notes;
  if (!m_run.m_counting) notes.emplace_back("the run ended before its warm-up did");
  if (m_run.m_held_up > 0) {
    notes.emplace_back("some travellers were held up outside, because the next place was full or "
                       "shut: waits leave that time out, times in system count it");
  }
  if (m_run.m_unanswered > 0) {
    notes.push_back("registry requests without an answer: " + std::to_string(m_run.m_unanswered));
  }
  if (m_run.m_unknown > 0) {
    notes.push_back("records that name an unknown station, unit or outcome: " +
                    std::to_string(m_run.m_unknown));
  }
}

FigureTable::Label FigureTable::label_of(std::size_t station, std::size_t traveller_class) const
{
  return {station_name(station), class_name(traveller_class),
          direction_of(station, traveller_class), authority_of(station)};
}

std::string FigureTable::class_name(std::size_t traveller_class) const
{
  return traveller_class < m_run.m_classes ? m_run.m_run.classes[traveller_class].name : "";
}

std::string FigureTable::station_name(std::size_t station) const
{
  return station < m_run.m_stations ? m_run.m_run.stations[station].name : "";
}

std::string FigureTable::direction_of(std::size_t station, std::size_t traveller_class) const
{
  if (station < m_run.m_stations) return m_run.m_run.stations[station].direction;
  if (traveller_class < m_run.m_classes) return m_run.m_run.classes[traveller_class].direction;
  return "";
}

std::string FigureTable::authority_of(std::size_t station) const
{
  return station < m_run.m_stations ? m_run.m_run.stations[station].authority : "";
}

std::size_t FigureTable::complete_cells() const { return m_run.m_cell.current(); }

} // namespace gatetwin
