// SPDX-License-Identifier: Apache-2.0
// Rules of stations and classes.
#include "core/settings/check_weights.hpp"
#include "core/settings/suggestion.hpp"
#include "sim/scenario/phase_defaults.hpp"
#include "sim/scenario/scenario_rules.hpp"
#include <cmath>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using scenario::Scenario;
using scenario::Station;

constexpr std::uint64_t most_units = 100'000;
constexpr std::uint64_t most_station_classes = 100'000;
constexpr std::size_t most_skills = 32;

class StationCheck {
public:
  StationCheck(const Scenario& scenario, const Station& station, ReadContext& context)
      : m_scenario(scenario), m_station(station), m_context(context),
        m_path(child_path("stations", station.name()))
  {
  }

  void run()
  {
    check_staff();
    check_skills();
    if (!m_station.has_kind()) return;
    check_service();
    check_partner();
    const auto kind = m_station.kind();
    used_only("times", m_station.times(),
              [&](const std::string& name) { return has_phase(kind, name); });
    used_only("faults", m_station.faults(),
              [&](const std::string& name) { return has_device_fault(kind, name); });
    used_only("offline", m_station.offline(),
              [&](const std::string&) { return kind != Station::plain; });
    used_only("checks", m_station.checks(),
              [&](const std::string&) { return kind != Station::plain; });
    const bool alone = kind == Station::e_gate;
    judge_weights(m_station.checks(), alone ? Attendance::unattended : Attendance::attended,
                  child_path(m_path, "checks"), m_context);
    used_only("limits", m_station.limits(),
              [&](const std::string&) { return kind != Station::plain; });
  }

private:
  std::string kind_name() const { return Station::Kind_Name(m_station.kind()); }
  bool given(const std::string& field) const
  {
    return m_context.positions.contains(child_path(m_path, field));
  }
  void fault(const std::string& field, const std::string& message, const std::string& hint)
  {
    const std::string path = field.empty() ? m_path : child_path(m_path, field);
    m_context.fault(path, m_context.positions.find(path), message, hint);
  }

  template <typename Used>
  void used_only(const std::string& list, const Message& message, const Used& used)
  {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor* field = message.GetDescriptor()->field(i);
      if (!message.GetReflection()->HasField(message, field) || used(field->name())) continue;
      fault(child_path(list, field->name()),
            field->name() + " has no meaning at a station of kind " + kind_name(), "remove it");
    }
  }

  void check_service()
  {
    const bool any = given("service") || given("service_by_class");
    if (m_station.kind() != Station::plain) {
      if (given("service"))
        fault("service", "service has no meaning at a station of kind " + kind_name(),
              "its time emerges from `times`");
      if (given("service_by_class"))
        fault("service_by_class",
              "service_by_class has no meaning at a station of kind " + kind_name(),
              "its time emerges from `times`");
      return;
    }
    if (given("service")) return;
    for (const auto& traveller_class : m_scenario.classes()) {
      bool found = false;
      for (const auto& entry : m_station.service_by_class())
        found = found || entry.class_() == traveller_class.name();
      if (found) continue;
      fault("",
            "plain station \"" + m_station.name() + "\" lacks its service" +
                (any ? " for class \"" + traveller_class.name() + "\"" : ""),
            "add service: TIME, such as exponential(45 s)");
      return;
    }
  }

  void check_partner()
  {
    const bool needs_one = m_station.kind() == Station::one_stop_booth;
    const bool may_have_one = needs_one || m_station.kind() == Station::e_gate;
    if (needs_one && !given("partner")) {
      fault("", "one-stop booth \"" + m_station.name() + "\" lacks its partner",
            "add partner: AUTHORITY");
    } else if (!may_have_one && given("partner")) {
      fault("partner", "partner has no meaning at a station of kind " + kind_name(), "remove it");
    } else if (given("partner") && m_station.partner() == authority()) {
      fault("partner", "partner is the station's own authority", "name the other one");
    }
  }

  std::string authority() const
  {
    if (m_station.has_authority()) return m_station.authority();
    for (const auto& area : m_scenario.areas()) {
      if (area.name() != m_station.area()) continue;
      for (const auto& checkpoint : m_scenario.checkpoints()) {
        const bool only = m_scenario.checkpoints_size() == 1 && !area.has_checkpoint();
        if (only || checkpoint.name() == area.checkpoint()) return checkpoint.authority();
      }
    }
    return {};
  }

  void check_staff()
  {
    for (int i = 0; i < m_station.staff_size(); ++i) {
      const scenario::Shift& shift = m_station.staff(i);
      if (!shift.has_hours()) continue;
      const auto length = [](std::uint32_t from, std::uint32_t to) {
        return (to + 86400 - from) % 86400;
      };
      const std::uint32_t from = shift.hours().from();
      const std::uint32_t whole =
          length(from, shift.hours().to()) == 0 ? 86400 : length(from, shift.hours().to());
      for (int k = 0; k < shift.breaks_size(); ++k) {
        const scenario::Break& pause = shift.breaks(k);
        if (!pause.has_hours()) continue;
        const std::uint32_t begin = length(from, pause.hours().from());
        const std::uint32_t pause_length = length(pause.hours().from(), pause.hours().to());
        const std::string where = "staff." + std::to_string(i) + ".breaks." + std::to_string(k);
        if (begin + pause_length > whole)
          fault(where + ".hours", "the break is not within its shift", "move it");
        if (shift.has_officers() && pause.away() > shift.officers()) {
          fault(where + ".away", "more officers leave than are on duty",
                "at most " + std::to_string(shift.officers()));
        }
      }
    }
  }

  void check_skills()
  {
    std::uint64_t units = 0;
    for (const auto& entry : m_station.skills()) units += entry.units();
    if (units > std::max(m_station.units(), 1U) &&
        !m_context.is_faulty(child_path(m_path, "units"))) {
      fault("skills", "skills are given for " + std::to_string(units) + " units",
            "the station has " + std::to_string(std::max(m_station.units(), 1U)));
    }
  }

  const Scenario& m_scenario;
  const Station& m_station;
  ReadContext& m_context;
  std::string m_path;
};

void check_class(const scenario::TravellerClass& traveller_class,
                 const std::set<std::string>& skills, ReadContext& context)
{
  const std::string path = child_path("classes", traveller_class.name());
  const std::string documents = child_path(path, "documents");
  double sum = 0;
  for (const auto& document : traveller_class.documents()) sum += document.share();
  if (traveller_class.documents_size() > 0 && std::abs(sum - 1) > 1e-9 &&
      !context.is_faulty(documents)) {
    context.fault(documents, context.positions.find(documents),
                  "documents: shares sum to " + rounded_percent(sum), "they must sum to 100 %");
  }
  if (traveller_class.has_skill() && skills.count(traveller_class.skill()) == 0) {
    const std::vector<std::string> known(skills.begin(), skills.end());
    context.fault(path + ".skill", context.positions.find(path + ".skill"),
                  "skill: no unit of any station can \"" + traveller_class.skill() + "\"",
                  suggest(traveller_class.skill(), known, "add it to a station's skills"));
  }
  using scenario::Distribution;
  const auto kind = traveller_class.group_size().kind();
  if (traveller_class.has_group_size() &&
      (kind == Distribution::normal || kind == Distribution::lognormal ||
       kind == Distribution::gamma || kind == Distribution::erlang)) {
    context.fault(path + ".group_size", context.positions.find(path + ".group_size"),
                  "group_size: this distribution is not for numbers of persons",
                  "take a constant, uniform, triangular, exponential, weibull or empirical");
  }
}

} // namespace

void check_station_rules(const Scenario& scenario, ReadContext& context)
{
  std::uint64_t units = 0;
  std::set<std::string> skills;
  for (const Station& station : scenario.stations()) {
    StationCheck(scenario, station, context).run();
    units += std::max(station.units(), 1U);
    for (const auto& entry : station.skills())
      skills.insert(entry.can().begin(), entry.can().end());
  }
  const auto too_many = [&](const std::string& what, std::uint64_t most) {
    context.fault("stations", context.positions.find("stations"), "too many " + what,
                  "at most " + std::to_string(most));
  };
  if (units > most_units) too_many("units in all stations", most_units);
  if (skills.size() > most_skills) too_many("different skills", most_skills);
  if (std::uint64_t(scenario.stations_size()) * std::uint64_t(scenario.classes_size()) >
      most_station_classes) {
    too_many("stations for so many classes (product)", most_station_classes);
  }
  for (const auto& traveller_class : scenario.classes())
    check_class(traveller_class, skills, context);
}

} // namespace gatetwin
