// SPDX-License-Identifier: Apache-2.0
#include "sim/people/issuing_office.hpp"
#include "core/base/random_stream.hpp"
#include "core/document/document_ref.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/mrz_writer.hpp"
#include <algorithm>
#include <cstring>
#include <utility>

namespace gatetwin {
namespace {

MrzFormat zone_format(DocumentKind kind)
{
  if (kind == DocumentKind::visa) return MrzFormat::mrv_a;
  return kind == DocumentKind::passport || kind == DocumentKind::unknown ? MrzFormat::td3
                                                                         : MrzFormat::td1;
}

std::string_view zone_code(DocumentKind kind)
{
  switch (kind) {
  case DocumentKind::visa: return "V";
  case DocumentKind::crew_pass: return "AC";
  case DocumentKind::passport:
  case DocumentKind::unknown: return "P";
  case DocumentKind::border_pass: return "IB";
  case DocumentKind::port_permit: return "IP";
  case DocumentKind::identity_card: break;
  }
  return "I";
}

ProfileId profile_of(DocumentKind kind)
{
  if (kind == DocumentKind::port_permit) return profile::port_permit;
  return kind == DocumentKind::crew_pass ? profile::crew_shore_pass : profile::border_pass;
}

// Two-letter codes of the states whose passes cross here; a signer's name begins with it.
SignerId signer_of(std::string_view state)
{
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> codes{
      {{"VNM", "VN01"}, {"CHN", "CN01"}, {"LAO", "LA01"}, {"KHM", "KH01"}, {"THA", "TH01"}}};
  std::array<char, 4> other{state[0], state.size() > 1 ? state[1] : 'X', '0', '1'};
  std::string_view name(other.data(), other.size());
  for (const auto& [known, signer] : codes) {
    if (known == state) name = signer;
  }
  SignerId id;
  CHECK(id.assign(name));
  return id;
}

SigningKey make_key(std::uint64_t seed, std::string_view state)
{
  RandomStream draws(seed, 0, purpose_key(state), purpose_key("people/issuing key"));
  while (true) {
    std::array<std::byte, 32> scalar{};
    for (std::size_t i = 0; i < scalar.size(); ++i)
      scalar[i] = static_cast<std::byte>(draws.next() >> 56);
    Result<SigningKey> key = SigningKey::from_scalar(Curve::p256, scalar);
    if (key) return std::move(key).value(); // else it was not below the curve's order
  }
}

SealContent content_of(const Identity& identity, DocumentKind kind)
{
  SealContent content;
  content.number = identity.number;
  CHECK(content.name.assign(identity.name.view()));
  content.nationality = identity.nationality;
  content.birth = identity.birth;
  content.valid_from = identity.valid_from;
  content.valid_until = identity.valid_until;
  if (kind == DocumentKind::port_permit) CHECK(content.areas.assign("BERTH1,BERTH2"));
  if (kind == DocumentKind::crew_pass) {
    CHECK(content.linked_number.assign("SB" + std::string(identity.number.view().substr(2))));
    CHECK(content.ship.assign("9074729"));
  }
  return content;
}

MrzText zone_of(const Identity& identity, DocumentKind kind)
{
  MrzFields fields;
  fields.format = zone_format(kind);
  fields.code = zone_code(kind);
  fields.issuer = identity.issuer.view();
  fields.number = identity.number.view();
  fields.nationality = identity.nationality.view();
  fields.name = identity.name.view();
  fields.birth = identity.birth;
  fields.expiry = identity.valid_until;
  fields.sex = identity.sex;
  const Result<MrzText> zone = write_mrz(fields);
  CHECK(zone.ok());
  return zone.value();
}

} // namespace

bool has_seal(DocumentKind kind)
{
  return kind == DocumentKind::border_pass || kind == DocumentKind::port_permit ||
         kind == DocumentKind::crew_pass;
}

IssuingOffice::IssuingOffice(const IdentityFrame& frame)
    : m_frame(frame), m_ref_key{mix64(frame.seed ^ purpose_key("people/ref 0")),
                                mix64(frame.seed ^ purpose_key("people/ref 1"))}
{
}

void IssuingOffice::add_authority(std::string_view state)
{
  const auto at = std::lower_bound(
      m_authorities.begin(), m_authorities.end(), state,
      [](const IssuingAuthority& a, std::string_view s) { return a.state.view() < s; });
  if (at != m_authorities.end() && at->state.view() == state) return;
  ShortText<3> name;
  CertificateReference certificate;
  CHECK(name.assign(state) && certificate.assign("1A2B"));
  const std::int64_t start = days_since_epoch(m_frame.start);
  const IssuingAuthority authority{
      name, SealIssuer({name, signer_of(state), certificate}, make_key(m_frame.seed, state)),
      date_from_days(start - 15 * 365), date_from_days(days_since_epoch(m_frame.end) + 15 * 365)};
  m_authorities.insert(at, authority);
}

const IssuingAuthority& IssuingOffice::authority_of(std::string_view state) const
{
  for (const IssuingAuthority& a : m_authorities) {
    if (a.state.view() == state) return a;
  }
  CHECK(false);
}

DocumentRef IssuingOffice::ref_of(const PersonKey& key, std::string_view nationality) const
{
  return document_ref(m_ref_key, nationality, make_document_number(m_frame, key).view());
}

IssuedDocument IssuingOffice::issue(const PersonKey& key, std::string_view nationality) const
{
  const Identity identity = identity_of(key, nationality);
  const MrzText zone = zone_of(identity, key.kind);
  std::vector<std::byte> label;
  if (has_seal(key.kind)) {
    const SealProfile* profile = find_profile(standard_profiles(), profile_of(key.kind));
    CHECK(profile != nullptr);
    const SealIssuer& issuer = authority_of(identity.issuer.view()).issuer;
    Result<std::vector<std::byte>> seal = issuer.issue(*profile, content_of(identity, key.kind),
                                                       identity.valid_from, identity.valid_from);
    CHECK(seal.ok());
    label = std::move(seal).value();
  }
  IssuedDocument document;
  document.ref = document_ref(m_ref_key, identity.issuer.view(), identity.number.view());
  document.zone_size = static_cast<std::uint16_t>(zone.text().size());
  document.label_size = static_cast<std::uint16_t>(label.size());
  document.bytes = std::make_unique<std::byte[]>(zone.text().size() + label.size());
  std::memcpy(document.bytes.get(), zone.text().data(), zone.text().size());
  std::copy(label.begin(), label.end(), document.bytes.get() + document.zone_size);
  return document;
}

// A new number in the zone of somebody of the stock, with the check digits that it needs.
void IssuingOffice::renumber(const PersonKey& key, std::string_view nationality,
                             CarriedDocument& document) const
{
  const MrzLayout& layout = layout_of(zone_format(key.kind));
  const std::size_t width = layout.width + 1; // with the line's end
  const auto place = [&](std::size_t at) { return at / layout.width * width + at % layout.width; };
  std::copy(document.zone.begin(), document.zone.end(), document.own_zone.begin());
  const ShortText<24> number = make_document_number(m_frame, key);
  char* const zone = document.own_zone.data();
  std::copy(number.view().begin(), number.view().end(), zone + place(layout.number.at));
  zone[place(layout.number_digit.at)] = mrz_check_digit(number.view());
  document.zone = {zone, document.zone.size()};
  if (layout.composite_digit.size != 0) {
    MrzCheckDigit composite;
    for (const MrzRange& range : layout.composite) { // none runs over a line's end
      if (range.size != 0) composite.add({zone + place(range.at), range.size});
    }
    zone[place(layout.composite_digit.at)] = composite.digit();
  }
  document.ref = document_ref(m_ref_key, nationality, number.view());
}

// Another number than the one that was signed; without a seal, another than the check digits say.
void tamper(CarriedDocument& document)
{
  constexpr std::size_t number_at =
      18 + 2; // after the header of version 4 and the first tag and length
  if (document.label.size() > number_at + 4) {
    if (document.own_label.data() != document.label.data()) {
      document.own_label.assign(document.label.begin(), document.label.end());
    }
    std::byte& low = document.own_label[number_at + 3]; // the next C40 value
    low = static_cast<std::byte>(std::to_integer<unsigned>(low) + 1);
    document.label = document.own_label;
  }
  if (document.own_zone.data() != document.zone.data()) {
    std::copy(document.zone.begin(), document.zone.end(), document.own_zone.begin());
  }
  const MrzLayout& layout = layout_of(zone_format(document.kind));
  const std::size_t line_ends = layout.number.at / layout.width;
  char& digit = document.own_zone[layout.number.at + line_ends + 4]; // a figure of the number
  digit = digit == '9' ? '0' : static_cast<char>(digit + 1);
  document.zone = {document.own_zone.data(), document.zone.size()};
}

} // namespace gatetwin
