// SPDX-License-Identifier: Apache-2.0
// Whose seals count: the signers that the authority trusts, each under its state, for how long, for
// which profiles. Immutable once made; a newer list replaces it as a whole. File form:
// trust_list_file.hpp.
#pragma once
#include "core/base/time.hpp"
#include "core/document/ecdsa.hpp"
#include "core/document/seal_issuer.hpp"
#include <optional>
#include <string_view>
#include <vector>

namespace gatetwin {

struct TrustedSigner {
  SealSigner signer;
  WallTime valid_from;
  WallTime valid_until; // the first instant at which it is no longer valid
  std::optional<WallTime>
      revoked_at; // from then on none of its seals counts, whatever date they carry
  BoundedVector<ProfileId, 16> profiles;
  PublicKey key;

  bool may_sign(ProfileId profile) const;
};

class TrustList {
public:
  // Errors: malformed (no signer at all, an empty validity, a signer without profiles), conflict
  // (two entries for one signer id and reference).
  static Result<TrustList> make(std::uint64_t version, WallTime issued_at,
                                std::vector<TrustedSigner> signers);

  std::uint64_t version() const { return m_version; }
  WallTime issued_at() const { return m_issued_at; }
  // Equal for lists of equal version and content only: what a cache of verified seals is keyed by.
  std::uint64_t identity() const { return m_identity; }
  std::span<const TrustedSigner> signers() const { return m_signers; }

  // Null when it is not listed.
  const TrustedSigner* find(const SignerId& id, const CertificateReference& certificate) const;
  // Whether any signer of that state is listed: if not, its root is missing, and a seal of it is
  // undetermined.
  bool knows_state(std::string_view state) const;

private:
  TrustList() = default;
  std::uint64_t m_version = 0;
  WallTime m_issued_at;
  std::uint64_t m_identity = 0;
  std::vector<TrustedSigner> m_signers; // by id, then reference
};

} // namespace gatetwin
