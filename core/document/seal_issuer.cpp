// SPDX-License-Identifier: Apache-2.0
#include "core/document/seal_issuer.hpp"
#include "core/document/mrz_name.hpp"

namespace gatetwin {
namespace {

bool same_content(const SealContent& a, const SealContent& b)
{
  return a.number == b.number && a.linked_number == b.linked_number && a.name == b.name &&
         a.nationality == b.nationality && a.birth == b.birth && a.valid_from == b.valid_from &&
         a.valid_until == b.valid_until && a.areas == b.areas &&
         a.vehicle_plate == b.vehicle_plate && a.ship == b.ship && a.cargo_seal == b.cargo_seal &&
         a.gross_weight_kg == b.gross_weight_kg && a.mrz == b.mrz;
}

} // namespace

Result<std::vector<std::byte>> SealIssuer::issue_fields(ProfileId profile,
                                                        std::span<const TlvField> fields,
                                                        CalendarDate issued,
                                                        CalendarDate signed_on) const
{
  SealHeader header;
  header.version = m_version;
  header.issuer = m_signer.state;
  header.signer = m_signer.id;
  header.certificate = m_signer.certificate;
  header.issued = issued;
  header.signed_on = signed_on;
  header.profile = profile;
  Result<std::vector<std::byte>> seal = encode_seal(header, fields);
  if (!seal) return seal;
  const Signature signature = m_key.sign(seal.value());
  append_signature(seal.value(), {signature.data(), signature.size()});
  if (seal.value().size() > seal_max_bytes) {
    return Error{ErrorCode::too_large, "seal is too long for any symbol"};
  }
  return seal;
}

Result<std::vector<std::byte>> SealIssuer::issue(const SealProfile& profile,
                                                 const SealContent& content, CalendarDate issued,
                                                 CalendarDate signed_on) const
{
  const auto malformed = [](const char* detail) { return Error{ErrorCode::malformed, detail}; };
  if (!content.name.empty() && !mrz_name_from_utf8(content.name.view()))
    return malformed("holder's name");
  if (signed_on < issued) return malformed("signed before its date of issue");
  if (content.valid_until != CalendarDate{} && content.valid_until < issued) {
    return malformed("issued after its last day");
  }
  const Result<std::vector<OwnedField>> owned = write_content(profile, content);
  if (!owned) return owned.error();
  std::vector<TlvField> fields;
  for (const OwnedField& field : owned.value()) fields.push_back({field.tag, field.value});
  Result<std::vector<std::byte>> bytes = issue_fields(profile.id, fields, issued, signed_on);
  if (!bytes) return bytes;
  VisibleSeal seal;
  SealContent read;
  if (parse_seal(bytes.value(), {}, seal) != Reason::none ||
      read_content(profile, seal, read) != Reason::none || !same_content(content, read)) {
    return malformed("content has something that the profile can't hold");
  }
  return bytes;
}

} // namespace gatetwin
