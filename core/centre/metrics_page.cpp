// SPDX-License-Identifier: Apache-2.0
#include "core/centre/metrics_page.hpp"
#include <exception>
#include <prometheus/client_metric.h>
#include <prometheus/collectable.h>
#include <prometheus/exposer.h>
#include <prometheus/metric_family.h>
#include <utility>

namespace gatetwin {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr const char* kind_names[] = {"check", "record", "reserve", "confirm", "cancel"};
constexpr const char* status_names[] = {"done", "duplicate", "conflict", "overloaded", "malformed"};

MetricFamily family(const char* name, const char* help, MetricType type)
{
  return {name, help, type, {}};
}

MetricFamily single(const char* name, const char* help, MetricType type, double value)
{
  MetricFamily only = family(name, help, type);
  prometheus::ClientMetric& metric = only.metric.emplace_back();
  metric.counter.value = value;
  metric.gauge.value = value;
  return only;
}

class Figures final : public prometheus::Collectable {
public:
  Figures(const RegistryDesk& desk, const OneStopFigures& one_stop, const PresumedFigures& presumed,
          const LinkCounters& counters, std::function<std::size_t()> queued)
      : m_desk(desk.figures()), m_one_stop(one_stop), m_presumed(presumed), m_counters(counters),
        m_queued(std::move(queued))
  {
  }
  std::vector<MetricFamily> Collect() const override
  {
    const auto number = [](const std::atomic<std::uint64_t>& value) {
      return static_cast<double>(value.load(std::memory_order_relaxed));
    };
    const auto gauge = [&](const char* name, const char* help,
                           const std::atomic<std::uint64_t>& value) {
      return single(name, help, MetricType::Gauge, number(value));
    };
    return {replies(),
            gauge("gatetwin_reservations_held",
                  "One-stop reservations neither confirmed nor cancelled.", m_one_stop.held),
            gauge("gatetwin_reservations_overdue", "Of them, those that outlived their time.",
                  m_one_stop.overdue),
            gauge("gatetwin_longest_overdue_seconds", "Of such a reservation.",
                  m_one_stop.longest_overdue_s),
            gauge("gatetwin_pairs_in_doubt", "One-stop pairs that units report as in doubt.",
                  m_one_stop.in_doubt),
            gauge("gatetwin_longest_in_doubt_seconds", "Of such a pair.",
                  m_one_stop.longest_in_doubt_s),
            gauge("gatetwin_presumed_crossings_open",
                  "Crossings that gates presumed after a loss of power, not settled yet.",
                  m_presumed.open),
            gauge("gatetwin_longest_presumed_seconds", "Of such a crossing, since it was received.",
                  m_presumed.longest_open_s),
            single("gatetwin_settlements_total", "Settlements of presumed crossings.",
                   MetricType::Counter, number(m_desk.settlements)),
            single("gatetwin_unit_reports_total", "Reports of units.", MetricType::Counter,
                   number(m_desk.reports)),
            single("gatetwin_inquiries_total", "Inquiries into documents' histories.",
                   MetricType::Counter, number(m_desk.inquiries)),
            single("gatetwin_unit_numbers_in_use_total",
                   "Reports of two gates under one unit's number.", MetricType::Counter,
                   number(m_desk.numbers_in_use)),
            single("gatetwin_journals_rolled_back_total",
                   "Reported journals that are behind or beside the head that is held.",
                   MetricType::Counter, number(m_desk.journals_rolled_back)),
            refusals(),
            groups(),
            single("gatetwin_ledger_rows", "Rows of the ledger.", MetricType::Counter,
                   number(m_desk.rows)),
            single("gatetwin_ledger_failed_groups_total", "Groups of writes that failed.",
                   MetricType::Counter, number(m_desk.failed_groups)),
            single("gatetwin_watch_list_version", "Version of the watch-list in use; 0: none.",
                   MetricType::Gauge, number(m_desk.list_version)),
            single("gatetwin_queued_calls", "Calls that wait for the ledger.", MetricType::Gauge,
                   static_cast<double>(m_queued()))};
  }

private:
  MetricFamily replies() const
  {
    MetricFamily all = family("gatetwin_replies_total", "Requests answered.", MetricType::Counter);
    for (std::size_t k = 0; k < DeskFigures::kinds; ++k) {
      for (std::size_t s = 0; s < DeskFigures::statuses; ++s) {
        prometheus::ClientMetric& metric = all.metric.emplace_back();
        metric.label = {{"kind", kind_names[k]}, {"status", status_names[s]}};
        metric.counter.value = static_cast<double>(m_desk.replies[k][s].load());
      }
    }
    return all;
  }
  MetricFamily refusals() const
  {
    MetricFamily all =
        family("gatetwin_refused_total", "Calls and connections turned away.", MetricType::Counter);
    for (std::size_t i = 1; i < link_refusals; ++i) {
      const auto refusal = static_cast<LinkRefusal>(i);
      prometheus::ClientMetric& metric = all.metric.emplace_back();
      metric.label = {{"reason", to_string(refusal)}};
      metric.counter.value = static_cast<double>(m_counters.of(refusal));
    }
    return all;
  }
  MetricFamily groups() const
  {
    MetricFamily all = family("gatetwin_group_seconds", "Time to make a group of requests durable.",
                              MetricType::Histogram);
    prometheus::ClientMetric::Histogram& histogram = all.metric.emplace_back().histogram;
    for (std::size_t i = 0; i < DeskFigures::bounds_us.size(); ++i) {
      histogram.sample_count += m_desk.groups[i].load();
      if (i + 1 == DeskFigures::bounds_us.size()) break; // the open one is the whole
      histogram.bucket.push_back(
          {histogram.sample_count, static_cast<double>(DeskFigures::bounds_us[i]) * 1e-6});
    }
    histogram.sample_sum = static_cast<double>(m_desk.group_time_us.load()) * 1e-6;
    return all;
  }

  const DeskFigures& m_desk;
  const OneStopFigures& m_one_stop;
  const PresumedFigures& m_presumed;
  const LinkCounters& m_counters;
  const std::function<std::size_t()> m_queued;
};

} // namespace

struct MetricsPage::Parts {
  std::shared_ptr<Figures> figures; // the exposer holds no more than a weak reference
  std::unique_ptr<prometheus::Exposer> exposer;
};

MetricsPage::MetricsPage(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
MetricsPage::~MetricsPage() = default;

Result<std::unique_ptr<MetricsPage>>
MetricsPage::open(const std::string& address, const RegistryDesk& desk,
                  const OneStopFigures& one_stop, const PresumedFigures& presumed,
                  const LinkCounters& counters, std::function<std::size_t()> queued)
{
  auto parts = std::make_unique<Parts>();
  parts->figures = std::make_shared<Figures>(desk, one_stop, presumed, counters, std::move(queued));
  try { // the library says so
    parts->exposer = std::make_unique<prometheus::Exposer>(address, 1);
  } catch (const std::exception&) {
    return Error{ErrorCode::io, "the metrics' address can't be listened on"};
  }
  parts->exposer->RegisterCollectable(parts->figures);
  return std::unique_ptr<MetricsPage>(new MetricsPage(std::move(parts)));
}

} // namespace gatetwin
