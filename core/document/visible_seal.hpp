// SPDX-License-Identifier: Apache-2.0
// Visible digital seals (VDS, ICAO Doc 9303-13; BSI TR-03137-1): header, message zone, signature
// zone.
//
//   1 byte   0xDC
//   1 byte   version: 2 for "version 3", 3 for "version 4"
//   2 bytes  issuing state, 3 letters in C40
//   v3: 6 bytes C40 of 4 characters signer id and 5 of certificate reference
//   v4: 4 bytes C40 of signer id and two hex digits N, then C40 of N characters of certificate
//   reference 3 bytes  date of issue; 3 bytes date of signature 1 byte   document feature
//   definition reference; 1 byte document type category: together the profile fields   tag 0x00 to
//   0xFE, DER length, value 0xFF     DER length, r || s; nothing follows
//
// Signed are the received bytes before the 0xFF, never a re-encoding. A seal is hostile until its
// signature agreed: reading has bounds, spans point into the caller's bytes, nothing is allocated.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/calendar_date.hpp"
#include "core/base/result.hpp"
#include "core/document/tlv.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/short_text.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gatetwin {

constexpr std::byte seal_magic{0xDC};
constexpr std::size_t seal_max_bytes = 2953; // the largest QR symbol
constexpr std::size_t seal_max_fields = 24;

using SignerId = ShortText<4>;              // two letters of country and two characters
using CertificateReference = ShortText<64>; // without leading zeros, upper case

// The profile of a message: feature definition reference above document type category.
using ProfileId = std::uint16_t;
constexpr ProfileId profile_id(std::uint8_t reference, std::uint8_t category)
{
  return static_cast<ProfileId>(reference << 8 | category);
}

struct SealHeader {
  int version = 4;     // 3 or 4
  ShortText<3> issuer; // state code
  SignerId signer;
  CertificateReference certificate;
  CalendarDate issued;
  CalendarDate signed_on;
  ProfileId profile = 0;
};

struct VisibleSeal {
  SealHeader header;
  BoundedVector<TlvField, seal_max_fields> fields; // no tag twice
  std::span<const std::byte> signed_bytes;
  std::span<const std::byte> signature; // r || s
};

// Two known deviations of real issuers. Each is tried only when the seal can't be read as the
// standard says, and taken only when all of it then reads up to exactly one final signature.
struct SealOptions {
  bool decimal_reference_length = false; // signer DEZV writes N in decimal digits
  bool fixed_reference_in_v4 = false;    // version byte 3 with the layout of version 3
};

// Reason::none, or why the bytes are no seal; `seal` is then without meaning. Order of what is
// looked at: size, magic, version, header, then the fields as they come.
[[nodiscard]] Reason parse_seal(std::span<const std::byte> bytes, const SealOptions& options,
                                VisibleSeal& seal);

// Header and message zone as they are to be signed. Errors: malformed, too_large.
Result<std::vector<std::byte>> encode_seal(const SealHeader& header,
                                           std::span<const TlvField> fields);
void append_signature(std::vector<std::byte>& seal, std::span<const std::byte> signature);

} // namespace gatetwin
