// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_writer.hpp"
#include "core/base/check.hpp"
#include "core/settings/message_writer.hpp"
#include "sim/scenario/distribution_text.hpp"
#include <utility>

namespace gatetwin {
namespace {

std::string format_range(const scenario::TimeRange& range)
{
  return format_time_of_day(range.from()) + "-" + format_time_of_day(range.to());
}

// With the notations that only scenarios have.
class ScenarioWriter final : public MessageWriter {
protected:
  Node special_node(const Message& part, const Field& field) const override;

private:
  static Node week_node(const scenario::Week& week);
};

MessageWriter::Node ScenarioWriter::week_node(const scenario::Week& week)
{
  const auto& access = *week.GetReflection();
  std::vector<std::string> days;
  for (int day = 0; day < 7; ++day) {
    const Field* field = week.GetDescriptor()->field(day);
    std::string text;
    for (int k = 0; k < access.FieldSize(week, field); ++k) {
      const Message& range = access.GetRepeatedMessage(week, field, k);
      text += (k > 0 ? ", " : "") + format_range(static_cast<const scenario::TimeRange&>(range));
    }
    days.push_back(text.empty() ? "closed" : text);
  }
  Node map = collection(YamlNode::Kind::map);
  for (unsigned first = 0; first < 7;) {
    unsigned last = first;
    while (last < 6 && days[last + 1] == days[first]) ++last;
    if (first == 0 && last == 6) return scalar(days[0]);
    unsigned mask = 0;
    for (unsigned day = first; day <= last; ++day) mask |= 1U << day;
    add(*map, format_days(mask), scalar(days[first]));
    first = last + 1;
  }
  return map;
}

MessageWriter::Node ScenarioWriter::special_node(const Message& part, const Field& field) const
{
  const FieldRule& rule = rule_of(field);
  const auto* type = field.message_type();
  if (type == scenario::Distribution::descriptor()) {
    const auto& distribution = static_cast<const scenario::Distribution&>(part);
    const bool number = rule.measure() == settings::count &&
                        distribution.kind() == scenario::Distribution::constant;
    return scalar(format_distribution(distribution, rule), number);
  }
  if (type == scenario::TimeRange::descriptor())
    return scalar(format_range(static_cast<const scenario::TimeRange&>(part)));
  if (type == scenario::Week::descriptor())
    return week_node(static_cast<const scenario::Week&>(part));
  if (type == scenario::Days::descriptor()) {
    unsigned mask = 0;
    for (const int day : static_cast<const scenario::Days&>(part).day()) mask |= 1U << day;
    return scalar(format_days(mask));
  }
  if (type == scenario::StartTime::descriptor()) {
    const auto& start = static_cast<const scenario::StartTime&>(part);
    return scalar(format_local_time(start.local()) + " " + start.zone());
  }
  if (type == scenario::Counts::descriptor()) {
    Node rows = collection(YamlNode::Kind::sequence);
    for (const auto& row : static_cast<const scenario::Counts&>(part).row())
      rows->items.push_back(message_node(row, nullptr));
    return rows;
  }
  return nullptr;
}

} // namespace

YamlNodePtr scenario_tree(const scenario::Scenario& scenario)
{
  return ScenarioWriter().tree(scenario);
}

std::string to_yaml(const scenario::Scenario& scenario)
{
  return emit_yaml(*scenario_tree(scenario));
}

std::string to_json(const scenario::Scenario& scenario)
{
  return emit_json(*scenario_tree(scenario));
}

} // namespace gatetwin
