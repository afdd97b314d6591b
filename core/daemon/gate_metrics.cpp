// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_metrics.hpp"
#include "core/base/build_info.hpp"
#include "core/domain/checked_document.hpp"
#include "core/domain/reason.hpp"
#include <cmath>
#include <limits>
#include <prometheus/collectable.h>
#include <prometheus/exposer.h>
#include <prometheus/text_serializer.h>
#include <sstream>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;
using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
constexpr auto relaxed = std::memory_order_relaxed;

using Labels = std::vector<ClientMetric::Label>;

// Families with the unit's name on each metric.
class Families {
public:
  explicit Families(const std::string& unit) : m_unit(unit) {}

  MetricFamily& add(const char* name, const char* help, MetricType type)
  {
    m_families.push_back({std::string("gatetwin_gate_") + name, help, type, {}});
    return m_families.back();
  }
  ClientMetric& metric(MetricFamily& family, Labels labels = {})
  {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.label.push_back({"gate", m_unit});
    family.metric.push_back(std::move(metric));
    return family.metric.back();
  }
  void counter(const char* name, const char* help, std::uint64_t value)
  {
    metric(add(name, help, MetricType::Counter)).counter.value = static_cast<double>(value);
  }
  void gauge(const char* name, const char* help, double value)
  {
    if (!std::isnan(value)) metric(add(name, help, MetricType::Gauge)).gauge.value = value;
  }
  void histogram(const char* name, const char* help, const LatencyHistogram& from)
  {
    auto& to = metric(add(name, help, MetricType::Histogram)).histogram;
    for (std::size_t i = 0; i <= LatencyHistogram::bounds_us.size(); ++i) {
      to.sample_count += from.in_bucket(i);
      const bool last = i == LatencyHistogram::bounds_us.size();
      const double bound = last ? std::numeric_limits<double>::infinity()
                                : static_cast<double>(LatencyHistogram::bounds_us[i]) / 1e6;
      to.bucket.push_back({to.sample_count, bound});
    }
    to.sample_sum = from.sum_s();
  }
  std::vector<MetricFamily> take() { return std::move(m_families); }

private:
  const std::string& m_unit;
  std::vector<MetricFamily> m_families;
};

} // namespace

void LatencyHistogram::observe(Duration took)
{
  std::size_t i = 0;
  while (i < bounds_us.size() && took.ns > bounds_us[i] * 1000) ++i;
  m_counts[i].fetch_add(1, relaxed);
  m_sum_ns.fetch_add(took.ns, relaxed);
}

std::uint64_t LatencyHistogram::count() const
{
  std::uint64_t all = 0;
  for (const auto& one : m_counts) all += one.load(relaxed);
  return all;
}

Duration LatencyHistogram::quantile(double share) const
{
  const double wanted = share * static_cast<double>(count());
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < bounds_us.size(); ++i) {
    below += in_bucket(i);
    if (static_cast<double>(below) >= wanted) return microseconds(bounds_us[i]);
  }
  return {INT64_MAX};
}

class GateMetrics::Page final : public prometheus::Collectable {
public:
  explicit Page(const GateMetrics& metrics) : m_metrics(metrics) {}
  std::vector<MetricFamily> Collect() const override;
  std::unique_ptr<prometheus::Exposer> exposer;

private:
  void collect_counts(Families& families) const;
  void collect_gauges(Families& families) const;
  const GateMetrics& m_metrics;
};

void GateMetrics::Page::collect_counts(Families& families) const
{
  const GateMetrics& m = m_metrics;
  MetricFamily& ended =
      families.add("transactions_total", "Transactions by outcome", MetricType::Counter);
  for (std::size_t i = 1; i < outcomes; ++i) {
    families.metric(ended, {{"outcome", to_string(static_cast<Outcome>(i))}}).counter.value =
        static_cast<double>(m.m_ended[i].load(relaxed));
  }
  MetricFamily& evaluated = families.add(
      "evaluatory_checks_total", "Checks of documents that were not counted", MetricType::Counter);
  for (std::size_t i = 0; i < check_kinds * check_results; ++i) {
    const std::uint64_t count = m.m_evaluated[i].load(relaxed);
    if (count == 0) continue;
    const auto kind = static_cast<CheckKind>(i / check_results);
    const auto result = static_cast<CheckResult>(i % check_results);
    families.metric(evaluated, {{"check", to_string(kind)}, {"result", to_string(result)}})
        .counter.value = static_cast<double>(count);
  }
  families.counter("store_failures_total", "Durable writes that failed",
                   m.m_store_failures.load(relaxed));
  families.counter("officer_calls_total", "Calls for an officer", m.m_officer_calls.load(relaxed));
  families.counter("unit_number_conflicts_total",
                   "Answers that another unit, or an earlier store, counts under this number",
                   m.m_number_conflicts.load(relaxed));
  families.counter("passages_presumed_total",
                   "Crossings presumed, because nobody can tell whether the person passed",
                   m.m_presumed.load(relaxed));
  families.counter("alarms_total", "Alarms raised", m.m_alarms.load(relaxed));
  families.counter("registry_unanswered_total", "Questions that the registry did not answer",
                   m.m_unanswered.load(relaxed));
  families.counter("crossings_delivered_total", "Crossings that the registry acknowledged",
                   m.m_delivered.load(relaxed));
  families.histogram("cycle_seconds", "Transactions, from the document to the end", m.m_cycle);
  families.histogram("registry_seconds", "Round trips of answered questions", m.m_registry);
  families.histogram("inspection_seconds", "Inspection of a document: parse, verify, lists",
                     m.m_inspection);
  families.histogram("event_to_command_seconds", "From a device's event to the commands given",
                     m.m_event_to_command);
}

void GateMetrics::Page::collect_gauges(Families& families) const
{
  const GateMetrics& m = m_metrics;
  families.gauge("ready", "1: the next person may come", m.m_ready.load(relaxed));
  MetricFamily& state = families.add("state", "1 for the state of the unit", MetricType::Gauge);
  const auto now = static_cast<GateState>(m.m_state.load(relaxed));
  families.metric(state, {{"state", to_string(now)}}).gauge.value = 1;
  MetricFamily& failed = families.add("device_failed", "1: broken", MetricType::Gauge);
  for (std::size_t i = 0; i < devices; ++i) {
    families.metric(failed, {{"device", to_string(static_cast<Device>(i))}}).gauge.value =
        m.m_failed[i].load(relaxed);
  }
  families.gauge("registry_reachable", "1: it answers", m.m_reachable.load(relaxed));
  families.gauge("store_good", "1: it takes entries", m.m_store_good.load(relaxed));
  families.gauge("journal_good", "1: records are written", m.m_journal_good.load(relaxed));
  families.gauge("outbox_crossings", "Crossings not yet delivered",
                 static_cast<double>(m.m_outbox.load(relaxed)));
  families.gauge("trust_list_days", "Until the trust list is too old",
                 m.m_trust_left_d.load(relaxed));
  families.gauge("revocation_list_days", "Until the revocation list is too old",
                 m.m_revocations_left_d.load(relaxed));
  families.gauge("certificate_days", "Until the unit's certificate expires",
                 m.m_certificate_left_d.load(relaxed));
  const BuildInfo& build = build_info();
  MetricFamily& info = families.add("build_info", "Always 1", MetricType::Gauge);
  families
      .metric(info, {{"version", build.version},
                     {"commit", build.commit},
                     {"core_build_id", build.core_build_id}})
      .gauge.value = 1;
}

std::vector<MetricFamily> GateMetrics::Page::Collect() const
{
  Families families(m_metrics.m_unit);
  collect_counts(families);
  collect_gauges(families);
  return families.take();
}

GateMetrics::GateMetrics(std::string unit)
    : m_unit(std::move(unit)), m_trust_left_d(not_known), m_revocations_left_d(not_known),
      m_certificate_left_d(not_known), m_page(std::make_shared<Page>(*this))
{
}

// Whoever is being answered holds the page: first all of those end.
GateMetrics::~GateMetrics() { m_page->exposer.reset(); }

void GateMetrics::count_number_conflict(const Record& record)
{
  if (record.detail == static_cast<std::uint32_t>(Reason::unit_number_in_use) && record.value > 0)
    m_number_conflicts.fetch_add(1, relaxed);
}

void GateMetrics::count_evaluated(const Record& record)
{
  const auto result = static_cast<std::size_t>(result_in(record.value));
  if (weight_in(record.value) != CheckWeight::evaluatory) return;
  if (record.code < check_kinds && result < check_results)
    m_evaluated[record.code * check_results + result].fetch_add(1, relaxed);
}

void GateMetrics::on_records(std::span<const Record> records)
{
  for (const Record& r : records) {
    switch (r.kind) {
    case RecordKind::transaction_ended:
      if (r.code < outcomes) m_ended[r.code].fetch_add(1, relaxed);
      if (r.detail == static_cast<std::uint32_t>(Reason::passage_presumed))
        m_presumed.fetch_add(1, relaxed); // which tells no cycle
      else
        m_cycle.observe({r.value});
      break;
    case RecordKind::registry_answer:
      count_number_conflict(r);
      if (r.value < 0)
        m_unanswered.fetch_add(1, relaxed);
      else
        m_registry.observe({r.value});
      break;
    case RecordKind::gate_event: {
      const auto kind = static_cast<GateEventKind>(r.code);
      const bool recovered = kind == GateEventKind::device_recovered;
      if ((kind == GateEventKind::device_failed || recovered) && r.detail < devices)
        m_failed[r.detail].store(!recovered, relaxed);
      if (kind == GateEventKind::store_failed) m_store_failures.fetch_add(1, relaxed);
      break;
    }
    case RecordKind::check: count_evaluated(r); break;
    case RecordKind::gate_state: m_state.store(r.code, relaxed); break;
    case RecordKind::officer_called: m_officer_calls.fetch_add(1, relaxed); break;
    case RecordKind::alarm:
      count_number_conflict(r);
      if (r.value == 1) m_alarms.fetch_add(1, relaxed);
      break;
    case RecordKind::crossing_delivered: m_delivered.fetch_add(1, relaxed); break;
    default: break;
    }
  }
}

void GateMetrics::set(const GateGauges& gauges)
{
  m_ready.store(gauges.ready, relaxed);
  m_reachable.store(gauges.registry_reachable, relaxed);
  m_store_good.store(gauges.store_good, relaxed);
  m_journal_good.store(gauges.journal_good, relaxed);
  m_outbox.store(gauges.outbox, relaxed);
  m_trust_left_d.store(gauges.trust_list_left_d.value_or(not_known), relaxed);
  m_revocations_left_d.store(gauges.revocation_list_left_d.value_or(not_known), relaxed);
  m_certificate_left_d.store(gauges.certificate_left_d.value_or(not_known), relaxed);
}

std::string GateMetrics::serve(const std::string& address, unsigned port)
{
  const std::string at = address + ":" + std::to_string(port);
  try {
    m_page->exposer = std::make_unique<prometheus::Exposer>(at, 1);
  } catch (const std::exception& error) { // prometheus-cpp throws when the address is in use
    return at + ": " + error.what();
  }
  m_page->exposer->RegisterCollectable(m_page);
  return {};
}

std::string GateMetrics::text() const
{
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, m_page->Collect());
  return out.str();
}

} // namespace gatetwin
