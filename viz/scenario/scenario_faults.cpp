// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/scenario_faults.hpp"
#include <algorithm>
#include <charconv>
#include <utility>

namespace gatetwin::viz {
namespace {

// Cuts ":NUMBER" off the end.
bool cut_number(std::string_view& text, std::size_t& number)
{
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, number);
  if (read.ec != std::errc() || read.ptr != end) return false;
  text = text.substr(0, colon);
  return true;
}

} // namespace

std::size_t offset_of(std::string_view text, std::size_t line, std::size_t column)
{
  std::size_t at = 0;
  for (std::size_t l = 1; l < line && at < text.size(); ++l)
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return std::min(at + (column > 0 ? column - 1 : 0), end);
}

std::vector<ScenarioFault> parse_faults(std::string_view output, std::string_view file,
                                        const std::string& text, const YamlItem& root)
{
  static constexpr std::string_view mark = ": error: ";
  std::vector<ScenarioFault> faults;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    const std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos) continue;
    ScenarioFault fault;
    std::string_view where = line.substr(0, at);
    fault.message = line.substr(at + mark.size());
    std::string_view whole = where;
    if (cut_number(where, fault.column) && !cut_number(where, fault.line)) {
      fault.line = std::exchange(fault.column, 0);
    } else if (fault.line == 0) {
      where = whole;
    }
    if (where != file)
      fault.file = where;
    else if (fault.line > 0)
      fault.path = path_at(root, offset_of(text, fault.line, fault.column));
    faults.push_back(std::move(fault));
  }
  return faults;
}

} // namespace gatetwin::viz
