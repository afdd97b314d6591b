// SPDX-License-Identifier: Apache-2.0
#include "viz/words/records.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include "viz/words/times.hpp"

namespace gatetwin::viz {

using journal::Record;
using journal::RecordKind;

namespace {

std::string plain(const char* name)
{
  std::string text = name;
  for (char& c : text) c = c == '_' ? ' ' : c;
  return text;
}

std::string reason(std::uint32_t detail)
{
  return detail == 0 ? std::string() : ": " + plain(to_string(static_cast<Reason>(detail)));
}

std::string span(std::int64_t ns) { return span_text(static_cast<double>(ns) * 1e-9); }

std::string outcome(std::uint32_t detail) { return plain(to_string(static_cast<Outcome>(detail))); }

std::string unit_text(const Record& r)
{
  switch (r.kind) {
  case RecordKind::check:
    return "check " + plain(to_string(static_cast<CheckKind>(r.code))) + ": " +
           plain(to_string(static_cast<CheckResult>(r.value))) + reason(r.detail);
  case RecordKind::checks:
    return "document checks: " + plain(to_string(static_cast<CheckResult>(r.code))) +
           reason(r.detail);
  case RecordKind::gate_state: return "gate: " + plain(to_string(static_cast<GateState>(r.code)));
  case RecordKind::registry_answer:
    return r.value < 0 ? "registry: no answer" + reason(r.detail)
                       : "registry answered after " + span(r.value) + reason(r.detail);
  case RecordKind::officer_called: return "officer called" + reason(r.detail);
  case RecordKind::officer_acted:
    return "officer: " + plain(to_string(static_cast<OfficerAction>(r.code)));
  case RecordKind::alarm: return (r.value == 1 ? "alarm" : "alarm over") + reason(r.detail);
  case RecordKind::joint_state:
    return "joint clearance: " + plain(to_string(static_cast<JointState>(r.code)));
  case RecordKind::transaction_ended: return "ended: " + outcome(r.code) + reason(r.detail);
  default: return plain(to_string(r.kind));
  }
}

} // namespace

std::string place_text(const Record& r, const Site& site)
{
  if (r.unit < site.units.size()) return site.units[r.unit].name;
  if (r.station < site.stations.size()) return site.stations[r.station].name;
  return "";
}

std::string story_text(const Record& r, const Site& site)
{
  switch (r.kind) {
  case RecordKind::traveller_arrived:
    return "arrives: " +
           (r.code < site.classes.size() ? site.classes[r.code] : std::to_string(r.code));
  case RecordKind::walk_started: return "walks, " + span(r.value);
  case RecordKind::queue_joined: return "joins the line as number " + std::to_string(r.value);
  case RecordKind::queue_left:
    return r.detail == 0 ? "is called after " + span(r.value)
                         : "leaves the line after " + span(r.value);
  case RecordKind::service_started: return "service begins";
  case RecordKind::service_ended:
    return "service ends after " + span(r.value) + ", " + outcome(r.detail);
  case RecordKind::traveller_left:
    return "leaves after " + span(r.value) + " in all, " + outcome(r.detail);
  case RecordKind::body_entered: return "steps into the gate";
  case RecordKind::body_left_secure: return "steps out, across the border";
  case RecordKind::body_left_public: return "steps back out";
  case RecordKind::blocked: return "can't go on: no room";
  case RecordKind::unblocked: return "goes on after " + span(r.value);
  default: return unit_text(r);
  }
}

bool is_bad_news(const Record& r)
{
  switch (r.kind) {
  case RecordKind::check: return r.value != static_cast<std::int64_t>(CheckResult::successful);
  case RecordKind::alarm: return r.value == 1;
  case RecordKind::officer_called: return r.detail != 0; // a booth always asks its officer
  case RecordKind::blocked: return true;
  case RecordKind::registry_answer: return r.value < 0;
  case RecordKind::service_ended: return r.detail > static_cast<std::uint32_t>(Outcome::admitted);
  default: return false;
  }
}

} // namespace gatetwin::viz
