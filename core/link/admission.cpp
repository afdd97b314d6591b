// SPDX-License-Identifier: Apache-2.0
#include "core/link/admission.hpp"
#include <algorithm>

namespace gatetwin {

namespace {

bool within_rate(MonotonicTime& used_until, std::uint32_t rate_per_s, std::uint32_t burst,
                 MonotonicTime now)
{
  const Duration each{1'000'000'000 / rate_per_s};
  const MonotonicTime from = std::max(used_until, now);
  if (from - now > each * (static_cast<std::int64_t>(burst) - 1)) return false;
  used_until = from + each;
  return true;
}

} // namespace

Status check(const AdmissionConfig& config)
{
  const auto faulty = [](const char* what) { return Error{ErrorCode::rejected, what}; };
  if (config.queue < 16 || config.queue > 1'000'000) return faulty("queue: 16 to 1000000");
  if (config.record_share_percent < 1 || config.record_share_percent > config.check_share_percent)
    return faulty("record_share_percent: 1 to check_share_percent");
  if (config.check_share_percent > 100) return faulty("check_share_percent: at most 100");
  if (config.unit_rate_per_s < 1 || config.unit_rate_per_s > 1'000'000)
    return faulty("unit_rate_per_s: 1 to 1000000");
  if (config.unit_burst < 1 || config.unit_burst > 1'000'000)
    return faulty("unit_burst: 1 to 1000000");
  if (config.inquiry_share_percent > config.record_share_percent)
    return faulty("inquiry_share_percent: at most record_share_percent");
  for (const std::uint32_t rate : {config.observer_rate_per_s, config.observer_burst,
                                   config.all_observers_rate_per_s, config.all_observers_burst}) {
    if (rate < 1 || rate > 1'000'000) return faulty("observers' rates: 1 to 1000000");
  }
  return success();
}

LinkRefusal Admission::admit(UnitId unit, RequestKind kind, std::size_t queued, MonotonicTime now)
{
  std::size_t percent = 100;
  if (kind == RequestKind::record) percent = m_config.record_share_percent;
  if (kind == RequestKind::check || kind == RequestKind::reserve)
    percent = m_config.check_share_percent;
  if (queued >= m_config.queue * percent / 100) return LinkRefusal::queue_full;
  const bool within =
      within_rate(m_used_until[unit], m_config.unit_rate_per_s, m_config.unit_burst, now);
  return within ? LinkRefusal::none : LinkRefusal::over_rate;
}

LinkRefusal Admission::admit_inquiry(const PeerIdentity& asker, std::size_t queued,
                                     MonotonicTime now)
{
  if (queued >= m_config.queue * m_config.inquiry_share_percent / 100)
    return LinkRefusal::queue_full;
  // Who asks too often takes nothing of what is there for all.
  const bool within = within_rate(m_asker_used_until[{asker.role, asker.number}],
                                  m_config.observer_rate_per_s, m_config.observer_burst, now) &&
                      within_rate(m_observers_used_until, m_config.all_observers_rate_per_s,
                                  m_config.all_observers_burst, now);
  return within ? LinkRefusal::none : LinkRefusal::over_rate;
}

} // namespace gatetwin
