// SPDX-License-Identifier: Apache-2.0
// Checks in a form that gmock compares and prints.
#pragma once
#include "core/domain/checked_document.hpp"
#include <gmock/gmock.h>
#include <ostream>
#include <utility>
#include <vector>

namespace gatetwin {

struct FailedCheck {
  CheckKind kind;
  Reason reason;
  bool operator==(const FailedCheck&) const = default;
};
inline void PrintTo(const FailedCheck& check, std::ostream* out)
{
  *out << to_string(check.kind) << ": " << to_string(check.reason);
}
inline FailedCheck failed(CheckKind kind, Reason reason) { return {kind, reason}; }

template <typename Checks>
std::vector<FailedCheck> checks_that_ended(const Checks& checks, CheckResult result)
{
  std::vector<FailedCheck> found;
  for (const CheckRecord& check : checks) {
    if (check.result == result) found.push_back({check.kind, check.reason});
  }
  return found;
}
template <typename Checks> std::vector<FailedCheck> failed_checks(const Checks& checks)
{
  return checks_that_ended(checks, CheckResult::failed);
}

} // namespace gatetwin
