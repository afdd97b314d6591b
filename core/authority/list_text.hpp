// SPDX-License-Identifier: Apache-2.0
// What a person writes and reads of an authority's lists: instants, profiles by name or number,
// lines of revocations; and a list in words.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/base/siphash.hpp"
#include "core/document/revocation_list.hpp"
#include "core/document/trust_list.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

// "border_pass,B202": names of standard_profiles(), or four hexadecimal digits.
std::optional<std::vector<ProfileId>> profiles_from(std::string_view text);
std::string profile_names(); // of all, for messages

// "0123...": 32 hexadecimal digits, the key of document references; spaces around do not count.
std::optional<SipKey> reference_key_from(std::string_view text);

// A public key in PEM; of a private key's file, the public part.
Result<PublicKey> public_key_from(std::string_view pem);

// Lines "document ISSUER NUMBER" and "signer ID REFERENCE"; empty ones and those that start with #
// do not count. All faults are named; then the list holds what was right.
RevocationList revocations_from(std::string_view text, SipKey key, std::uint64_t version,
                                WallTime issued_at, Diagnostics& faults);

// One line a signer, in columns; what is expired or revoked at `now` is said.
std::string in_words(const TrustList& list, WallTime now);

} // namespace gatetwin
