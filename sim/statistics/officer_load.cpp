// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/officer_load.hpp"
#include "sim/statistics/time_cells.hpp"
#include <algorithm>

namespace gatetwin {

std::vector<OfficerCalls::Call>::iterator OfficerCalls::find(std::uint64_t transaction)
{
  return std::find_if(m_open.begin(), m_open.end(),
                      [=](const Call& open) { return open.transaction == transaction; });
}

bool OfficerCalls::call(std::uint64_t transaction, std::int64_t now_ns)
{
  if (find(transaction) != m_open.end()) return false;
  m_open.push_back({transaction, now_ns});
  return true;
}

std::optional<std::int64_t> OfficerCalls::acknowledge(std::uint64_t transaction,
                                                      std::int64_t now_ns)
{
  const auto open = find(transaction);
  if (open == m_open.end() || open->attended) return std::nullopt;
  open->attended = true;
  return now_ns - open->called_ns;
}

std::optional<OfficerCalls::Ended> OfficerCalls::end(std::uint64_t transaction, std::int64_t now_ns)
{
  const auto open = find(transaction);
  if (open == m_open.end()) return std::nullopt;
  Ended ended{open->attended, std::nullopt};
  if (!open->attended) ended.response_ns = now_ns - open->called_ns;
  m_open.erase(open);
  return ended;
}

std::optional<OfficerCalls::Ended> OfficerCalls::overflow()
{
  if (m_open.size() <= most_open) return std::nullopt;
  const Ended oldest{m_open.front().attended, std::nullopt};
  m_open.erase(m_open.begin());
  return oldest;
}

void OfficerLoad::begin(std::int64_t now_ns)
{
  m_busy.step_up(now_ns);
  m_most = std::max(m_most, m_busy.level());
  if (m_busy.level() == 1) m_any.step_up(now_ns);
  if (m_busy.level() == 2) m_several.step_up(now_ns);
}

void OfficerLoad::end(std::int64_t now_ns)
{
  if (m_busy.level() == 2) m_several.step_down(now_ns);
  if (m_busy.level() == 1) m_any.step_down(now_ns);
  m_busy.step_down(now_ns);
}

void OfficerLoad::flush(std::int64_t now_ns, std::optional<std::size_t> cell)
{
  const OfficerArea area{m_busy.take_area(now_ns), m_any.take_area(now_ns),
                         m_several.take_area(now_ns), static_cast<double>(now_ns - m_flushed_ns)};
  m_flushed_ns = now_ns;
  if (!cell) return;
  m_total.add(area);
  m_cells[*cell].add(area);
}

void OfficerLoad::fold_cells()
{
  fold_pairs(m_cells, [](OfficerArea& to, const OfficerArea& from) { to.add(from); });
}

} // namespace gatetwin
