// SPDX-License-Identifier: Apache-2.0
#include "core/registry/offline_policy.hpp"
#include "core/base/calendar_date.hpp"
#include "core/base/random_stream.hpp"
#include <algorithm>
#include <bit>

namespace gatetwin {
namespace {

constexpr std::size_t ways = 8; // places a document may take in the table
constexpr Duration clock_tolerance = minutes(5);

bool has_successful_seal(const CheckList& checks)
{
  for (const CheckRecord& check : checks) {
    if (check.kind == CheckKind::seal_authenticity) return check.result == CheckResult::successful;
  }
  return false;
}

// What an optional check could not find out, the registry might have known.
Reason left_open(const CheckList& checks)
{
  for (const CheckRecord& check : checks) {
    if (check.weight == CheckWeight::optional && check.result == CheckResult::undetermined)
      return check.reason;
  }
  return Reason::none;
}

} // namespace

Status check(const OfflinePolicyConfig& config)
{
  const auto faulty = [](const char* detail) { return Error{ErrorCode::rejected, detail}; };
  if (config.rule > OfflineRule::admit_low_risk) return faulty("rule: close or admit_low_risk");
  if (config.max_time < Duration{0}) return faulty("max_time: not negative");
  if (config.max_list_age <= Duration{0}) return faulty("max_list_age: more than 0");
  if (config.similar_names > 1000) return faulty("similar_names: at most 1000 thousandths");
  if (config.allowance < 1) return faulty("allowance: at least 1");
  if (config.allowance_window <= Duration{0}) return faulty("allowance_window: more than 0");
  if (config.documents < ways || config.documents > 1U << 24 ||
      !std::has_single_bit(config.documents)) {
    return faulty("documents: a power of two from 8 to 16777216");
  }
  return success();
}

OfflinePolicy::OfflinePolicy(const OfflinePolicyConfig& config, Duration utc_offset)
    : m_config(config), m_utc_offset(utc_offset)
{
  CHECK(check(config).ok());
  if (config.rule == OfflineRule::admit_low_risk) m_allowances.resize(config.documents);
}

Status OfflinePolicy::install(const WatchList* list, Instant now)
{
  CHECK(list != nullptr);
  if (m_list != nullptr && list->version() < m_list->version()) {
    return Error{ErrorCode::rejected, "the watch-list is older than the copy in use"};
  }
  if (list->signed_at() > now.wall + clock_tolerance) {
    return Error{ErrorCode::rejected, "the watch-list was signed in the future"};
  }
  const Duration age = std::max(Duration{0}, now.wall - list->signed_at());
  m_list = list;
  m_list_current_at = {now.mono.ns - age.ns};
  return success();
}

void OfflinePolicy::on_contact(std::uint64_t list_version, MonotonicTime now)
{
  if (m_list != nullptr && list_version == m_list->version()) m_list_current_at = now;
  on_reached();
}

void OfflinePolicy::recall(const RegistryRequest& crossing, Instant now)
{
  const std::uint64_t ref = crossing.document.ref.value;
  const bool counts = crossing.offline && crossing.at > WallTime{0};
  if (!counts || m_config.rule != OfflineRule::admit_low_risk) return;
  const Duration age = std::max(Duration{0}, now.wall - crossing.at);
  const MonotonicTime since{now.mono.ns - age.ns};
  m_recalled_loss = std::min(m_recalled_loss, since);
  if (ref == 0 || age >= m_config.allowance_window) return;
  Allowance* const place = place_of(ref, now.mono);
  if (place == nullptr) return; // a table that is full admits nobody further
  if (is_over(*place, now.mono))
    *place = {ref, crossing.transaction.value, since, 1};
  else
    ++place->used;
}

bool OfflinePolicy::is_list_stale(MonotonicTime now) const
{
  return m_list == nullptr || now - m_list_current_at > m_config.max_list_age;
}

Reason OfflinePolicy::objection(const RegistryRequest& request, MonotonicTime lost_since,
                                Instant now) const
{
  if (m_config.rule == OfflineRule::close) return Reason::offline_policy_closed;
  if (m_list == nullptr || m_list->missing()) return Reason::watch_list_missing;
  const CheckedDocument& document = request.document;
  const WatchListVerdict verdict = m_list->look_up(document);
  if (verdict == WatchListVerdict::hit) return Reason::watch_list_hit;
  if (verdict == WatchListVerdict::unreadable) return Reason::bad_name;
  if (m_config.similar_names > 0 && m_list->lists_similar(document, m_config.similar_names))
    return Reason::watch_list_similar;
  if (is_list_stale(now.mono)) return Reason::watch_list_stale;
  const MonotonicTime lost = std::min(lost_since, m_recalled_loss);
  if (now.mono - lost > m_config.max_time) return Reason::offline_time_exceeded;
  if (document.kind != DocumentKind::border_pass) return Reason::registry_unreachable;
  if (overall_result(document.checks) != CheckResult::successful) {
    const Reason reason = overall_reason(document.checks);
    return reason == Reason::none ? Reason::document_unreadable : reason;
  }
  if (const Reason open = left_open(document.checks); open != Reason::none) return open;
  if (!has_successful_seal(document.checks)) return Reason::signature_missing;
  const CalendarDate today = local_date(now.wall, m_utc_offset);
  if (!is_valid(document.valid_until)) return Reason::bad_date;
  if (today > document.valid_until) return Reason::document_expired;
  if (document.valid_from.year != 0 && today < document.valid_from) {
    return Reason::document_not_yet_valid;
  }
  return document.ref.value == 0 ? Reason::document_unreadable : Reason::none;
}

OfflineDecision OfflinePolicy::decide(const RegistryRequest& request, MonotonicTime lost_since,
                                      Instant now)
{
  OfflineDecision answer;
  answer.list_version = m_list == nullptr ? 0 : m_list->version();
  answer.reason = objection(request, lost_since, now);
  if (answer.reason != Reason::none) return answer;
  if (!use_allowance(request, now.mono)) {
    answer.reason = Reason::offline_allowance_used;
    return answer;
  }
  answer.decision = Decision::admit;
  return answer;
}

bool OfflinePolicy::is_over(const Allowance& place, MonotonicTime now) const
{
  return place.ref == 0 || now - place.since >= m_config.allowance_window;
}

OfflinePolicy::Allowance* OfflinePolicy::place_of(std::uint64_t ref, MonotonicTime now)
{
  const std::size_t sets = m_allowances.size() / ways;
  Allowance* const set = &m_allowances[(mix64(ref) & (sets - 1)) * ways];
  Allowance* room = nullptr;
  for (Allowance* place = set; place != set + ways; ++place) {
    const bool over = is_over(*place, now);
    if (place->ref == ref && !over) return place;
    if (over && room == nullptr) room = place;
  }
  return room;
}

bool OfflinePolicy::use_allowance(const RegistryRequest& request, MonotonicTime now)
{
  const std::uint64_t ref = request.document.ref.value;
  Allowance* const place = place_of(ref, now);
  if (place == nullptr) return false;
  if (is_over(*place, now)) {
    *place = {ref, request.transaction.value, now, 1};
    return true;
  }
  if (place->last_transaction == request.transaction.value) return true;
  if (place->used >= m_config.allowance) return false;
  ++place->used;
  place->last_transaction = request.transaction.value;
  return true;
}

} // namespace gatetwin
