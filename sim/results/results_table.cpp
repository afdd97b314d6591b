// SPDX-License-Identifier: Apache-2.0
#include "sim/results/results_table.hpp"
#include "sim/results/answer.hpp"
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace gatetwin {
namespace {

class TableWriter {
public:
  TableWriter(const RunResults& results, const TableStyle& style)
      : m_results(results), m_style(style), m_language(style.language)
  {
  }
  std::string write();

private:
  using Row = TextRow;

  const char* w(Word name) const { return word(name, m_language); }
  std::string title(std::string_view station) const
  {
    return station.empty() ? w(Word::all) : station_title(m_results, station);
  }
  std::string duration(const std::optional<double>& seconds) const
  {
    return seconds ? short_duration_text(*seconds, m_language) : "-";
  }
  std::string interval(const std::optional<Interval>& i) const;
  std::string percent(const std::optional<double>& share) const
  {
    return share ? percent_text(*share, m_language) : "-";
  }
  std::string percent_range(const std::optional<Interval>& i) const;
  void heading(const char* text);
  void rows(const std::vector<Row>& table);
  std::string painted(const std::string& text, const char* code) const;
  void opening();
  void waits();
  void other_times();
  void stations();
  void officers();
  void levels();
  void outcomes();
  void checks();
  void closing();

  const RunResults& m_results;
  const TableStyle& m_style;
  Language m_language;
  std::string m_out;
};

std::string TableWriter::painted(const std::string& text, const char* code) const
{
  return m_style.colour ? coloured(text, code) : text;
}

void TableWriter::heading(const char* text) { m_out += "\n" + painted(text, "1") + "\n"; }

void TableWriter::rows(const std::vector<Row>& table)
{
  m_out += text_table(table, m_style.colour);
}

std::string TableWriter::interval(const std::optional<Interval>& i) const
{
  if (!i) return "-";
  return short_range_text(i->lo, i->hi, m_language);
}

std::string TableWriter::percent_range(const std::optional<Interval>& i) const
{
  if (!i) return "-";
  return percent_text(i->lo, m_language) + " .. " + percent_text(i->hi, m_language);
}

void TableWriter::opening()
{
  const std::string name = printable(m_results.scenario);
  m_out += painted(m_results.title.empty() ? name : printable(m_results.title), "1") + "\n";
  if (!m_results.question.empty()) m_out += printable(m_results.question) + "\n";
  m_out += "\n";
  const std::vector<std::string> sentences = answer(m_results, m_language);
  for (const std::string& sentence : sentences) m_out += sentence + "\n";
}

void TableWriter::waits()
{
  std::vector<Row> table{{{w(Word::station)},
                          {w(Word::travellers), true},
                          {w(Word::mean), true},
                          {w(Word::interval_95), true},
                          {w(Word::median), true},
                          {w(Word::p95), true},
                          {w(Word::p99), true},
                          {w(Word::longest), true}}};
  for (const Figure* f : figure_rows(m_results, "wait")) {
    std::string name = f->station.empty() ? w(Word::all_stations) : title(f->station);
    if (!f->traveller_class.empty()) name = "  " + class_title(m_results, f->traveller_class);
    table.push_back({{name},
                     {count_text(f->count, m_language), true},
                     {duration(f->mean), true},
                     {interval(f->ci95_mean), true},
                     {duration(f->p50), true},
                     {duration(f->p95), true},
                     {duration(f->p99), true},
                     {duration(f->max), true}});
  }
  if (table.size() == 1) return;
  heading(w(Word::waits));
  rows(table);
}

void TableWriter::other_times()
{
  std::vector<Row> table{{{w(Word::figure)},
                          {w(Word::station)},
                          {w(Word::count), true},
                          {w(Word::mean), true},
                          {w(Word::interval_95), true},
                          {w(Word::p95), true},
                          {w(Word::longest), true}}};
  for (const Figure& f : m_results.figures) {
    if (f.name == "wait" || f.unit != "s" || !f.traveller_class.empty()) continue;
    const bool total = f.station.empty();
    // Cycles of different stations mixed tell nothing.
    if (total != (f.name == "time_in_system")) continue;
    if (total && (!f.direction.empty() || !f.authority.empty())) continue;
    table.push_back({{term(f.name, m_language)},
                     {title(f.station)},
                     {count_text(f.count, m_language), true},
                     {duration(f.mean), true},
                     {interval(f.ci95_mean), true},
                     {duration(f.p95), true},
                     {duration(f.max), true}});
  }
  if (table.size() == 1) return;
  heading(w(Word::other_times));
  rows(table);
}

void TableWriter::stations()
{
  if (m_results.stations.empty()) return;
  heading(w(Word::stations));
  std::vector<Row> table{{{w(Word::station)},
                          {w(Word::kind)},
                          {w(Word::servers), true},
                          {w(Word::served), true},
                          {w(Word::utilisation), true},
                          {w(Word::queue_mean), true},
                          {w(Word::queue_max), true},
                          {w(Word::blocked), true},
                          {w(Word::out_of_service), true},
                          {""}}};
  const StationResult* worst = m_results.stations.size() > 1 ? bottleneck(m_results) : nullptr;
  for (const StationResult& s : m_results.stations) {
    const std::string busy =
        s.utilisation ? percent_text(*s.utilisation, m_language) : w(Word::never_open);
    const std::string mark = &s == worst ? std::string("<- ") + bottleneck_mark(s, m_language) : "";
    table.push_back({{title(s.id)},
                     {term(s.kind, m_language)},
                     {std::to_string(s.servers), true},
                     {count_text(s.served, m_language), true},
                     {busy, true},
                     {number_text(s.queue_mean, 1, m_language), true},
                     {count_text(s.queue_max, m_language), true},
                     {percent_text(s.blocked_share, m_language), true},
                     {percent_text(s.out_of_service_share, m_language), true},
                     {mark}});
  }
  rows(table);
}

void TableWriter::officers()
{
  if (m_results.officers.empty()) return;
  heading(w(Word::officers));
  std::vector<Row> table{{{w(Word::station)},
                          {w(Word::post)},
                          {w(Word::on_duty), true},
                          {w(Word::calls), true},
                          {w(Word::answered_in), true},
                          {w(Word::p95), true},
                          {w(Word::utilisation), true},
                          {w(Word::interval_95), true},
                          {w(Word::several_needed), true}}};
  for (const OfficersResult& o : m_results.officers) {
    const Figure* answer = find_figure(m_results, "officer_response", o.station);
    const std::string on_duty = o.on_duty ? number_text(*o.on_duty, 1, m_language) : "-";
    table.push_back({{title(o.station)},
                     {term(o.post, m_language)},
                     {on_duty, true},
                     {count_text(o.calls, m_language), true},
                     {answer != nullptr ? duration(answer->mean) : "-", true},
                     {answer != nullptr ? duration(answer->p95) : "-", true},
                     {percent(o.utilisation), true},
                     {percent_range(o.utilisation_ci95), true},
                     {percent(o.several_share), true}});
  }
  rows(table);
}

void TableWriter::levels()
{
  if (m_results.service_levels.empty()) return;
  heading(w(Word::service_levels));
  std::vector<Row> table{{{w(Word::name)},
                          {w(Word::limit), true},
                          {w(Word::target), true},
                          {w(Word::within), true},
                          {w(Word::interval_95), true},
                          {w(Word::verdict)}}};
  for (const ServiceLevelResult& level : m_results.service_levels) {
    const bool judged = level.share_within.has_value();
    const Tone tone = !judged ? Tone::plain : level.met ? Tone::good : Tone::bad;
    table.push_back(
        {{printable(level.name)},
         {duration_text(level.within_s, m_language), true},
         {percent_text(level.target, m_language), true},
         {judged ? percent_text_apart(*level.share_within, level.target, m_language) : "-", true},
         {percent_range(level.ci95), true},
         {judged ? verdict(level, m_language) : "-", false, tone}});
  }
  rows(table);
}

void TableWriter::outcomes()
{
  const std::vector<OutcomeCount> departures = departures_by_outcome(m_results);
  std::uint64_t all = 0;
  for (const OutcomeCount& o : departures) all += o.count;
  if (all == 0) return;
  heading(w(Word::outcomes));
  std::vector<Row> table{{{w(Word::outcome)}, {w(Word::travellers), true}, {w(Word::share), true}}};
  for (const OutcomeCount& o : departures) {
    const double share = static_cast<double>(o.count) / static_cast<double>(all);
    table.push_back({{printable(term(o.outcome, m_language))},
                     {count_text(o.count, m_language), true},
                     {percent_text(share, m_language), true}});
  }
  rows(table);
}

void TableWriter::checks()
{
  heading(w(Word::checks));
  if (m_results.checks.empty()) {
    m_out += std::string("  ") + w(Word::say_no_checks) + "\n";
    return;
  }
  std::uint64_t examined = 0;
  for (const InvariantResult& check : m_results.checks) examined += check.examined;
  if (violations(m_results) == 0) {
    const std::string fine =
        phrase(Word::say_checks_fine, m_language, m_results.checks.size(),
               {count_text(m_results.checks.size(), m_language), count_text(examined, m_language)});
    m_out += "  " + painted(fine, "32") + "\n";
    return;
  }
  std::vector<Row> table{
      {{w(Word::invariant)}, {w(Word::examined), true}, {w(Word::violations), true}}};
  for (const InvariantResult& check : m_results.checks) {
    const Tone tone = check.violations > 0 ? Tone::bad : Tone::plain;
    table.push_back({{printable(check.invariant), false, tone},
                     {count_text(check.examined, m_language), true},
                     {count_text(check.violations, m_language), true, tone}});
  }
  rows(table);
}

void TableWriter::closing()
{
  std::set<std::string> reasons;
  for (const Figure& f : m_results.figures) {
    for (const std::string& note : f.notes) {
      const bool interval = f.unit == "s" && note.rfind("ci95_mean: ", 0) == 0;
      if (interval) reasons.insert(term(note.substr(note.find(": ") + 2), m_language));
    }
  }
  std::string joined;
  for (const std::string& reason : reasons) joined += (joined.empty() ? "" : "; ") + reason;
  m_out += "\n";
  if (!joined.empty()) {
    m_out += phrase(Word::say_refused_intervals, m_language, {printable(joined)}) + "\n";
  }
  for (const std::string& note : m_results.notes) {
    m_out += printable(note_text(note, m_language)) + "\n";
  }
  const auto about = [&](Word name, const std::string& value) {
    return std::string(w(name)) + " " + value;
  };
  m_out += about(Word::seed, std::to_string(m_results.seed)) + ", " +
           about(Word::replications, count_text(m_results.replications, m_language)) + ", " +
           about(Word::simulated, duration_text(m_results.simulated_s, m_language)) + ", " +
           about(Word::warm_up, duration_text(m_results.warm_up_s.value, m_language));
  if (m_results.wall_s) {
    m_out += ", " + about(Word::wall_time, duration_text(*m_results.wall_s, m_language));
  }
  for (const auto& [what, how] : m_results.fidelity) {
    m_out += ", " + printable(what) + " " + printable(how);
  }
  m_out += "\n";
}

std::string TableWriter::write()
{
  opening();
  waits();
  other_times();
  stations();
  officers();
  levels();
  outcomes();
  checks();
  closing();
  return std::move(m_out);
}

} // namespace

std::string to_table(const RunResults& results, const TableStyle& style)
{
  return TableWriter(results, style).write();
}

} // namespace gatetwin
