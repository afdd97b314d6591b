// SPDX-License-Identifier: Apache-2.0
#include "core/document/trust_list.hpp"
#include "core/document/ecdsa_curve.hpp"
#include "core/document/trust_list_file.hpp"
#include <algorithm>
#include <cstring>

namespace gatetwin {
namespace {

auto key_of(const TrustedSigner& entry)
{
  return std::pair(entry.signer.id.view(), entry.signer.certificate.view());
}

// The first 8 bytes of the SHA-256 of the list's file text.
std::uint64_t digest_of(const TrustList& list)
{
  const std::string text = trust_list_text(list);
  std::array<std::byte, 32> digest{};
  unsigned size = 0;
  CHECK(EVP_Digest(text.data(), text.size(), raw_out(digest), &size, EVP_sha256(), nullptr) == 1);
  std::uint64_t first = 0;
  std::memcpy(&first, digest.data(), sizeof first);
  return first;
}

} // namespace

bool TrustedSigner::may_sign(ProfileId profile) const
{
  return std::find(profiles.begin(), profiles.end(), profile) != profiles.end();
}

Result<TrustList> TrustList::make(std::uint64_t version, WallTime issued_at,
                                  std::vector<TrustedSigner> signers)
{
  if (signers.empty()) return Error{ErrorCode::malformed, "a trust list without signers"};
  for (const TrustedSigner& entry : signers) {
    if (!(entry.valid_from < entry.valid_until))
      return Error{ErrorCode::malformed, "validity of a signer is empty"};
    if (entry.profiles.empty()) return Error{ErrorCode::malformed, "a signer without profiles"};
  }
  std::sort(signers.begin(), signers.end(),
            [](const TrustedSigner& a, const TrustedSigner& b) { return key_of(a) < key_of(b); });
  const auto same = [](const TrustedSigner& a, const TrustedSigner& b) {
    return key_of(a) == key_of(b);
  };
  if (std::adjacent_find(signers.begin(), signers.end(), same) != signers.end()) {
    return Error{ErrorCode::conflict, "two entries for one signer id and certificate reference"};
  }
  TrustList list;
  list.m_version = version;
  list.m_issued_at = issued_at;
  list.m_signers = std::move(signers);
  list.m_identity = digest_of(list);
  return list;
}

const TrustedSigner* TrustList::find(const SignerId& id,
                                     const CertificateReference& certificate) const
{
  const std::pair key(id.view(), certificate.view());
  const auto found =
      std::lower_bound(m_signers.begin(), m_signers.end(), key,
                       [](const TrustedSigner& a, const auto& k) { return key_of(a) < k; });
  return found != m_signers.end() && key_of(*found) == key ? &*found : nullptr;
}

bool TrustList::knows_state(std::string_view state) const
{
  return std::any_of(m_signers.begin(), m_signers.end(), [&](const TrustedSigner& entry) {
    return entry.signer.state.view() == state;
  });
}

} // namespace gatetwin
