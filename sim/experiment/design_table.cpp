// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/design_table.hpp"
#include "sim/experiment/comparison_text.hpp"
#include "sim/results/json_writer.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/text_table.hpp"
#include "sim/results/utf8_text.hpp"

namespace gatetwin::experiment {

Result<DesignTable> design_table(const StudyFile& file, const std::vector<FigureChoice>& figures)
{
  DesignTable table;
  table.figures = figures;
  const std::size_t designs = file.head().designs.size();
  table.estimates.resize(designs);
  for (std::size_t d = 0; d < designs; ++d) {
    const auto numbers = file.replications(d);
    if (!numbers) return numbers.error();
    table.replications.push_back(numbers.value().size());
  }
  for (const FigureChoice& figure : figures) {
    const auto values = file.values(figure);
    if (!values) return values.error();
    for (std::size_t d = 0; d < designs; ++d) {
      std::vector<double> there;
      for (const auto& value : values.value()[d]) {
        if (value) there.push_back(*value);
      }
      table.estimates[d].push_back(within_bounds(mean_estimate(there), figure));
    }
  }
  return table;
}

namespace {

} // namespace

std::string to_text(const DesignTable& table, const StudyHead& head, Language language, bool colour)
{
  std::vector<TextRow> rows{
      {{word(Word::design, language)}, {word(Word::replications, language), true}}};
  for (const FigureChoice& figure : table.figures) {
    rows[0].push_back({figure.text, true});
    rows[0].push_back({word(Word::interval_95, language), true});
  }
  for (std::size_t d = 0; d < head.designs.size(); ++d) {
    TextRow row{{printable(head.designs[d].name)},
                {count_text(table.replications[d], language), true}};
    for (std::size_t f = 0; f < table.figures.size(); ++f) {
      const Estimate& e = table.estimates[d][f];
      row.push_back({estimate_text(e, table.figures[f], language), true});
      row.push_back({interval_text(e, table.figures[f], language), true});
    }
    rows.push_back(std::move(row));
  }
  return text_table(rows, colour);
}

std::string to_csv(const DesignTable& table, const StudyHead& head)
{
  std::string out;
  for (const auto& [path, value] : head.designs.front().factors) out += csv_text(path) + ",";
  out += "replications";
  for (const FigureChoice& figure : table.figures)
    out += "," + csv_text(figure.text) + "," + csv_text(figure.text + " ci95_lo") + "," +
           csv_text(figure.text + " ci95_hi");
  out += "\r\n";
  for (std::size_t d = 0; d < head.designs.size(); ++d) {
    for (const auto& [path, value] : head.designs[d].factors) out += csv_text(value) + ",";
    out += std::to_string(table.replications[d]);
    for (const Estimate& e : table.estimates[d]) {
      out += ',';
      if (e.observed) out += csv_number(e.value);
      out += "," + csv_interval(e.ci95);
    }
    out += "\r\n";
  }
  return out;
}

std::string to_json(const DesignTable& table, const StudyHead& head)
{
  JsonWriter out;
  out.begin_object();
  out.key("schema");
  out.string("gatetwin.sweep/1");
  out.key("designs");
  out.begin_list();
  for (std::size_t d = 0; d < head.designs.size(); ++d) {
    out.begin_object();
    out.key("design");
    out.string(head.designs[d].name);
    out.key("settings");
    out.begin_object();
    for (const auto& [path, value] : head.designs[d].factors) {
      out.key(path);
      out.string(value);
    }
    out.end_object();
    out.key("replications");
    out.number(std::uint64_t{table.replications[d]});
    out.key("figures");
    out.begin_list();
    for (std::size_t f = 0; f < table.figures.size(); ++f) {
      out.begin_object();
      out.key("figure");
      out.string(table.figures[f].text);
      write_estimate(out, table.estimates[d][f]);
      out.end_object();
    }
    out.end_list();
    out.end_object();
  }
  out.end_list();
  out.end_object();
  return out.take();
}

} // namespace gatetwin::experiment
