// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/backlog_curve.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

std::int64_t end_of(const BacklogCurve::Sample& sample)
{
  return sample.at_ns + static_cast<std::int64_t>(std::llround(sample.span_s * 1e9));
}

// Follows the work that is left over.
class OverloadFinder {
public:
  void look_at(const BacklogCurve::Sample& sample, double wait_s)
  {
    if (sample.came > 0) m_work_of_one_s = sample.work_s / sample.came;
    const bool over = sample.work_s > sample.could_do_s * (1 + 1e-9) + 1e-9;
    m_left_s = std::max(0.0, m_left_s + sample.work_s - sample.could_do_s);
    if (!m_inside && !over) return;
    if (!m_inside) begin(sample);
    if (over) {
      m_found.to_ns = end_of(sample);
      m_found.closed &= sample.could_do_s <= 0;
    }
    if (m_work_of_one_s > 0) m_most = std::max(m_most, m_left_s / m_work_of_one_s);
    if (sample.waiting > m_found.peak_backlog) {
      m_found.peak_backlog = sample.waiting;
      m_found.peak_at_ns = sample.at_ns;
    }
    if (sample.came > 0) m_found.longest_wait_s = std::max(m_found.longest_wait_s, wait_s);
    if (!over && m_left_s <= 0) end(end_of(sample), true);
  }
  void everybody_left(std::int64_t at_ns)
  {
    m_left_s = 0;
    if (m_inside) end(at_ns, true);
  }
  std::vector<Overload> finish(std::int64_t end_ns)
  {
    if (m_inside) end(end_ns, false);
    return std::move(m_overloads);
  }

private:
  void begin(const BacklogCurve::Sample& sample)
  {
    m_inside = true;
    m_found = {};
    m_found.closed = true;
    m_found.from_ns = m_found.peak_at_ns = sample.at_ns;
    m_most = 0;
  }
  void end(std::int64_t at_ns, bool cleared)
  {
    m_inside = false;
    m_found.cleared_ns = at_ns;
    m_found.to_ns = std::min(m_found.to_ns, at_ns);
    m_found.cleared = cleared;
    if (m_most >= 1) m_overloads.push_back(m_found);
  }

  bool m_inside = false;
  double m_left_s = 0, m_work_of_one_s = 0, m_most = 0;
  Overload m_found;
  std::vector<Overload> m_overloads;
};

} // namespace

void BacklogCurve::add(const Sample& sample)
{
  m_samples.push_back(sample);
  m_came.push_back(m_came_now);
  m_came_now += sample.came;
}

void BacklogCurve::turn_away(double persons)
{
  if (persons > 0) m_cleared.push_back(m_samples.size());
}

// Who comes as number n is called when n persons have left the queue.
std::vector<double> BacklogCurve::waits_s() const
{
  const std::size_t n = m_samples.size();
  std::vector<double> waits(n);
  std::size_t j = 0;
  const auto left = [&](std::size_t i) { return m_came[i] - m_samples[i].waiting; };
  for (std::size_t i = 0; i < n; ++i) {
    j = std::max(j, i);
    // The last ones of a queue that dies away never quite leave it.
    const double called = m_came[i] - std::min(0.5, 0.005 * m_samples[i].waiting) - 1e-9;
    while (j < n && left(j) < called) ++j;
    const auto from_ns = static_cast<double>(m_samples[i].at_ns);
    if (j >= n) { // not within what was followed, but at the pace of its end
      const double pace = n > 1 ? (left(n - 1) - left(n - 2)) / m_samples[n - 2].span_s : 0;
      waits[i] = (static_cast<double>(m_samples.back().at_ns) - from_ns) * 1e-9;
      if (pace > 0) waits[i] += (called - left(n - 1)) / pace;
    } else if (j > i) {
      const double before = left(j - 1), after = left(j);
      const double part = after > before ? (called - before) / (after - before) : 1;
      const auto start_ns = static_cast<double>(m_samples[j - 1].at_ns);
      const auto end_ns = static_cast<double>(m_samples[j].at_ns);
      const double at_ns = start_ns + std::clamp(part, 0.0, 1.0) * (end_ns - start_ns);
      waits[i] = std::max(0.0, at_ns - from_ns) * 1e-9;
    }
  }
  return waits;
}

// J. D. C. Little 1961: what all wait together is the area under the queue.
double BacklogCurve::mean_wait_s(std::int64_t from_ns, std::int64_t to_ns) const
{
  double area = 0, persons = 0;
  for (std::size_t i = 0; i < m_samples.size(); ++i) {
    if (m_samples[i].at_ns < from_ns) continue;
    const double next = i + 1 < m_samples.size() ? m_samples[i + 1].waiting : 0;
    area += (m_samples[i].waiting + next) / 2 * m_samples[i].span_s;
    if (m_samples[i].at_ns < to_ns) persons += m_samples[i].came;
  }
  if (persons <= 0 || m_samples.empty()) return 0;
  // Who still waits at the end is called at the pace of the end.
  const Sample& last = m_samples.back();
  const std::vector<double> waits = waits_s();
  return (area + last.waiting * waits.back() / 2) / persons;
}

double BacklogCurve::mean_queue(std::int64_t from_ns, std::int64_t to_ns) const
{
  double sum = 0, span_s = 0;
  for (const Sample& sample : m_samples) {
    if (sample.at_ns < from_ns || sample.at_ns >= to_ns) continue;
    sum += sample.waiting * sample.span_s;
    span_s += sample.span_s;
  }
  return span_s > 0 ? sum / span_s : 0;
}

double BacklogCurve::peak_queue() const
{
  double peak = 0;
  for (const Sample& sample : m_samples) peak = std::max(peak, sample.waiting);
  return peak;
}

std::vector<Overload> BacklogCurve::overloads() const
{
  if (m_samples.empty()) return {};
  const std::vector<double> waits = waits_s();
  OverloadFinder finder;
  auto cleared = m_cleared.begin();
  for (std::size_t i = 0; i < m_samples.size(); ++i) {
    for (; cleared != m_cleared.end() && *cleared == i; ++cleared)
      finder.everybody_left(m_samples[i].at_ns);
    finder.look_at(m_samples[i], waits[i]);
  }
  return finder.finish(end_of(m_samples.back()));
}

std::vector<BacklogCurve::HourFigures> BacklogCurve::by_hour(std::int64_t hour_ns) const
{
  const std::vector<double> waits = waits_s();
  std::vector<HourFigures> hours;
  std::vector<double> span_s;
  for (std::size_t i = 0; i < m_samples.size(); ++i) {
    const Sample& sample = m_samples[i];
    const auto hour = static_cast<std::size_t>(sample.at_ns / hour_ns);
    if (hours.size() <= hour) {
      hours.resize(hour + 1);
      span_s.resize(hour + 1);
    }
    hours[hour].queue_mean += sample.waiting * sample.span_s;
    hours[hour].wait_s += waits[i] * sample.came;
    hours[hour].persons += sample.came;
    span_s[hour] += sample.span_s;
  }
  for (std::size_t h = 0; h < hours.size(); ++h) {
    hours[h].queue_mean = span_s[h] > 0 ? hours[h].queue_mean / span_s[h] : 0;
    if (hours[h].persons > 0) hours[h].wait_s /= hours[h].persons;
  }
  return hours;
}

} // namespace gatetwin
