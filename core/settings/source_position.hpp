// SPDX-License-Identifier: Apache-2.0
// Where something was written: kept for every value of a settings file, so that a fault found late
// still names its line.
#pragma once
#include "core/base/diagnostic.hpp"
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace gatetwin {

struct SourcePosition {
  std::shared_ptr<const std::string> file; // as given by the user; null: nowhere
  int line = 0;                            // 1-based
  int column = 0;                          // 1-based, in bytes
};

inline Diagnostic diagnostic_at(const SourcePosition& at, std::string message,
                                std::string hint = {})
{
  return {at.file ? *at.file : std::string(), at.line, at.column, std::move(message),
          std::move(hint)};
}

// By place, each fault once; at most a thousand, and then how many more.
void put_in_order(Diagnostics& diagnostics);

// From a path such as "stations.egates.units" or "routes.3.to" to where that value stands. Values
// that were not written (defaults) are found at what contains them.
class PositionMap {
public:
  void set(const std::string& path, const SourcePosition& at) { m_positions[path] = at; }
  SourcePosition find(std::string_view path) const
  {
    for (std::string key(path);;) {
      if (const auto found = m_positions.find(key); found != m_positions.end())
        return found->second;
      const auto dot = key.rfind('.');
      if (dot == std::string::npos) break;
      key.resize(dot);
    }
    const auto root = m_positions.find("");
    return root != m_positions.end() ? root->second : SourcePosition{};
  }
  bool contains(const std::string& path) const { return m_positions.count(path) > 0; }

private:
  std::map<std::string, SourcePosition> m_positions;
};

} // namespace gatetwin
