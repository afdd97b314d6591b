// SPDX-License-Identifier: Apache-2.0
// Each test breaks one thing and leaves all others right: the one reason must be in the list,
// alone.
#include "core/document/c40.hpp"
#include "core/document/document_inspector.hpp"
#include "core/document/document_ref.hpp"
#include "core/document/mrz_writer.hpp"
#include "tests/core/document/check_matchers.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

CheckResult overall(const CheckedDocument& document) { return overall_result(document.checks); }

std::vector<FailedCheck> failures(const CheckedDocument& document)
{
  std::vector<FailedCheck> found;
  for (const FailedCheck& check : failed_checks(document.checks)) {
    if (check.kind != CheckKind::seal_authenticity) found.push_back(check);
  }
  return found;
}
std::vector<FailedCheck> open_checks(const CheckedDocument& document)
{
  std::vector<FailedCheck> found;
  for (const FailedCheck& check : checks_that_ended(document.checks, CheckResult::undetermined)) {
    if (check.kind != CheckKind::seal_authenticity) found.push_back(check);
  }
  return found;
}
CheckResult authenticity(const CheckedDocument& document)
{
  for (const CheckRecord& check : document.checks) {
    if (check.kind == CheckKind::seal_authenticity) return check.result;
  }
  return CheckResult::aborted;
}

void expect_only(const CheckedDocument& document, CheckKind kind, Reason reason)
{
  EXPECT_THAT(failures(document), ElementsAre(failed(kind, reason)));
  EXPECT_THAT(open_checks(document), IsEmpty());
  EXPECT_EQ(overall(document), CheckResult::failed);
  EXPECT_EQ(overall_reason(document.checks), reason) << to_string(overall_reason(document.checks));
}
void expect_open(const CheckedDocument& document, std::vector<FailedCheck> expected)
{
  EXPECT_THAT(failures(document), IsEmpty());
  EXPECT_EQ(open_checks(document), expected);
  EXPECT_EQ(overall(document), CheckResult::undetermined);
}

MrzFields holder_passport()
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
std::string mrz_of(const MrzFields& fields)
{
  return std::string(write_mrz(fields).value().text());
}

TEST(DocumentInspector, RunsTheWholeChainInOrder)
{
  TestAuthority authority;
  const CheckedDocument document = authority.inspect(authority.pass());
  std::vector<CheckKind> order;
  for (const CheckRecord& check : document.checks) {
    order.push_back(check.kind);
    EXPECT_EQ(check.result, CheckResult::successful)
        << to_string(check.kind) << to_string(check.reason);
  }
  EXPECT_THAT(order,
              ElementsAre(CheckKind::presence, CheckKind::technology, CheckKind::decoding,
                          CheckKind::structure, CheckKind::meaning, CheckKind::signer_signature,
                          CheckKind::signer_validity, CheckKind::revocation, CheckKind::trust,
                          CheckKind::seal_authenticity, CheckKind::issuer_match,
                          CheckKind::document_type, CheckKind::document_expiry));
}

TEST(DocumentInspector, SaysWhatThePassSays)
{
  TestAuthority authority;
  const CheckedDocument document = authority.inspect(authority.pass());
  EXPECT_EQ(document.kind, DocumentKind::border_pass);
  EXPECT_EQ(document.issuer.view(), "VNM");
  EXPECT_EQ(document.number.view(), "GT0012345678");
  EXPECT_EQ(document.nationality.view(), "VNM");
  EXPECT_EQ(document.name.view(), "NGUYEN<<THI<HONG<DAO");
  EXPECT_EQ(document.birth, (CalendarDate{1985, 6, 0}));
  EXPECT_EQ(document.valid_from, (CalendarDate{2026, 3, 3}));
  EXPECT_EQ(document.valid_until, (CalendarDate{2026, 3, 31}));
  EXPECT_EQ(document.areas.view(), "MC1,HN2");
  EXPECT_EQ(document.ref, document_ref(test_ref_key, "VNM", "GT0012345678"));
}

TEST(DocumentInspector, NothingInViewIsAFailedPresence)
{
  TestAuthority authority;
  const CheckedDocument document = authority.inspect({});
  EXPECT_THAT(failures(document), ElementsAre(failed(CheckKind::presence, Reason::empty_input)));
  EXPECT_EQ(document.ref, DocumentRef{});
}

TEST(DocumentInspector, AnEmptySymbolIsAFailedDecoding)
{
  TestAuthority authority;
  DocumentInspector inspector(TestAuthority::config(),
                              {&authority.trust, &authority.revocations, nullptr});
  DocumentScan scan;
  scan.labels_in_view = 1;
  EXPECT_THAT(failures(inspector.inspect(scan, {{}, test_now})),
              ElementsAre(failed(CheckKind::decoding, Reason::empty_input)));
}

TEST(DocumentInspector, SeveralSymbolsInViewAbort)
{
  TestAuthority authority;
  DocumentInspector inspector(TestAuthority::config(),
                              {&authority.trust, &authority.revocations, nullptr});
  const Bytes pass = authority.pass();
  for (const int count : {2, 9, 255}) {
    DocumentScan scan;
    scan.label = pass;
    scan.labels_in_view = static_cast<std::uint8_t>(count);
    const CheckedDocument document = inspector.inspect(scan, {{}, test_now});
    EXPECT_EQ(overall(document), CheckResult::aborted);
    EXPECT_EQ(overall_reason(document.checks), Reason::several_seals);
    EXPECT_EQ(document.ref, DocumentRef{});
  }
}

// --- the signer ---------------------------------------------------------------------------------

TEST(DocumentInspector, AnotherKeyUnderTheSameNameIsAWrongSignature)
{
  TestAuthority authority;
  const SealIssuer forger(test_signer(), test_key(Curve::p256, 66));
  const Bytes forged = forger
                           .issue(profile_of(profile::border_pass),
                                  sample_content(profile::border_pass), issue_day, issue_day)
                           .value();
  const CheckedDocument document = authority.inspect(forged);
  expect_only(document, CheckKind::signer_signature, Reason::signature_wrong);
  EXPECT_EQ(authenticity(document), CheckResult::failed);
}

TEST(DocumentInspector, SignatureFaultsHaveTheirOwnReasons)
{
  TestAuthority authority;
  const Bytes pass = authority.pass();
  const Bytes body(pass.begin(), pass.end() - 66);
  const auto with_signature = [&](const Bytes& signature) {
    Bytes bytes = body;
    append_signature(bytes, signature);
    return authority.inspect(bytes);
  };
  expect_only(with_signature(Bytes(64)), CheckKind::signer_signature,
              Reason::signature_range); // the psychic one
  expect_only(with_signature(Bytes(64, std::byte{0xFF})), CheckKind::signer_signature,
              Reason::signature_range);
  expect_only(with_signature(Bytes(64, std::byte{0x01})), CheckKind::signer_signature,
              Reason::signature_wrong);
  expect_only(with_signature(Bytes(96, std::byte{0x01})), CheckKind::signer_signature,
              Reason::signer_wrong_key);
  expect_only(with_signature(Bytes(70, std::byte{0x30})), CheckKind::signer_signature,
              Reason::signature_length);
  expect_only(with_signature({}), CheckKind::signer_signature, Reason::signature_length);
  // a right signature, but over another header
  SealContent other = sample_content(profile::border_pass);
  other.number = short_text<24>("GT0012345679");
  const Bytes second = authority.pass(profile::border_pass, other);
  expect_only(with_signature(Bytes(second.end() - 64, second.end())), CheckKind::signer_signature,
              Reason::signature_wrong);
}

TEST(DocumentInspector, SignerMustBeValidNowAndOnTheDayOfTheSignature)
{
  TestAuthority authority;
  const Bytes pass = authority.pass();
  TrustedSigner entry = trusted(test_signer(), authority.issuer.public_key());
  entry.valid_until = test_now;
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::signer_validity, Reason::signer_expired);
  entry.valid_until = test_now + nanoseconds(1);
  authority.trust_only(entry);
  EXPECT_EQ(overall(authority.inspect(pass)), CheckResult::successful);
  entry = trusted(test_signer(), authority.issuer.public_key());
  entry.valid_from = test_now + nanoseconds(1);
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::signer_validity, Reason::signer_not_yet_valid);
  entry.valid_from = at(2026, 3, 3); // valid now, but not on 2 March
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::signer_validity, Reason::signer_not_yet_valid);
}

TEST(DocumentInspector, SignerRevokedInEitherListIsRefused)
{
  TestAuthority authority;
  const Bytes pass = authority.pass();
  TrustedSigner entry = trusted(test_signer(), authority.issuer.public_key());
  entry.revoked_at = test_now;
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::revocation, Reason::signer_revoked);
  EXPECT_EQ(overall(authority.inspect(pass, test_now + nanoseconds(-1))), CheckResult::successful);
  entry.revoked_at = {};
  authority.trust_only(entry);
  authority.revocations =
      RevocationList(2, test_now, {}, {{short_text<4>("VNTS"), short_text<64>("5B")}});
  expect_only(authority.inspect(pass), CheckKind::revocation, Reason::signer_revoked);
}

TEST(DocumentInspector, RevokedDocumentIsRefusedAlsoByAnOldList)
{
  TestAuthority authority;
  const Bytes pass = authority.pass();
  const DocumentRef ref = document_ref(test_ref_key, "VNM", "GT0012345678");
  authority.revocations = RevocationList(2, test_now, {ref}, {});
  expect_only(authority.inspect(pass), CheckKind::revocation, Reason::document_revoked);
  authority.revocations = RevocationList(3, test_now + days(-3), {ref}, {});
  EXPECT_THAT(failures(authority.inspect(pass)),
              ElementsAre(failed(CheckKind::revocation, Reason::document_revoked)));
  // signer and document revoked: both are told
  authority.revocations =
      RevocationList(4, test_now, {ref}, {{short_text<4>("VNTS"), short_text<64>("5B")}});
  EXPECT_THAT(failures(authority.inspect(pass)),
              ElementsAre(failed(CheckKind::revocation, Reason::signer_revoked),
                          failed(CheckKind::revocation, Reason::document_revoked)));
}

TEST(DocumentInspector, UnlistedSignerOfAKnownStateFailsAndOfAnUnknownStateIsUndetermined)
{
  TestAuthority authority;
  const auto pass_of = [&](const SealSigner& signer) {
    return SealIssuer(signer, test_key(Curve::p256, 7))
        .issue(profile_of(profile::border_pass), sample_content(profile::border_pass), issue_day,
               issue_day)
        .value();
  };
  const CheckedDocument unlisted = authority.inspect(pass_of(test_signer("VNM", "VNTS", "5C")));
  EXPECT_THAT(failures(unlisted), ElementsAre(failed(CheckKind::trust, Reason::signer_unknown)));
  expect_open(authority.inspect(pass_of(test_signer("LAO", "LATS", "1"))),
              {failed(CheckKind::signer_signature, Reason::state_not_in_trust_list),
               failed(CheckKind::trust, Reason::state_not_in_trust_list)});
}

TEST(DocumentInspector, SignerOfAnotherStateOrPurposeIsRefused)
{
  TestAuthority authority;
  const Bytes pass = authority.pass();
  TrustedSigner entry = trusted(test_signer("CHN"), authority.issuer.public_key());
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::issuer_match, Reason::signer_wrong_country);
  entry = trusted(test_signer(), authority.issuer.public_key());
  entry.profiles.clear();
  CHECK(entry.profiles.push_back(profile::port_permit));
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::trust, Reason::signer_wrong_purpose);
}

TEST(DocumentInspector, MissingAndOldListsLeaveChecksOpen)
{
  TestAuthority authority;
  const Bytes pass = authority.pass();
  DocumentScan scan;
  scan.label = pass;
  scan.labels_in_view = 1;
  DocumentInspector bare(TestAuthority::config());
  expect_open(bare.inspect(scan, {{}, test_now}),
              {failed(CheckKind::signer_signature, Reason::trust_list_missing),
               failed(CheckKind::trust, Reason::trust_list_missing),
               failed(CheckKind::revocation, Reason::revocation_list_missing)});
  DocumentInspector no_revocations(TestAuthority::config(), {&authority.trust, nullptr, nullptr});
  expect_open(no_revocations.inspect(scan, {{}, test_now}),
              {failed(CheckKind::revocation, Reason::revocation_list_missing)});
  const auto at_age = [&](Duration age) { return authority.inspect(pass, test_now + age); };
  EXPECT_EQ(overall(at_age(hours(24))), CheckResult::successful);
  expect_open(at_age(hours(24) + nanoseconds(1)),
              {failed(CheckKind::revocation, Reason::revocation_list_stale)});
  expect_open(at_age(days(7) + nanoseconds(1)),
              {failed(CheckKind::revocation, Reason::revocation_list_stale),
               failed(CheckKind::trust, Reason::trust_list_stale)});
  // lists from the future mean that a clock is wrong, beyond what clocks differ by
  EXPECT_EQ(overall(at_age(minutes(-10))), CheckResult::successful);
  expect_open(at_age(minutes(-11)), {failed(CheckKind::revocation, Reason::clock_implausible),
                                     failed(CheckKind::trust, Reason::clock_implausible)});
}

// --- dates --------------------------------------------------------------------------------------

TEST(DocumentInspector, APassIsValidThroughItsLastDayInTheLegalZone)
{
  TestAuthority authority;
  const Bytes pass = authority.pass(); // 3 to 31 March 2026
  for (const Duration zone : {viet_nam, china}) {
    InspectorConfig config = TestAuthority::config();
    config.utc_offset = zone;
    config.trust_list_max_age = config.revocation_list_max_age = days(60);
    const auto at_instant = [&](WallTime now) {
      authority.trust = TrustList::make(1, at(2026, 3, 1),
                                        {trusted(test_signer(), authority.issuer.public_key())})
                            .value();
      authority.revocations = RevocationList(1, at(2026, 3, 1), {}, {});
      return authority.inspect_as(config, pass, now);
    };
    const WallTime first = start_of_day({2026, 3, 3}, zone);
    const WallTime over = start_of_day({2026, 4, 1}, zone);
    EXPECT_EQ(overall(at_instant(first)), CheckResult::successful);
    expect_only(at_instant(first + seconds(-1)), CheckKind::document_expiry,
                Reason::document_not_yet_valid);
    EXPECT_EQ(overall(at_instant(over + seconds(-1))), CheckResult::successful);
    expect_only(at_instant(over), CheckKind::document_expiry, Reason::document_expired);
  }
  // 31 March, 16:30 UTC: 23:30 in Viet Nam, 00:30 of 1 April in China
  InspectorConfig config = TestAuthority::config();
  config.trust_list_max_age = config.revocation_list_max_age = days(60);
  const WallTime between = at(2026, 3, 31, 16, 30);
  EXPECT_EQ(overall(authority.inspect_as(config, pass, between)), CheckResult::successful);
  config.utc_offset = china;
  EXPECT_EQ(overall_reason(authority.inspect_as(config, pass, between).checks),
            Reason::document_expired);
}

TEST(DocumentInspector, APassportIsValidThroughItsLastDayInTheLegalZone)
{
  TestAuthority authority;
  MrzFields fields = holder_passport();
  fields.expiry = {2026, 3, 31};
  const std::string mrz = mrz_of(fields);
  for (const Duration zone : {viet_nam, china}) {
    InspectorConfig config = TestAuthority::config();
    config.utc_offset = zone;
    const WallTime over = start_of_day({2026, 4, 1}, zone);
    EXPECT_EQ(overall(authority.inspect_as(config, {}, over + days(-1), mrz)),
              CheckResult::successful);
    EXPECT_EQ(overall(authority.inspect_as(config, {}, over + seconds(-1), mrz)),
              CheckResult::successful);
    expect_only(authority.inspect_as(config, {}, over, mrz), CheckKind::document_expiry,
                Reason::document_expired);
  }
}

TEST(DocumentInspector, DatesOfTheHeaderMustMakeSense)
{
  TestAuthority authority;
  const SealProfile& border = profile_of(profile::border_pass);
  const std::vector<OwnedField> owned =
      write_content(border, sample_content(profile::border_pass)).value();
  std::vector<TlvField> fields;
  for (const OwnedField& field : owned) fields.push_back({field.tag, field.value});
  const auto dated = [&](CalendarDate issued, CalendarDate signed_on) {
    return authority.inspect(
        authority.issuer.issue_fields(border.id, fields, issued, signed_on).value());
  };
  EXPECT_EQ(overall(dated({2026, 3, 10}, {2026, 3, 10})), CheckResult::successful);
  expect_only(dated({2026, 3, 10}, {2026, 3, 12}), CheckKind::meaning, Reason::issued_in_future);
  expect_only(dated({2026, 3, 9}, {2026, 3, 8}), CheckKind::meaning, Reason::signed_before_issue);
  // issued after its last day; now is later still, or it would lie in the future too
  authority.trust =
      TrustList::make(1, at(2026, 5, 1), {trusted(test_signer(), authority.issuer.public_key())})
          .value();
  authority.revocations = RevocationList(1, at(2026, 5, 1), {}, {});
  const Bytes late =
      authority.issuer.issue_fields(border.id, fields, {2026, 4, 20}, {2026, 4, 20}).value();
  EXPECT_THAT(failures(authority.inspect(late, at(2026, 5, 1))),
              ElementsAre(failed(CheckKind::meaning, Reason::issued_after_expiry),
                          failed(CheckKind::document_expiry, Reason::document_expired)));
}

// Issued at 00:30 in China, shown at once on the other side of the door, where it is still the day
// before.
TEST(DocumentInspector, APassFromAZoneAheadIsNotFromTheFuture)
{
  TestAuthority authority;
  const SealProfile& border = profile_of(profile::border_pass);
  SealContent content = sample_content(profile::border_pass);
  content.valid_from = {};
  const Bytes pass = authority.issuer.issue(border, content, {2026, 3, 11}, {2026, 3, 11}).value();
  EXPECT_EQ(overall(authority.inspect(pass, at(2026, 3, 10, 16, 30))), CheckResult::successful);
  EXPECT_EQ(overall_reason(authority.inspect(pass, at(2026, 3, 10, 9, 0)).checks),
            Reason::issued_in_future);
}

TEST(DocumentInspector, ABrokenClockDecidesNothing)
{
  TestAuthority authority;
  for (const WallTime now :
       {WallTime{0}, WallTime{INT64_MAX}, WallTime{INT64_MIN}, at(1999, 12, 31)}) {
    const CheckedDocument document = authority.inspect(authority.pass(), now);
    EXPECT_EQ(overall(document), CheckResult::undetermined);
    EXPECT_EQ(overall_reason(document.checks), Reason::clock_implausible);
  }
}

// --- content ------------------------------------------------------------------------------------

CheckedDocument inspect_fields(TestAuthority& authority, ProfileId id,
                               const std::vector<std::pair<int, Bytes>>& raw)
{
  std::vector<TlvField> fields;
  for (const auto& [tag, value] : raw) fields.push_back({static_cast<std::uint8_t>(tag), value});
  return authority.inspect(authority.issuer.issue_fields(id, fields, issue_day, issue_day).value());
}

std::vector<std::pair<int, Bytes>> border_pass_fields()
{
  const std::vector<OwnedField> owned =
      write_content(profile_of(profile::border_pass), sample_content(profile::border_pass)).value();
  std::vector<std::pair<int, Bytes>> fields;
  for (const OwnedField& field : owned) fields.emplace_back(field.tag, field.value);
  return fields;
}

TEST(DocumentInspector, FieldFaultsHaveTheirOwnReasonsThoughTheSignatureIsRight)
{
  TestAuthority authority;
  const auto broken = [&](int tag, const Bytes& value) {
    auto fields = border_pass_fields();
    for (auto& field : fields) {
      if (field.first == tag) field.second = value;
    }
    return inspect_fields(authority, profile::border_pass, fields);
  };
  const auto without = [&](int tag) {
    auto fields = border_pass_fields();
    std::erase_if(fields, [&](const auto& field) { return field.first == tag; });
    return inspect_fields(authority, profile::border_pass, fields);
  };
  const auto expect = [](const CheckedDocument& document, Reason reason) {
    EXPECT_THAT(failures(document), Contains(failed(CheckKind::meaning, reason)))
        << to_string(reason);
    EXPECT_EQ(overall_reason(document.checks), reason);
    EXPECT_EQ(authenticity(document), CheckResult::failed);
  };
  for (const int tag : {1, 2, 3, 4, 6}) expect(without(tag), Reason::missing_field);
  for (const int tag : {5, 7, 8}) EXPECT_EQ(overall(without(tag)), CheckResult::successful);
  expect(broken(1, {}), Reason::field_length);
  expect(broken(1, Bytes(18, std::byte{0x59})), Reason::field_length);
  expect(broken(1, from_hex("00000000")), Reason::bad_c40);
  expect(broken(1, from_hex("133C133C")), Reason::bad_c40); // spaces only
  expect(broken(2, from_text("A\xC3")), Reason::bad_character);
  expect(broken(2, from_text("A<<\xD0\x90")), Reason::bad_name);
  expect(broken(3, from_hex("30319EF5")), Reason::bad_date);
  expect(broken(4, from_hex("133C")), Reason::bad_c40);
  expect(broken(4, from_hex("2FE5")), Reason::bad_state_code);
  expect(broken(6, from_hex("2347D8")), Reason::bad_date);
  expect(broken(6, from_hex("000000")), Reason::bad_date);
  expect(broken(7, from_hex("14A414A4")), Reason::bad_character);
}

TEST(DocumentInspector, UnknownFieldsAndOtherOrderChangeNothing)
{
  TestAuthority authority;
  auto fields = border_pass_fields();
  fields.insert(fields.begin(), {0x99, from_hex("DEADBEEF")});
  fields.emplace_back(0xFE, Bytes(200, std::byte{1}));
  const CheckedDocument extended = inspect_fields(authority, profile::border_pass, fields);
  EXPECT_EQ(overall(extended), CheckResult::successful);
  std::reverse(fields.begin(), fields.end());
  const CheckedDocument reversed = inspect_fields(authority, profile::border_pass, fields);
  EXPECT_EQ(overall(reversed), CheckResult::successful);
  EXPECT_EQ(reversed.ref, extended.ref); // other bytes, the same pass
  EXPECT_EQ(reversed.ref, authority.inspect(authority.pass()).ref);
}

TEST(DocumentInspector, WrongAndUnknownProfilesAreToldApart)
{
  TestAuthority authority;
  InspectorConfig crew_lane = TestAuthority::config();
  crew_lane.accepted = {DocumentKind::crew_pass};
  expect_only(authority.inspect_as(crew_lane, authority.pass()), CheckKind::document_type,
              Reason::wrong_profile);
  const CheckedDocument unknown =
      inspect_fields(authority, profile_id(0x77, 0x02), border_pass_fields());
  EXPECT_THAT(failures(unknown), Contains(failed(CheckKind::meaning, Reason::unknown_profile)));
  EXPECT_EQ(unknown.ref, DocumentRef{});
}

TEST(DocumentInspector, AVisaSealAtAPassLaneIsAWrongProfile)
{
  TestAuthority authority;
  TrustedSigner entry = trusted(test_signer(), authority.issuer.public_key());
  CHECK(entry.profiles.push_back(profile::visa));
  authority.trust_only(entry);
  MrzFields visa = holder_passport();
  visa.format = MrzFormat::mrv_b;
  visa.code = "V";
  visa.number = "V7654321";
  std::string zone = mrz_of(visa);
  std::erase(zone, '\n');
  std::array<std::byte, 44> packed{};
  CHECK(encode_c40(std::string_view(zone).substr(0, 64), packed) == 44U);
  std::array<std::byte, 6> passport{};
  CHECK(encode_c40("B1234567", passport) == 6U);
  const CheckedDocument document = inspect_fields(authority, profile::visa,
                                                  {{2, Bytes(packed.begin(), packed.end())},
                                                   {4, from_hex("A00000")},
                                                   {5, Bytes(passport.begin(), passport.end())}});
  expect_only(document, CheckKind::document_type, Reason::wrong_profile);
  EXPECT_EQ(document.kind, DocumentKind::visa);
  EXPECT_EQ(document.number.view(), "V7654321");
  EXPECT_EQ(document.valid_until, (CalendarDate{2030, 1, 31}));
  packed[30] ^= std::byte{1}; // in the zone inside the seal, well signed
  EXPECT_FALSE(failures(inspect_fields(authority, profile::visa,
                                       {{2, Bytes(packed.begin(), packed.end())},
                                        {4, from_hex("A00000")},
                                        {5, Bytes(passport.begin(), passport.end())}}))
                   .empty());
}

// --- seal and zone together ---------------------------------------------------------------------

TEST(DocumentInspector, PassAndPassportOfOneHolderAgree)
{
  TestAuthority authority;
  const CheckedDocument document =
      authority.inspect(authority.pass(), test_now, mrz_of(holder_passport()));
  EXPECT_THAT(failures(document), IsEmpty());
  EXPECT_EQ(overall(document), CheckResult::successful);
  EXPECT_EQ(document.kind, DocumentKind::border_pass); // the signed statement
  EXPECT_THAT(checks_that_ended(document.checks, CheckResult::successful),
              Contains(failed(CheckKind::cross_check, Reason::none)));
}

TEST(DocumentInspector, EveryFieldOfTheZoneIsComparedWithTheSeal)
{
  TestAuthority authority;
  const auto differs = [&](auto change) {
    MrzFields fields = holder_passport();
    change(fields);
    expect_only(authority.inspect(authority.pass(), test_now, mrz_of(fields)),
                CheckKind::cross_check, Reason::seal_mrz_mismatch);
  };
  differs([](MrzFields& f) { f.number = "B1234568"; });
  differs([](MrzFields& f) { f.name = "Nguyễn<<Thị Hồng Đao Anh"; });
  differs([](MrzFields& f) { f.birth = {1985, 7, 17}; });
  differs([](MrzFields& f) { f.birth = {1986, 6, 17}; });
  differs([](MrzFields& f) { f.nationality = "LAO"; });
  MrzFields expired = holder_passport();
  expired.expiry = {2026, 3, 9};
  expect_only(authority.inspect(authority.pass(), test_now, mrz_of(expired)),
              CheckKind::document_expiry, Reason::document_expired);
  MrzFields foreign = holder_passport(); // another state's passport may carry our pass
  foreign.issuer = "CHN";
  EXPECT_EQ(overall(authority.inspect(authority.pass(), test_now, mrz_of(foreign))),
            CheckResult::successful);
}

TEST(DocumentInspector, AZoneOfThePassItselfMustNameItsIssuer)
{
  TestAuthority authority;
  MrzFields own = holder_passport();
  own.format = MrzFormat::td2;
  own.code = "I";
  own.number = "GT0012345678";
  EXPECT_EQ(overall(authority.inspect(authority.pass(), test_now, mrz_of(own))),
            CheckResult::successful);
  own.issuer = "CHN";
  expect_only(authority.inspect(authority.pass(), test_now, mrz_of(own)), CheckKind::issuer_match,
              Reason::issuer_mismatch);
}

TEST(DocumentInspector, ABadSealIsNotSavedByAGoodPassport)
{
  TestAuthority authority;
  Bytes pass = authority.pass();
  pass.back() ^= std::byte{1};
  EXPECT_EQ(overall(authority.inspect(pass, test_now, mrz_of(holder_passport()))),
            CheckResult::failed);
  EXPECT_EQ(overall(authority.inspect(Bytes(pass.begin(), pass.begin() + 40), test_now,
                                      mrz_of(holder_passport()))),
            CheckResult::failed);
}

// --- zones and other labels ---------------------------------------------------------------------

TEST(DocumentInspector, APassportAloneIsCheckedByItsZone)
{
  TestAuthority authority;
  const CheckedDocument document = authority.inspect({}, test_now, mrz_of(holder_passport()));
  EXPECT_EQ(overall(document), CheckResult::successful);
  EXPECT_EQ(document.kind, DocumentKind::passport);
  EXPECT_EQ(document.number.view(), "B1234567");
  EXPECT_EQ(document.name.view(), "NGUYEN<<THI<HONG<DAO");
  EXPECT_EQ(document.birth, (CalendarDate{1985, 6, 17}));
  EXPECT_EQ(document.ref, document_ref(test_ref_key, "VNM", "B1234567"));
  InspectorConfig config = TestAuthority::config();
  config.accepted = {DocumentKind::border_pass};
  expect_only(authority.inspect_as(config, {}, test_now, mrz_of(holder_passport())),
              CheckKind::document_type, Reason::document_type_not_accepted);
  authority.revocations = RevocationList(2, test_now, {document.ref}, {});
  expect_only(authority.inspect({}, test_now, mrz_of(holder_passport())), CheckKind::revocation,
              Reason::document_revoked);
}

TEST(DocumentInspector, AZoneThatIsNoneNeverNamesADocument)
{
  TestAuthority authority;
  for (const std::string& text :
       {std::string("P"), std::string(88, '<'), std::string("\n"), std::string(100'000, 'A')}) {
    const CheckedDocument document = authority.inspect({}, test_now, text);
    EXPECT_EQ(overall(document), CheckResult::failed);
    EXPECT_EQ(document.ref, DocumentRef{});
    EXPECT_EQ(document.kind, DocumentKind::unknown);
  }
}

TEST(DocumentInspector, AnOpaqueKeyIsANumberWhereTheSiteAcceptsThem)
{
  TestAuthority authority;
  InspectorConfig config = TestAuthority::config();
  const Bytes key = from_text("QT-2026/00042a");
  expect_only(authority.inspect_as(config, key), CheckKind::document_type,
              Reason::document_type_not_accepted);
  config.accepted = {DocumentKind::unknown};
  const CheckedDocument document = authority.inspect_as(config, key);
  EXPECT_EQ(overall(document), CheckResult::successful);
  EXPECT_EQ(document.kind, DocumentKind::unknown);
  EXPECT_EQ(document.number.view(), "QT-2026/00042a");
  EXPECT_EQ(document.ref, document_ref(test_ref_key, "", "QT2026/00042A"));
  EXPECT_EQ(authenticity(document), CheckResult::not_supported);
}

TEST(DocumentInspector, NothingElseBecomesARegistryKey)
{
  TestAuthority authority;
  InspectorConfig config = TestAuthority::config();
  config.accepted = {DocumentKind::unknown};
  const auto reason = [&](std::string_view text) {
    const CheckedDocument document = authority.inspect_as(config, from_text(text));
    EXPECT_EQ(overall(document), CheckResult::failed) << text;
    EXPECT_EQ(document.ref, DocumentRef{});
    return overall_reason(document.checks);
  };
  EXPECT_EQ(reason("' OR 1=1 --"), Reason::bad_character);
  EXPECT_EQ(reason("%s%n%x"), Reason::bad_character);
  EXPECT_EQ(reason("../../etc/passwd"), Reason::bad_character);
  EXPECT_EQ(reason("<!DOCTYPE a>"), Reason::bad_character);
  EXPECT_EQ(reason("data:image/png;base64,AA=="), Reason::bad_character);
  EXPECT_EQ(reason("{\"data\":1}"), Reason::bad_character);
  EXPECT_EQ(reason("---"), Reason::bad_character);
  EXPECT_EQ(reason("\x1B[A"), Reason::bad_magic);
  EXPECT_EQ(reason(std::string_view("A\0B", 3)), Reason::bad_magic);
  EXPECT_EQ(reason("A\n"), Reason::bad_magic);
  EXPECT_EQ(reason(std::string(25, 'A')), Reason::input_too_long);
  EXPECT_EQ(reason(std::string(65'536, '<')), Reason::bad_character);
}

TEST(DocumentInspector, AnIcaoBarcodeIsKnownButNotSupported)
{
  TestAuthority authority;
  InspectorConfig config = TestAuthority::config();
  config.accepted = {DocumentKind::unknown, DocumentKind::passport};
  for (const char* text : {"RDB1BNK6ADJL2PECXOABAHIMWDAQ", "NDB1A"}) {
    const CheckedDocument document = authority.inspect_as(config, from_text(text));
    EXPECT_EQ(overall(document), CheckResult::undetermined);
    EXPECT_EQ(overall_reason(document.checks), Reason::seal_format_not_supported);
    EXPECT_EQ(document.ref, DocumentRef{});
    EXPECT_EQ(
        overall(authority.inspect_as(config, from_text(text), test_now, mrz_of(holder_passport()))),
        CheckResult::successful); // beside a passport it adds nothing
  }
}

// --- the cache ----------------------------------------------------------------------------------

TEST(DocumentInspector, ACachedSealIsStillCheckedForDatesAndRevocation)
{
  TestAuthority authority;
  VerifiedSealCache cache(64, {5, 6});
  authority.cache = &cache;
  const Bytes pass = authority.pass();
  EXPECT_EQ(overall(authority.inspect(pass)), CheckResult::successful);
  EXPECT_EQ(overall(authority.inspect(pass)), CheckResult::successful);
  EXPECT_EQ(cache.hits(), 1U);
  InspectorConfig config = TestAuthority::config();
  config.trust_list_max_age = config.revocation_list_max_age = days(60);
  expect_only(authority.inspect_as(config, pass, at(2026, 4, 2)), CheckKind::document_expiry,
              Reason::document_expired);
  expect_open(authority.inspect(pass, test_now + days(2)),
              {failed(CheckKind::revocation, Reason::revocation_list_stale)});
  authority.revocations =
      RevocationList(2, test_now, {document_ref(test_ref_key, "VNM", "GT0012345678")}, {});
  expect_only(authority.inspect(pass), CheckKind::revocation, Reason::document_revoked);
  EXPECT_EQ(cache.hits(), 4U);
  // a newer list: the signature is verified anew, and its signer's state looked up there
  authority.revocations = RevocationList(3, test_now, {}, {});
  TrustedSigner entry = trusted(test_signer(), test_key(Curve::p256, 8).public_key());
  authority.trust_only(entry);
  expect_only(authority.inspect(pass), CheckKind::signer_signature, Reason::signature_wrong);
  EXPECT_EQ(cache.hits(), 4U);
}

TEST(DocumentInspector, WrongSignaturesAreNeverCached)
{
  TestAuthority authority;
  VerifiedSealCache cache(64, {5, 6});
  authority.cache = &cache;
  Bytes pass = authority.pass();
  pass[pass.size() - 10] ^= std::byte{4};
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(overall_reason(authority.inspect(pass).checks), Reason::signature_wrong);
  EXPECT_EQ(cache.size(), 0U);
}

} // namespace
} // namespace gatetwin
