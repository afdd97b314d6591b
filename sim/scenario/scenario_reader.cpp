// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_reader.hpp"
#include "core/base/check.hpp"
#include "core/settings/suggestion.hpp"
#include "sim/scenario/csv_file.hpp"
#include "sim/scenario/distribution_text.hpp"
#include "sim/scenario/time_zone.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

template <typename T> T& sub_message(Message& message, const FieldDescriptor& field)
{
  Message* sub = field.is_repeated() ? message.GetReflection()->AddMessage(&message, &field)
                                     : message.GetReflection()->MutableMessage(&message, &field);
  return *google::protobuf::DynamicCastToGenerated<T>(sub);
}

} // namespace

std::optional<TextFault> ScenarioReader::text_fault(const std::string& text,
                                                    settings::Measure measure)
{
  if (measure == settings::name && (text == "exit" || text == "rest")) {
    return TextFault{"\"" + text + "\" has a meaning of its own in routes", "choose another name"};
  }
  if (measure != settings::zone || is_time_zone(text)) return std::nullopt;
  const auto known = time_zone_names();
  if (known.empty())
    return TextFault{"this system has no time zones", "install the package tzdata"};
  return TextFault{"unknown time zone \"" + text.substr(0, 60) + "\"", suggest(text, known, {})};
}

bool ScenarioReader::read_special(const YamlNode& node, Message& message, const Field& field,
                                  const std::string& path)
{
  const auto* type = field.message_type();
  if (type == scenario::Distribution::descriptor())
    read_distribution(node, message, field, path);
  else if (type == scenario::StartTime::descriptor())
    read_start(node, message, field, path);
  else if (type == scenario::TimeRange::descriptor())
    read_time_range(node, message, field, path);
  else if (type == scenario::Week::descriptor())
    read_week(node, message, field, path);
  else if (type == scenario::Days::descriptor())
    read_days(node, message, field, path);
  else if (type == scenario::Counts::descriptor())
    read_counts(node, message, field, path);
  else
    return false;
  return true;
}

void ScenarioReader::read_distribution(const YamlNode& node, Message& message, const Field& field,
                                       const std::string& path)
{
  if (!expect_scalar(node, field, path)) return;
  const FieldRule& rule = rule_of(field);
  if (rule.has_zero_word() && node.text == rule.zero_word()) {
    auto& zero = sub_message<scenario::Distribution>(message, field);
    zero.set_kind(scenario::Distribution::constant);
    zero.set_a(0);
    return;
  }
  const auto parsed = parse_distribution(node.text, rule);
  if (!parsed) {
    value_fault(node, field, path, parsed.fault);
    return;
  }
  scenario::Distribution made = parsed.value->distribution;
  if (!parsed.value->sample_file.empty()) {
    const auto samples = read_samples(node, parsed.value->sample_file, rule, path, context());
    if (!samples) return;
    made = empirical_distribution(*samples);
    if (rule.above_min() && samples->front() <= 0) {
      context().fault(path, node.at, field.name() + ": a sample is zero", "all must be above zero");
      return;
    }
  }
  sub_message<scenario::Distribution>(message, field) = std::move(made);
}

void ScenarioReader::read_start(const YamlNode& node, Message& message, const Field& field,
                                const std::string& path)
{
  if (!expect_scalar(node, field, path)) return;
  const std::string_view text = trim(node.text);
  const std::size_t space = text.rfind(' ');
  const std::string hint = "write \"2026-06-01 07:00 Asia/Ho_Chi_Minh\"";
  const bool has_zone = space != std::string_view::npos && space > 10;
  if (!has_zone) {
    value_fault(node, field, path,
                {"\"" + std::string(text.substr(0, 60)) + "\" lacks date, time or zone", hint});
    return;
  }
  const auto local = parse_local_time(text.substr(0, space));
  if (!local) {
    value_fault(node, field, path, {local.fault.message, hint, local.fault.offset});
    return;
  }
  const std::string zone(text.substr(space + 1));
  if (!is_time_zone(zone)) {
    value_fault(node, field, path,
                {"unknown time zone \"" + zone.substr(0, 60) + "\"",
                 suggest(zone, time_zone_names(), hint), space + 1});
    return;
  }
  const LocalTimeKind kind = local_to_instant(*local.value, zone).kind;
  if (kind != LocalTimeKind::unique) {
    const bool missing = kind == LocalTimeKind::missing;
    value_fault(node, field, path,
                {missing ? "this local time does not exist: clocks go forward"
                         : "this local time comes twice: clocks go back",
                 "start before or after the change"});
    return;
  }
  auto& start = sub_message<scenario::StartTime>(message, field);
  start.set_local(*local.value);
  start.set_zone(zone);
}

void ScenarioReader::read_time_range(const YamlNode& node, Message& message, const Field& field,
                                     const std::string& path)
{
  if (!expect_scalar(node, field, path)) return;
  const auto range = parse_time_range(node.text);
  if (!range) {
    value_fault(node, field, path, range.fault);
    return;
  }
  auto& made = sub_message<scenario::TimeRange>(message, field);
  made.set_from(range.value->first);
  made.set_to(range.value->second);
}

// The spans of one or several days: "07:00-11:00, 13:00-17:00", a list of them, or `closed`.
void ScenarioReader::read_week_days(const YamlNode& node, Message& week, unsigned days,
                                    const Field& field, const std::string& path)
{
  std::vector<scenario::TimeRange> ranges;
  const auto add = [&](const YamlNode& item) {
    if (!expect_scalar(item, field, path)) return;
    for (std::size_t at = 0; at <= item.text.size();) {
      const std::size_t comma = std::min(item.text.find(',', at), item.text.size());
      const auto range = parse_time_range(std::string_view(item.text).substr(at, comma - at));
      if (!range) {
        value_fault(item, field, path,
                    {range.fault.message, range.fault.hint, at + range.fault.offset});
        return;
      }
      scenario::TimeRange made;
      made.set_from(range.value->first);
      made.set_to(range.value->second);
      const bool after_last = ranges.empty() || (ranges.back().to() > ranges.back().from() &&
                                                 made.from() >= ranges.back().to());
      if (!after_last) {
        value_fault(item, field, path,
                    {"spans overlap or are not in order",
                     "write them in order, from morning to evening", at});
        return;
      }
      ranges.push_back(made);
      at = comma + 1;
    }
  };
  if (node.kind == YamlNode::Kind::sequence) {
    for (const YamlNodePtr& item : node.items) add(*item);
  } else if (node.kind != YamlNode::Kind::scalar || node.text != "closed") {
    add(node);
  }
  const auto& access = *week.GetReflection();
  for (int day = 0; day < 7; ++day) {
    if ((days >> day & 1U) == 0) continue;
    for (const auto& range : ranges) {
      access.AddMessage(&week, week.GetDescriptor()->field(day))->CopyFrom(range);
    }
  }
}

void ScenarioReader::read_week(const YamlNode& node, Message& message, const Field& field,
                               const std::string& path)
{
  constexpr unsigned every_day = 0x7F;
  auto& week = sub_message<scenario::Week>(message, field);
  week.Clear();
  if (node.kind != YamlNode::Kind::map) {
    read_week_days(node, week, every_day, field, path);
    return;
  }
  unsigned taken = 0;
  for (const YamlEntry& entry : node.entries) {
    const auto days = parse_days(entry.key);
    if (!days) {
      SourcePosition at = entry.at;
      at.column += static_cast<int>(days.fault.offset) + (entry.plain ? 0 : 1);
      context().fault(path, at, field.name() + ": " + days.fault.message, days.fault.hint);
      continue;
    }
    if ((taken & *days.value) != 0) {
      context().fault(path, entry.at, field.name() + ": \"" + entry.key + "\" names a day again",
                      "name each day once");
    }
    read_week_days(*entry.value, week, *days.value & ~taken, field, path);
    taken |= *days.value;
  }
}

void ScenarioReader::read_days(const YamlNode& node, Message& message, const Field& field,
                               const std::string& path)
{
  unsigned all = 0;
  const auto add = [&](const YamlNode& item) {
    if (!expect_scalar(item, field, path)) return;
    const auto days = parse_days(item.text);
    if (!days)
      value_fault(item, field, path, days.fault);
    else
      all |= *days.value;
  };
  if (node.kind == YamlNode::Kind::sequence) {
    for (const YamlNodePtr& item : node.items) add(*item);
  } else {
    add(node);
  }
  auto& made = sub_message<scenario::Days>(message, field);
  for (int day = 0; day < 7; ++day) {
    if ((all >> day & 1U) != 0) made.add_day(static_cast<scenario::Days::Day>(day));
  }
}

void ScenarioReader::read_counts(const YamlNode& node, Message& message, const Field& field,
                                 const std::string& path)
{
  auto& counts = sub_message<scenario::Counts>(message, field);
  if (node.kind == YamlNode::Kind::scalar) {
    read_counts_file(node, path, counts, context());
    return;
  }
  if (node.kind != YamlNode::Kind::sequence || node.items.empty()) {
    context().fault(path, node.at, field.name() + " is neither a CSV file nor a list of rows",
                    "write counts: arrivals.csv");
    return;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    read(*node.items[i], *counts.add_row(), child_path(path, std::to_string(i)));
  }
}

} // namespace gatetwin
