// SPDX-License-Identifier: Apache-2.0
// How much each check of a scan counts: by the unit's weights for the kind of the document.
#include "tests/core/document/inspection_expectations.hpp"

namespace gatetwin {
namespace {

using testing::ElementsAre;

CheckWeight weight_of(const CheckedDocument& document, CheckKind kind)
{
  for (const CheckRecord& check : document.checks) {
    if (check.kind == kind) return check.weight;
  }
  return CheckWeight::mandatory;
}

TEST(WeighedInspection, CountsAnOptionalCheckOnlyWhereItCouldBeCarriedOut)
{
  TestAuthority authority;
  authority.weights.set(DocumentKind::border_pass, CheckKind::revocation, CheckWeight::optional);
  const Bytes pass = authority.pass();
  const CheckedDocument old_list = authority.inspect(pass, test_now + days(2));
  EXPECT_EQ(open_checks(old_list),
            std::vector{failed(CheckKind::revocation, Reason::revocation_list_stale)});
  EXPECT_EQ(overall(old_list), CheckResult::successful);
  EXPECT_EQ(authenticity(old_list), CheckResult::successful);
  EXPECT_EQ(weight_of(old_list, CheckKind::revocation), CheckWeight::optional);
  EXPECT_EQ(weight_of(old_list, CheckKind::trust), CheckWeight::mandatory);
  const DocumentRef ref = authority.inspect(pass).ref;
  authority.revocations = RevocationList(2, test_now, {ref}, {});
  expect_only(authority.inspect(pass), CheckKind::revocation, Reason::document_revoked);
  EXPECT_EQ(authenticity(authority.inspect(pass)), CheckResult::failed);
}

TEST(WeighedInspection, MakesAnEvaluatoryCheckAndDoesNotCountIt)
{
  TestAuthority authority;
  authority.weights.set(DocumentKind::border_pass, CheckKind::signer_validity,
                        CheckWeight::evaluatory);
  TrustedSigner expired = trusted(test_signer(), authority.issuer.public_key());
  expired.valid_until = test_now;
  authority.trust_only(expired);
  const CheckedDocument document = authority.inspect(authority.pass());
  EXPECT_THAT(failures(document),
              ElementsAre(failed(CheckKind::signer_validity, Reason::signer_expired)));
  EXPECT_EQ(authenticity(document), CheckResult::successful);
  EXPECT_EQ(overall(document), CheckResult::successful);
  EXPECT_EQ(overall_reason(document.checks), Reason::none);
  // It takes nothing from what counts beside it.
  Bytes forged = authority.pass();
  forged.back() ^= std::byte{1};
  EXPECT_EQ(overall_reason(authority.inspect(forged).checks), Reason::signature_wrong);
}

TEST(WeighedInspection, WeighsByTheKindOfTheDocumentAlone)
{
  TestAuthority authority;
  authority.weights.set(DocumentKind::port_permit, CheckKind::revocation, CheckWeight::optional);
  EXPECT_EQ(overall(authority.inspect(authority.pass(), test_now + days(2))),
            CheckResult::undetermined);
  EXPECT_EQ(overall(authority.inspect(authority.pass(profile::port_permit), test_now + days(2))),
            CheckResult::successful);
}

TEST(WeighedInspection, LogsAnEvaluatoryCrossCheckThatFailedAndAdmitsThePass)
{
  TestAuthority authority;
  MrzFields other = holder_passport();
  other.birth = {1990, 1, 1};
  const std::string zone = mrz_of(other);
  expect_only(authority.inspect(authority.pass(), test_now, zone), CheckKind::cross_check,
              Reason::seal_mrz_mismatch);
  authority.weights.set(DocumentKind::border_pass, CheckKind::cross_check, CheckWeight::evaluatory);
  const CheckedDocument document = authority.inspect(authority.pass(), test_now, zone);
  EXPECT_THAT(failures(document),
              ElementsAre(failed(CheckKind::cross_check, Reason::seal_mrz_mismatch)));
  EXPECT_EQ(overall(document), CheckResult::successful);
}

// Whatever a unit's settings say: a document that can't be read is no document of a kind.
TEST(WeighedInspection, LetsEveryCheckOfAnUnknownDocumentCount)
{
  TestAuthority authority;
  for (std::size_t d = 1; d < document_kinds; ++d) {
    for (std::size_t k = 0; k < check_kinds; ++k)
      authority.weights.set(static_cast<DocumentKind>(d), static_cast<CheckKind>(k),
                            CheckWeight::evaluatory);
  }
  Bytes torn = authority.pass();
  torn.resize(torn.size() / 2);
  for (const CheckedDocument& document :
       {authority.inspect(torn), authority.inspect({}), authority.inspect({}, test_now, "P<VNM")}) {
    EXPECT_EQ(overall(document), CheckResult::failed);
    for (const CheckRecord& check : document.checks)
      EXPECT_EQ(check.weight, CheckWeight::mandatory) << to_string(check.kind);
  }
}

} // namespace
} // namespace gatetwin
