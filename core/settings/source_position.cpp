// SPDX-License-Identifier: Apache-2.0
#include "core/settings/source_position.hpp"
#include <algorithm>
#include <tuple>

namespace gatetwin {

void put_in_order(Diagnostics& diagnostics)
{
  const auto place = [](const Diagnostic& d) { return std::tie(d.file, d.line, d.column); };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
    return place(a) == place(b) && a.message == b.message;
  };
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
  constexpr std::size_t most_diagnostics = 1000;
  if (diagnostics.size() > most_diagnostics) {
    const std::size_t more = diagnostics.size() - most_diagnostics;
    diagnostics.resize(most_diagnostics);
    diagnostics.push_back(
        {diagnostics.back().file, 0, 0, std::to_string(more) + " more faults", "mend these first"});
  }
}

} // namespace gatetwin
