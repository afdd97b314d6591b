// SPDX-License-Identifier: Apache-2.0
#include "core/gate/unit_settings.hpp"
#include "core/base/random_stream.hpp"
#include <algorithm>
#include <bit>
#include <type_traits>

namespace gatetwin {
namespace {

template <typename Config, typename Visit> void visit_gate(Config& c, const Visit& visit)
{
  visit("gate.start", c.start);
  visit("gate.presence_max_age", c.presence_max_age);
  visit("gate.reading", c.reading);
  visit("gate.reading_attempts", c.reading_attempts);
  visit("gate.registry", c.registry);
  visit("gate.take_document", c.take_document);
  visit("gate.document_left", c.document_left);
  visit("gate.entry", c.entry);
  visit("gate.capture", c.capture);
  visit("gate.capture_attempts", c.capture_attempts);
  visit("gate.max_score_age", c.max_score_age);
  visit("gate.match_threshold", c.match_threshold);
  visit("gate.liveness_threshold", c.liveness_threshold);
  visit("gate.joint", c.joint);
  visit("gate.store", c.store);
  visit("gate.authorisation_validity", c.authorisation_validity);
  visit("gate.exit", c.exit);
  visit("gate.clear_away", c.clear_away);
  visit("gate.enclosed", c.enclosed);
  visit("gate.door_movement", c.door_movement);
  visit("gate.obstruction_attempts", c.obstruction_attempts);
  visit("gate.obstruction_cycles", c.obstruction_cycles);
  visit("gate.obstruction_retry", c.obstruction_retry);
  visit("gate.obstruction_pause", c.obstruction_pause);
  visit("gate.obstruction_alarm", c.obstruction_alarm);
  visit("gate.emergency_releases_exit", c.emergency_releases_exit);
  visit("gate.officer", c.officer);
  visit("gate.typing", c.typing);
  visit("gate.decision", c.decision);
  visit("gate.stamping", c.stamping);
  visit("gate.hand_back", c.hand_back);
}

template <typename Checks, typename Visit> void visit_checks(Checks& c, const Visit& visit)
{
  const auto of = [&c](DocumentKind document) -> auto&
  {
    return c.of_documents[static_cast<std::size_t>(document)];
  };
  visit("checks.passport", of(DocumentKind::passport));
  visit("checks.identity_card", of(DocumentKind::identity_card));
  visit("checks.visa", of(DocumentKind::visa));
  visit("checks.border_pass", of(DocumentKind::border_pass));
  visit("checks.port_permit", of(DocumentKind::port_permit));
  visit("checks.crew_pass", of(DocumentKind::crew_pass));
}

template <typename Config, typename Visit> void visit_services(Config& c, const Visit& visit)
{
  visit("offline.rule", c.offline.rule);
  visit("offline.max_time", c.offline.max_time);
  visit("offline.max_list_age", c.offline.max_list_age);
  visit("offline.allowance", c.offline.allowance);
  visit("offline.allowance_window", c.offline.allowance_window);
  visit("offline.documents", c.offline.documents);
  visit("offline.similar_names", c.offline.similar_names);
  visit("client.deadline", c.client.deadline);
  visit("client.first_retry", c.client.first_retry);
  visit("client.max_retry", c.client.max_retry);
  visit("client.max_attempts", c.client.max_attempts);
  visit("client.jitter_percent", c.client.jitter_percent);
  visit("client.open_after", c.client.open_after);
  visit("client.probe_interval", c.client.probe_interval);
  visit("outbox.capacity", c.outbox.capacity);
  visit("outbox.reserve", c.outbox.reserve);
  visit("outbox.max_in_flight", c.outbox.max_in_flight);
  visit("outbox.first_retry", c.outbox.first_retry);
  visit("outbox.max_retry", c.outbox.max_retry);
  visit("outbox.jitter_percent", c.outbox.jitter_percent);
  visit("joint.reserve_limit", c.joint.reserve_limit);
  visit("joint.reserved_limit", c.joint.reserved_limit);
  visit("joint.confirm_limit", c.joint.confirm_limit);
  visit("joint.first_resend", c.joint.first_resend);
  visit("joint.max_resend", c.joint.max_resend);
  visit("joint.cancel_attempts", c.joint.cancel_attempts);
  visit("joint_places", c.joint_places);
}

template <typename Config, typename Visit> void visit_all(Config& c, const Visit& visit)
{
  visit("kind", c.kind);
  visit("unit", c.unit.value);
  visit("checkpoint", c.checkpoint.value);
  visit("direction", c.direction);
  visit("authority", c.authority.value);
  visit("partner", c.partner.value);
  visit_gate(c.gate, visit);
  visit_checks(c.checks, visit);
  visit_services(c, visit);
}

template <typename T> std::int64_t to_number(const T& field)
{
  if constexpr (std::is_same_v<T, Duration>)
    return field.ns;
  else if constexpr (std::is_same_v<T, double>)
    return std::bit_cast<std::int64_t>(field);
  else
    return static_cast<std::int64_t>(field);
}

// False: the field can't hold it.
template <typename T> bool from_number(std::int64_t number, T& field)
{
  if constexpr (std::is_same_v<T, Duration>)
    field = {number};
  else if constexpr (std::is_same_v<T, double>)
    field = std::bit_cast<double>(number);
  else
    field = static_cast<T>(number);
  return to_number(field) == number;
}

} // namespace

std::vector<UnitSetting> settings_of(const GateRuntimeConfig& config)
{
  std::vector<UnitSetting> settings;
  visit_all(config, [&settings](const char* name, const auto& field) {
    settings.push_back({purpose_key(name), to_number(field)});
  });
  return settings;
}

SettingsFault config_from(const std::vector<UnitSetting>& settings, GateRuntimeConfig& config,
                          std::vector<std::string>& missing)
{
  SettingsFault fault;
  std::size_t taken = 0;
  visit_all(config, [&](const char* name, auto& field) {
    const std::uint64_t key = purpose_key(name);
    const auto found = std::find_if(settings.begin(), settings.end(),
                                    [key](const UnitSetting& one) { return one.key == key; });
    if (found == settings.end()) {
      missing.emplace_back(name);
      return;
    }
    ++taken;
    if (!from_number(found->value, field) && fault.message.empty())
      fault.message = std::string(name) + ": out of range";
  });
  if (fault.message.empty() && taken != settings.size())
    fault.message = std::to_string(settings.size() - taken) +
                    " settings that this core does not know, or one twice";
  const bool words = config.kind <= UnitKind::one_stop_booth &&
                     config.direction <= Direction::entry &&
                     config.offline.rule <= OfflineRule::admit_low_risk;
  if (fault.message.empty() && !words) fault.message = "kind, direction or rule: out of range";
  if (!fault.message.empty()) return fault;
  if (const Status status = check(config); !status) fault.message = status.error().detail;
  return fault;
}

} // namespace gatetwin
