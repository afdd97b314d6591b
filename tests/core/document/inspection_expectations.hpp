// SPDX-License-Identifier: Apache-2.0
// What an inspection is expected to end with: the one broken step, alone; and the passport of the
// sample passes' holder.
#pragma once
#include "core/document/mrz_writer.hpp"
#include "tests/core/document/check_matchers.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>

namespace gatetwin {

inline CheckResult overall(const CheckedDocument& document)
{
  return overall_result(document.checks);
}

inline std::vector<FailedCheck> failures(const CheckedDocument& document)
{
  std::vector<FailedCheck> found;
  for (const FailedCheck& check : failed_checks(document.checks)) {
    if (check.kind != CheckKind::seal_authenticity) found.push_back(check);
  }
  return found;
}
inline std::vector<FailedCheck> open_checks(const CheckedDocument& document)
{
  std::vector<FailedCheck> found;
  for (const FailedCheck& check : checks_that_ended(document.checks, CheckResult::undetermined)) {
    if (check.kind != CheckKind::seal_authenticity) found.push_back(check);
  }
  return found;
}
inline CheckResult authenticity(const CheckedDocument& document)
{
  for (const CheckRecord& check : document.checks) {
    if (check.kind == CheckKind::seal_authenticity) return check.result;
  }
  return CheckResult::aborted;
}

inline void expect_only(const CheckedDocument& document, CheckKind kind, Reason reason)
{
  EXPECT_THAT(failures(document), testing::ElementsAre(failed(kind, reason)));
  EXPECT_THAT(open_checks(document), testing::IsEmpty());
  EXPECT_EQ(overall(document), CheckResult::failed);
  EXPECT_EQ(overall_reason(document.checks), reason) << to_string(overall_reason(document.checks));
}
inline void expect_open(const CheckedDocument& document, std::vector<FailedCheck> expected)
{
  EXPECT_THAT(failures(document), testing::IsEmpty());
  EXPECT_EQ(open_checks(document), expected);
  EXPECT_EQ(overall(document), CheckResult::undetermined);
}

inline MrzFields holder_passport()
{
  MrzFields fields;
  fields.format = MrzFormat::td3;
  fields.code = "P";
  fields.issuer = "VNM";
  fields.number = "B1234567";
  fields.nationality = "VNM";
  fields.name = "Nguyễn<<Thị Hồng Đào";
  fields.birth = {1985, 6, 17};
  fields.expiry = {2030, 1, 31};
  fields.sex = Sex::female;
  return fields;
}
inline std::string mrz_of(const MrzFields& fields)
{
  return std::string(write_mrz(fields).value().text());
}

} // namespace gatetwin
