// SPDX-License-Identifier: Apache-2.0
#include "sim/results/optimum_text.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"
#include <cmath>

namespace gatetwin {
namespace {

std::string joined(const std::vector<std::string>& texts)
{
  constexpr std::size_t most = 8; // of a sentence
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < most; ++i)
    out += (i == 0 ? "" : "; ") + printable(texts[i]);
  return texts.size() > most ? out + "; ..." : out;
}

std::string cost_of(const OptimumResult& optimum, Language language)
{
  for (const OptimumPoint& point : optimum.points) {
    if (point.design == optimum.best)
      return optimum_value_text(point.cost, optimum.cost_unit, language);
  }
  return "-";
}

} // namespace

std::string optimum_value_text(double value, const std::string& unit, Language language)
{
  if (unit == "s") return short_duration_text(value, language);
  if (unit == "share") return percent_text(value, language);
  const bool whole = std::abs(value - std::round(value)) < 1e-9;
  return number_text(value, whole ? 0 : 2, language);
}

std::string optimum_interval_text(const std::optional<Interval>& interval, const std::string& unit,
                                  Language language)
{
  if (!interval) return "-";
  return optimum_value_text(interval->lo, unit, language) + " .. " +
         optimum_value_text(interval->hi, unit, language);
}

std::string optimum_verdict(const OptimumPoint& point, Language language)
{
  return term(point.verdict, language);
}

std::vector<std::string> optimum_sentences(const OptimumResult& optimum, Language language)
{
  const std::string limits = joined(optimum.subject_to);
  const std::string sure = number_text(100 * optimum.confidence, 0, language) + " %";
  std::vector<std::string> out;
  if (optimum.best.empty()) {
    out.push_back(phrase(Word::say_optimum_none, language, {limits, printable(optimum.nearest)}));
  } else {
    out.push_back(phrase(optimum.settled ? Word::say_optimum : Word::say_optimum_first, language,
                         {printable(optimum.best), limits, printable(optimum.minimise),
                          cost_of(optimum, language), sure}));
  }
  if (!optimum.rivals.empty()) {
    const Word rivals = optimum.best.empty() ? Word::say_optimum_may : Word::say_optimum_rivals;
    out.push_back(phrase(rivals, language, {joined(optimum.rivals)}));
    out.back() += ' ';
    out.back() += optimum.replications_needed
                      ? phrase(Word::say_more_replications, language, *optimum.replications_needed,
                               {count_text(*optimum.replications_needed, language)})
                      : std::string(word(Word::say_more_is_no_answer, language));
  }
  out.push_back(
      phrase(Word::say_optimum_effort, language,
             {count_text(optimum.simulated, language), count_text(optimum.designs, language),
              count_text(optimum.replications, language)}));
  if (optimum.overloaded > 0) {
    out.push_back(phrase(Word::say_optimum_bound, language, optimum.overloaded,
                         {count_text(optimum.overloaded, language)}));
  }
  return out;
}

std::string to_table(const OptimumResult& optimum, const TableStyle& style)
{
  const Language language = style.language;
  std::string out;
  for (const std::string& sentence : optimum_sentences(optimum, language)) out += sentence + "\n";
  std::vector<TextRow> rows{{{word(Word::design, language)},
                             {printable(optimum.minimise), true},
                             {printable(optimum.figure), true},
                             {word(Word::interval_95, language), true},
                             {word(Word::replications, language), true},
                             {word(Word::frontier, language)},
                             {word(Word::verdict, language)}}};
  for (const OptimumPoint& p : optimum.points) {
    const bool good = p.verdict == "best" || p.verdict == "meets";
    rows.push_back({{printable(p.design)},
                    {optimum_value_text(p.cost, optimum.cost_unit, language), true},
                    {p.value ? optimum_value_text(*p.value, optimum.unit, language) : "-", true},
                    {optimum_interval_text(p.value_ci95, optimum.unit, language), true},
                    {count_text(p.replications, language), true},
                    {p.on_frontier ? "*" : ""},
                    {optimum_verdict(p, language), false,
                     good                    ? Tone::good
                     : p.verdict == "misses" ? Tone::bad
                                             : Tone::plain}});
  }
  if (!optimum.points.empty()) out += "\n" + text_table(rows, style.colour);
  return out + "\n" + word(Word::say_optimum_meaning, language) + "\n";
}

std::string to_csv(const OptimumResult& optimum)
{
  std::string out = "design,cost,cost_lo,cost_hi,value,value_lo,value_hi,replications,frontier,"
                    "verdict\r\n";
  for (const OptimumPoint& p : optimum.points) {
    out += csv_text(p.design) + "," + csv_number(p.cost) + "," + csv_interval(p.cost_ci95) + "," +
           csv_number(p.value) + "," + csv_interval(p.value_ci95) + "," +
           std::to_string(p.replications) + "," + (p.on_frontier ? "1" : "0") + "," + p.verdict +
           "\r\n";
  }
  return out;
}

} // namespace gatetwin
