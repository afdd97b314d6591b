// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/bound_text.hpp"
#include "sim/bound/bound_words.hpp"
#include "sim/bound/run_clock.hpp"
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"
#include <algorithm>
#include <cmath>
#include <set>

namespace gatetwin {
namespace {

constexpr std::size_t overloads_shown = 8;
constexpr std::size_t overload_sentences_shown = 3;

class BoundTable {
public:
  BoundTable(const CheckpointBound& bound, const CheckpointModel& model, const TableStyle& style)
      : m_bound(bound), m_model(model), m_style(style), m_language(style.language)
  {
  }

  std::string write()
  {
    opening();
    overload_sentences();
    stations();
    priorities();
    overloads();
    formulas();
    return std::move(m_out);
  }

private:
  const char* w(BoundWord word) const { return bound_word(word, m_language); }
  const char* w(Word name) const { return word(name, m_language); }
  std::string say(BoundWord sentence, std::initializer_list<std::string_view> parts) const
  {
    return filled(w(sentence), parts) + "\n";
  }
  // In the form that goes with so many.
  std::string say(BoundWord sentence, double n, std::initializer_list<std::string_view> parts) const
  {
    const auto whole = static_cast<std::uint64_t>(n + 0.5);
    const Message message = message_of(sentence);
    return filled(gatetwin_translations().text(message, m_language, whole), parts) + "\n";
  }
  std::string title(Index station) const
  {
    const StationModel& of = m_model.stations[station];
    return printable(of.title.empty() ? of.name : of.title);
  }
  std::string bold(const std::string& text) const
  {
    return m_style.colour ? coloured(text, "1") : text;
  }
  std::string heading(const std::string& text) const { return "\n" + bold(text) + "\n"; }
  std::string titles(const std::vector<Index>& stations) const
  {
    std::string all;
    for (const Index s : stations) all += (all.empty() ? "" : ", ") + title(s);
    return all;
  }
  std::string persons(double count) const
  {
    return count_text(static_cast<std::uint64_t>(std::llround(count)), m_language);
  }
  std::string clock(Index station, std::int64_t run_ns) const
  {
    return local_time_text(m_model, station, run_ns);
  }
  std::string busiest() const
  {
    return clock(no_index, m_bound.busiest.from_ns) + " - " +
           clock(no_index, m_bound.busiest.to_ns).substr(11);
  }
  std::string wait_text(const WaitBound& wait) const
  {
    if (wait.validity == Validity::infinite) return w(BoundWord::infinite);
    return wait.mean_s ? short_duration_text(*wait.mean_s, m_language) : "-";
  }
  struct Shown {
    Index station;
    const Overload* overload;
  };
  std::vector<Shown> all_overloads() const;
  std::string queue_title(Index station) const;
  std::string formula_cell(const WaitBound& wait) const;
  void opening();
  void capacity();
  void overload_sentences();
  void stations();
  void priorities();
  void overloads();
  void formulas();

  const CheckpointBound& m_bound;
  const CheckpointModel& m_model;
  const TableStyle& m_style;
  Language m_language;
  std::string m_out;
};

void BoundTable::opening()
{
  const std::string name = printable(m_model.name);
  m_out += bold(m_model.title.empty() ? name : printable(m_model.title));
  m_out += "\n";
  if (!m_model.question.empty()) m_out += printable(m_model.question) + "\n";
  m_out += std::string("\n") + w(BoundWord::about) + "\n";
  if (m_bound.load_changes) {
    m_out +=
        say(BoundWord::say_demand_changes, {persons(m_bound.persons_per_hour),
                                            persons(m_bound.busiest_persons_per_hour), busiest()});
  } else {
    m_out += say(BoundWord::say_demand, {persons(m_bound.persons_per_hour)});
  }
  capacity();
}

void BoundTable::capacity()
{
  if (!m_bound.capacity.bounded) {
    m_out += say(BoundWord::say_capacity_unbounded, {});
  } else {
    m_out += say(BoundWord::say_capacity,
                 {persons(m_bound.capacity.persons_per_hour), titles(m_bound.capacity.cut)});
  }
  const CapacityBound& on_duty = m_bound.busiest_capacity;
  if (on_duty.bounded && on_duty.persons_per_hour < m_bound.capacity.persons_per_hour * 0.9999) {
    m_out += say(BoundWord::say_capacity_on_duty,
                 {persons(on_duty.persons_per_hour), titles(on_duty.cut)});
  }
  const ShareBound& shares = m_bound.by_shares;
  if (shares.bottleneck == no_index || m_bound.busiest_persons_per_hour <= 0) return;
  std::string sentence =
      say(BoundWord::say_shares, {title(shares.bottleneck), persons(shares.persons_per_hour)});
  sentence.back() = ' ';
  const double part = shares.persons_per_hour / m_bound.busiest_persons_per_hour;
  m_out += sentence + say(part >= 1 ? BoundWord::say_shares_fit : BoundWord::say_shares_exceeded,
                          {percent_text(part, m_language)});
}

// Of every queue: stations that share one have the same.
std::vector<BoundTable::Shown> BoundTable::all_overloads() const
{
  std::vector<Shown> all;
  for (Index s = 0; s < m_bound.stations.size(); ++s) {
    const StationBound& station = m_bound.stations[s];
    const bool first = station.shares_queue_with.empty() || s < station.shares_queue_with[0];
    for (const Overload& overload : station.overloads) {
      if (first) all.push_back({s, &overload});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Shown& a, const Shown& b) {
    return a.overload->peak_backlog > b.overload->peak_backlog;
  });
  return all;
}

std::string BoundTable::queue_title(Index station) const
{
  std::string all = title(station);
  for (const Index other : m_bound.stations[station].shares_queue_with) all += " + " + title(other);
  return all;
}

// The worst of each queue, the worst queues first.
void BoundTable::overload_sentences()
{
  std::set<Index> said;
  for (const Shown& shown : all_overloads()) {
    const Overload& o = *shown.overload;
    if (said.size() >= overload_sentences_shown || !said.insert(shown.station).second) continue;
    const BoundWord sentence = !o.cleared ? BoundWord::say_overload_left
                               : o.closed ? BoundWord::say_overload_closed
                                          : BoundWord::say_overload;
    m_out += say(sentence,
                 {queue_title(shown.station), clock(shown.station, o.from_ns),
                  clock(shown.station, o.to_ns), persons(o.peak_backlog),
                  duration_text(o.longest_wait_s, m_language), clock(shown.station, o.cleared_ns)});
  }
  bool any = !said.empty();
  for (Index s = 0; s < m_bound.stations.size(); ++s) {
    const StationBound& station = m_bound.stations[s];
    if (station.wait.validity == Validity::infinite) {
      any = true;
      const double surplus = (station.utilisation - 1) * station.units / station.mean_service_s;
      m_out += say(BoundWord::say_overload_endless,
                   {title(s), number_text(surplus * 3600, 1, m_language)});
    }
    const double lost = station.wait.abandoning + station.wait.balking;
    if (lost > 0.0005)
      m_out += say(BoundWord::say_gives_up, {title(s), percent_text(lost, m_language)});
    if (station.turned_away >= 0.5)
      m_out += say(BoundWord::say_turned_away, station.turned_away,
                   {title(s), persons(station.turned_away)});
  }
  if (!any) m_out += say(BoundWord::say_no_overload, {});
}

std::string BoundTable::formula_cell(const WaitBound& wait) const
{
  if (wait.validity == Validity::no_formula) return no_formula_text(wait.why_none, m_language);
  if (wait.validity == Validity::infinite && wait.formula == Formula::none) return "-";
  const FormulaText text = formula_text(wait.formula, m_language);
  const char* how =
      wait.validity == Validity::exact ? w(BoundWord::exact) : w(BoundWord::approximation);
  return std::string(text.name) + ", " + how;
}

void BoundTable::stations()
{
  std::vector<TextRow> table{{{w(Word::station)},
                              {w(Word::kind)},
                              {w(Word::servers), true},
                              {w(BoundWord::arriving_per_hour), true},
                              {w(BoundWord::service), true},
                              {w(Word::utilisation), true}}};
  if (m_bound.load_changes) table[0].push_back({w(BoundWord::busiest_hour), true});
  table[0].push_back({w(BoundWord::mean_wait), true});
  table[0].push_back({m_bound.load_changes ? w(BoundWord::worst_hour) : w(Word::p95), true});
  table[0].push_back({w(BoundWord::formula)});
  for (Index s = 0; s < m_bound.stations.size(); ++s) {
    const StationBound& station = m_bound.stations[s];
    const StationModel& of = m_model.stations[s];
    const auto share = [&](double value) {
      const Tone tone = value >= 1 ? Tone::bad : Tone::plain;
      return TextCell{std::isfinite(value) ? percent_text(value, m_language) : "-", true, tone};
    };
    TextRow row{{title(s)},
                {term(to_string(of.kind), m_language)},
                {std::to_string(of.units), true},
                {number_text(station.persons_per_s * 3600, 1, m_language), true},
                {short_duration_text(station.mean_service_s, m_language), true},
                share(station.utilisation)};
    if (m_bound.load_changes) row.push_back(share(station.peak_utilisation));
    row.push_back({wait_text(station.wait), true});
    std::optional<double> further = station.wait.p95_s;
    if (m_bound.load_changes && station.wait.mean_s) further = station.longest_hour_wait_s;
    row.push_back({further ? short_duration_text(*further, m_language) : "-", true});
    row.push_back({formula_cell(station.wait)});
    table.push_back(std::move(row));
  }
  m_out += heading(w(BoundWord::stations));
  m_out += text_table(table, m_style.colour);
}

void BoundTable::priorities()
{
  std::vector<TextRow> table{
      {{w(Word::station)}, {w(Word::traveller_class)}, {w(BoundWord::mean_wait), true}}};
  for (Index s = 0; s < m_bound.stations.size(); ++s) {
    const auto& waits = m_bound.stations[s].wait.mean_s_by_class;
    for (Index c = 0; c < waits.size(); ++c) {
      if (!waits[c] && m_bound.stations[s].wait.validity != Validity::infinite) continue;
      const ClassModel& one = m_model.classes[c];
      table.push_back(
          {{title(s)},
           {printable(one.title.empty() ? one.name : one.title)},
           {waits[c] ? short_duration_text(*waits[c], m_language) : w(BoundWord::infinite), true}});
    }
  }
  if (table.size() == 1) return;
  m_out += heading(w(BoundWord::by_priority));
  m_out += text_table(table, m_style.colour);
}

// The worst ones, in the order of time.
void BoundTable::overloads()
{
  std::vector<Shown> all = all_overloads();
  if (all.empty()) return;
  const std::size_t left_out = all.size() > overloads_shown ? all.size() - overloads_shown : 0;
  all.resize(all.size() - left_out);
  std::stable_sort(all.begin(), all.end(), [](const Shown& a, const Shown& b) {
    return a.overload->from_ns < b.overload->from_ns;
  });
  std::vector<TextRow> table{{{w(Word::station)},
                              {w(BoundWord::from)},
                              {w(BoundWord::until)},
                              {w(BoundWord::cleared)},
                              {w(BoundWord::most_waiting), true},
                              {w(BoundWord::at)},
                              {w(BoundWord::longest_wait), true},
                              {""}}};
  for (const Shown& shown : all) {
    const Overload& o = *shown.overload;
    table.push_back({{queue_title(shown.station)},
                     {clock(shown.station, o.from_ns)},
                     {clock(shown.station, o.to_ns)},
                     {o.cleared ? clock(shown.station, o.cleared_ns) : w(BoundWord::not_cleared)},
                     {persons(o.peak_backlog), true},
                     {clock(shown.station, o.peak_at_ns)},
                     {short_duration_text(o.longest_wait_s, m_language), true},
                     {o.closed ? w(BoundWord::before_opening) : ""}});
  }
  m_out += heading(w(BoundWord::overloads));
  m_out += text_table(table, m_style.colour);
  if (left_out == 0) return;
  m_out += "  " + say(BoundWord::say_more_overloads, static_cast<double>(left_out),
                      {persons(static_cast<double>(left_out))});
}

void BoundTable::formulas()
{
  std::set<Formula> used;
  std::set<Caveat> caveats;
  for (const StationBound& station : m_bound.stations) {
    if (station.wait.formula != Formula::none) used.insert(station.wait.formula);
    caveats.insert(station.wait.caveats.begin(), station.wait.caveats.end());
  }
  if (used.empty()) return;
  m_out += heading(w(BoundWord::formulas));
  for (const Formula formula : used) {
    const FormulaText text = formula_text(formula, m_language);
    m_out += std::string("  ") + text.name + ": " + text.source + "\n";
  }
  if (caveats.empty()) return;
  m_out += heading(w(BoundWord::notes));
  for (const Caveat caveat : caveats) {
    m_out += std::string("  ") + caveat_text(caveat, m_language);
    std::string where;
    for (Index s = 0; s < m_bound.stations.size(); ++s) {
      const auto& here = m_bound.stations[s].wait.caveats;
      if (std::find(here.begin(), here.end(), caveat) == here.end()) continue;
      where += (where.empty() ? "" : ", ") + title(s);
    }
    m_out += ": " + where + "\n";
  }
}

} // namespace

std::string to_table(const CheckpointBound& bound, const CheckpointModel& model,
                     const TableStyle& style)
{
  return BoundTable(bound, model, style).write();
}

} // namespace gatetwin
