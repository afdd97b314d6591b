// SPDX-License-Identifier: Apache-2.0
#include "viz/words/records.hpp"
#include "core/domain/checked_document.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include "viz/words/terms.hpp"
#include "viz/words/times.hpp"

namespace gatetwin::viz {

using journal::Record;
using journal::RecordKind;

namespace {

// A record's sentence in one language.
class Teller {
public:
  Teller(const Record& record, const Site& site, Language language)
      : m_record(record), m_site(site), m_language(language)
  {
  }

  std::string of_person() const;

private:
  std::string of_unit() const;
  std::string registry_answer() const;
  std::string say(const Message& message, std::initializer_list<std::string_view> parts = {}) const
  {
    return filled(translated(message, m_language), parts);
  }
  std::string term_of(const char* name) const { return term(name, m_language); }
  std::string reason() const
  {
    const std::uint32_t detail = m_record.detail;
    return detail == 0 ? std::string() : ": " + term_of(to_string(static_cast<Reason>(detail)));
  }
  std::string span() const { return span_text(static_cast<double>(m_record.value) * 1e-9); }
  std::string outcome(std::uint32_t number) const
  {
    return term_of(to_string(static_cast<Outcome>(number)));
  }

  const Record& m_record;
  const Site& m_site;
  Language m_language;
};

std::string Teller::registry_answer() const
{
  if (m_record.value < 0) return say(msg("registry: no answer")) + reason();
  return say(msg("registry answered after {0}"), {span()}) + reason();
}

std::string Teller::of_unit() const
{
  const Record& r = m_record;
  switch (r.kind) {
  case RecordKind::check:
    return say(weight_in(r.value) == CheckWeight::evaluatory ? msg("check {0}, not counted: {1}")
                                                             : msg("check {0}: {1}"),
               {term_of(to_string(static_cast<CheckKind>(r.code))),
                term_of(to_string(result_in(r.value)))}) +
           reason();
  case RecordKind::checks:
    return say(msg("document checks: {0}"),
               {term_of(to_string(static_cast<CheckResult>(r.code)))}) +
           reason();
  case RecordKind::gate_state:
    return say(msg("gate: {0}"), {term_of(to_string(static_cast<GateState>(r.code)))});
  case RecordKind::registry_answer: return registry_answer();
  case RecordKind::officer_called: return say(msgc("in a story", "officer called")) + reason();
  case RecordKind::officer_acted:
    return say(msg("officer: {0}"), {term_of(to_string(static_cast<OfficerAction>(r.code)))});
  case RecordKind::alarm: return say(r.value == 1 ? msg("alarm") : msg("alarm over")) + reason();
  case RecordKind::joint_state:
    return say(msg("joint clearance: {0}"), {term_of(to_string(static_cast<JointState>(r.code)))});
  case RecordKind::transaction_ended: return say(msg("ended: {0}"), {outcome(r.code)}) + reason();
  default: return term_of(to_string(r.kind));
  }
}

std::string Teller::of_person() const
{
  const Record& r = m_record;
  switch (r.kind) {
  case RecordKind::traveller_arrived:
    return say(msg("arrives: {0}"),
               {r.code < m_site.classes.size() ? m_site.classes[r.code] : std::to_string(r.code)});
  case RecordKind::walk_started: return say(msg("walks, {0}"), {span()});
  case RecordKind::queue_joined:
    return say(msg("joins the line as number {0}"), {std::to_string(r.value)});
  case RecordKind::queue_left:
    return say(r.detail == 0 ? msg("is called after {0}") : msg("leaves the line after {0}"),
               {span()});
  case RecordKind::service_started: return say(msg("service begins"));
  case RecordKind::service_ended:
    return say(msg("service ends after {0}, {1}"), {span(), outcome(r.detail)});
  case RecordKind::traveller_left:
    return say(msg("leaves after {0} in all, {1}"), {span(), outcome(r.detail)});
  case RecordKind::body_entered: return say(msg("steps into the gate"));
  case RecordKind::body_left_secure: return say(msg("steps out, across the border"));
  case RecordKind::body_left_public: return say(msg("steps back out"));
  case RecordKind::blocked: return say(msg("can't go on: no room"));
  case RecordKind::unblocked: return say(msg("goes on after {0}"), {span()});
  default: return of_unit();
  }
}

} // namespace

std::string place_text(const Record& r, const Site& site)
{
  if (r.unit < site.units.size()) return site.units[r.unit].name;
  if (r.station < site.stations.size()) return site.stations[r.station].name;
  return "";
}

std::string story_text(const Record& r, const Site& site, Language language)
{
  return Teller(r, site, language).of_person();
}

bool is_bad_news(const Record& r)
{
  switch (r.kind) {
  case RecordKind::check:
    return result_in(r.value) != CheckResult::successful &&
           weight_in(r.value) != CheckWeight::evaluatory;
  case RecordKind::alarm: return r.value == 1;
  case RecordKind::officer_called: return r.detail != 0; // a booth always asks its officer
  case RecordKind::blocked: return true;
  case RecordKind::registry_answer: return r.value < 0;
  case RecordKind::service_ended: return r.detail > static_cast<std::uint32_t>(Outcome::admitted);
  default: return false;
  }
}

} // namespace gatetwin::viz
