// SPDX-License-Identifier: Apache-2.0
#include "core/domain/checked_document.hpp"
#include <array>

namespace gatetwin {
namespace {

bool counts(const CheckRecord& check)
{
  if (check.weight == CheckWeight::evaluatory) return false;
  return check.weight != CheckWeight::optional || check.result != CheckResult::undetermined;
}

constexpr PackedChecks packed_base = static_cast<PackedChecks>(CheckResult::aborted) + 2;

constexpr auto place_values = [] {
  std::array<PackedChecks, check_kinds> values{};
  PackedChecks value = 1;
  for (PackedChecks& place : values) {
    place = value;
    value *= packed_base;
  }
  return values;
}();
static_assert(packed_base == 6 && place_values.back() < (PackedChecks{1} << 57));

PackedChecks place_of(CheckKind kind) { return place_values[static_cast<std::size_t>(kind)]; }

int severity(CheckResult result)
{
  switch (result) {
  case CheckResult::not_supported: return 0;
  case CheckResult::successful: return 1;
  case CheckResult::undetermined: return 2;
  case CheckResult::failed: return 3;
  case CheckResult::aborted: break;
  }
  return 4;
}

// The first of the worst that count; null: all that count were successful, or none does.
const CheckRecord* deciding(const CheckList& checks)
{
  const CheckRecord* worst = nullptr;
  int worst_severity = severity(CheckResult::successful);
  for (const CheckRecord& check : checks) {
    if (severity(check.result) <= worst_severity || !counts(check)) continue;
    worst = &check;
    worst_severity = severity(check.result);
  }
  return worst;
}

} // namespace

CheckResult overall_result(const CheckList& checks)
{
  if (const CheckRecord* check = deciding(checks)) return check->result;
  for (const CheckRecord& check : checks) {
    if (check.result == CheckResult::successful && counts(check)) return CheckResult::successful;
  }
  return CheckResult::undetermined;
}

Reason overall_reason(const CheckList& checks)
{
  const CheckRecord* check = deciding(checks);
  return check ? check->reason : Reason::none;
}

PackedChecks pack(const CheckList& checks)
{
  PackedChecks packed = 0;
  for (const CheckRecord& check : checks) {
    const PackedChecks place = place_of(check.kind);
    const PackedChecks digit = static_cast<PackedChecks>(check.result) + 1;
    const PackedChecks before = packed / place % packed_base;
    if (before == 0)
      packed += digit * place;
    else if (severity(static_cast<CheckResult>(before - 1)) < severity(check.result))
      packed = packed - before * place + digit * place;
  }
  return packed;
}

std::optional<CheckResult> result_of(PackedChecks checks, CheckKind kind)
{
  const PackedChecks digit = checks / place_of(kind) % packed_base;
  if (digit == 0) return std::nullopt;
  return static_cast<CheckResult>(digit - 1);
}

std::int64_t result_and_weight(const CheckRecord& check)
{
  return static_cast<std::int64_t>(check.result) | static_cast<std::int64_t>(check.weight) << 8;
}

CheckResult result_in(std::int64_t packed) { return static_cast<CheckResult>(packed & 0xFF); }

CheckWeight weight_in(std::int64_t packed) { return static_cast<CheckWeight>(packed >> 8 & 0xFF); }

} // namespace gatetwin
