// SPDX-License-Identifier: Apache-2.0
// Where made-up persons get their documents: zones with right check digits, border passes and
// permits as visible seals, signed with the keys of made-up authorities. Keys, persons and
// signatures follow from the frame's seed alone. Once all authorities are there, any thread may
// have documents issued.
#pragma once
#include "core/base/siphash.hpp"
#include "core/document/seal_issuer.hpp"
#include "sim/people/carried_document.hpp"
#include "sim/people/identity.hpp"
#include "sim/people/issued_document.hpp"
#include <string_view>
#include <vector>

namespace gatetwin {

// The issuing authority of one state: what a trust list holds of it.
struct IssuingAuthority {
  ShortText<3> state;
  SealIssuer issuer;
  CalendarDate valid_from; // of its certificate
  CalendarDate valid_until;
};

// A pass or a permit: signed, and on a registry's file.
bool has_seal(DocumentKind kind);

class IssuingOffice {
public:
  explicit IssuingOffice(const IdentityFrame& frame);
  void add_authority(std::string_view state);
  const std::vector<IssuingAuthority>& authorities() const { return m_authorities; }
  SipKey ref_key() const { return m_ref_key; } // of every DocumentRef

  Identity identity_of(const PersonKey& key, std::string_view nationality) const
  {
    return make_identity(m_frame, key, nationality);
  }
  DocumentRef ref_of(const PersonKey& key, std::string_view nationality) const;
  // The authority of that nationality is there, where the document has a seal.
  IssuedDocument issue(const PersonKey& key, std::string_view nationality) const;
  // Gives the person another number, in a copy of the zone that the document shows.
  void renumber(const PersonKey& key, std::string_view nationality,
                CarriedDocument& document) const;

private:
  const IssuingAuthority& authority_of(std::string_view state) const;

  IdentityFrame m_frame;
  SipKey m_ref_key;
  std::vector<IssuingAuthority> m_authorities; // by state, sorted
};

// What a forger makes of a copy of what the document shows.
void tamper(CarriedDocument& document);

} // namespace gatetwin
