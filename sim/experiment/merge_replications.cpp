// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/merge_replications.hpp"
#include "core/base/check.hpp"
#include "sim/experiment/merge_series.hpp"
#include "sim/experiment/replication_intervals.hpp"
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace gatetwin::experiment {
namespace {

using Label = std::tuple<std::string, std::string, std::string, std::string, std::string>;

Label label_of(const Figure& f)
{
  return {f.name, f.station, f.traveller_class, f.direction, f.authority};
}

std::optional<Interval> accept(const Estimate& estimate, const std::string& key,
                               std::vector<std::string>& notes)
{
  if (estimate.ci95) return Interval{std::max(0.0, estimate.ci95->lo), estimate.ci95->hi};
  notes.push_back(key + ": " + estimate.refusal);
  return std::nullopt;
}

// A figure over all replications, while they are added up.
struct Row {
  Figure figure; // of the first replication that has it
  FigureSample all;
  std::vector<BatchCell> means; // by replication
  std::vector<BatchCell> up_to_p95;
  bool over_time() const { return figure.unit != "s"; }
};

class Merge {
public:
  explicit Merge(std::size_t count) : m_count(count), m_rows_of(count) {}
  void add(std::size_t i, const ReplicationRecord& record);
  void close_first_pass();
  void add_again(std::size_t i, const std::vector<FigureSample>& samples);
  RunResults finish();

private:
  void add_figures(std::size_t i, const ReplicationRecord& record);
  void add_stations(std::size_t i, const RunResults& one);
  void add_officers(std::size_t i, const RunResults& one);
  void add_levels(std::size_t i, const RunResults& one);
  void add_counts(const RunResults& one);
  void add_notes(const ReplicationRecord& record);
  void finish_figure(Row& row);
  void finish_stations();
  void finish_officers();
  void finish_levels();
  void finish_notes();
  std::size_t row_of(const Figure& figure);

  std::size_t m_count;
  RunResults m_sum;
  std::vector<Row> m_rows;
  std::map<Label, std::size_t> m_row_of;
  std::vector<std::vector<std::size_t>> m_rows_of;   // by replication, parallel to its figures
  std::vector<std::vector<BatchCell>> m_utilisation; // by station, replication
  std::vector<std::vector<BatchCell>> m_officers;    // how busy, by station's, replication
  std::vector<std::vector<BatchCell>> m_within;      // by service level, replication
  std::map<std::string, std::vector<std::uint64_t>> m_notes;
  SeriesMean m_series;
};

std::size_t Merge::row_of(const Figure& figure)
{
  const auto [at, is_new] = m_row_of.try_emplace(label_of(figure), m_rows.size());
  if (is_new) {
    Row row;
    row.figure = figure;
    row.means.resize(m_count);
    row.up_to_p95.resize(m_count);
    m_rows.push_back(std::move(row));
  }
  return at->second;
}

void Merge::add(std::size_t i, const ReplicationRecord& record)
{
  if (i == 0) {
    m_sum = record.results;
    m_sum.figures.clear();
    m_sum.notes.clear();
    m_sum.wall_s.reset();
    m_sum.simulated_s = 0;
    m_sum.events = 0;
    for (auto& station : m_sum.stations) station = StationResult{station};
    for (auto& o : m_sum.outcomes) o.count = 0;
    for (auto& f : m_sum.flows) f.count = 0;
    for (auto& c : m_sum.checks) c.examined = c.violations = 0;
    m_utilisation.assign(m_sum.stations.size(), std::vector<BatchCell>(m_count));
    m_officers.assign(m_sum.officers.size(), std::vector<BatchCell>(m_count));
    m_within.assign(m_sum.service_levels.size(), std::vector<BatchCell>(m_count));
  }
  add_figures(i, record);
  add_stations(i, record.results);
  add_officers(i, record.results);
  add_levels(i, record.results);
  add_counts(record.results);
  add_notes(record);
  m_series.add(record.results.time_series);
}

void Merge::add_figures(std::size_t i, const ReplicationRecord& record)
{
  for (std::size_t k = 0; k < record.results.figures.size(); ++k) {
    const Figure& figure = record.results.figures[k];
    const FigureSample& sample = record.samples[k];
    m_rows_of[i].push_back(row_of(figure));
    Row& row = m_rows[m_rows_of[i].back()];
    row.all.moments.merge(sample.moments);
    row.all.histogram.merge(sample.histogram);
    if (row.over_time()) {
      row.means[i] = {figure.mean.value_or(0), 1};
      if (i > 0) row.figure.count += figure.count;
    } else {
      row.means[i] = {sample.moments.sum_s(), static_cast<double>(sample.moments.count())};
    }
  }
}

void Merge::add_stations(std::size_t i, const RunResults& one)
{
  CHECK(one.stations.size() == m_sum.stations.size());
  for (std::size_t s = 0; s < one.stations.size(); ++s) {
    const StationResult& from = one.stations[s];
    StationResult& to = m_sum.stations[s];
    if (from.utilisation) m_utilisation[s][i] = {*from.utilisation, 1};
    if (i == 0) continue; // the first is what the sum began with
    to.served += from.served;
    to.queue_mean += from.queue_mean;
    to.queue_max = std::max(to.queue_max, from.queue_max);
    to.blocked_share += from.blocked_share;
    to.out_of_service_share += from.out_of_service_share;
  }
}

// Adds up what may be there, for a mean later on.
void add_part(std::optional<double>& to, const std::optional<double>& from)
{
  if (from) to = to.value_or(0) + *from;
}

void Merge::add_officers(std::size_t i, const RunResults& one)
{
  CHECK(one.officers.size() == m_sum.officers.size());
  for (std::size_t k = 0; k < one.officers.size(); ++k) {
    const OfficersResult& from = one.officers[k];
    OfficersResult& to = m_sum.officers[k];
    if (from.utilisation) m_officers[k][i] = {*from.utilisation, 1};
    if (i == 0) continue; // the first is what the sum began with
    to.calls += from.calls;
    to.busy_mean += from.busy_mean;
    if (from.busy_max) to.busy_max = std::max(to.busy_max.value_or(0), *from.busy_max);
    add_part(to.on_duty, from.on_duty);
    add_part(to.several_share, from.several_share);
  }
}

void Merge::add_levels(std::size_t i, const RunResults& one)
{
  CHECK(one.service_levels.size() == m_sum.service_levels.size());
  for (std::size_t k = 0; k < one.service_levels.size(); ++k) {
    const ServiceLevelResult& level = one.service_levels[k];
    const double count = static_cast<double>(level.count);
    m_within[k][i] = {std::round(level.share_within.value_or(0) * count), count};
    if (i > 0) m_sum.service_levels[k].count += level.count;
  }
}

// Adds `from` to the entry of `list` that `same` finds, or at its end.
template <typename T, typename Same, typename Add>
void add_to(std::vector<T>& list, const T& from, Same same, Add add)
{
  const auto found = std::find_if(list.begin(), list.end(), [&](T& to) { return same(to, from); });
  if (found == list.end()) {
    list.push_back(from);
  } else {
    add(*found, from);
  }
}

void Merge::add_counts(const RunResults& one)
{
  m_sum.events += one.events;
  m_sum.simulated_s += one.simulated_s;
  for (const OutcomeCount& o : one.outcomes) {
    add_to(
        m_sum.outcomes, o,
        [](const auto& a, const auto& b) {
          return a.outcome == b.outcome && a.station == b.station &&
                 a.traveller_class == b.traveller_class;
        },
        [](auto& to, const auto& from) { to.count += from.count; });
  }
  for (const FlowResult& f : one.flows) {
    add_to(
        m_sum.flows, f,
        [](const auto& a, const auto& b) { return a.from == b.from && a.to == b.to; },
        [](auto& to, const auto& from) { to.count += from.count; });
  }
  for (const InvariantResult& c : one.checks) {
    add_to(
        m_sum.checks, c, [](const auto& a, const auto& b) { return a.invariant == b.invariant; },
        [](auto& to, const auto& from) {
          to.examined += from.examined;
          to.violations += from.violations;
        });
  }
}

void Merge::add_notes(const ReplicationRecord& record)
{
  for (const std::string& note : record.results.notes) m_notes[note].push_back(record.number);
}

void Merge::close_first_pass()
{
  for (Row& row : m_rows) {
    row.figure.p50 = row.all.histogram.quantile(0.50);
    row.figure.p95 = row.all.histogram.quantile(0.95);
    row.figure.p99 = row.all.histogram.quantile(0.99);
  }
}

void Merge::add_again(std::size_t i, const std::vector<FigureSample>& samples)
{
  CHECK(samples.size() == m_rows_of[i].size());
  for (std::size_t k = 0; k < samples.size(); ++k) {
    Row& row = m_rows[m_rows_of[i][k]];
    const LogHistogram& histogram = samples[k].histogram;
    row.up_to_p95[i] = {static_cast<double>(histogram.weight_up_to(*row.figure.p95)),
                        static_cast<double>(histogram.total())};
  }
}

void Merge::finish_figure(Row& row)
{
  Figure& f = row.figure;
  f.notes.clear();
  const Estimate mean = ratio_estimate(row.means);
  const Estimate p95 = quantile_estimate(row.all.histogram, 0.95, row.up_to_p95);
  f.mean = mean.value;
  f.ci95_mean = accept(mean, "ci95_mean", f.notes);
  f.ci95_p95 = accept(p95, "ci95_p95", f.notes);
  if (row.over_time()) {
    f.sd = row.all.histogram.sd_around(mean.value);
    f.max = static_cast<double>(row.all.histogram.max());
  } else {
    f.count = row.all.moments.count();
    f.mean = row.all.moments.mean_s();
    f.sd = row.all.moments.sd_s();
    f.max = static_cast<double>(row.all.moments.max_ns()) / 1e9;
    for (auto* value : {&f.p50, &f.p95, &f.p99}) *value = **value / 1e9;
    if (f.ci95_p95) f.ci95_p95 = Interval{f.ci95_p95->lo / 1e9, f.ci95_p95->hi / 1e9};
  }
}

// How busy stations or their officers were, over the replications in which they were there.
template <typename Busy>
void estimate_utilisation(const std::vector<BatchCell>& replications, Busy& out)
{
  out.notes.clear();
  out.utilisation.reset();
  out.utilisation_ci95.reset();
  double open = 0;
  for (const BatchCell& cell : replications) open += cell.weight;
  if (open <= 0) {
    out.notes.emplace_back("utilisation: never in service");
    return;
  }
  const Estimate busy = ratio_estimate(replications);
  out.utilisation = busy.value;
  out.utilisation_ci95 = accept(busy, "utilisation_ci95", out.notes);
  if (out.utilisation_ci95 && out.utilisation_ci95->hi > 1) out.utilisation_ci95->hi = 1;
}

void Merge::finish_stations()
{
  const double n = static_cast<double>(m_count);
  for (std::size_t s = 0; s < m_sum.stations.size(); ++s) {
    StationResult& station = m_sum.stations[s];
    station.queue_mean /= n;
    station.blocked_share /= n;
    station.out_of_service_share /= n;
    estimate_utilisation(m_utilisation[s], station);
  }
}

void Merge::finish_officers()
{
  const double n = static_cast<double>(m_count);
  for (std::size_t k = 0; k < m_sum.officers.size(); ++k) {
    OfficersResult& officers = m_sum.officers[k];
    officers.busy_mean /= n;
    if (officers.on_duty) *officers.on_duty /= n;
    if (officers.several_share) *officers.several_share /= n;
    estimate_utilisation(m_officers[k], officers);
  }
}

void Merge::finish_levels()
{
  for (std::size_t k = 0; k < m_sum.service_levels.size(); ++k) {
    ServiceLevelResult& level = m_sum.service_levels[k];
    level.notes.clear();
    level.share_within.reset();
    level.reached.reset();
    level.ci95.reset();
    level.met = false;
    if (level.count == 0) {
      level.notes.emplace_back("share_within: nobody was observed");
      continue;
    }
    const Figure* like = find_figure(m_sum, level.figure, level.station, level.traveller_class);
    const Row* row =
        like != nullptr ? &m_rows[static_cast<std::size_t>(like - m_sum.figures.data())] : nullptr;
    Spread times;
    if (row != nullptr) times = {row->all.moments.sd_s(), ratio_estimate(row->means).error};
    const Estimate share = share_estimate(m_within[k], times);
    level.share_within = share.value;
    level.met = share.value >= level.target;
    if (share.ci95) {
      level.ci95 = share.ci95;
    } else {
      level.notes.push_back("ci95: " + share.refusal);
    }
    if (row != nullptr) level.reached = row->all.histogram.quantile(level.target) / 1e9;
  }
}

// What all replications say, once; what some say, with their numbers.
void Merge::finish_notes()
{
  if (m_count > 1) m_sum.notes.emplace_back("counts are sums over the replications");
  for (const auto& [note, numbers] : m_notes) {
    if (numbers.size() == m_count) {
      m_sum.notes.push_back(note);
      continue;
    }
    std::string in = "replication " + std::to_string(numbers.front());
    if (numbers.size() > 1) in += " and " + std::to_string(numbers.size() - 1) + " more";
    in += ": ";
    if (m_sum.notes.size() < 20) m_sum.notes.push_back(in + note);
  }
}

RunResults Merge::finish()
{
  m_sum.replications = m_count;
  for (Row& row : m_rows) {
    finish_figure(row);
    m_sum.figures.push_back(row.figure);
  }
  finish_stations();
  finish_officers();
  finish_levels();
  finish_notes();
  m_sum.time_series = m_series.take();
  return std::move(m_sum);
}

} // namespace

Result<RunResults> merge_replications(std::size_t count, const RecordSource& source)
{
  CHECK(count >= 1);
  Merge merge(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto record = source.record(i);
    if (!record) return record.error();
    merge.add(i, record.value());
  }
  merge.close_first_pass();
  for (std::size_t i = 0; i < count; ++i) {
    const auto samples = source.samples(i);
    if (!samples) return samples.error();
    merge.add_again(i, samples.value());
  }
  return merge.finish();
}

} // namespace gatetwin::experiment
