// SPDX-License-Identifier: Apache-2.0
#include "core/link/admission.hpp"
#include <algorithm>

namespace gatetwin {

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
  return success();
}

bool Admission::within_rate(UnitId unit, MonotonicTime now)
{
  const Duration each{1'000'000'000 / m_config.unit_rate_per_s};
  MonotonicTime& used_until = m_used_until[unit];
  const MonotonicTime from = std::max(used_until, now);
  if (from - now > each * (static_cast<std::int64_t>(m_config.unit_burst) - 1)) return false;
  used_until = from + each;
  return true;
}

LinkRefusal Admission::admit(UnitId unit, RequestKind kind, std::size_t queued, MonotonicTime now)
{
  std::size_t percent = 100;
  if (kind == RequestKind::record) percent = m_config.record_share_percent;
  if (kind == RequestKind::check || kind == RequestKind::reserve)
    percent = m_config.check_share_percent;
  if (queued >= m_config.queue * percent / 100) return LinkRefusal::queue_full;
  return within_rate(unit, now) ? LinkRefusal::none : LinkRefusal::over_rate;
}

} // namespace gatetwin
