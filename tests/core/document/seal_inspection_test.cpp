// SPDX-License-Identifier: Apache-2.0
// Each test breaks one thing and leaves all others right: the one reason must be in the list,
// alone.
#include "core/document/c40.hpp"
#include "core/document/document_inspector.hpp"
#include "core/document/document_ref.hpp"
#include "tests/core/document/inspection_expectations.hpp"

namespace gatetwin {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// --- the signer ---------------------------------------------------------------------------------

TEST(SealInspection, AnotherKeyUnderTheSameNameIsAWrongSignature)
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

TEST(SealInspection, SignatureFaultsHaveTheirOwnReasons)
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

TEST(SealInspection, SignerMustBeValidNowAndOnTheDayOfTheSignature)
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

TEST(SealInspection, SignerRevokedInEitherListIsRefused)
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

TEST(SealInspection, RevokedDocumentIsRefusedAlsoByAnOldList)
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

TEST(SealInspection, UnlistedSignerOfAKnownStateFailsAndOfAnUnknownStateIsUndetermined)
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

TEST(SealInspection, SignerOfAnotherStateOrPurposeIsRefused)
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

TEST(SealInspection, MissingAndOldListsLeaveChecksOpen)
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

TEST(SealInspection, APassIsValidThroughItsLastDayInTheLegalZone)
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

TEST(SealInspection, APassportIsValidThroughItsLastDayInTheLegalZone)
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

TEST(SealInspection, DatesOfTheHeaderMustMakeSense)
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
TEST(SealInspection, APassFromAZoneAheadIsNotFromTheFuture)
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

TEST(SealInspection, ABrokenClockDecidesNothing)
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

using RawFields = std::vector<std::pair<int, Bytes>>;

Bytes issue_raw(TestAuthority& authority, ProfileId id, const RawFields& raw)
{
  std::vector<TlvField> fields;
  for (const auto& [tag, value] : raw) fields.push_back({static_cast<std::uint8_t>(tag), value});
  return authority.issuer.issue_fields(id, fields, issue_day, issue_day).value();
}

CheckedDocument inspect_fields(TestAuthority& authority, ProfileId id, const RawFields& raw)
{
  return authority.inspect(issue_raw(authority, id, raw));
}

std::vector<std::pair<int, Bytes>> border_pass_fields()
{
  const std::vector<OwnedField> owned =
      write_content(profile_of(profile::border_pass), sample_content(profile::border_pass)).value();
  std::vector<std::pair<int, Bytes>> fields;
  for (const OwnedField& field : owned) fields.emplace_back(field.tag, field.value);
  return fields;
}

TEST(SealInspection, FieldFaultsHaveTheirOwnReasonsThoughTheSignatureIsRight)
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

TEST(SealInspection, UnknownFieldsAndOtherOrderChangeNothing)
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

TEST(SealInspection, WrongAndUnknownProfilesAreToldApart)
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

void let_issue_visas(TestAuthority& authority)
{
  TrustedSigner entry = trusted(test_signer(), authority.issuer.public_key());
  CHECK(entry.profiles.push_back(profile::visa));
  authority.trust_only(entry);
}

MrzFields holder_visa()
{
  MrzFields visa = holder_passport();
  visa.format = MrzFormat::mrv_b;
  visa.code = "V";
  visa.number = "V7654321";
  return visa;
}

// That zone and the number of the holder's passport.
RawFields visa_fields()
{
  std::string zone = mrz_of(holder_visa());
  std::erase(zone, '\n');
  Bytes packed(44), passport(6);
  CHECK(encode_c40(std::string_view(zone).substr(0, 64), packed) == 44U);
  CHECK(encode_c40("B1234567", passport) == 6U);
  return {{2, packed}, {4, from_hex("A00000")}, {5, passport}};
}

// the zone in a visa's seal against the printed one, and the passport by the number sealed.
TEST(SealInspection, ADifferentZoneThanTheOneInAVisasSealIsSeen)
{
  TestAuthority authority;
  let_issue_visas(authority);
  InspectorConfig lane = TestAuthority::config();
  lane.accepted = {DocumentKind::visa};
  const Bytes seal = issue_raw(authority, profile::visa, visa_fields());
  const auto beside = [&](const MrzFields& printed) {
    return authority.inspect_as(lane, seal, test_now, mrz_of(printed));
  };
  EXPECT_EQ(overall(beside(holder_visa())), CheckResult::successful);
  EXPECT_EQ(overall(beside(holder_passport())), CheckResult::successful);
  const auto differs = [&](MrzFields printed, auto change) {
    change(printed);
    expect_only(beside(printed), CheckKind::cross_check, Reason::seal_mrz_mismatch);
  };
  differs(holder_visa(), [](MrzFields& f) { f.expiry = {2031, 1, 31}; });
  differs(holder_visa(), [](MrzFields& f) { f.birth = {1985, 6, 18}; });
  differs(holder_visa(), [](MrzFields& f) { f.name = "Nguyễn<<Văn Hồng"; });
  differs(holder_passport(), [](MrzFields& f) { f.number = "B1234568"; });
}

TEST(SealInspection, AVisaSealAtAPassLaneIsAWrongProfile)
{
  TestAuthority authority;
  let_issue_visas(authority);
  RawFields fields = visa_fields();
  const CheckedDocument document = inspect_fields(authority, profile::visa, fields);
  expect_only(document, CheckKind::document_type, Reason::wrong_profile);
  EXPECT_EQ(document.kind, DocumentKind::visa);
  EXPECT_EQ(document.number.view(), "V7654321");
  EXPECT_EQ(document.valid_until, (CalendarDate{2030, 1, 31}));
  fields[0].second[30] ^= std::byte{1}; // in the zone inside the seal, well signed
  EXPECT_FALSE(failures(inspect_fields(authority, profile::visa, fields)).empty());
}

// --- the cache ----------------------------------------------------------------------------------

TEST(SealInspection, ACachedSealIsStillCheckedForDatesAndRevocation)
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

TEST(SealInspection, WrongSignaturesAreNeverCached)
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
