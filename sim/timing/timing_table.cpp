// SPDX-License-Identifier: Apache-2.0
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"
#include "sim/timing/timing_text.hpp"
#include "sim/timing/timing_words.hpp"
#include <cmath>

namespace gatetwin {
namespace {

constexpr std::size_t over_shown = 5;

class TimingTable {
public:
  TimingTable(const TimingReport& report, const TableStyle& style)
      : m_report(report), m_style(style), m_language(style.language)
  {
  }

  std::string write()
  {
    phases();
    if (m_report.has_limits)
      limits();
    else
      m_out += std::string("\n") + w(TimingWord::say_no_limits) + "\n";
    if (m_report.against) against();
    m_out += std::string("\n") + w(TimingWord::say_exactness) + "\n";
    return std::move(m_out);
  }

private:
  const char* w(TimingWord word) const { return timing_word(word, m_language); }
  void heading(const std::string& text)
  {
    m_out += (m_out.empty() ? "" : "\n") + (m_style.colour ? coloured(text, "1") : text) + "\n";
  }
  std::string time(double ns) const
  {
    const double s = ns * 1e-9;
    if (s >= 600) return duration_text(s, m_language);
    if (s >= 1 || s == 0) return number_text(s, s == 0 ? 0 : 3, m_language) + " s";
    return number_text(s * 1e3, s >= 0.1 ? 1 : 3, m_language) + " ms";
  }
  TextCell number(std::string text) const { return {std::move(text), true, Tone::plain}; }
  TextCell count(std::uint64_t n) const { return number(count_text(n, m_language)); }
  std::string signed_percent(double share) const
  {
    if (std::isinf(share)) return "-";
    std::string text = number_text(std::fabs(share) * 100, 1, m_language) + " %";
    if (text == number_text(0, 1, m_language) + " %") return text;
    return (share < 0 ? "-" : "+") + text;
  }
  std::string unit_name(std::uint32_t unit) const
  {
    for (const journal::UnitName& one : m_report.here.header->units) {
      if (one.id == unit) return printable(one.name);
    }
    return std::to_string(unit);
  }

  void phases()
  {
    heading(std::string(w(TimingWord::phases)) + ": " + printable(m_report.here.name));
    std::vector<TextRow> rows{{{w(TimingWord::phase)},
                               number(w(TimingWord::count)),
                               number(w(TimingWord::mean)),
                               number("p50"),
                               number("p95"),
                               number("p99"),
                               number("max")}};
    for (std::size_t p = 0; p < phase_count; ++p) {
      const PhaseSample& sample = m_report.here.times->sample(static_cast<Phase>(p));
      if (sample.count == 0) continue;
      const LogHistogram& h = sample.histogram;
      rows.push_back({{phase_text(static_cast<Phase>(p), m_language)},
                      count(sample.count),
                      number(time(sample.mean_ns())),
                      number(time(h.quantile(0.5))),
                      number(time(h.quantile(0.95))),
                      number(time(h.quantile(0.99))),
                      number(time(static_cast<double>(h.max())))});
    }
    m_out += text_table(rows, m_style.colour);
  }

  void limits()
  {
    const auto& findings = m_report.here.times->findings();
    heading(std::string(w(TimingWord::limits)) +
            (m_report.limits_title.empty() ? "" : ": " + printable(m_report.limits_title)));
    std::vector<TextRow> rows{{{w(TimingWord::limit)},
                               {w(TimingWord::phase)},
                               number(w(TimingWord::within)),
                               number(w(TimingWord::wanted)),
                               number(w(TimingWord::reached)),
                               number(w(TimingWord::over)),
                               {w(TimingWord::verdict)}}};
    std::string broken;
    for (const LimitFinding& f : findings) {
      const LimitVerdict verdict = f.verdict();
      const Tone tone = verdict == LimitVerdict::broken ? Tone::bad
                        : verdict == LimitVerdict::kept ? Tone::good
                                                        : Tone::plain;
      if (verdict == LimitVerdict::broken) broken += (broken.empty() ? "" : ", ") + f.limit.name;
      const bool any = f.count > 0;
      rows.push_back(
          {{f.limit.name},
           {phase_text(f.limit.phase, m_language)},
           number(time(static_cast<double>(f.limit.within_ns))),
           number(percent_text(f.limit.share, m_language)),
           number(any ? percent_text_apart(f.share_within(), f.limit.share, m_language) : "-"),
           any ? count(f.over) : number("-"),
           {verdict_text(verdict, m_language), false, tone}});
    }
    m_out += text_table(rows, m_style.colour);
    for (const LimitFinding& f : findings) over(f);
    m_out += "\n";
    m_out +=
        broken.empty() ? w(TimingWord::say_all_kept) : filled(w(TimingWord::say_broken), {broken});
    m_out += "\n";
  }

  void over(const LimitFinding& f)
  {
    for (std::size_t i = 0; i < f.longest.size() && i < over_shown; ++i) {
      const PhaseObservation& one = f.longest[i];
      m_out += "  " + filled(w(TimingWord::say_over),
                             {f.limit.name, time(static_cast<double>(one.duration_ns)),
                              std::to_string(one.transaction), unit_name(one.unit),
                              duration_text(static_cast<double>(one.ended_ns) * 1e-9, m_language)});
      m_out += "\n";
    }
    if (f.over > over_shown) {
      m_out += "  " + filled(w(TimingWord::say_more_over),
                             {f.limit.name, count_text(f.over - over_shown, m_language)});
      m_out += "\n";
    }
  }

  void against()
  {
    const std::string base = printable(m_report.against->name);
    heading(filled(w(TimingWord::against), {printable(m_report.here.name), base}));
    std::vector<TextRow> rows{{{w(TimingWord::phase)},
                               number(w(TimingWord::count)),
                               number(""),
                               number("p50"),
                               number(""),
                               number(w(TimingWord::difference)),
                               number("p95"),
                               number(""),
                               number(w(TimingWord::difference)),
                               number(w(TimingWord::distance)),
                               number(w(TimingWord::chance)),
                               {}}};
    std::string beyond;
    for (const PhaseComparison& row : m_report.comparison()) {
      rows.push_back(compared(row));
      if (m_report.tolerance && row.judged() && row.largest_difference() > *m_report.tolerance)
        beyond += (beyond.empty() ? "" : ", ") + std::string(phase_text(row.phase, m_language));
    }
    m_out += text_table(rows, m_style.colour);
    m_out += std::string(w(TimingWord::say_distance)) + "\n";
    if (!m_report.tolerance) return;
    const std::string tolerance = percent_text(*m_report.tolerance, m_language);
    m_out += beyond.empty() ? filled(w(TimingWord::say_within_tolerance), {tolerance})
                            : filled(w(TimingWord::say_beyond_tolerance), {tolerance, beyond});
    m_out += "\n";
  }

  TextRow compared(const PhaseComparison& row) const
  {
    TextRow cells{
        {phase_text(row.phase, m_language)}, count(row.here->count), count(row.against->count)};
    for (const double q : {0.5, 0.95}) {
      const double here = row.here->histogram.quantile(q);
      const double base = row.against->histogram.quantile(q);
      cells.push_back(number(row.here->count > 0 ? time(here) : "-"));
      cells.push_back(number(row.against->count > 0 ? time(base) : "-"));
      cells.push_back(number(row.both() ? signed_percent(relative_difference(here, base)) : "-"));
    }
    cells.push_back(number(row.both() ? number_text(row.distance, 3, m_language) : "-"));
    cells.push_back(number(row.both() ? number_text(row.distance_by_chance, 3, m_language) : "-"));
    if (row.judged()) {
      cells.push_back({w(row.differs() ? TimingWord::differs : TimingWord::same), false,
                       row.differs() ? Tone::bad : Tone::good});
    }
    return cells;
  }

  const TimingReport& m_report;
  const TableStyle& m_style;
  const Language m_language;
  std::string m_out;
};

} // namespace

std::vector<PhaseComparison> TimingReport::comparison() const
{
  if (!against) return {};
  return compare_phases(*here.times, *against->times);
}

bool TimingReport::failed() const
{
  if (here.times->any_broken()) return true;
  if (!tolerance) return false;
  for (const PhaseComparison& row : comparison()) {
    if (row.judged() && row.largest_difference() > *tolerance) return true;
  }
  return false;
}

std::string to_table(const TimingReport& report, const TableStyle& style)
{
  return TimingTable(report, style).write();
}

} // namespace gatetwin
