// SPDX-License-Identifier: Apache-2.0
#include "core/domain/unit_report.hpp"
#include <algorithm>

namespace gatetwin {

bool is_journal_name(std::string_view name)
{
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= 96 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), fits);
}

} // namespace gatetwin
