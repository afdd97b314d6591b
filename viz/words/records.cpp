// SPDX-License-Identifier: Apache-2.0
#include "viz/words/records.hpp"
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
  const char* say(const char* english, const char* vietnamese) const
  {
    return m_language == Language::english ? english : vietnamese;
  }
  // "gate: " in front of a term.
  std::string with(const char* english, const char* vietnamese, const std::string& rest) const
  {
    return say(english, vietnamese) + rest;
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
  if (m_record.value < 0) return with("registry: no answer", "CSDL: không trả lời", reason());
  return with("registry answered after ", "CSDL trả lời sau ", span() + reason());
}

std::string Teller::of_unit() const
{
  const Record& r = m_record;
  switch (r.kind) {
  case RecordKind::check:
    return with("check ", "kiểm tra ",
                term_of(to_string(static_cast<CheckKind>(r.code))) + ": " +
                    term_of(to_string(static_cast<CheckResult>(r.value))) + reason());
  case RecordKind::checks:
    return with("document checks: ", "kiểm tra giấy tờ: ",
                term_of(to_string(static_cast<CheckResult>(r.code))) + reason());
  case RecordKind::gate_state:
    return with("gate: ", "cổng: ", term_of(to_string(static_cast<GateState>(r.code))));
  case RecordKind::registry_answer: return registry_answer();
  case RecordKind::officer_called: return with("officer called", "gọi cán bộ", reason());
  case RecordKind::officer_acted:
    return with("officer: ", "cán bộ: ", term_of(to_string(static_cast<OfficerAction>(r.code))));
  case RecordKind::alarm:
    return (r.value == 1 ? say("alarm", "báo động") : say("alarm over", "hết báo động")) + reason();
  case RecordKind::joint_state:
    return with("joint clearance: ", "kiểm tra chung: ",
                term_of(to_string(static_cast<JointState>(r.code))));
  case RecordKind::transaction_ended:
    return with("ended: ", "kết thúc: ", outcome(r.code) + reason());
  default: return term_of(to_string(r.kind));
  }
}

std::string Teller::of_person() const
{
  const Record& r = m_record;
  switch (r.kind) {
  case RecordKind::traveller_arrived:
    return with("arrives: ", "đến: ",
                r.code < m_site.classes.size() ? m_site.classes[r.code] : std::to_string(r.code));
  case RecordKind::walk_started: return with("walks, ", "đi bộ, ", span());
  case RecordKind::queue_joined:
    return with("joins the line as number ", "vào hàng, thứ ", std::to_string(r.value));
  case RecordKind::queue_left:
    return r.detail == 0 ? with("is called after ", "được gọi sau ", span())
                         : with("leaves the line after ", "rời hàng sau ", span());
  case RecordKind::service_started: return say("service begins", "bắt đầu được phục vụ");
  case RecordKind::service_ended:
    return with("service ends after ", "phục vụ xong sau ", span() + ", " + outcome(r.detail));
  case RecordKind::traveller_left:
    return with("leaves after ", "rời đi sau ", span()) +
           with(" in all, ", " tổng cộng, ", outcome(r.detail));
  case RecordKind::body_entered: return say("steps into the gate", "bước vào cổng");
  case RecordKind::body_left_secure:
    return say("steps out, across the border", "bước ra, qua biên giới");
  case RecordKind::body_left_public: return say("steps back out", "bước lùi ra");
  case RecordKind::blocked: return say("can't go on: no room", "không đi tiếp được: hết chỗ");
  case RecordKind::unblocked: return with("goes on after ", "đi tiếp sau ", span());
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
