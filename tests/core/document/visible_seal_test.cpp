// SPDX-License-Identifier: Apache-2.0
// Seals of others: test vectors of tsenger/vdstools (Apache-2.0,
// https://github.com/tsenger/vdstools), signed by the test signer UTTS5B (brainpoolP256r1), DETS32
// (brainpoolP224r1) and others. Data only.
#include "core/document/c40.hpp"
#include "core/document/ecdsa.hpp"
#include "core/document/seal_profile.hpp"
#include "core/document/visible_seal.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

const char* const utts5b_key = "305a301406072a8648ce3d020106092b2403030208010107034200"
                               "0408132a7243b3ccc29c271097081c96a729eefb8eb93630e536498e9b7ce1ced2"
                               "5d68a789d93bef39c04715c5ad3915d281c0754ecc08508bf66687efc630df88";

const char* const residence_permit =
    "DC03D9C5D9CAC8A73A990F71346ECF47FB0602305CBA135875976EC066D417B5"
    "9E8C6ABC133C133C133C133C3FEF3A2938EE43F1593D1AE52DBB26751FE64B7C"
    "133C136B0306D79519A65306FF408B7F3B5F9A83FDD4F46EC7DCCC3384BB6C54"
    "0AAF52603CC66D1F08B7F5E71243475D0A833B51FD2A846622E847B1F3791803"
    "F26D734B9BD18178FA22CFF2A31A";
const char* const supplementary_sheet =
    "DC03D9C5D9CAC8A73A990F71347D4E37FA0604305CBA135875976EC066D417B5"
    "9E8C6ABC133C133C133C133C3FEF3A2938EE43F1593D1AE52DBB26751FE64B7C"
    "133C136B0506B77519A519AAFF4008F9E9B4B79BE5703048A4879A4F420C433C"
    "375295A355FB0D29DCBED211CF6F5F5738BA2B74E2FE5F1D2D2021E054BFFD0E"
    "4CE17D98E5BCED26A85C91C68B2F";
const char* const address_sticker =
    "DC03D9C5D9CAC8A73A990F71347D4E37F80A0106B77A38E596CE02061A203A4D"
    "1FE1030426532081FF4027436CE719F913CCD3EBFAEEAE175171450DB6CA1B62"
    "FF188748834D2DC5299A5F418BE8D4DC052E0536CB6DE711B4CC645651C6B0EA"
    "FE5713E96290DC149169";
const char* const emergency_document =
    "DC03D9C5D9CAC8A73A990F71347D4E375E0302308A0D62B9D917A4CCA93CA4D0"
    "EDFC133C133C133C133C133C3FEF3A2938EE43F1593D1AE52DBB26751FE64B7C"
    "133C136BFF4022F8BD19ECCBA4EF24F204787796DD914FEC61F605B153B22A6E"
    "F307D3869938A4E7E908F0A63B8379880B395C7FDBAC720D7F2836D08E1DA626"
    "11614A00120B";
const char* const permanent_residence =
    "dc036abcd9cac8a73a99a807baa807baf48f010659e96b0f2d0a0206e95545b8"
    "19f6ff4062672e113775b885000fa1730c6e0eeaa8508cf56f01bccce8bf8e74"
    "05de9d6544645b5c1e491c9be01a9ad57216703257cd12c678fd3d55d7118670"
    "1e635364";
const char* const visa = "DC03D9C56D32C8A72CB10F71347D00175D01022CDD52134A74DA1347C6FED95C"
                         "B89F9FCE133C133C133C133C203833734AAF47F0C32F1A1E20EB2625393AFE31"
                         "0403A00000050633BE1FED20C6FF389FD029C66FB2E4BF361CDBFFD8F5931B62"
                         "59F645B077702C617F453D0B898A55E6E7870974FFE7B3AC416ACDE6B03B3C3A"
                         "8CB5A22B456816";
const char* const arrival_attestation_v3 =
    "DC02D9C56D32C8A51A540F71346F1D67FD020230A56213535BD4CAECC87CA4CC"
    "AEB4133C133C133C133C133C3FEF3A2938EE43F1593D1AE52DBB26751FE64B7C"
    "133C136B030859E9203833736D24FF4077B2FEC8EF9EF10C0D38A7D2A579EBB9"
    "F80212EB06EDD7B1DC29889A6B735B7EA1D7D78FF60D2AECB87B0247628C3211"
    "9BA335B6BD87A7E07333C83ED16B091F";
const char* const arrival_paper = "dc03fe456d2b712a19a51ae11eb3704fd590fd020230a5621353d9a275735bd4"
                                  "134bc54957fc133c133c133c133ca3062064339630e7c3591ae626fc20d545de"
                                  "327c133c134503082038337346ae19cfff4092803028bcbef5d7b9daf00c67a5"
                                  "865b26b38caea2664c722b4b1572424f9e4a3d90d80c4d962bf29eb95e09da6a"
                                  "de68124052479585d9756353012dee6d41b2";

VisibleSeal parsed(const Bytes& bytes, const SealOptions& options = {})
{
  VisibleSeal seal;
  const Reason reason = parse_seal(bytes, options, seal);
  EXPECT_EQ(reason, Reason::none) << to_string(reason);
  return seal;
}
Reason reason_of(const Bytes& bytes, const SealOptions& options = {})
{
  VisibleSeal seal;
  return parse_seal(bytes, options, seal);
}

TEST(VisibleSeal, VerifiesSealsOfOthers)
{
  const PublicKey key = PublicKey::from_spki(from_hex(utts5b_key)).value();
  EXPECT_EQ(key.curve(), Curve::brainpool_p256r1);
  for (const char* hex : {residence_permit, supplementary_sheet, address_sticker,
                          emergency_document, permanent_residence}) {
    Bytes bytes = from_hex(hex);
    const VisibleSeal seal = parsed(bytes);
    EXPECT_EQ(seal.header.signer.view(), "UTTS");
    EXPECT_EQ(seal.header.certificate.view(), "5B");
    EXPECT_EQ(key.verify(seal.signed_bytes, seal.signature), Reason::none);
    bytes[30] ^= std::byte{1};
    EXPECT_EQ(key.verify(seal.signed_bytes, seal.signature), Reason::signature_wrong);
  }
}

TEST(VisibleSeal, ReadsTheHeaders)
{
  const Bytes permit = from_hex(residence_permit);
  const VisibleSeal seal = parsed(permit);
  EXPECT_EQ(seal.header.version, 4);
  EXPECT_EQ(seal.header.issuer.view(), "UTO");
  EXPECT_EQ(seal.header.issued, (CalendarDate{2020, 1, 1}));
  EXPECT_EQ(seal.header.profile, profile::residence_permit);
  ASSERT_EQ(seal.fields.size(), 2U);
  EXPECT_EQ(seal.fields[0].tag, 2);
  EXPECT_EQ(seal.fields[0].value.size(), 48U);
  const Bytes german = from_hex(permanent_residence);
  EXPECT_EQ(parsed(german).header.issuer.view(), "D");
  const Bytes v3 = from_hex(arrival_attestation_v3);
  const VisibleSeal old = parsed(v3);
  EXPECT_EQ(old.header.version, 3);
  EXPECT_EQ(old.header.signer.view(), "DETS");
  EXPECT_EQ(old.header.certificate.view(), "4F");
  EXPECT_EQ(old.header.profile, profile_id(0xFD, 0x02));
}

TEST(VisibleSeal, ReadsTheContentOfPublishedProfiles)
{
  const Bytes bytes = from_hex(visa);
  const VisibleSeal seal = parsed(bytes);
  SealContent content;
  EXPECT_EQ(read_content(profile_of(profile::visa), seal, content), Reason::none);
  EXPECT_EQ(content.mrz.view().substr(0, 12), "VCD<<DENT<<A");
  EXPECT_EQ(content.mrz.view().size(), 72U);
  EXPECT_EQ(content.linked_number.view(), "47110815P");
  const Bytes permit = from_hex(residence_permit);
  EXPECT_EQ(read_content(profile_of(profile::residence_permit), parsed(permit), content),
            Reason::none);
  EXPECT_EQ(content.mrz.view().substr(0, 14), "ATD<<RESIDORCE");
}

TEST(VisibleSeal, ReadsStatesOfOneLetterInBothWritings)
{
  const Bytes single = from_hex(arrival_paper); // FE 45: one character left over
  const VisibleSeal seal = parsed(single);
  EXPECT_EQ(seal.header.issuer.view(), "D");
  EXPECT_EQ(seal.header.signer.view(), "DEME");
  EXPECT_EQ(seal.header.issued, (CalendarDate{2016, 2, 1}));
  EXPECT_EQ(seal.header.signed_on, (CalendarDate{2016, 5, 23}));
  EXPECT_EQ(seal.header.profile, profile_id(0xFD, 0x02));
}

TEST(VisibleSeal, TakesTheFixedLayoutUnderVersion4OnlyWhenAllowed)
{
  Bytes bytes = TestAuthority(Curve::p256, 3).pass();
  bytes[1] = std::byte{3};
  EXPECT_NE(reason_of(bytes), Reason::none);
  SealOptions options;
  options.fixed_reference_in_v4 = true;
  const VisibleSeal seal = parsed(bytes, options);
  EXPECT_EQ(seal.header.signer.view(), "VNTS");
  EXPECT_EQ(seal.header.certificate.view(), "5B");
  EXPECT_EQ(seal.fields.size(), 8U);
  bytes.pop_back(); // damaged: neither layout reads to its end
  EXPECT_NE(reason_of(bytes, options), Reason::none);
  // what the standard reads is never read in another way
  const Bytes standard = from_hex(residence_permit);
  EXPECT_EQ(parsed(standard, options).header.certificate.view(), "5B");
}

// Signer DEZV: "40" means forty characters, which as hexadecimal would be sixty-four.
TEST(VisibleSeal, TakesDecimalReferenceLengthsOnlyOfTheKnownSignerAndWhenAllowed)
{
  const auto seal_of = [](std::string_view signer) {
    SealHeader header;
    header.issuer = short_text<3>("D");
    header.signer = short_text<4>(signer);
    header.certificate = short_text<64>(std::string(40, '7'));
    header.issued = header.signed_on = issue_day;
    Bytes bytes = encode_seal(header, {}).value();
    append_signature(bytes, Bytes(64, std::byte{1}));
    const std::string decimal = std::string(signer) + "40";
    encode_c40(decimal, std::span(bytes).subspan(4, 4));
    return bytes;
  };
  SealOptions allowed;
  allowed.decimal_reference_length = true;
  const Bytes real = seal_of("DEZV");
  EXPECT_NE(reason_of(real), Reason::none);
  EXPECT_EQ(parsed(real, allowed).header.certificate.view(), std::string(40, '7'));
  EXPECT_NE(reason_of(seal_of("DEZW"), allowed), Reason::none);
}

// A header of version 4 up to the fields: 18 bytes, with a two-character reference.
Bytes header_bytes()
{
  SealHeader header;
  header.issuer = short_text<3>("VNM");
  header.signer = short_text<4>("VNTS");
  header.certificate = short_text<64>("5B");
  header.issued = header.signed_on = issue_day;
  header.profile = profile::border_pass;
  return encode_seal(header, {}).value();
}
Bytes with(Bytes bytes, std::string_view hex)
{
  for (const std::byte b : from_hex(hex)) bytes.push_back(b);
  return bytes;
}
Bytes changed(Bytes bytes, std::size_t at, std::string_view hex)
{
  const Bytes by = from_hex(hex);
  std::copy(by.begin(), by.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
  return bytes;
}
const char* const short_signature = "FF020101"; // length is the key's business

TEST(VisibleSeal, NamesWhatIsWrongWithTheHeader)
{
  const Bytes good = with(header_bytes(), short_signature);
  ASSERT_EQ(header_bytes().size(), 18U);
  EXPECT_EQ(reason_of(good), Reason::none);
  EXPECT_EQ(reason_of({}), Reason::empty_input);
  EXPECT_EQ(reason_of(Bytes(3000, std::byte{0xDC})), Reason::input_too_long);
  EXPECT_EQ(reason_of(changed(good, 0, "DD")), Reason::bad_magic);
  for (const char* version : {"00", "01", "04", "FF"}) {
    EXPECT_EQ(reason_of(changed(good, 1, version)), Reason::bad_seal_version);
  }
  EXPECT_EQ(reason_of(changed(good, 2, "0000")), Reason::bad_c40);        // state
  EXPECT_EQ(reason_of(changed(good, 2, "133C")), Reason::bad_state_code); // three spaces
  EXPECT_EQ(reason_of(changed(good, 4, "FFFF")), Reason::bad_c40);        // signer
  EXPECT_EQ(reason_of(changed(good, 4, "133C133C")), Reason::bad_header);
  const auto with_length = [&](std::string_view length) {
    std::array<std::byte, 4> packed{};
    encode_c40("VNTS" + std::string(length), packed);
    Bytes bytes = good;
    std::copy(packed.begin(), packed.end(), bytes.begin() + 4);
    return bytes;
  };
  for (const char* length : {"00", "FF", "41", "40", "G0", "0 "}) {
    EXPECT_EQ(reason_of(with_length(length)), Reason::bad_header) << length;
  }
  EXPECT_EQ(reason_of(changed(good, 8, "FFFF")), Reason::bad_c40); // reference
  EXPECT_EQ(reason_of(changed(good, 8, "19CF")),
            Reason::bad_header); // "012": three characters, not two
  for (const std::size_t at : {10U, 13U}) {
    for (const char* date :
         {"000000", "FFFFFF", "2347D8", "0F4241"}) { // none, none, 31 Feb, year 1
      EXPECT_EQ(reason_of(changed(good, at, date)), Reason::bad_date) << date;
    }
  }
}

TEST(VisibleSeal, NamesWhatIsWrongWithTheFields)
{
  const Bytes head = header_bytes();
  EXPECT_EQ(reason_of(head), Reason::signature_missing);
  EXPECT_EQ(reason_of(with(head, "010100")), Reason::signature_missing);
  EXPECT_EQ(reason_of(with(head, "0102AA")), Reason::bad_tlv_length);
  EXPECT_EQ(reason_of(with(head, "018101AAFF020101")), Reason::bad_tlv_length);
  EXPECT_EQ(reason_of(with(head, "01820001AAFF020101")), Reason::bad_tlv_length);
  EXPECT_EQ(reason_of(with(head, "0180FF020101")), Reason::bad_tlv_length);
  EXPECT_EQ(reason_of(with(head, "0101AA0101BBFF020101")), Reason::duplicate_field);
  EXPECT_EQ(reason_of(with(head, "FF02010100")), Reason::trailing_bytes);
  EXPECT_EQ(reason_of(with(head, "FF020101FF020101")), Reason::signature_not_last);
  EXPECT_EQ(reason_of(with(head, "FF0201010101AA")), Reason::signature_not_last);
  EXPECT_EQ(reason_of(with(head, "FF03")), Reason::bad_tlv_length);
  EXPECT_EQ(reason_of(with(head, "0100FF020101")),
            Reason::none); // empty fields are the profile's business
  Bytes many = head;
  for (std::size_t tag = 0; tag <= seal_max_fields; ++tag)
    append_tlv(many, static_cast<std::uint8_t>(tag), {});
  EXPECT_EQ(reason_of(many), Reason::input_too_long);
}

TEST(VisibleSeal, EveryTruncationIsSeen)
{
  const TestAuthority authority;
  const Bytes pass = authority.pass();
  for (std::size_t size = 0; size < pass.size(); ++size) {
    EXPECT_NE(reason_of(Bytes(pass.begin(), pass.begin() + static_cast<std::ptrdiff_t>(size))),
              Reason::none)
        << size;
  }
}

RC_GTEST_PROP(VisibleSeal, WhatIsEncodedIsRead, ())
{
  const std::string alnum = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  SealHeader header;
  header.version = *rc::gen::element(3, 4);
  header.issuer = short_text<3>(*rc::gen::element("VNM", "CHN", "D"));
  header.signer =
      short_text<4>("VN" + *rc::gen::container<std::string>(2, rc::gen::elementOf(alnum)));
  const int longest = header.version == 3 ? 5 : 64;
  std::string reference = *rc::gen::container<std::string>(*rc::gen::inRange(1, longest + 1),
                                                           rc::gen::elementOf(alnum));
  if (reference[0] == '0') reference[0] = 'A';
  header.certificate = short_text<64>(reference);
  header.issued = date_from_days(*rc::gen::inRange(0, 50'000));
  header.signed_on = date_from_days(*rc::gen::inRange(0, 50'000));
  header.profile = *rc::gen::arbitrary<std::uint16_t>();
  std::vector<Bytes> values;
  std::vector<TlvField> fields;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i)
    values.emplace_back(static_cast<std::size_t>(*rc::gen::inRange(0, 300)), std::byte{3});
  for (int i = 0; i < count; ++i)
    fields.push_back({static_cast<std::uint8_t>(i * 7), values[static_cast<std::size_t>(i)]});
  Bytes bytes = encode_seal(header, fields).value();
  const std::size_t signed_size = bytes.size();
  append_signature(bytes, Bytes(64, std::byte{9}));
  VisibleSeal seal;
  RC_ASSERT(parse_seal(bytes, {}, seal) == Reason::none);
  RC_ASSERT(seal.header.issuer == header.issuer && seal.header.signer == header.signer);
  RC_ASSERT(seal.header.certificate == header.certificate && seal.header.profile == header.profile);
  RC_ASSERT(seal.header.issued == header.issued && seal.header.signed_on == header.signed_on);
  RC_ASSERT(seal.fields.size() == fields.size() && seal.signed_bytes.size() == signed_size);
}

TEST(VisibleSeal, EncodesOnlyWhatCanBeRead)
{
  const auto fails = [](auto change) {
    SealHeader header;
    header.issuer = short_text<3>("VNM");
    header.signer = short_text<4>("VNTS");
    header.certificate = short_text<64>("5B");
    header.issued = header.signed_on = issue_day;
    change(header);
    return !encode_seal(header, {}).ok();
  };
  EXPECT_FALSE(fails([](SealHeader&) {}));
  EXPECT_TRUE(fails([](SealHeader& h) { h.version = 5; }));
  EXPECT_TRUE(fails([](SealHeader& h) { h.issuer = {}; }));
  EXPECT_TRUE(fails([](SealHeader& h) { h.signer = short_text<4>("1NTS"); }));
  EXPECT_TRUE(fails([](SealHeader& h) { h.certificate = short_text<64>("05B"); }));
  EXPECT_TRUE(fails([](SealHeader& h) { h.certificate = {}; }));
  EXPECT_TRUE(fails([](SealHeader& h) { h.issued = {2026, 2, 29}; }));
  EXPECT_TRUE(fails([](SealHeader& h) {
    h.version = 3;
    h.certificate = short_text<64>("123456");
  }));
}

} // namespace
} // namespace gatetwin
