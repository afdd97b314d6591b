// SPDX-License-Identifier: Apache-2.0
#include "sim/report/report_page.hpp"
#include "sim/report/charts.hpp"
#include "sim/report/flow_picture.hpp"
#include "sim/report/frontier_chart.hpp"
#include "sim/report/html_text.hpp"
#include "sim/report/live_chart.hpp"
#include "sim/report/report_style.hpp"
#include "sim/report/report_tables.hpp"
#include "sim/results/answer.hpp"
#include "sim/results/optimum_text.hpp"
#include <algorithm>
#include <cmath>
#include <set>

namespace gatetwin {
namespace {

constexpr std::size_t most_lines = 6; // that an eye can tell apart in one chart

class PageWriter {
public:
  PageWriter(std::span<const RunResults> runs, Language language, ReportForm form)
      : m_runs(runs), m_language(language), m_form(form)
  {
  }
  std::string write();

private:
  const char* w(Word name) const { return word(name, m_language); }
  void section(Word heading, const std::string& inner);
  void head();
  void run(const RunResults& results);
  void answer_section(const RunResults& results);
  std::string tiles(const RunResults& results) const;
  std::string waits(const RunResults& results) const;
  std::string way_through(const RunResults& results) const;
  std::string chart(const ChartTime& time, const std::string& title,
                    std::span<const ChartLine> lines, bool filled = false) const
  {
    const bool live = m_form == ReportForm::live;
    return (live ? live_chart : line_chart)(time, title, lines, filled);
  }
  std::string over_time(const RunResults& results) const;
  std::string stations(const RunResults& results) const;
  std::string officers(const RunResults& results) const;
  std::string levels(const RunResults& results) const;
  std::string checks(const RunResults& results) const;
  std::string optimum(const RunResults& results) const;
  std::string list(const std::vector<std::string>& texts, bool translate) const;
  std::string about(const RunResults& results) const;

  std::span<const RunResults> m_runs;
  Language m_language;
  ReportForm m_form;
  std::string m_out;
};

std::string title_of(const RunResults& results)
{
  return results.title.empty() ? results.scenario : results.title;
}

std::vector<double> widened(const std::vector<float>& values, double factor)
{
  std::vector<double> out;
  out.reserve(values.size());
  for (const float value : values) out.push_back(static_cast<double>(value) * factor);
  return out;
}

ChartLine banded(const std::string& name, const std::vector<float>& values,
                 const std::optional<SeriesBand>& band, double factor)
{
  ChartLine line{name, widened(values, factor)};
  if (band) {
    line.low = widened(band->lowest, factor);
    line.high = widened(band->highest, factor);
  }
  return line;
}

double sum_of(const std::vector<float>& values)
{
  double sum = 0;
  for (const float value : values) sum += std::isfinite(value) ? static_cast<double>(value) : 0;
  return sum;
}

// The series with the greatest queues, in the order of the stations.
std::vector<const StationSeries*> busiest(const TimeSeries& series)
{
  std::vector<const StationSeries*> chosen;
  for (const StationSeries& s : series.stations) chosen.push_back(&s);
  std::stable_sort(chosen.begin(), chosen.end(), [](const auto* a, const auto* b) {
    return sum_of(a->queue_mean) > sum_of(b->queue_mean);
  });
  if (chosen.size() > most_lines) chosen.resize(most_lines);
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

void PageWriter::section(Word heading, const std::string& inner)
{
  if (inner.empty()) return;
  m_out +=
      std::string("<section>\n<h2>") + escaped(w(heading)) + "</h2>\n" + inner + "</section>\n";
}

void PageWriter::head()
{
  const std::string title = m_runs.empty() ? w(Word::results) : title_of(m_runs.front());
  const bool live = m_form == ReportForm::live;
  const PageScript script = page_script();
  const std::string policy =
      live ? "; script-src 'sha256-" + std::string(script.sha256) + "'" : std::string();
  m_out += std::string("<!DOCTYPE html>\n<html lang=\"") + language_code(m_language) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "style-src 'unsafe-inline'" +
           policy + "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
           escaped(title) + "</title>\n<style>" + report_style +
           std::string(live ? script.style : "") + "</style>\n</head>\n<body>\n<main>\n";
}

void PageWriter::answer_section(const RunResults& results)
{
  const bool alarm = violations(results) > 0;
  m_out += std::string("<section class=\"answer") + (alarm ? " alarm" : "") + "\">\n";
  if (!results.question.empty()) {
    m_out += "<p class=\"question\">" + escaped(results.question) + "</p>\n";
  }
  std::vector<std::string> sentences = answer(results, m_language);
  if (results.optimum) {
    const std::vector<std::string> found = optimum_sentences(*results.optimum, m_language);
    sentences.insert(sentences.begin(), found.begin(), found.end());
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    m_out += i == 0 ? "<p class=\"first\">" : "<p>";
    m_out += escaped(sentences[i]) + "</p>\n";
  }
  m_out += tiles(results) + "</section>\n";
}

std::string PageWriter::tiles(const RunResults& results) const
{
  std::string out;
  const auto tile = [&](const std::string& value, const std::string& name) {
    out += "<div class=\"tile\"><b>" + escaped(value) + "</b><span>" + escaped(name) +
           "</span></div>\n";
  };
  std::uint64_t departures = 0;
  for (const OutcomeCount& o : departures_by_outcome(results)) departures += o.count;
  if (departures > 0) tile(count_text(departures, m_language), w(Word::travellers));
  const Figure* wait = find_figure(results, "wait");
  if (wait != nullptr && wait->mean && wait->p95) {
    tile(short_duration_text(*wait->mean, m_language),
         term("wait", m_language) + ", " + w(Word::mean));
    tile(short_duration_text(*wait->p95, m_language),
         term("wait", m_language) + ", " + w(Word::p95));
  }
  const Figure* inside = find_figure(results, "time_in_system");
  if (inside != nullptr && inside->mean) {
    tile(short_duration_text(*inside->mean, m_language),
         term("time_in_system", m_language) + ", " + w(Word::mean));
  }
  const Figure* queue = find_figure(results, "queue_length");
  if (queue != nullptr && queue->max) {
    tile(number_text(*queue->max, 0, m_language), w(Word::queue_max));
  }
  return out.empty() ? "" : "<div class=\"tiles\">\n" + out + "</div>\n";
}

std::string PageWriter::waits(const RunResults& results) const
{
  std::string out = waits_table(results, m_language);
  if (out.empty()) return out;
  std::set<std::string> reasons;
  for (const Figure& f : results.figures) {
    for (const std::string& note : f.notes) {
      const std::size_t colon = note.find(": ");
      if (f.name != "wait" || colon == std::string::npos || note.rfind("ci95", 0) != 0) continue;
      reasons.insert(term(note.substr(colon + 2), m_language));
    }
  }
  std::string joined;
  for (const std::string& reason : reasons) joined += (joined.empty() ? "" : "; ") + reason;
  out += std::string("<p class=\"small\">") + escaped(w(Word::say_interval_meaning));
  if (!joined.empty()) {
    out += " " + escaped(phrase(Word::say_refused_intervals, m_language, {joined}));
  }
  return out + "</p>\n";
}

std::string PageWriter::way_through(const RunResults& results) const
{
  const std::string picture = flow_picture(results, m_language);
  if (picture.empty()) return "";
  return picture + "<p class=\"small\">" + escaped(w(Word::say_flow_legend)) + "</p>\n";
}

std::string PageWriter::over_time(const RunResults& results) const
{
  const TimeSeries& series = results.time_series;
  ChartTime time{series.start_s, series.bucket_s, series.arrivals.size(),
                 parse_local_start(results.start_time), m_language};
  const bool drawable =
      time.buckets >= 2 && time.bucket_s > 0 && std::abs(time.start_s) < 1e9 && time.end_s() < 1e10;
  if (!drawable) return "";
  std::vector<ChartLine> queues;
  std::vector<ChartLine> waits;
  bool bands = false;
  double longest = 0;
  for (const StationSeries* s : busiest(series)) {
    for (const float wait : s->wait_band ? s->wait_band->highest : s->wait_mean) {
      if (std::isfinite(wait)) longest = std::max(longest, static_cast<double>(wait));
    }
  }
  const TimeUnit unit = unit_for_axis(longest, m_language);
  for (const StationSeries* s : busiest(series)) {
    const std::string name = station_title(results, s->station);
    queues.push_back(banded(name, s->queue_mean, s->queue_band, 1));
    waits.push_back(banded(name, s->wait_mean, s->wait_band, 1 / unit.seconds));
    bands = bands || s->queue_band;
  }
  std::vector<ChartLine> busy;
  for (const StationSeries& s : series.stations) {
    busy.push_back({station_title(results, s.station), widened(s.utilisation, 1)});
  }
  const std::string bucket = duration_text(series.bucket_s, m_language);
  const std::vector<ChartLine> arrivals{{w(Word::travellers), widened(series.arrivals, 1)}};
  const std::vector<ChartLine> inside{{w(Word::travellers), widened(series.inside_mean, 1)}};
  return chart(time, phrase(Word::chart_arrivals, m_language, {bucket}), arrivals, true) +
         chart(time, w(Word::chart_inside), inside, true) +
         chart(time, w(Word::chart_queue), queues) +
         chart(time, phrase(Word::chart_wait, m_language, {unit.name}), waits) +
         (bands ? "<p class=\"small\">" + escaped(w(Word::say_band_legend)) + "</p>\n" : "") +
         heat_chart(time, w(Word::chart_utilisation), busy);
}

std::string PageWriter::stations(const RunResults& results) const
{
  if (results.stations.empty()) return "";
  const StationResult* worst = results.stations.size() > 1 ? bottleneck(results) : nullptr;
  std::vector<ChartBar> bars;
  for (const StationResult& s : results.stations) {
    ChartBar bar;
    bar.name = station_title(results, s.id);
    bar.value = s.utilisation.value_or(0);
    bar.text = s.utilisation ? percent_text(*s.utilisation, m_language) : w(Word::never_open);
    bar.alarm = &s == worst;
    if (bar.alarm) bar.text += std::string(", ") + bottleneck_mark(s, m_language);
    if (s.utilisation_ci95) bar.whisker = {s.utilisation_ci95->lo, s.utilisation_ci95->hi};
    bars.push_back(std::move(bar));
  }
  return bar_chart(w(Word::chart_stations), bars, m_language) + stations_table(results, m_language);
}

std::string PageWriter::officers(const RunResults& results) const
{
  const std::string table = officers_table(results, m_language);
  if (table.empty()) return "";
  std::vector<ChartBar> bars;
  for (const OfficersResult& o : results.officers) {
    ChartBar bar;
    bar.name = station_title(results, o.station);
    bar.value = o.utilisation.value_or(0);
    bar.text = o.utilisation ? percent_text(*o.utilisation, m_language) : w(Word::never_open);
    if (o.utilisation_ci95) bar.whisker = {o.utilisation_ci95->lo, o.utilisation_ci95->hi};
    bars.push_back(std::move(bar));
  }
  return bar_chart(w(Word::chart_officers), bars, m_language) + table + "<p class=\"small\">" +
         escaped(w(Word::say_officers_legend)) + "</p>\n";
}

std::string PageWriter::levels(const RunResults& results) const
{
  const std::string table = service_levels_table(results, m_language);
  if (table.empty()) return "";
  std::vector<ChartBar> bars;
  for (const ServiceLevelResult& level : results.service_levels) {
    if (!level.share_within) continue;
    ChartBar bar;
    bar.name = level.name;
    bar.value = *level.share_within;
    bar.text = percent_text_apart(*level.share_within, level.target, m_language);
    bar.mark = level.target;
    bar.alarm = !level.met;
    if (level.ci95) bar.whisker = {level.ci95->lo, level.ci95->hi};
    bars.push_back(std::move(bar));
  }
  const std::string chart = bars.empty() ? "" : bar_chart(w(Word::chart_levels), bars, m_language);
  return chart + table + "<p class=\"small\">" + escaped(w(Word::say_level_legend)) + "</p>\n";
}

std::string PageWriter::optimum(const RunResults& results) const
{
  if (!results.optimum) return "";
  const std::string picture = frontier_chart(*results.optimum, m_language);
  std::string legend;
  if (!picture.empty()) {
    legend = "<p class=\"small\">" +
             escaped(phrase(Word::say_frontier_legend, m_language, {results.optimum->figure})) +
             "</p>\n";
  }
  return picture + legend + optimum_table(*results.optimum, m_language) + "<p class=\"small\">" +
         escaped(w(Word::say_optimum_meaning)) + "</p>\n";
}

std::string PageWriter::checks(const RunResults& results) const
{
  if (results.checks.empty()) {
    return std::string("<p>") + escaped(w(Word::say_no_checks)) + "</p>\n";
  }
  std::uint64_t examined = 0;
  std::uint64_t broken = 0;
  for (const InvariantResult& check : results.checks) {
    examined += check.examined;
    broken += check.violations > 0;
  }
  const std::string sentence =
      broken > 0 ? phrase(Word::say_violations, m_language, {count_text(broken, m_language)})
                 : phrase(Word::say_checks_fine, m_language, results.checks.size(),
                          {count_text(results.checks.size(), m_language),
                           count_text(examined, m_language)});
  return std::string("<p class=\"") + (broken > 0 ? "bad" : "good") + "\">" + escaped(sentence) +
         "</p>\n" + checks_table(results, m_language);
}

std::string PageWriter::list(const std::vector<std::string>& texts, bool translate) const
{
  std::string out;
  for (const std::string& text : texts) {
    out += "<li>" + escaped(translate ? note_text(text, m_language) : text) + "</li>\n";
  }
  return out.empty() ? "" : "<ul>\n" + out + "</ul>\n";
}

std::string PageWriter::about(const RunResults& results) const
{
  return about_list(results, m_language) + "<details><summary>" +
         escaped(w(Word::effective_scenario)) + "</summary>\n<pre>" +
         escaped_lines(indented_json(results.effective_scenario)) + "</pre></details>\n";
}

void PageWriter::run(const RunResults& results)
{
  m_out += "<header>\n<h1>" + escaped(title_of(results)) + "</h1>\n<p>" +
           escaped(results.scenario) + "</p>\n</header>\n";
  answer_section(results);
  section(Word::optimum, optimum(results));
  section(Word::waits, waits(results));
  section(Word::way_through, way_through(results));
  section(Word::over_the_day, over_time(results));
  section(Word::queue_lengths, queue_lengths_table(results, m_language));
  section(Word::stations, stations(results));
  section(Word::officers, officers(results));
  section(Word::other_times, other_times_table(results, m_language));
  section(Word::service_levels, levels(results));
  section(Word::outcomes, outcomes_table(results, m_language));
  section(Word::checks, checks(results));
  section(Word::assumptions, list(results.assumptions, false));
  section(Word::notes, list(results.notes, true));
  section(Word::about, about(results));
}

std::string PageWriter::write()
{
  head();
  if (m_runs.size() > 1) section(Word::compared, comparison_table(m_runs, m_language));
  for (const RunResults& results : m_runs) run(results);
  const std::string version = m_runs.empty() ? "" : m_runs.front().build.version;
  m_out += "<footer>" + escaped(phrase(Word::say_made_by, m_language, {version})) +
           "</footer>\n</main>\n";
  const bool charts = m_out.find("<figure data-series=") != std::string::npos;
  if (charts) m_out += "<script>" + std::string(page_script().text) + "</script>\n";
  m_out += "</body>\n</html>\n";
  return std::move(m_out);
}

} // namespace

std::string report_page(std::span<const RunResults> runs, Language language, ReportForm form)
{
  return PageWriter(runs, language, form).write();
}

} // namespace gatetwin
