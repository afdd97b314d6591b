// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_rules.hpp"
#include "core/settings/suggestion.hpp"
#include "sim/scenario/time_zone.hpp"
#include <algorithm>
#include <map>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using scenario::PlannedFault;
using scenario::Scenario;

using Names = std::map<std::string, std::vector<std::string>>; // by field of Scenario

Names names_of(const Scenario& scenario)
{
  Names names;
  const auto& type = *Scenario::descriptor();
  const auto& access = *scenario.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!field.is_repeated() || field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const FieldDescriptor* name = field.message_type()->FindFieldByName("name");
    if (name == nullptr) continue;
    for (int k = 0; k < access.FieldSize(scenario, &field); ++k) {
      const Message& item = access.GetRepeatedMessage(scenario, &field, k);
      names[field.name()].push_back(item.GetReflection()->GetString(item, name));
    }
  }
  return names;
}

class ReferenceCheck {
public:
  ReferenceCheck(const Names& names, ReadContext& context) : m_names(names), m_context(context) {}

  void visit(const Message& message, const std::string& path)
  {
    const auto& type = *message.GetDescriptor();
    const auto& access = *message.GetReflection();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const int size = field.is_repeated()                ? access.FieldSize(message, &field)
                       : access.HasField(message, &field) ? 1
                                                          : 0;
      for (int k = 0; k < size; ++k) visit_value(message, field, k, child_path(path, field.name()));
    }
  }

private:
  void visit_value(const Message& message, const FieldDescriptor& field, int k,
                   const std::string& path)
  {
    const auto& access = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const Message& item = field.is_repeated() ? access.GetRepeatedMessage(message, &field, k)
                                                : access.GetMessage(message, &field);
      visit(item, field.is_repeated() ? item_path(item, path, k) : path);
    } else if (rule_of(field).measure() == settings::reference) {
      if (field.is_repeated()) {
        check(access.GetRepeatedString(message, &field, k), field,
              child_path(path, std::to_string(k)));
      } else {
        check(access.GetString(message, &field), field, path);
      }
    }
  }

  // Items of keyed lists are addressed by their key, as the reader did.
  static std::string item_path(const Message& item, const std::string& path, int k)
  {
    const auto& shape = shape_of(*item.GetDescriptor());
    if (shape.has_key_field()) {
      const FieldDescriptor* key = item.GetDescriptor()->FindFieldByName(shape.key_field());
      if (key->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        return child_path(path, item.GetReflection()->GetString(item, key));
      }
    }
    return child_path(path, std::to_string(k));
  }

  void check(const std::string& name, const FieldDescriptor& field, const std::string& path)
  {
    const FieldRule& rule = rule_of(field);
    if (rule.has_other_word() && name == rule.other_word()) return;
    std::vector<std::string> known;
    std::string what;
    for (const std::string& list : rule.refers_to()) {
      if (m_context.faulty.count(list) > 0) return; // the list itself is at fault
      const auto found = m_names.find(list);
      if (found != m_names.end())
        known.insert(known.end(), found->second.begin(), found->second.end());
      what += (what.empty() ? "" : " or ") + list;
    }
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    if (rule.has_other_word()) known.push_back(rule.other_word());
    m_context.fault(path, m_context.positions.find(path),
                    field.name() + ": no \"" + name.substr(0, 60) + "\" in " + what,
                    suggest(name, known, "there are no " + what));
  }

  const Names& m_names;
  ReadContext& m_context;
};

bool wants(PlannedFault::Kind kind, const std::string& field)
{
  switch (kind) {
  case PlannedFault::registry_outage: return field == "authority";
  case PlannedFault::link_outage:
  case PlannedFault::fire_alarm: return field == "checkpoint";
  case PlannedFault::unit_breakdown: return field == "station" || field == "unit";
  case PlannedFault::power_loss: return field == "station";
  }
  return false;
}

// A fault outside of the run would silently never come.
void check_fault_time(const PlannedFault& fault, const Scenario& scenario, const std::string& path,
                      ReadContext& context)
{
  if (fault.has_at() ? !scenario.has_start() : !fault.has_after()) return;
  const double into_run_s =
      fault.has_at() ? static_cast<double>(fault.at() - scenario.start().local()) : fault.after();
  const bool after_end = scenario.duration() > 0 && into_run_s >= scenario.duration();
  if (into_run_s >= 0 && !after_end) return;
  const std::string field = fault.has_at() ? "at" : "after";
  const std::string hint =
      fault.has_at()
          ? "the run starts at " + format_local_time(scenario.start().local())
          : "the run's duration is " + format_quantity(scenario.duration(), settings::duration);
  context.fault(
      path, context.positions.find(child_path(path, field)),
      field + " lies " + (after_end ? "after the end" : "before the start") + " of the run", hint);
}

void check_fault(const PlannedFault& fault, const Scenario& scenario, ReadContext& context)
{
  const std::string path = child_path("faults", fault.name());
  if (!fault.has_kind()) return;
  const std::string kind = PlannedFault::Kind_Name(fault.kind());
  for (const char* name : {"authority", "checkpoint", "station", "unit"}) {
    const FieldDescriptor* field = PlannedFault::descriptor()->FindFieldByName(name);
    const bool given =
        fault.GetReflection()->HasField(fault, field) || context.is_faulty(child_path(path, name));
    if (given == wants(fault.kind(), name)) continue;
    if (given) {
      context.fault(path, context.positions.find(child_path(path, name)),
                    std::string(name) + " has no meaning for " + kind, "remove it");
    } else if (std::string(name) != "unit") {
      context.fault(path, context.positions.find(path), kind + " lacks its " + name,
                    std::string("add ") + name + ": " + rule_of(*field).doc());
    }
  }
  for (const auto& station : scenario.stations()) {
    if (fault.has_unit() && station.name() == fault.station() &&
        fault.unit() > std::max(station.units(), 1U)) {
      context.fault(path, context.positions.find(path + ".unit"),
                    "station \"" + station.name() + "\" has no unit " +
                        std::to_string(fault.unit()),
                    "it has " + std::to_string(std::max(station.units(), 1U)));
    }
  }
  check_fault_time(fault, scenario, path, context);
}

} // namespace

void check_references(const Scenario& scenario, ReadContext& context)
{
  const Names names = names_of(scenario);
  ReferenceCheck(names, context).visit(scenario, "");
  for (const auto& entrance : scenario.entrances()) {
    for (const auto& station : scenario.stations()) {
      if (entrance.name() == station.name() && !entrance.name().empty()) {
        context.fault("stations." + station.name(),
                      context.positions.find("stations." + station.name()),
                      "\"" + station.name() + "\" is an entrance already",
                      "routes name both: choose another name");
      }
    }
  }
}

void check_run_rules(const Scenario& scenario, ReadContext& context)
{
  const auto at = [&](const std::string& path) { return context.positions.find(path); };
  if (scenario.has_warm_up() && scenario.duration() > 0 &&
      scenario.warm_up() >= scenario.duration()) {
    context.fault("warm_up", at("warm_up"), "warm_up is not shorter than duration", "shorten it");
  }
  for (const auto& checkpoint : scenario.checkpoints()) {
    const std::string path = child_path("checkpoints", checkpoint.name());
    if (checkpoint.has_opposite_open() && !checkpoint.has_opposite()) {
      context.fault(path, at(path + ".opposite_open"), "opposite_open without opposite",
                    "say whose clock it is: opposite: AUTHORITY");
    }
    if (checkpoint.has_opposite() && checkpoint.opposite() == checkpoint.authority()) {
      context.fault(path, at(path + ".opposite"), "opposite is the checkpoint's own authority",
                    "name the other one");
    }
  }
  for (const auto& area : scenario.areas()) {
    const std::string path = child_path("areas", area.name());
    if (!area.has_checkpoint() && scenario.checkpoints_size() > 1 && !context.is_faulty(path)) {
      context.fault(path, at(path), "area \"" + area.name() + "\" lacks its checkpoint",
                    "there are several: add checkpoint: NAME");
    }
  }
  for (const auto& fault : scenario.faults()) check_fault(fault, scenario, context);
  for (const auto& level : scenario.service_levels()) {
    const std::string path = child_path("service_levels", level.name());
    if (level.figure() == scenario::ServiceLevel::time_in_system && level.has_station()) {
      context.fault(path, at(path + ".station"), "time_in_system belongs to no station",
                    "remove station");
    }
  }
}

void check_rules(const Scenario& scenario, ReadContext& context)
{
  check_references(scenario, context);
  check_run_rules(scenario, context);
  check_station_rules(scenario, context);
  check_demand_rules(scenario, context);
  check_route_rules(scenario, context);
}

} // namespace gatetwin
