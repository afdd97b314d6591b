// SPDX-License-Identifier: Apache-2.0
#include "core/centre/number_watch.hpp"
#include <algorithm>

namespace gatetwin {

std::optional<NumberWatch::Twins> NumberWatch::on_report(UnitId unit, std::string_view journal)
{
  std::vector<Journal>& seen = m_seen[unit];
  if (!seen.empty() && seen.back().name == journal) return std::nullopt;
  const auto known = std::find_if(seen.begin(), seen.end(),
                                  [&](const Journal& one) { return one.name == journal; });
  if (known == seen.end()) {
    if (seen.size() == most_remembered) seen.erase(seen.begin());
    seen.push_back({std::string(journal)});
    return std::nullopt;
  }
  const std::string other = seen.back().name;
  ++known->returns;
  std::rotate(known, known + 1, seen.end());
  if (seen.back().returns < 2) return std::nullopt;
  return Twins{seen.back().name, other};
}

} // namespace gatetwin
