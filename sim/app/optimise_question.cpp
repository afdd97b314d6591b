// SPDX-License-Identifier: Apache-2.0
#include "sim/app/optimise_question.hpp"
#include "core/settings/value_text.hpp"
#include "sim/app/run_names.hpp"
#include "sim/experiment/figure_amount.hpp"
#include "sim/model/traffic.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace gatetwin::app {
namespace {

using Kind = QuantityTerm::Kind;
using experiment::FigureChoice;

constexpr std::pair<const char*, Kind> counted[] = {
    {"units", Kind::units}, {"officers", Kind::officers}, {"officer_hours", Kind::officer_hours}};
constexpr const char* right =
    "write for example units, officers@booths, officer_hours, 'officers + "
    "0.2 units@egates', a field of --vary or a figure like wait_p95";

std::string trimmed(const std::string& text)
{
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string quoted(const std::string& text) { return "\"" + text.substr(0, 80) + "\""; }

// "0.2 units" and "0.2 * units"; the factor is taken off.
std::optional<double> take_factor(std::string& text)
{
  double factor = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
  if (error != std::errc()) return 1.0;
  std::string rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (rest.rfind('*', 0) == 0) rest = trimmed(rest.substr(1));
  if (rest.empty() || !std::isfinite(factor) || factor <= 0) return std::nullopt;
  text = rest;
  return factor;
}

std::string parse_term(std::string text, const std::vector<std::string>& paths, QuantityTerm& term)
{
  const std::optional<double> factor = take_factor(text);
  if (!factor) return quoted(text) + ": a factor is above 0 and has something behind it; " + right;
  term.factor = *factor;
  if (std::find(paths.begin(), paths.end(), text) != paths.end()) {
    term.kind = Kind::setting;
    term.place = text;
    return "";
  }
  const std::size_t at = text.find('@');
  for (const auto& [name, kind] : counted) {
    if (text.substr(0, at) != name) continue;
    term.kind = kind;
    if (at != std::string::npos) term.place = text.substr(at + 1);
    if (at != std::string::npos && term.place.empty())
      return quoted(text) + ": name a station behind the @";
    return "";
  }
  auto parsed = experiment::parse_figure_choice(text);
  if (!parsed.choice) return parsed.fault + "; or units, officers, officer_hours";
  term.kind = Kind::figure;
  term.choice = *parsed.choice;
  return "";
}

bool is_time(const QuantityTerm& term)
{
  return term.kind == Kind::figure && term.choice.is_time();
}

// A service level that only this search asks for.
ParsedLimit parse_within(const std::string& text)
{
  constexpr const char* form = "write for example 'within 30 min >= 95 %' or 'within 10 "
                               "min@egates >= 90 %'";
  const std::size_t op = text.find(">=");
  if (op == std::string::npos) return {{}, "", "", quoted(text) + ": " + form};
  const std::string left = trimmed(text.substr(7, op - 7));
  const std::size_t at = left.find('@');
  const std::string time = trimmed(left.substr(0, at));
  const std::string station = at == std::string::npos ? "" : trimmed(left.substr(at + 1));
  const auto seconds = parse_quantity(time, settings::Measure::duration);
  if (!seconds || !(*seconds.value > 0))
    return {{}, "", "", quoted(time) + " is no time above 0; " + form};
  std::string name = "within_" + time + (station.empty() ? "" : "_" + station);
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain) c = '_';
  }
  ParsedLimit out = parse_limit("within@" + name + " " + text.substr(op), {});
  if (!out.limit) return out;
  out.limit->text = out.limit->quantity.text = trimmed(text);
  out.limit->quantity.text = trimmed(text.substr(0, op));
  out.setting = "service_levels." + name + "={ figure: wait, within: " + time +
                (station.empty() ? "" : ", station: " + station) +
                ", share: " + fmt::format("{} % }}", 100 * out.limit->amount);
  return out;
}

TimeTable officers_at(const StationModel& station, RunWindow run)
{
  if (!station.staff.empty()) return station.staff;
  if (station.kind == StationKind::e_gate) return {};
  TimeTable out = station.open;
  if (out.empty()) out.push_back({run.from_ns, run.to_ns, 0});
  for (TimeSpan& span : out) span.value = station.units;
  return out;
}

double officers_of(const CheckpointModel& model, const std::string& place, Kind kind)
{
  const RunWindow run = whole_run(model);
  std::vector<TimeTable> tables;
  for (const StationModel& station : model.stations) {
    if (place.empty() || station.name == place) tables.push_back(officers_at(station, run));
  }
  double hours = 0;
  std::uint64_t most = 0;
  for (const TimeTable& table : tables) {
    for (const TimeSpan& span : table) {
      const std::int64_t from = std::max(span.from_ns, run.from_ns);
      const std::int64_t to = std::min(span.to_ns, run.to_ns);
      if (from >= to) continue;
      hours += static_cast<double>(to - from) / 3.6e12 * span.value;
      std::uint64_t at_once = 0; // the most is on duty at some span's beginning
      for (const TimeTable& other : tables) {
        for (const TimeSpan& there : other) {
          if (there.from_ns <= from && from < there.to_ns) at_once += there.value;
        }
      }
      most = std::max(most, at_once);
    }
  }
  return kind == Kind::officer_hours ? hours : static_cast<double>(most);
}

double known_value(const CheckpointModel& model, const experiment::Settings& settings,
                   const QuantityTerm& term)
{
  double out = 0;
  switch (term.kind) {
  case Kind::figure: return 0;
  case Kind::setting:
    for (const auto& [path, value] : settings) {
      if (path == term.place) std::from_chars(value.data(), value.data() + value.size(), out);
    }
    return out;
  case Kind::units:
    for (const StationModel& station : model.stations) {
      if (term.place.empty() || station.name == term.place) out += station.units;
    }
    return out;
  case Kind::officers:
  case Kind::officer_hours: return officers_of(model, term.place, term.kind);
  }
  return out;
}

} // namespace

bool Quantity::is_simulated() const
{
  return std::any_of(terms.begin(), terms.end(),
                     [](const QuantityTerm& term) { return term.kind == Kind::figure; });
}

std::string Quantity::unit() const
{
  if (std::all_of(terms.begin(), terms.end(), is_time)) return "s";
  const bool share = terms.size() == 1 && terms[0].kind == Kind::figure &&
                     terms[0].choice.is_share() && terms[0].factor == 1;
  return share ? "share" : "";
}

ParsedQuantity parse_quantity_sum(const std::string& text, const std::vector<std::string>& paths)
{
  Quantity out;
  out.text = trimmed(text);
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t plus = std::min(text.find('+', from), text.size());
    const std::string part = trimmed(text.substr(from, plus - from));
    if (part.empty()) return {std::nullopt, quoted(text) + ": a term is empty; " + right};
    QuantityTerm term;
    const std::string fault = parse_term(part, paths, term);
    if (!fault.empty()) return {std::nullopt, fault};
    out.terms.push_back(std::move(term));
    from = plus + 1;
  }
  return {out, ""};
}

ParsedLimit parse_limit(const std::string& given, const std::vector<std::string>& paths)
{
  const std::string text = trimmed(given);
  if (text.rfind("within ", 0) == 0) return parse_within(text);
  const std::size_t op = std::min(text.find("<="), text.find(">="));
  if (op == std::string::npos) {
    if (text.find_first_of("<>=") != std::string::npos || text.empty())
      return {{},
              "",
              "",
              quoted(text) + ": write FIGURE<=AMOUNT or FIGURE>=AMOUNT, for example "
                             "'wait_p95 <= 10 min', or a service level's name"};
    return {{}, "", text, ""};
  }
  ParsedQuantity quantity = parse_quantity_sum(text.substr(0, op), paths);
  if (!quantity.quantity) return {{}, "", "", quantity.fault};
  const std::string unit = quantity.quantity->unit();
  const std::string written = trimmed(text.substr(op + 2));
  const auto amount = experiment::parse_figure_amount(written, unit == "s");
  if (amount.fault == experiment::AmountFault::no_number || (amount.percent && unit != "share"))
    return {{},
            "",
            "",
            quoted(written) + " is no amount of " + quantity.quantity->text +
                "; write for example 'wait_p95 <= 10 min', 'within@LEVEL >= 95 %' or "
                "'units <= 12'"};
  if (amount.fault == experiment::AmountFault::no_time)
    return {{}, "", "", quantity.quantity->text + " is no time; its limit has no unit"};
  QuantityLimit out{text, std::move(*quantity.quantity), text[op] == '<', amount.value};
  if (unit == "share" && out.amount > 1) {
    return {{}, "", "", quoted(written) + " is more than all; a share is at most 100 %"};
  }
  if (out.at_most && out.amount < 0)
    return {{}, "", "", quoted(text) + ": nothing can be below 0, so no design meets it"};
  return {std::move(out), "", "", ""};
}

QuantityLimit limit_of(const ServiceLevelModel& level)
{
  QuantityTerm term;
  term.kind = Kind::figure;
  term.choice = *experiment::parse_figure_choice("within@" + level.name).choice;
  return {level.name, {"within@" + level.name, {term}}, false, level.share};
}

std::string missing_in(const CheckpointModel& model, const Quantity& quantity)
{
  const RunResults names = names_of(model);
  for (const QuantityTerm& term : quantity.terms) {
    if (term.kind == Kind::setting) continue;
    FigureChoice asked = term.choice;
    if (term.kind != Kind::figure) asked.place = term.place;
    std::string missing = experiment::missing_in(names, asked);
    if (!missing.empty()) return missing;
  }
  return "";
}

double known_part(const CheckpointModel& model, const experiment::Settings& settings,
                  const Quantity& quantity)
{
  double sum = 0;
  for (const QuantityTerm& term : quantity.terms)
    sum += term.factor * known_value(model, settings, term);
  return sum;
}

} // namespace gatetwin::app
