// SPDX-License-Identifier: Apache-2.0
#include "core/domain/checked_document.hpp"

namespace gatetwin {
namespace {

const CheckRecord* deciding(const CheckList& checks)
{
  for (const CheckResult worst :
       {CheckResult::aborted, CheckResult::failed, CheckResult::undetermined}) {
    for (const CheckRecord& check : checks) {
      if (check.result == worst) return &check;
    }
  }
  return nullptr;
}

} // namespace

CheckResult overall_result(const CheckList& checks)
{
  if (const CheckRecord* check = deciding(checks)) return check->result;
  for (const CheckRecord& check : checks) {
    if (check.result == CheckResult::successful) return CheckResult::successful;
  }
  return CheckResult::undetermined;
}

Reason overall_reason(const CheckList& checks)
{
  const CheckRecord* check = deciding(checks);
  return check ? check->reason : Reason::none;
}

} // namespace gatetwin
