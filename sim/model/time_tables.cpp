// SPDX-License-Identifier: Apache-2.0
#include "sim/model/time_tables.hpp"
#include "core/base/calendar_date.hpp"
#include "core/base/check.hpp"
#include "sim/scenario/time_zone.hpp"
#include <algorithm>
#include <map>

namespace gatetwin {
namespace {

constexpr std::int64_t day_s = 86400;

const google::protobuf::RepeatedPtrField<scenario::TimeRange>& ranges_of(const scenario::Week& week,
                                                                         int weekday)
{
  switch (weekday) {
  case 0: return week.mon();
  case 1: return week.tue();
  case 2: return week.wed();
  case 3: return week.thu();
  case 4: return week.fri();
  case 5: return week.sat();
  default: return week.sun();
  }
}

// Touching spans become one; equal values only.
void append(TimeTable& table, TimeSpan span)
{
  if (!table.empty() && table.back().to_ns >= span.from_ns && table.back().value == span.value) {
    table.back().to_ns = std::max(table.back().to_ns, span.to_ns);
  } else if (span.from_ns < span.to_ns) {
    table.push_back(span);
  }
}

// Adds up overlapping spans.
class Tally {
public:
  Tally(const std::string& zone, const RunCalendar& run) : m_zone(zone), m_run(run) {}

  void add(std::int64_t from_local, std::int64_t to_local, std::int64_t value)
  {
    const std::int64_t from =
        std::clamp<std::int64_t>(m_run.run_time_ns(from_local, m_zone), 0, m_run.length_ns);
    const std::int64_t to =
        std::clamp<std::int64_t>(m_run.run_time_ns(to_local, m_zone), 0, m_run.length_ns);
    if (from >= to) return;
    m_changes[from] += value;
    m_changes[to] -= value;
  }
  TimeTable table() const
  {
    TimeTable spans;
    std::int64_t level = 0, since = 0;
    for (const auto& [at, change] : m_changes) {
      if (level > 0) append(spans, {since, at, static_cast<std::uint32_t>(level)});
      level += change;
      since = at;
    }
    return spans;
  }

private:
  std::string m_zone;
  RunCalendar m_run;
  std::map<std::int64_t, std::int64_t> m_changes;
};

std::int64_t span_length(std::uint32_t from, std::uint32_t to)
{
  return to > from ? to - from : to + day_s - from;
}

} // namespace

std::int64_t RunCalendar::run_time_ns(std::int64_t local, const std::string& zone) const
{
  return (local_to_instant(local, zone).instant - start).ns;
}

std::int64_t RunCalendar::first_day(const std::string& zone) const
{
  return days_since_epoch(local_date(start, utc_offset_at(start, zone))) - 1;
}

std::int64_t RunCalendar::last_day(const std::string& zone) const
{
  const WallTime end = start + nanoseconds(length_ns);
  return days_since_epoch(local_date(end, utc_offset_at(end, zone))) + 1;
}

int weekday_of(std::int64_t days_since_1970)
{
  return static_cast<int>(((days_since_1970 + 3) % 7 + 7) % 7); // 1970-01-01 was a Thursday
}

TimeTable open_table(const scenario::Week& week, const std::string& zone, const RunCalendar& run)
{
  Tally tally(zone, run);
  for (std::int64_t day = run.first_day(zone); day <= run.last_day(zone); ++day) {
    for (const scenario::TimeRange& range : ranges_of(week, weekday_of(day))) {
      const std::int64_t from = day * day_s + range.from();
      tally.add(from, from + span_length(range.from(), range.to()), 1);
    }
  }
  TimeTable table;
  for (TimeSpan span : tally.table()) { // a span past midnight may overlap the next day's
    span.value = 1;
    append(table, span);
  }
  return table;
}

TimeTable staff_table(const google::protobuf::RepeatedPtrField<scenario::Shift>& shifts,
                      const std::string& zone, const RunCalendar& run)
{
  Tally tally(zone, run);
  for (const scenario::Shift& shift : shifts) {
    unsigned days = 0;
    for (const int day : shift.days().day()) days |= 1U << day;
    for (std::int64_t day = run.first_day(zone); day <= run.last_day(zone); ++day) {
      if ((days >> weekday_of(day) & 1U) == 0) continue;
      const std::int64_t from = day * day_s + shift.hours().from();
      tally.add(from, from + span_length(shift.hours().from(), shift.hours().to()),
                shift.officers());
      for (const scenario::Break& pause : shift.breaks()) {
        const std::int64_t into = (pause.hours().from() + day_s - shift.hours().from()) % day_s;
        const std::int64_t away = pause.away() == 0 ? shift.officers() : pause.away();
        tally.add(from + into, from + into + span_length(pause.hours().from(), pause.hours().to()),
                  -away);
      }
    }
  }
  return tally.table();
}

TimeTable overlap(const TimeTable& a, const TimeTable& b)
{
  TimeTable both;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    append(both,
           {std::max(a[i].from_ns, b[k].from_ns), std::min(a[i].to_ns, b[k].to_ns), a[i].value});
    if (a[i].to_ns <= b[k].to_ns)
      ++i;
    else
      ++k;
  }
  return both;
}

bool covers_run(const TimeTable& table, const RunCalendar& run)
{
  return table.size() == 1 && table[0].from_ns <= 0 && table[0].to_ns >= run.length_ns;
}

} // namespace gatetwin
