// SPDX-License-Identifier: Apache-2.0
#include "sim/report/live_chart.hpp"
#include "embedded/report_script.hpp"
#include "embedded/report_script_style.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/json_writer.hpp"
#include <array>
#include <charconv>
#include <cmath>

namespace gatetwin {
namespace {

// Five digits are more than a screen shows.
double rounded(double value)
{
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 5);
  double out = value;
  std::from_chars(text.data(), end.ptr, out);
  return out;
}

void add_values(JsonWriter& out, const char* key, const std::vector<double>& values)
{
  out.key(key);
  out.begin_list();
  for (const double value : values) {
    if (std::isfinite(value)) {
      out.number(rounded(value));
    } else {
      out.null();
    }
  }
  out.end_list();
}

void add_text(JsonWriter& out, const char* key, const std::string& text)
{
  out.key(key);
  out.string(text);
}

std::string series_of(const ChartTime& time, const std::string& title,
                      std::span<const ChartLine> lines, bool filled)
{
  double start_s = time.start_s;
  if (time.local) start_s += static_cast<double>(time.local->day * 86'400 + time.local->second);
  JsonWriter out;
  out.begin_object();
  add_text(out, "title", title);
  add_text(out, "hint", word(Word::chart_hint, time.language));
  add_text(out, "hour", unit_name(TimeUnitName::hour, time.language));
  out.key("local");
  out.boolean(time.local.has_value());
  out.key("filled");
  out.boolean(filled);
  out.key("start");
  out.number(start_s * 1000);
  out.key("step");
  out.number(time.bucket_s * 1000);
  out.key("lines");
  out.begin_list();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ChartPen pen = chart_pen(i);
    out.begin_object();
    add_text(out, "name", lines[i].name);
    add_text(out, "colour", pen.colour);
    add_text(out, "dash", pen.dash == std::string_view("none") ? "" : pen.dash);
    add_values(out, "values", lines[i].values);
    if (!lines[i].low.empty()) add_values(out, "low", lines[i].low);
    if (!lines[i].high.empty()) add_values(out, "high", lines[i].high);
    out.end_object();
  }
  out.end_list();
  out.end_object();
  return out.take();
}

} // namespace

std::string live_chart(const ChartTime& time, const std::string& title,
                       std::span<const ChartLine> lines, bool filled)
{
  return "<figure data-series=\"" + escaped_lines(series_of(time, title, lines, filled)) + "\">\n" +
         line_chart(time, title, lines, filled) + "</figure>\n";
}

PageScript page_script()
{
  return {embedded::report_script(), embedded::report_script_sha256(),
          embedded::report_script_style()};
}

} // namespace gatetwin
