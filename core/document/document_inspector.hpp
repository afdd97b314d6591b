// SPDX-License-Identifier: Apache-2.0
// The one entrance for gates and booths: a scan to a CheckedDocument with the result of every check
// (TR-03135-1 section 5; for seals in the order of section 5.9).
//
// Label by its leading bytes: a visible seal, checked in full; an ICAO barcode (RDB1), known but
// not supported; else an opaque registry key: its number only, kind unknown, seal checks not
// supported. Machine-readable zone: read and checked. Both: each is checked, and one against the
// other (cross_check); the seal then says what the document is, for it is signed; a label that is
// no seal adds nothing to a zone.
//
// A check whose input is missing because an earlier one failed is not in the list;
// seal_authenticity is, and carries the cause. A missing or old list, and a state without listed
// signers, give undetermined; a wrong or revoked signature, signer or document gives failed. Every
// cause that can be found is in the list: none hides another. When the list is full, which takes
// ten failed checks, further ones are left out; the overall result stays what it is.
//
// How much each check counts is the unit's to say, by the document's kind (check_weights.hpp), and
// stands in its record. seal_authenticity sums up the seal's checks by the same weights.
//
// Dates are those of the authority's legal zone: a document is valid through the whole of its last
// day there. No clock, no allocation (but for a signature that is not in the cache, inside
// OpenSSL), one thread.
#pragma once
#include "core/base/siphash.hpp"
#include "core/base/time.hpp"
#include "core/document/mrz.hpp"
#include "core/document/revocation_list.hpp"
#include "core/document/seal_profile.hpp"
#include "core/document/trust_list.hpp"
#include "core/document/verified_seal_cache.hpp"
#include "core/domain/check_weights.hpp"
#include "core/domain/checked_document.hpp"
#include "core/ports/port_input.hpp"
#include <initializer_list>

namespace gatetwin {

class DocumentKindSet {
public:
  constexpr DocumentKindSet(std::initializer_list<DocumentKind> kinds)
  {
    for (const DocumentKind kind : kinds) m_bits |= bit(kind);
  }
  constexpr bool contains(DocumentKind kind) const { return (m_bits & bit(kind)) != 0; }

private:
  static constexpr std::uint32_t bit(DocumentKind kind)
  {
    return 1U << static_cast<unsigned>(kind);
  }
  std::uint32_t m_bits = 0;
};

struct InspectorConfig {
  SipKey ref_key;      // of DocumentRef, shared by all units of the authority
  Duration utc_offset; // of the authority's legal zone
  DocumentKindSet
      accepted{}; // with `unknown`: opaque registry keys are accepted, the registry decides
  Duration trust_list_max_age = days(7);
  Duration revocation_list_max_age = hours(24);
  SealOptions seal;
  MrzOptions mrz;
};

// What signatures are checked against. Any may be null: then the checks that need it are
// undetermined, or, without a cache, every signature is verified anew. All must outlive the
// inspector or be replaced by use().
struct TrustBasis {
  const TrustList* trust = nullptr;
  const RevocationList* revocations = nullptr;
  VerifiedSealCache* cache = nullptr;
};

class DocumentInspector {
public:
  explicit DocumentInspector(const InspectorConfig& config, const TrustBasis& basis = {},
                             std::span<const SealProfile> profiles = standard_profiles())
      : m_config(config), m_basis(basis), m_profiles(profiles)
  {
  }

  virtual ~DocumentInspector() = default;

  // A replay has its own, which says again what was found then.
  virtual CheckedDocument inspect(const DocumentScan& scan, Instant now,
                                  const CheckWeights& weights);
  CheckedDocument inspect(const DocumentScan& scan, Instant now)
  {
    return inspect(scan, now, all_mandatory);
  }

  void use(const TrustBasis& basis) { m_basis = basis; } // newer lists have come
  void accept(DocumentKindSet accepted) { m_config.accepted = accepted; }
  const InspectorConfig& config() const { return m_config; }

private:
  InspectorConfig m_config;
  TrustBasis m_basis;
  std::span<const SealProfile> m_profiles;
};

} // namespace gatetwin
