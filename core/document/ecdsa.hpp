// SPDX-License-Identifier: Apache-2.0
// ECDSA over the curves that seals use, by OpenSSL 3. Signatures are r || s, each as long as the
// curve's field; the hash follows from the key's size: up to 224 bits SHA-224, 256 SHA-256, 384
// SHA-384, above SHA-512.
//
// ECDSA has a second valid form of every signature, (r, n - s). So a signature or a seal's bytes
// say nothing about whether a pass was seen before: only its number, inside the signed content,
// does.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/result.hpp"
#include "core/domain/reason.hpp"
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct evp_pkey_st;
struct ec_group_st;

namespace gatetwin {

enum class Curve : std::uint8_t {
  p224,
  p256,
  p384,
  p521,
  brainpool_p224r1,
  brainpool_p256r1,
  brainpool_p384r1,
  brainpool_p512r1
};
inline constexpr std::array<Curve, 8> all_curves{Curve::p224,
                                                 Curve::p256,
                                                 Curve::p384,
                                                 Curve::p521,
                                                 Curve::brainpool_p224r1,
                                                 Curve::brainpool_p256r1,
                                                 Curve::brainpool_p384r1,
                                                 Curve::brainpool_p512r1};
const char* to_string(Curve curve);               // as OpenSSL names it
std::size_t field_bytes(Curve curve);             // of r, of s and of a private key
std::span<const std::byte> order_of(Curve curve); // n, big-endian, field_bytes long

constexpr std::size_t max_signature_bytes = 132;
using Signature = BoundedVector<std::byte, max_signature_bytes>;

// Copies share the key.
class PublicKey {
public:
  // SubjectPublicKeyInfo in DER, the curve by its name and the point on it. Parameters written out,
  // other curves and kinds of key, points off the curve or at infinity and trailing bytes are
  // refused.
  static Result<PublicKey> from_spki(std::span<const std::byte> der);

  Curve curve() const { return m_curve; }
  std::vector<std::byte> spki() const;
  // none; signer_wrong_key: as long as the signatures of another curve; signature_length: of none;
  // signature_range: r or s is 0 or not below n; signature_wrong.
  Reason verify(std::span<const std::byte> message, std::span<const std::byte> signature) const;

private:
  friend class SigningKey;
  PublicKey(std::shared_ptr<evp_pkey_st> key, Curve curve) : m_key(std::move(key)), m_curve(curve)
  {
  }
  std::shared_ptr<evp_pkey_st> m_key;
  Curve m_curve;
};

// Signs by RFC 6979: the secret k comes from the key and the message, so the same seal has the same
// bytes always and no random number generator can fail it.
class SigningKey {
public:
  // The private number, big-endian, field_bytes(curve) long, from 1 to n - 1.
  static Result<SigningKey> from_scalar(Curve curve, std::span<const std::byte> scalar);
  // PKCS#8 or SEC 1 in DER, or PEM without a pass phrase.
  static Result<SigningKey> from_file_content(std::span<const std::byte> content);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  SigningKey(SigningKey&&) = default;
  SigningKey& operator=(SigningKey&&) = default;
  ~SigningKey(); // wipes the number

  Curve curve() const { return m_public.curve(); }
  const PublicKey& public_key() const { return m_public; }
  Signature sign(std::span<const std::byte> message) const;

private:
  using Scalar = std::array<std::byte, max_signature_bytes / 2>;
  SigningKey(const Scalar& scalar, PublicKey key, std::shared_ptr<const ec_group_st> group)
      : m_scalar(scalar), m_public(std::move(key)), m_group(std::move(group))
  {
  }
  Scalar m_scalar; // the first field_bytes
  PublicKey m_public;
  std::shared_ptr<const ec_group_st> m_group; // of the curve; costs as much as a signature to make
};

} // namespace gatetwin
