// SPDX-License-Identifier: Apache-2.0
#include "core/registry/rules.hpp"

namespace gatetwin {
namespace {

constexpr Duration one_day = days(1);
constexpr Duration westernmost = hours(-12);
constexpr Duration easternmost = hours(14);

bool fits_kind_and_purpose(const EligibilityRule& rule, const RuleInput& input)
{
  return rule.kind == input.document.kind && (rule.purposes & mask_of(input.unit.purpose)) != 0;
}

bool serves(const RulesConfig& config, DocumentKind kind)
{
  for (const EligibilityRule& rule : config.eligibility) {
    if (rule.kind == kind) return true;
  }
  return false;
}

struct Found {
  const EligibilityRule* rule = nullptr;
  Reason reason = Reason::none;
};

Found find_rule(const RulesConfig& config, const RuleInput& input)
{
  const DirectionMask direction = mask_of(input.direction);
  bool other_direction = false;
  for (const EligibilityRule& rule : config.eligibility) {
    if (!fits_kind_and_purpose(rule, input)) continue;
    if ((rule.directions & direction) != 0) return {&rule, Reason::none};
    other_direction = true;
  }
  if (other_direction) return {nullptr, Reason::not_eligible_direction};
  if (serves(config, input.document.kind)) return {nullptr, Reason::not_eligible_here};
  return {nullptr, Reason::document_type_not_accepted};
}

Reason judge_validity(const CheckedDocument& document, CalendarDate today)
{
  if (!is_valid(document.valid_until)) return Reason::bad_date;
  if (today > document.valid_until) return Reason::document_expired;
  if (document.valid_from.year != 0 && today < document.valid_from) {
    return Reason::document_not_yet_valid;
  }
  return Reason::none;
}

bool fits_age(const EligibilityRule& rule, CalendarDate birth, CalendarDate today)
{
  if (rule.min_age <= 0 && rule.max_age >= 150) return true;
  if (birth.year <= 0) return false;
  const std::int32_t youngest = age_on(birth, today);
  const bool exact = birth.month > 0 && birth.day > 0;
  const std::int32_t oldest = exact ? youngest : youngest + 1;
  return youngest >= rule.min_age && oldest <= rule.max_age;
}

Reason judge_list(const RulesConfig& config, const RuleInput& input)
{
  if (!config.consult_watch_list) return Reason::none;
  switch (input.list) {
  case WatchListVerdict::hit: return Reason::watch_list_hit;
  case WatchListVerdict::similar: return Reason::watch_list_similar;
  case WatchListVerdict::missing: return Reason::watch_list_missing;
  case WatchListVerdict::unreadable: return Reason::bad_name;
  case WatchListVerdict::clear: break;
  }
  return input.list_stale ? Reason::watch_list_stale : Reason::none;
}

Reason judge_place(const RulesConfig& config, const RuleInput& input)
{
  if ((input.unit.directions & mask_of(input.direction)) == 0) {
    return Reason::not_eligible_direction;
  }
  if (!is_open(config, input.unit.checkpoint, input.now)) return Reason::checkpoint_closed;
  if (!input.unit.area.empty() &&
      !covers_area(input.document.areas.view(), input.unit.area.view())) {
    return Reason::not_eligible_here;
  }
  return Reason::none;
}

bool is_open_by(const OpeningHours& hours, WallTime now)
{
  const CalendarDate date = local_date(now, hours.utc_offset);
  const Duration since_midnight = now - start_of_day(date, hours.utc_offset);
  const std::int64_t day_number = days_since_epoch(date);
  const auto begins_on = [&](std::int64_t day) {
    const std::int64_t weekday = ((day + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
    return (hours.weekdays >> weekday & 1) != 0;
  };
  if (hours.from < hours.to) {
    return begins_on(day_number) && since_midnight >= hours.from && since_midnight < hours.to;
  }
  if (since_midnight >= hours.from) return begins_on(day_number);
  return since_midnight < hours.to && begins_on(day_number - 1);
}

} // namespace

std::vector<EligibilityRule> RulesConfig::default_eligibility()
{
  constexpr PurposeMask at_gates = mask_of(StationPurpose::e_gate);
  return {
      {.kind = DocumentKind::passport, .purposes = at_gates, .min_age = 14},
      {.kind = DocumentKind::identity_card, .purposes = at_gates, .min_age = 14},
      {.kind = DocumentKind::border_pass,
       .purposes = at_gates,
       .min_age = 14,
       .must_be_known = true,
       .stamped = true},
      {.kind = DocumentKind::passport, .purposes = every_booth},
      {.kind = DocumentKind::identity_card, .purposes = every_booth},
      {.kind = DocumentKind::border_pass,
       .purposes = every_booth,
       .must_be_known = true,
       .stamped = true},
      {.kind = DocumentKind::port_permit, .purposes = every_booth},
      {.kind = DocumentKind::crew_pass, .purposes = every_booth},
  };
}

Status check(const RulesConfig& config)
{
  for (const EligibilityRule& rule : config.eligibility) {
    if (rule.kind == DocumentKind::unknown || rule.purposes == 0 || rule.directions == 0) {
      return Error{ErrorCode::rejected, "eligibility: a rule names no kind, station or direction"};
    }
    if (rule.min_age < 0 || rule.max_age < rule.min_age) {
      return Error{ErrorCode::rejected, "eligibility: ages must be ordered and not negative"};
    }
  }
  for (const OpeningHours& hours : config.opening) {
    const bool in_day = hours.from >= Duration{0} && hours.from < one_day &&
                        hours.to >= Duration{0} && hours.to <= one_day;
    if (!in_day || hours.from == hours.to) {
      return Error{ErrorCode::rejected, "opening: hours lie within a day and are not empty"};
    }
    if (hours.utc_offset < westernmost || hours.utc_offset > easternmost) {
      return Error{ErrorCode::rejected, "opening: no zone has this offset"};
    }
  }
  if (config.stamp_validity < Duration{0} || config.watch_list_max_age < Duration{0}) {
    return Error{ErrorCode::rejected, "stamp_validity, watch_list_max_age: not negative"};
  }
  if (config.similar_names > 1000) {
    return Error{ErrorCode::rejected, "similar_names: at most 1000 thousandths"};
  }
  return success();
}

RuleVerdict judge(const RulesConfig& config, const RuleInput& input)
{
  const auto refer = [](Reason reason) { return RuleVerdict{Decision::refer, reason, false}; };
  if (const Reason r = judge_list(config, input); r != Reason::none) return refer(r);
  if (input.status == DocumentStatus::revoked) return refer(Reason::document_revoked);
  const CalendarDate today = local_date(input.now, input.utc_offset);
  if (const Reason r = judge_validity(input.document, today); r != Reason::none) return refer(r);
  if (const Reason r = judge_place(config, input); r != Reason::none) return refer(r);
  const auto [rule, why_not] = find_rule(config, input);
  if (rule == nullptr) return refer(why_not);
  if (!fits_age(*rule, input.document.birth, today)) return refer(Reason::not_eligible_age);
  if (rule->must_be_known && input.status != DocumentStatus::known) {
    return refer(Reason::unknown_document);
  }
  if (!rule->stamped) return {Decision::admit, Reason::none, false};
  const bool due =
      !input.was_stamped || is_stamp_due(input.last_stamp, input.now, config.stamp_validity);
  return {Decision::admit, due ? Reason::stamp_due : Reason::stamp_still_valid, due};
}

bool is_stamp_due(WallTime last_stamp, WallTime now, Duration validity)
{
  if (last_stamp > now) return false;
  // Both ends may be far apart: unsigned subtraction of ordered values can't overflow.
  const std::uint64_t age =
      static_cast<std::uint64_t>(now.ns) - static_cast<std::uint64_t>(last_stamp.ns);
  return age >= static_cast<std::uint64_t>(validity.ns);
}

bool is_open(const RulesConfig& config, CheckpointId checkpoint, WallTime now)
{
  for (const OpeningHours& hours : config.opening) {
    if (hours.checkpoint == checkpoint && !is_open_by(hours, now)) return false;
  }
  return true;
}

bool covers_area(std::string_view areas, std::string_view area)
{
  if (areas.empty()) return true;
  while (true) {
    const std::size_t comma = areas.find(',');
    std::string_view part = areas.substr(0, comma);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (part == area) return true;
    if (comma == std::string_view::npos) return false;
    areas.remove_prefix(comma + 1);
  }
}

std::int32_t age_on(CalendarDate birth, CalendarDate day)
{
  const CalendarDate latest{birth.year, birth.month > 0 ? birth.month : 12,
                            birth.day > 0 ? birth.day : 31};
  const bool had_birthday =
      day.month > latest.month || (day.month == latest.month && day.day >= latest.day);
  return day.year - latest.year - (had_birthday ? 0 : 1);
}

} // namespace gatetwin
