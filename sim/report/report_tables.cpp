// SPDX-License-Identifier: Apache-2.0
#include "sim/report/report_tables.hpp"
#include "sim/report/html_table.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/answer.hpp"
#include "sim/results/optimum_text.hpp"

namespace gatetwin {
namespace {

std::string short_time(const std::optional<double>& seconds, Language language)
{
  return seconds ? short_duration_text(*seconds, language) : "–";
}

std::string range(const std::optional<Interval>& interval, Language language)
{
  return interval ? short_range_text(interval->lo, interval->hi, language) : "–";
}

std::string percent_range(const std::optional<Interval>& interval, Language language)
{
  if (!interval) return "–";
  return percent_text(interval->lo, language) + " .. " + percent_text(interval->hi, language);
}

std::string number_range(const std::optional<Interval>& interval, Language language)
{
  if (!interval) return "–";
  const int decimals = interval->hi < 1 ? 2 : 1;
  return number_text(interval->lo, decimals, language) + " .. " +
         number_text(interval->hi, decimals, language);
}

// Totals of one kind that are no part of another total in the same table.
bool is_overall(const Figure& f)
{
  return f.station.empty() && f.traveller_class.empty() && f.direction.empty() &&
         f.authority.empty();
}

} // namespace

std::string waits_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::station},
              {Word::travellers, true},
              {Word::mean, true},
              {Word::interval_95, true},
              {Word::median, true},
              {Word::p95, true},
              {Word::p95_95, true},
              {Word::p99, true},
              {Word::longest, true}});
  for (const Figure* f : figure_rows(results, "wait")) {
    const bool part = !f->traveller_class.empty();
    table.row(f->station.empty() ? "sum" : part ? "part" : "");
    if (part) {
      table.cell(class_title(results, f->traveller_class));
    } else {
      table.cell(f->station.empty() ? word(Word::all_stations, language)
                                    : station_title(results, f->station));
    }
    table.number(count_text(f->count, language));
    table.number(short_time(f->mean, language));
    table.number(range(f->ci95_mean, language));
    table.number(short_time(f->p50, language));
    table.number(short_time(f->p95, language));
    table.number(range(f->ci95_p95, language));
    table.number(short_time(f->p99, language));
    table.number(short_time(f->max, language));
  }
  return table.take();
}

std::string queue_lengths_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::station},
              {Word::mean, true},
              {Word::interval_95, true},
              {Word::median, true},
              {Word::p95, true},
              {Word::p99, true},
              {Word::queue_max, true}});
  for (const Figure* row : figure_rows(results, "queue_length")) {
    const Figure& f = *row;
    const auto value = [&](const std::optional<double>& v, int decimals) {
      return v ? number_text(*v, decimals, language) : std::string("–");
    };
    table.row(f.station.empty() ? "sum" : "");
    table.cell(f.station.empty() ? word(Word::all_stations, language)
                                 : station_title(results, f.station));
    table.number(value(f.mean, f.mean && *f.mean < 1 ? 2 : 1));
    table.number(number_range(f.ci95_mean, language));
    for (const auto& v : {f.p50, f.p95, f.p99, f.max}) table.number(value(v, 0));
  }
  return table.take();
}

std::string other_times_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::figure},
              {Word::station},
              {Word::count, true},
              {Word::mean, true},
              {Word::interval_95, true},
              {Word::median, true},
              {Word::p95, true},
              {Word::longest, true}});
  for (const Figure& f : results.figures) {
    if (f.name == "wait" || f.unit != "s" || !f.traveller_class.empty()) continue;
    // Cycles of different stations mixed tell nothing.
    const bool wanted = f.name == "time_in_system" ? is_overall(f) : !f.station.empty();
    if (!wanted) continue;
    table.row("");
    table.cell(term(f.name, language));
    table.cell(f.station.empty() ? word(Word::all, language) : station_title(results, f.station));
    table.number(count_text(f.count, language));
    table.number(short_time(f.mean, language));
    table.number(range(f.ci95_mean, language));
    table.number(short_time(f.p50, language));
    table.number(short_time(f.p95, language));
    table.number(short_time(f.max, language));
  }
  return table.take();
}

std::string stations_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::station},
              {Word::kind},
              {Word::direction},
              {Word::servers, true},
              {Word::served, true},
              {Word::utilisation, true},
              {Word::queue_mean, true},
              {Word::queue_max, true},
              {Word::blocked, true},
              {Word::out_of_service, true}});
  for (const StationResult& s : results.stations) {
    table.row("");
    table.cell(station_title(results, s.id));
    table.cell(term(s.kind, language));
    table.cell(term(s.direction, language));
    table.number(count_text(s.servers, language));
    table.number(count_text(s.served, language));
    table.number(s.utilisation ? percent_text(*s.utilisation, language)
                               : word(Word::never_open, language));
    table.number(number_text(s.queue_mean, s.queue_mean < 1 ? 2 : 1, language));
    table.number(count_text(s.queue_max, language));
    table.number(percent_text(s.blocked_share, language));
    table.number(percent_text(s.out_of_service_share, language));
  }
  return table.take();
}

std::string officers_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::station},
              {Word::post},
              {Word::on_duty, true},
              {Word::calls, true},
              {Word::answered_in, true},
              {Word::p95, true},
              {Word::utilisation, true},
              {Word::interval_95, true},
              {Word::busy_at_once, true},
              {Word::busy_at_most, true},
              {Word::several_needed, true}});
  for (const OfficersResult& o : results.officers) {
    const Figure* answer = find_figure(results, "officer_response", o.station);
    const auto share = [&](const std::optional<double>& value) {
      return value ? percent_text(*value, language) : std::string("–");
    };
    table.row("");
    table.cell(station_title(results, o.station));
    table.cell(term(o.post, language));
    table.number(o.on_duty ? number_text(*o.on_duty, 1, language) : "–");
    table.number(count_text(o.calls, language));
    table.number(answer != nullptr ? short_time(answer->mean, language) : "–");
    table.number(answer != nullptr ? short_time(answer->p95, language) : "–");
    table.number(share(o.utilisation));
    table.number(percent_range(o.utilisation_ci95, language));
    table.number(number_text(o.busy_mean, 2, language));
    table.number(o.busy_max ? count_text(*o.busy_max, language) : "–");
    table.number(share(o.several_share));
  }
  return table.take();
}

std::string outcomes_table(const RunResults& results, Language language)
{
  const std::vector<OutcomeCount> departures = departures_by_outcome(results);
  double all = 0;
  for (const OutcomeCount& o : departures) all += static_cast<double>(o.count);
  HtmlTable table(language);
  table.head({{Word::outcome}, {Word::travellers, true}, {Word::share, true}});
  for (const OutcomeCount& o : departures) {
    const double share = all > 0 ? static_cast<double>(o.count) / all : 0;
    table.row("");
    table.cell(term(o.outcome, language));
    table.number(count_text(o.count, language));
    table.number(percent_text(share, language));
    table.bar(share);
  }
  return table.take();
}

std::string service_levels_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::name},
              {Word::figure},
              {Word::limit, true},
              {Word::target, true},
              {Word::within, true},
              {Word::interval_95, true},
              {Word::verdict}});
  for (const ServiceLevelResult& level : results.service_levels) {
    const bool judged = level.share_within.has_value();
    std::string figure = term(level.figure, language);
    if (!level.station.empty()) figure += ", " + station_title(results, level.station);
    if (!level.traveller_class.empty())
      figure += ", " + class_title(results, level.traveller_class);
    table.row("");
    table.cell(level.name);
    table.cell(figure);
    table.number(duration_text(level.within_s, language));
    table.number(percent_text(level.target, language));
    table.number(judged ? percent_text_apart(*level.share_within, level.target, language) : "–");
    table.number(percent_range(level.ci95, language));
    table.cell(judged ? verdict(level, language) : "–", !judged ? "" : level.met ? "good" : "bad");
  }
  return table.take();
}

std::string checks_table(const RunResults& results, Language language)
{
  HtmlTable table(language);
  table.head({{Word::invariant}, {Word::examined, true}, {Word::violations, true}});
  for (const InvariantResult& check : results.checks) {
    table.row("");
    table.cell(check.invariant);
    table.number(count_text(check.examined, language));
    table.number(count_text(check.violations, language), check.violations > 0 ? "bad" : "");
  }
  return table.take();
}

std::string optimum_table(const OptimumResult& optimum, Language language)
{
  HtmlTable table(language);
  table.head({{Word::design},
              {Word::cost, true},
              {Word::figure, true},
              {Word::interval_95, true},
              {Word::replications, true},
              {Word::frontier},
              {Word::verdict}});
  for (const OptimumPoint& p : optimum.points) {
    table.row(p.verdict == "best" ? "sum" : "");
    table.cell(p.design);
    table.number(optimum_value_text(p.cost, optimum.cost_unit, language));
    table.number(p.value ? optimum_value_text(*p.value, optimum.unit, language) : "–");
    table.number(optimum_interval_text(p.value_ci95, optimum.unit, language));
    table.number(count_text(p.replications, language));
    table.cell(p.on_frontier ? "●" : "");
    const bool good = p.verdict == "best" || p.verdict == "meets";
    table.cell(optimum_verdict(p, language), good ? "good" : p.verdict == "misses" ? "bad" : "");
  }
  return table.take();
}

std::string about_list(const RunResults& results, Language language)
{
  std::string out = "<dl>\n";
  const auto item = [&](const std::string& name, const std::string& value) {
    if (value.empty()) return;
    out += "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>\n";
  };
  item(word(Word::scenario, language), results.scenario);
  item(word(Word::seed, language), std::to_string(results.seed));
  item(word(Word::replications, language), count_text(results.replications, language));
  item(word(Word::simulated, language), duration_text(results.simulated_s, language));
  item(word(Word::warm_up, language), duration_text(results.warm_up_s.value, language) + " (" +
                                          term(results.warm_up_s.method, language) + ")");
  std::string fidelity;
  for (const auto& [what, how] : results.fidelity) {
    fidelity.append(fidelity.empty() ? "" : ", ").append(what).append(" ").append(how);
  }
  item(word(Word::fidelity, language), fidelity);
  item(word(Word::events, language), count_text(results.events, language));
  item(word(Word::digest, language), results.journal_digest);
  item(word(Word::build, language), results.build.version + " " + results.build.commit);
  item(word(Word::core_build_id, language), results.build.core_build_id);
  if (results.wall_s) {
    item(word(Word::wall_time, language), duration_text(*results.wall_s, language));
  }
  return out + "</dl>\n";
}

std::string comparison_table(std::span<const RunResults> runs, Language language)
{
  HtmlTable table(language);
  table.head({{Word::scenario},
              {Word::travellers, true},
              {Word::mean, true},
              {Word::interval_95, true},
              {Word::p95, true},
              {Word::longest, true},
              {Word::bottleneck},
              {Word::service_levels}});
  for (const RunResults& run : runs) {
    const Figure* wait = find_figure(run, "wait");
    const StationResult* worst = bottleneck(run);
    std::size_t met = 0;
    for (const ServiceLevelResult& level : run.service_levels) met += level.met;
    table.row("");
    table.cell(run.title.empty() ? run.scenario : run.title);
    table.number(wait != nullptr ? count_text(wait->count, language) : "–");
    table.number(wait != nullptr ? short_time(wait->mean, language) : "–");
    table.number(wait != nullptr ? range(wait->ci95_mean, language) : "–");
    table.number(wait != nullptr ? short_time(wait->p95, language) : "–");
    table.number(wait != nullptr ? short_time(wait->max, language) : "–");
    std::string where = worst != nullptr ? station_title(run, worst->id) : "–";
    if (worst != nullptr && !is_short_of_capacity(*worst)) {
      where += std::string(" (") + word(Word::most_waiting, language) + ")";
    }
    table.cell(where);
    const std::size_t all = run.service_levels.size();
    table.cell(std::to_string(met) + " / " + std::to_string(all) + " " + word(Word::met, language),
               all == 0     ? ""
               : met == all ? "good"
                            : "bad");
  }
  return table.take();
}

} // namespace gatetwin
