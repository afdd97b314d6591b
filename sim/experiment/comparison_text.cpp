// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/comparison_text.hpp"
#include "sim/results/json_writer.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"
#include <cmath>

namespace gatetwin::experiment {
namespace {

using Names = std::vector<std::string>;

std::string difference_text(double value, const FigureChoice& figure, Language language)
{
  const std::string sign = value < 0 ? "-" : value > 0 ? "+" : "";
  if (figure.is_share()) // in points of a hundred, so that it isn't taken for a ratio
    return sign + number_text(std::abs(value) * 100, 2, language) + " " +
           word(Word::points, language);
  return sign + figure_value_text(std::abs(value), figure, language);
}

std::string range_text(const std::optional<Interval>& interval, const FigureChoice& figure,
                       Language language)
{
  if (!interval) return "-";
  return difference_text(interval->lo, figure, language) + " .. " +
         difference_text(interval->hi, figure, language);
}

std::string joined(const std::vector<std::size_t>& designs, const Names& names)
{
  std::string out;
  for (const std::size_t d : designs) out += (out.empty() ? "" : ", ") + printable(names[d]);
  return out;
}

std::string verdict_of(const FigureComparison& one, const Names& names, Language language)
{
  const std::string leader = printable(names[one.leader]);
  const std::string value = estimate_text(one.designs[one.leader], one.figure, language);
  if (one.all_equal) return phrase(Word::say_all_equal, language, {one.figure.text, value});
  if (one.settled) return phrase(Word::say_best, language, {one.figure.text, leader, value});
  std::string out = phrase(Word::say_leads, language,
                           {one.figure.text, leader, value, joined(one.rivals, names)});
  out += ' ';
  out += one.replications_needed
             ? phrase(Word::say_more_replications, language, *one.replications_needed,
                      {count_text(*one.replications_needed, language)})
             : std::string(word(Word::say_more_is_no_answer, language));
  return out;
}

std::string designs_table(const FigureComparison& one, const Names& names, Language language,
                          bool colour)
{
  std::vector<TextRow> rows{{{word(Word::design, language)},
                             {word(Word::mean, language), true},
                             {word(Word::interval_95, language), true}}};
  for (std::size_t d = 0; d < names.size(); ++d) {
    rows.push_back({{printable(names[d])},
                    {estimate_text(one.designs[d], one.figure, language), true},
                    {interval_text(one.designs[d], one.figure, language), true}});
  }
  return text_table(rows, colour);
}

std::string differences_table(const FigureComparison& one, const Names& names, Language language,
                              bool colour)
{
  std::vector<TextRow> rows{{{word(Word::difference, language)},
                             {word(Word::mean, language), true},
                             {word(Word::interval_all, language), true},
                             {word(Word::variance_ratio, language), true},
                             {word(Word::verdict, language)}}};
  for (const Difference& d : one.differences) {
    const bool sure = d.certainly_less() || d.certainly_more();
    const bool first_better = one.smaller_is_better == d.certainly_less();
    const std::string better = printable(names[first_better ? d.a : d.b]);
    rows.push_back(
        {{printable(names[d.a]) + " - " + printable(names[d.b])},
         {d.estimate.observed ? difference_text(d.estimate.value, one.figure, language) : "-",
          true},
         {range_text(d.estimate.ci95, one.figure, language), true},
         {d.variance_ratio ? number_text(*d.variance_ratio, 3, language) : "-", true},
         {sure ? phrase(Word::say_better, language, {better}) : word(Word::not_told, language),
          false, sure ? Tone::good : Tone::plain}});
  }
  return text_table(rows, colour);
}

template <typename T> void write_optional(JsonWriter& out, const std::optional<T>& value)
{
  if (value) {
    out.number(*value);
  } else {
    out.null();
  }
}

void write(JsonWriter& out, const FigureComparison& one, const Names& names)
{
  out.begin_object();
  out.key("figure");
  out.string(one.figure.text);
  out.key("smaller_is_better");
  out.boolean(one.smaller_is_better);
  out.key("best");
  out.string(names[one.leader]);
  out.key("settled");
  out.boolean(one.settled);
  out.key("rivals");
  out.begin_list();
  for (const std::size_t rival : one.rivals) out.string(names[rival]);
  out.end_list();
  out.key("replications_needed");
  write_optional(out, one.replications_needed);
  out.key("designs");
  out.begin_list();
  for (std::size_t d = 0; d < names.size(); ++d) {
    out.begin_object();
    out.key("design");
    out.string(names[d]);
    write_estimate(out, one.designs[d]);
    out.end_object();
  }
  out.end_list();
  out.key("differences");
  out.begin_list();
  for (const Difference& d : one.differences) {
    out.begin_object();
    out.key("a");
    out.string(names[d.a]);
    out.key("b");
    out.string(names[d.b]);
    write_estimate(out, d.estimate);
    out.key("variance_ratio");
    write_optional(out, d.variance_ratio);
    out.key("replications_needed");
    write_optional(out, d.replications_needed);
    out.end_object();
  }
  out.end_list();
  out.end_object();
}

} // namespace

std::string figure_value_text(double value, const FigureChoice& figure, Language language)
{
  if (figure.is_share()) return percent_text(value, language);
  if (figure.is_time()) {
    return value < 0 ? "-" + short_duration_text(-value, language)
                     : short_duration_text(value, language);
  }
  return number_text(value, 2, language);
}

std::string estimate_text(const Estimate& estimate, const FigureChoice& figure, Language language)
{
  return estimate.observed ? figure_value_text(estimate.value, figure, language) : "-";
}

std::string interval_text(const Estimate& estimate, const FigureChoice& figure, Language language)
{
  if (!estimate.ci95) return "-";
  return figure_value_text(estimate.ci95->lo, figure, language) + " .. " +
         figure_value_text(estimate.ci95->hi, figure, language);
}

void write_estimate(JsonWriter& out, const Estimate& estimate)
{
  out.key("mean");
  if (estimate.observed) {
    out.number(estimate.value);
  } else {
    out.null();
  }
  out.key("ci95");
  if (estimate.ci95) {
    out.begin_list();
    out.number(estimate.ci95->lo);
    out.number(estimate.ci95->hi);
    out.end_list();
  } else {
    out.null();
  }
  out.key("note");
  out.string(estimate.refusal);
}

std::string to_text(const Comparison& comparison, const Names& designs, Language language,
                    bool colour)
{
  std::string out;
  for (const FigureComparison& one : comparison.figures)
    out += verdict_of(one, designs, language) + "\n";
  for (const FigureComparison& one : comparison.figures) {
    out += "\n" + (colour ? coloured(one.figure.text, "1") : one.figure.text) + "\n";
    out += designs_table(one, designs, language, colour);
    out += "\n" + differences_table(one, designs, language, colour);
  }
  out += "\n" +
         phrase(Word::say_comparison_meaning, language, comparison.replications,
                {count_text(comparison.replications, language)}) +
         "\n";
  return out;
}

std::string to_json(const Comparison& comparison, const Names& designs)
{
  JsonWriter out;
  out.begin_object();
  out.key("schema");
  out.string("gatetwin.comparison/1");
  out.key("replications");
  out.number(std::uint64_t{comparison.replications});
  out.key("level_of_each");
  out.number(comparison.level_of_each);
  out.key("designs");
  out.begin_list();
  for (const std::string& name : designs) out.string(name);
  out.end_list();
  out.key("figures");
  out.begin_list();
  for (const FigureComparison& one : comparison.figures) write(out, one, designs);
  out.end_list();
  out.end_object();
  return out.take();
}

std::string to_csv(const Comparison& comparison, const Names& designs)
{
  std::string out = "figure,a,b,difference,ci95_lo,ci95_hi,variance_ratio,replications_needed\r\n";
  for (const FigureComparison& one : comparison.figures) {
    for (const Difference& d : one.differences) {
      out += csv_text(one.figure.text) + "," + csv_text(designs[d.a]) + "," +
             csv_text(designs[d.b]) + "," +
             (d.estimate.observed ? csv_number(d.estimate.value) : "") + "," +
             csv_interval(d.estimate.ci95) + "," + csv_number(d.variance_ratio) + "," +
             (d.replications_needed ? std::to_string(*d.replications_needed) : "") + "\r\n";
    }
  }
  return out;
}

} // namespace gatetwin::experiment
