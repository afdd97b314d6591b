// SPDX-License-Identifier: Apache-2.0
// Issues visible seals: content and a signing key to the bytes of a barcode. The same content,
// dates and key give the same bytes always.
#pragma once
#include "core/document/ecdsa.hpp"
#include "core/document/seal_profile.hpp"
#include <vector>

namespace gatetwin {

// Who signs: what a seal's header names and a trust list holds.
struct SealSigner {
  ShortText<3> state; // state code of the issuer
  SignerId id;
  CertificateReference certificate; // upper case, without leading zeros
};

class SealIssuer {
public:
  // Header version 4, or 3 where readers need it.
  SealIssuer(SealSigner signer, SigningKey key, int version = 4)
      : m_signer(signer), m_key(std::move(key)), m_version(version)
  {
  }

  // Errors: not_found (a required field is not stated), malformed, too_large. What would not be
  // read back as it was given is never issued. A profile with required fields of its issuer's own
  // (SealCoding::bytes) needs issue_fields.
  Result<std::vector<std::byte>> issue(const SealProfile& profile, const SealContent& content,
                                       CalendarDate issued, CalendarDate signed_on) const;
  // Any fields in any order: for national profiles and tests. Only header and sizes are checked.
  Result<std::vector<std::byte>> issue_fields(ProfileId profile, std::span<const TlvField> fields,
                                              CalendarDate issued, CalendarDate signed_on) const;

  const SealSigner& signer() const { return m_signer; }
  const PublicKey& public_key() const { return m_key.public_key(); }

private:
  SealSigner m_signer;
  SigningKey m_key;
  int m_version;
};

} // namespace gatetwin
