// SPDX-License-Identifier: Apache-2.0
#include "core/base/check.hpp"
#include "sim/results/json_writer.hpp"
#include "sim/results/results_fields.hpp"
#include "sim/results/results_file.hpp"
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace gatetwin {
namespace {

class FieldWriter {
public:
  FieldWriter(JsonWriter& out, ResultsForm form) : m_out(out), m_form(form) {}

  template <typename T> void operator()(std::string_view key, const T& value)
  {
    if (m_form == ResultsForm::canonical && (key == "build" || key == "wall_s")) return;
    m_out.key(key);
    write(value);
  }

private:
  void write(const std::string& text) { m_out.string(text); }
  void write(double value) { m_out.number(value); }
  void write(std::uint64_t value) { m_out.number(value); }
  void write(std::uint32_t value) { m_out.number(std::uint64_t{value}); }
  void write(bool value) { m_out.boolean(value); }
  void write(float value)
  {
    if (std::isnan(value)) return m_out.null();
    m_out.number(value);
  }
  void write(const Interval& interval)
  {
    m_out.begin_list();
    m_out.number(interval.lo);
    m_out.number(interval.hi);
    m_out.end_list();
  }
  void write(const std::vector<std::pair<std::string, std::string>>& pairs)
  {
    m_out.begin_object();
    for (const auto& [key, value] : pairs) {
      m_out.key(key);
      m_out.string(value);
    }
    m_out.end_object();
  }
  template <typename T> void write(const std::optional<T>& value)
  {
    if (!value) return m_out.null();
    write(*value);
  }
  template <typename T> void write(const std::vector<T>& list)
  {
    m_out.begin_list();
    for (const T& value : list) write(value);
    m_out.end_list();
  }
  template <typename T> void write(const T& value) requires requires
  {
    fields::visit_fields(*this, value);
  }
  {
    m_out.begin_object();
    fields::visit_fields(*this, value);
    m_out.end_object();
  }

  JsonWriter& m_out;
  ResultsForm m_form;
};

} // namespace

std::string to_json(const RunResults& results, ResultsForm form)
{
  const auto scenario =
      nlohmann::ordered_json::parse(results.effective_scenario, nullptr, /* exceptions */ false);
  CHECK(scenario.is_object());
  JsonWriter out;
  out.begin_object();
  out.key("schema");
  out.string(RunResults::schema);
  FieldWriter writer(out, form);
  fields::visit_fields(writer, results);
  out.key("effective_scenario");
  out.raw(scenario.dump());
  out.end_object();
  return out.take();
}

std::string csv_text(const std::string& text)
{
  std::string out = text;
  if (!out.empty() && std::string_view("=+-@\t\r").find(out[0]) != std::string_view::npos) {
    out.insert(out.begin(), '\'');
  }
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_number(const std::optional<double>& value)
{
  if (!value) return "";
  std::array<char, 40> text{};
  const double written = *value == 0 ? 0.0 : *value;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), written);
  return {text.data(), end.ptr};
}

std::string csv_interval(const std::optional<Interval>& interval)
{
  if (!interval) return ",";
  return csv_number(interval->lo) + "," + csv_number(interval->hi);
}

std::string figures_csv(const RunResults& results)
{
  std::string out =
      "name,unit,station,traveller_class,direction,authority,count,mean,sd,p50,p95,p99,"
      "max,ci95_mean_lo,ci95_mean_hi,ci95_p95_lo,ci95_p95_hi,notes\r\n";
  for (const Figure& f : results.figures) {
    for (const std::string* text :
         {&f.name, &f.unit, &f.station, &f.traveller_class, &f.direction, &f.authority}) {
      out += csv_text(*text);
      out += ',';
    }
    out += std::to_string(f.count);
    for (const auto& value : {f.mean, f.sd, f.p50, f.p95, f.p99, f.max}) {
      out += ',';
      out += csv_number(value);
    }
    out += ',';
    out += csv_interval(f.ci95_mean);
    out += ',';
    out += csv_interval(f.ci95_p95);
    out += ',';
    std::string notes;
    for (const std::string& note : f.notes) {
      if (!notes.empty()) notes += "; ";
      notes += note;
    }
    out += csv_text(notes);
    out += "\r\n";
  }
  return out;
}

} // namespace gatetwin
