// SPDX-License-Identifier: Apache-2.0
// Each test breaks one thing and leaves all others right: the one reason must be in the list,
// alone.
#include "core/document/document_inspector.hpp"
#include "core/document/document_ref.hpp"
#include "tests/core/document/inspection_expectations.hpp"

namespace gatetwin {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

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

TEST(DocumentInspector, SeveralSymbolsInViewAbortWhereNoSealWasChosen)
{
  TestAuthority authority;
  DocumentInspector inspector(TestAuthority::config(),
                              {&authority.trust, &authority.revocations, nullptr});
  const Bytes key = from_text("AB123456");
  for (const Bytes& label : {Bytes{}, key}) {
    for (const int count : {2, 9, 255}) {
      DocumentScan scan;
      scan.label = label;
      scan.labels_in_view = static_cast<std::uint8_t>(count);
      for (const bool seals : {false, true}) {
        scan.several_seals = seals;
        const CheckedDocument document = inspector.inspect(scan, {{}, test_now});
        EXPECT_EQ(overall(document), CheckResult::aborted);
        EXPECT_EQ(overall_reason(document.checks),
                  seals ? Reason::several_seals : Reason::several_symbols);
        EXPECT_EQ(document.ref, DocumentRef{});
      }
    }
  }
}

TEST(DocumentInspector, TheOnlySealAmongSeveralSymbolsIsCheckedAndTheChoiceLogged)
{
  TestAuthority authority;
  DocumentInspector inspector(TestAuthority::config(),
                              {&authority.trust, &authority.revocations, nullptr});
  Bytes pass = authority.pass();
  DocumentScan scan;
  scan.label = pass;
  scan.labels_in_view = 3;
  const CheckedDocument good = inspector.inspect(scan, {{}, test_now});
  EXPECT_EQ(overall(good), CheckResult::successful);
  EXPECT_THAT(checks_that_ended(good.checks, CheckResult::successful),
              Contains(failed(CheckKind::technology, Reason::several_symbols)));
  pass.back() ^= std::byte{1};
  const CheckedDocument forged = inspector.inspect(scan, {{}, test_now});
  EXPECT_EQ(overall(forged), CheckResult::failed);
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

TEST(DocumentInspector, AFullListOfChecksStillEndsAsFailed)
{
  TestAuthority authority;
  TrustedSigner entry = trusted(test_signer("CHN"), test_key(Curve::p256, 9).public_key());
  entry.valid_until = test_now;
  entry.profiles.clear();
  CHECK(entry.profiles.push_back(profile::visa));
  authority.trust_only(entry);
  authority.revocations =
      RevocationList(2, test_now, {document_ref(test_ref_key, "VNM", "GT0012345678")},
                     {{short_text<4>("VNTS"), short_text<64>("5B")}});
  const std::string zone = "P<1231<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
                           "<L89890231UTO7408321X1204311ZE184226B<<<<<11";
  const CheckedDocument document = authority.inspect(authority.pass(), at(2026, 3, 12), zone);
  EXPECT_EQ(document.checks.size(), CheckList::capacity());
  EXPECT_EQ(overall(document), CheckResult::failed);
  EXPECT_NE(overall_reason(document.checks), Reason::none);
}

} // namespace
} // namespace gatetwin
