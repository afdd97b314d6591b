// SPDX-License-Identifier: Apache-2.0
// Judges a peer's certificate: chain to the authority's root, time, use, revocation, identity. One
// refusal for each cause, so that a site's engineer reads what is wrong and not "handshake failed".
// The verification is OpenSSL's (RFC 5280), at its security level 2; beyond it the extended key
// usage must be there. The files are read anew at each judgement: a handshake is rare, and what was
// replaced or revoked counts at the next one.
#pragma once
#include "core/link/link_refusal.hpp"
#include "core/link/peer_identity.hpp"
#include <string>
#include <string_view>

namespace gatetwin {

struct TlsFiles {          // PEM
  std::string authorities; // the roots that peers' certificates must lead to
  std::string certificate; // own, with what stands between it and the root
  std::string key;
  std::string revocations; // CRL of the roots; empty: none is consulted
};

enum class CertificateUse : std::uint8_t { client, server };

struct CertificateJudgement {
  LinkRefusal refusal = LinkRefusal::none;
  PeerIdentity peer;
};

// `certificate` and `chain` in PEM, as the peer sent them; empty: it sent none.
CertificateJudgement judge_certificate(const TlsFiles& files, std::string_view certificate,
                                       std::string_view chain, CertificateUse use);

// Own files before they are used: there, readable, key and certificate belong together, and the
// certificate passes judge_certificate() as what it is used for. The identity that it gives.
// not_found, malformed, rejected; in the detail what.
Result<PeerIdentity> check_tls_files(const TlsFiles& files, CertificateUse use);

} // namespace gatetwin
