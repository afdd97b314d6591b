// SPDX-License-Identifier: Apache-2.0
// Trust and revocation lists as files, signed by the authority's own key. Plain ASCII, one entry a
// line, single spaces, lines end with LF, nothing else:
//
//   gatetwin-trust-list 1
//   version 42
//   issued 2026-03-01T00:00:00Z
//   signer VNTS 5B VNM 2026-01-01T00:00:00Z 2028-01-01T00:00:00Z - B102,B202 3059...     one or
//   more end signature 8F2A...
//
//   gatetwin-revocation-list 1
//   version 1007
//   issued 2026-03-01T10:00:00Z
//   key-check 6B2F...           SipHash of "gatetwin revocation list" under the key of the
//   references below signer VNTS 5B              signer id, certificate reference document 0F3A...
//   reference of a document: issuer and number, see document_ref.hpp end signature 8F2A...
//
// A signer's line: id, certificate reference, state, valid from, valid until (first instant no
// longer valid), revoked at or "-", profiles it may sign, SubjectPublicKeyInfo. Hexadecimal in
// capitals. The signature is ECDSA r || s over every byte up to and including the line "end";
// nothing is believed before it agreed. A list that is older than the one in use must not come
// back: say which version is in use.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/base/siphash.hpp"
#include "core/document/revocation_list.hpp"
#include "core/document/trust_list.hpp"
#include <string>
#include <string_view>

namespace gatetwin {

constexpr std::size_t trust_list_max_bytes = 4 << 20;
constexpr std::size_t revocation_list_max_bytes = 64 << 20;

// What a list file must satisfy.
struct ListTerms {
  const PublicKey& authority;
  std::uint64_t newer_than = 0; // version in use; 0 takes any
};

// `fault` says line and cause when it fails. Errors: too_large, malformed, unsupported (another
// format version), corrupt (the signature does not agree), expired (not newer than the version in
// use), conflict.
Result<TrustList> read_trust_list(std::string_view file, const ListTerms& terms, Diagnostic& fault);
// `key` must be that of the references; another one is a conflict.
Result<RevocationList> read_revocation_list(std::string_view file, SipKey key,
                                            const ListTerms& terms, Diagnostic& fault);

std::string write_trust_list(const TrustList& list, const SigningKey& authority);
std::string write_revocation_list(const RevocationList& list, SipKey key,
                                  const SigningKey& authority);

// The text without its signature, up to and including "end".
std::string trust_list_text(const TrustList& list);

} // namespace gatetwin
