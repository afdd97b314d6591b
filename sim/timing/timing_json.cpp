// SPDX-License-Identifier: Apache-2.0
#include "sim/results/json_writer.hpp"
#include "sim/timing/timing_text.hpp"
#include "sim/timing/timing_words.hpp"
#include <cmath>

namespace gatetwin {
namespace {

class TimingJson {
public:
  explicit TimingJson(const TimingReport& report) : m_report(report) {}

  std::string write()
  {
    m_out.begin_object();
    text("schema", "gatetwin.timing/1");
    journal(m_report.here);
    m_out.key("phases");
    m_out.begin_list();
    for (std::size_t p = 0; p < phase_count; ++p) phase(static_cast<Phase>(p));
    m_out.end_list();
    text("limits_title", m_report.limits_title);
    m_out.key("limits");
    m_out.begin_list();
    for (const LimitFinding& finding : m_report.here.times->findings()) limit(finding);
    m_out.end_list();
    if (m_report.against) against();
    m_out.key("failed");
    m_out.boolean(m_report.failed());
    m_out.end_object();
    return m_out.take();
  }

private:
  void text(std::string_view key, const std::string& value)
  {
    m_out.key(key);
    m_out.string(value);
  }
  void number(std::string_view key, double value)
  {
    m_out.key(key);
    if (std::isfinite(value))
      m_out.number(value);
    else
      m_out.null();
  }
  void count(std::string_view key, std::uint64_t value)
  {
    m_out.key(key);
    m_out.number(value);
  }
  void times(const PhaseSample& sample)
  {
    const LogHistogram& h = sample.histogram;
    count("count", sample.count);
    const bool any = sample.count > 0;
    const auto seconds = [&](std::string_view key, double ns) {
      number(key, any ? ns * 1e-9 : std::nan(""));
    };
    seconds("mean_s", sample.mean_ns());
    seconds("p50_s", h.quantile(0.5));
    seconds("p95_s", h.quantile(0.95));
    seconds("p99_s", h.quantile(0.99));
    seconds("max_s", static_cast<double>(h.max()));
  }
  void journal(const TimedJournal& one)
  {
    text("journal", one.name);
    text("producer", one.header->producer);
    text("scenario", one.header->scenario);
    count("seed", one.header->seed);
  }
  void phase(Phase phase)
  {
    const PhaseSample& sample = m_report.here.times->sample(phase);
    if (sample.count == 0) return;
    m_out.begin_object();
    text("phase", to_string(phase));
    times(sample);
    m_out.end_object();
  }
  std::string unit_name(std::uint32_t unit) const
  {
    for (const journal::UnitName& one : m_report.here.header->units) {
      if (one.id == unit) return one.name;
    }
    return {};
  }
  void limit(const LimitFinding& finding)
  {
    m_out.begin_object();
    text("limit", finding.limit.name);
    text("phase", to_string(finding.limit.phase));
    text("title", finding.limit.title);
    text("source", finding.limit.source);
    number("within_s", static_cast<double>(finding.limit.within_ns) * 1e-9);
    number("share_wanted", finding.limit.share);
    m_out.key("recommended");
    m_out.boolean(finding.limit.recommended);
    count("count", finding.count);
    count("over", finding.over);
    number("share_within", finding.count > 0 ? finding.share_within() : std::nan(""));
    text("verdict", verdict_name(finding.verdict()));
    m_out.key("longest_over");
    m_out.begin_list();
    for (const PhaseObservation& one : finding.longest) {
      m_out.begin_object();
      count("transaction", one.transaction);
      text("unit", unit_name(one.unit));
      number("ended_s", static_cast<double>(one.ended_ns) * 1e-9);
      number("took_s", static_cast<double>(one.duration_ns) * 1e-9);
      m_out.end_object();
    }
    m_out.end_list();
    m_out.end_object();
  }
  void against()
  {
    m_out.key("against");
    m_out.begin_object();
    journal(*m_report.against);
    number("tolerance", m_report.tolerance ? *m_report.tolerance : std::nan(""));
    m_out.end_object();
    m_out.key("comparison");
    m_out.begin_list();
    for (const PhaseComparison& row : m_report.comparison()) {
      m_out.begin_object();
      text("phase", to_string(row.phase));
      m_out.key("here");
      m_out.begin_object();
      times(*row.here);
      m_out.end_object();
      m_out.key("against");
      m_out.begin_object();
      times(*row.against);
      m_out.end_object();
      number("distance", row.both() ? row.distance : std::nan(""));
      number("distance_by_chance", row.both() ? row.distance_by_chance : std::nan(""));
      m_out.key("differs");
      m_out.boolean(row.differs());
      m_out.end_object();
    }
    m_out.end_list();
  }

  const TimingReport& m_report;
  JsonWriter m_out;
};

} // namespace

std::string to_json(const TimingReport& report) { return TimingJson(report).write(); }

} // namespace gatetwin
