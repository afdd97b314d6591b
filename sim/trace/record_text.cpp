// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/record_text.hpp"
#include "core/domain/checked_document.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/registry_message.hpp"
#include "core/domain/words.hpp"
#include "core/journal/input_record.hpp"
#include <fmt/format.h>

namespace gatetwin {
namespace {

using journal::JournalHeader;
using journal::Record;
using journal::RecordKind;

std::string seconds_text(std::int64_t ns)
{
  return fmt::format("{:.3f} s", static_cast<double>(ns) * 1e-9);
}

std::string reason_text(std::uint32_t detail)
{
  return detail == 0 ? std::string() : fmt::format(" {}", to_string(static_cast<Reason>(detail)));
}

std::string class_text(const Record& r, const JournalHeader& h)
{
  return r.code < h.traveller_classes.size() ? h.traveller_classes[r.code]
                                             : fmt::format("class {}", r.code);
}

std::string authority_text(std::uint32_t id, const JournalHeader& h)
{
  for (const auto& authority : h.authorities) {
    if (authority.id == id) return authority.name;
  }
  return fmt::format("authority {}", id);
}

std::string place_text(const Record& r, const JournalHeader& h)
{
  if (r.unit != journal::none_id) {
    for (const auto& unit : h.units) {
      if (unit.id == r.unit) return unit.name;
    }
    return fmt::format("unit {}", r.unit);
  }
  if (r.station == journal::none_id) return "-";
  for (const auto& station : h.stations) {
    if (station.id == r.station) return station.name;
  }
  return fmt::format("station {}", r.station);
}

std::string checkpoint_text(std::uint32_t number, const JournalHeader& h)
{
  return number < h.checkpoints.size() ? h.checkpoints[number]
                                       : fmt::format("checkpoint {}", number);
}

std::string door_text(std::uint32_t detail)
{
  return fmt::format(" {} {}", to_string(static_cast<Door>(detail >> 8 & 0xFF)),
                     to_string(static_cast<DoorState>(detail & 0xFF)));
}

std::string event_text(const Record& r)
{
  const auto kind = static_cast<GateEventKind>(r.code);
  std::string text = to_string(kind);
  switch (kind) {
  case GateEventKind::door_changed: return text + door_text(r.detail);
  case GateEventKind::occupancy_changed: return text + fmt::format(" {}", r.value);
  case GateEventKind::officer_acted:
    return text +
           fmt::format(" officer {} {}", r.detail, to_string(static_cast<OfficerAction>(r.value)));
  case GateEventKind::device_failed:
  case GateEventKind::device_recovered:
    return text + " " + to_string(static_cast<Device>(r.detail));
  case GateEventKind::registry_answered:
  case GateEventKind::joint_answered:
    return text + " " + to_string(static_cast<Decision>(r.value)) + reason_text(r.detail);
  default: return text + reason_text(r.detail);
  }
}

std::string command_text(const Record& r)
{
  const auto kind = static_cast<GateCommandKind>(r.code);
  std::string text = to_string(kind);
  switch (kind) {
  case GateCommandKind::open_door:
  case GateCommandKind::close_door:
  case GateCommandKind::release_door: return text + " " + to_string(static_cast<Door>(r.detail));
  case GateCommandKind::show: return text + " " + to_string(static_cast<ScreenMessage>(r.detail));
  case GateCommandKind::end_transaction:
    return text + " " + to_string(static_cast<Outcome>(r.value)) + reason_text(r.detail);
  default: return text + reason_text(r.detail);
  }
}

std::string crossing_text(const Record& r, const JournalHeader& h)
{
  return fmt::format(
      "{} {}{}{}", authority_text(r.code, h), to_string(static_cast<Direction>(r.detail & 0xFF)),
      (r.detail >> 8 & 1) != 0 ? " stamped" : "", (r.detail >> 9 & 1) != 0 ? " offline" : "");
}

std::string hall_text(const Record& r, const JournalHeader& h)
{
  switch (r.kind) {
  case RecordKind::traveller_arrived:
  case RecordKind::walk_started: return class_text(r, h);
  case RecordKind::queue_joined: return fmt::format("{}, queue {}", class_text(r, h), r.value);
  case RecordKind::queue_left:
  case RecordKind::service_started:
    return fmt::format("{}, after {}", class_text(r, h), seconds_text(r.value));
  case RecordKind::service_ended:
  case RecordKind::traveller_left:
    return fmt::format("{} {}, after {}", class_text(r, h),
                       to_string(static_cast<Outcome>(r.detail)), seconds_text(r.value));
  default: return fmt::format("{}", r.value);
  }
}

std::string check_text(const Record& r)
{
  const CheckWeight weight = weight_in(r.value);
  const std::string note =
      weight == CheckWeight::mandatory ? "" : fmt::format(" ({})", to_string(weight));
  return fmt::format("{} {}{}{}", to_string(static_cast<CheckKind>(r.code)),
                     to_string(result_in(r.value)), note, reason_text(r.detail));
}

std::string checks_text(const Record& r)
{
  std::string text = to_string(static_cast<CheckResult>(r.code)) + reason_text(r.detail);
  for (unsigned k = 0; k <= static_cast<unsigned>(CheckKind::authorisation_durable); ++k) {
    const auto kind = static_cast<CheckKind>(k);
    const auto result = result_of(static_cast<PackedChecks>(r.value), kind);
    if (!result) continue;
    text += fmt::format("{}{}", text.find(':') == std::string::npos ? ": " : ", ", to_string(kind));
    if (*result != CheckResult::successful) text += fmt::format(" {}", to_string(*result));
  }
  return text;
}

std::string input_text(const Record& r)
{
  // In the order of InputKind, core/ports/port_input.hpp.
  static constexpr const char* kinds[] = {"none",
                                          "traveller_at_counter",
                                          "document_presented",
                                          "document_removed",
                                          "document_scanned",
                                          "reading_failed",
                                          "occupancy",
                                          "door",
                                          "face",
                                          "registry_reply",
                                          "stored",
                                          "store_failed",
                                          "officer",
                                          "stamp_applied",
                                          "emergency_raised",
                                          "emergency_reset",
                                          "power_lost",
                                          "power_restored",
                                          "device_failed",
                                          "device_recovered",
                                          "doorway",
                                          "steering_ends"};
  if (r.code >= std::size(kinds)) return fmt::format("input {}", r.code);
  std::string text = kinds[r.code];
  if (text == "door") return text + door_text(r.detail);
  if (text == "device_failed" || text == "device_recovered")
    return text + " " + to_string(static_cast<Device>(r.detail));
  if (text == "occupancy" || text == "stored" || text == "store_failed" || text == "doorway")
    return text + fmt::format(" {}", r.value);
  return text;
}

// What a unit was told.
std::string told_text(const Record& r)
{
  if (r.kind == journal::unit_input) return input_text(r);
  if (r.kind == journal::liveness_picture)
    return fmt::format("liveness of the picture at {} ns", r.value);
  if (r.kind == journal::unit_setting) return fmt::format("{:016x} = {}", r.subject, r.value);
  if (r.kind == journal::store_ticket)
    return fmt::format("entry of kind {} has ticket {}", r.code, r.value);
  if (r.kind == journal::store_entry) return fmt::format("of kind {} was found", r.code);
  return fmt::format("at {} ns UTC", r.value);
}

std::string content_text(const Record& r, const JournalHeader& h)
{
  if (journal::is_input_record(r.kind)) return told_text(r);
  switch (r.kind) {
  case RecordKind::gate_event: return event_text(r);
  case RecordKind::gate_command: return command_text(r);
  case RecordKind::gate_state:
    return fmt::format("{} (after {} in {})", to_string(static_cast<GateState>(r.code)),
                       seconds_text(r.value), to_string(static_cast<GateState>(r.detail)));
  case RecordKind::check: return check_text(r);
  case RecordKind::checks: return checks_text(r);
  case RecordKind::transaction_ended:
    return to_string(static_cast<Outcome>(r.code)) + reason_text(r.detail);
  case RecordKind::officer_called:
  case RecordKind::alarm: return fmt::format("{}", to_string(static_cast<Reason>(r.detail)));
  case RecordKind::officer_acted:
    return fmt::format("{} by officer {}", to_string(static_cast<OfficerAction>(r.code)), r.detail);
  case RecordKind::joint_state: return to_string(static_cast<JointState>(r.code));
  case RecordKind::crossing_stored:
  case RecordKind::crossing_committed: return crossing_text(r, h);
  case RecordKind::crossing_delivered:
  case RecordKind::crossing_repeated:
  case RecordKind::crossing_conflict:
  case RecordKind::reservation_made:
  case RecordKind::reservation_confirmed:
  case RecordKind::reservation_cancelled: return authority_text(r.code, h);
  case RecordKind::registry_answer:
    return r.value < 0 ? "no answer" + reason_text(r.detail)
                       : seconds_text(r.value) + reason_text(r.detail);
  case RecordKind::registry_verdict:
    return authority_text(r.code, h) + " " + to_string(static_cast<Decision>(r.value)) +
           reason_text(r.detail);
  case RecordKind::link_state: return r.code == 1 ? "1" : "0";
  case RecordKind::emergency:
    return fmt::format("{} at {}", r.code == 1 ? "raised" : "reset", checkpoint_text(r.detail, h));
  default: return hall_text(r, h);
  }
}

bool has_transaction(RecordKind kind)
{
  return kind >= RecordKind::transaction_started && kind < RecordKind::link_state;
}

} // namespace

std::string run_time_text(std::int64_t ns)
{
  const std::int64_t ms = ns / 1'000'000;
  const std::int64_t day = ms / 86'400'000;
  const std::string clock = fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000 % 24,
                                        ms / 60'000 % 60, ms / 1'000 % 60, ms % 1'000);
  return day > 0 ? fmt::format("{} d {}", day, clock) : clock;
}

std::string record_content(const Record& record, const JournalHeader& header)
{
  return content_text(record, header);
}

std::string record_text(const Record& r, const JournalHeader& header)
{
  std::string subject;
  const bool of_nobody = r.kind >= RecordKind::link_state;
  if (r.subject != 0 || (!has_transaction(r.kind) && !of_nobody)) {
    subject =
        fmt::format(" {} {}", has_transaction(r.kind) ? "transaction" : "traveller", r.subject);
  }
  return fmt::format("{} {:<14} {}{} {}", run_time_text(r.time_ns), place_text(r, header),
                     to_string(r.kind), subject, content_text(r, header));
}

} // namespace gatetwin
