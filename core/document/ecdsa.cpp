// SPDX-License-Identifier: Apache-2.0
#include "core/document/ecdsa.hpp"
#include "core/base/check.hpp"
#include "core/document/ecdsa_curve.hpp"
#include <algorithm>
#include <cstring>
#include <openssl/err.h>
#include <openssl/x509.h>

namespace gatetwin {
namespace {

constexpr std::array<CurveFacts, 8> facts{{
    {Curve::p224, "secp224r1", NID_secp224r1, 28, EVP_sha224},
    {Curve::p256, "prime256v1", NID_X9_62_prime256v1, 32, EVP_sha256},
    {Curve::p384, "secp384r1", NID_secp384r1, 48, EVP_sha384},
    {Curve::p521, "secp521r1", NID_secp521r1, 66, EVP_sha512},
    {Curve::brainpool_p224r1, "brainpoolP224r1", NID_brainpoolP224r1, 28, EVP_sha224},
    {Curve::brainpool_p256r1, "brainpoolP256r1", NID_brainpoolP256r1, 32, EVP_sha256},
    {Curve::brainpool_p384r1, "brainpoolP384r1", NID_brainpoolP384r1, 48, EVP_sha384},
    {Curve::brainpool_p512r1, "brainpoolP512r1", NID_brainpoolP512r1, 64, EVP_sha512},
}};

using Order = std::array<std::byte, max_signature_bytes / 2>;

std::array<Order, 8> make_orders()
{
  std::array<Order, 8> orders{};
  for (const CurveFacts& curve : facts) {
    const CurveGroup group(EC_GROUP_new_by_curve_name(curve.nid));
    CHECK(group != nullptr);
    Order& order = orders[static_cast<std::size_t>(curve.curve)];
    const int size = static_cast<int>(curve.bytes);
    CHECK(BN_bn2binpad(EC_GROUP_get0_order(group.get()), raw_out(order), size) == size);
  }
  return orders;
}

// r or s: from 1 to n - 1. Both are public, so an early end tells nobody anything.
bool in_range(std::span<const std::byte> number, std::span<const std::byte> order)
{
  const bool zero =
      std::all_of(number.begin(), number.end(), [](std::byte b) { return b == std::byte{}; });
  return !zero && std::memcmp(number.data(), order.data(), order.size()) < 0;
}

// DER INTEGER: no leading zeros, but one before a set top bit.
std::size_t put_integer(std::span<const std::byte> number, std::byte* out)
{
  while (number.size() > 1 && number[0] == std::byte{}) number = number.subspan(1);
  const std::size_t pad = (number[0] & std::byte{0x80}) != std::byte{} ? 1 : 0;
  out[0] = std::byte{0x02};
  out[1] = static_cast<std::byte>(number.size() + pad);
  out[2] = std::byte{};
  std::memcpy(out + 2 + pad, number.data(), number.size());
  return 2 + pad + number.size();
}

struct DerSignature {
  std::array<std::byte, 2 * (max_signature_bytes / 2 + 3) + 3> bytes{};
  std::size_t size = 0;
};

// SEQUENCE of both, as OpenSSL wants it.
DerSignature to_der(std::span<const std::byte> signature)
{
  std::array<std::byte, 2 * (max_signature_bytes / 2 + 3)> content;
  const std::size_t half = signature.size() / 2;
  std::size_t size = put_integer(signature.first(half), content.data());
  size += put_integer(signature.subspan(half), content.data() + size);
  DerSignature der;
  der.bytes[der.size++] = std::byte{0x30};
  if (size >= 0x80) der.bytes[der.size++] = std::byte{0x81};
  der.bytes[der.size++] = static_cast<std::byte>(size);
  std::memcpy(der.bytes.data() + der.size, content.data(), size);
  der.size += size;
  return der;
}

} // namespace

const CurveFacts& facts_of(Curve curve) { return facts[static_cast<std::size_t>(curve)]; }
const char* to_string(Curve curve) { return facts_of(curve).name; }
std::size_t field_bytes(Curve curve) { return facts_of(curve).bytes; }

std::span<const std::byte> order_of(Curve curve)
{
  static const std::array<Order, 8> orders = make_orders();
  return std::span(orders[static_cast<std::size_t>(curve)]).first(field_bytes(curve));
}

Result<Curve> curve_of(const EVP_PKEY* key)
{
  std::array<char, 64> name{};
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC ||
      EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1) {
    return Error{ErrorCode::unsupported, "key is not of a named elliptic curve"};
  }
  for (const CurveFacts& curve : facts) {
    if (OBJ_txt2nid(name.data()) == curve.nid) return curve.curve;
  }
  return Error{ErrorCode::unsupported, "key is of a curve that seals don't use"};
}

Result<PublicKey> PublicKey::from_spki(std::span<const std::byte> der)
{
  if (der.size() > 1024) return Error{ErrorCode::too_large, "public key is too long"};
  const unsigned char* at = raw(der);
  const std::shared_ptr<EVP_PKEY> key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())),
                                      EVP_PKEY_free);
  ERR_clear_error();
  if (!key)
    return Error{ErrorCode::malformed, "not a public key, or its point is not on the curve"};
  const Result<Curve> curve = curve_of(key.get());
  if (!curve) return curve.error();
  const KeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
  const bool good = context && EVP_PKEY_public_check(context.get()) == 1;
  ERR_clear_error();
  if (!good) return Error{ErrorCode::malformed, "public key is no point of the curve's group"};
  PublicKey result(key, curve.value());
  // Written again by name it must be the same: so parameters written out and other variants are
  // seen.
  const std::vector<std::byte> again = result.spki();
  if (!std::equal(der.begin(), der.end(), again.begin(), again.end())) {
    return Error{ErrorCode::malformed,
                 "public key is not in its plain form: named curve, uncompressed point"};
  }
  return result;
}

std::vector<std::byte> PublicKey::spki() const
{
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(m_key.get(), &der);
  CHECK(size > 0);
  const auto* bytes = reinterpret_cast<const std::byte*>(der);
  std::vector<std::byte> result(bytes, bytes + size);
  OPENSSL_free(der);
  return result;
}

Reason PublicKey::verify(std::span<const std::byte> message,
                         std::span<const std::byte> signature) const
{
  const CurveFacts& curve = facts_of(m_curve);
  if (signature.size() != 2 * curve.bytes) {
    for (const CurveFacts& other : facts) {
      if (signature.size() == 2 * other.bytes) return Reason::signer_wrong_key;
    }
    return Reason::signature_length;
  }
  const std::span<const std::byte> order = order_of(m_curve);
  if (!in_range(signature.first(curve.bytes), order) ||
      !in_range(signature.subspan(curve.bytes), order)) {
    return Reason::signature_range;
  }
  const DerSignature der = to_der(signature);
  const DigestContext context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  const bool started =
      EVP_DigestVerifyInit(context.get(), nullptr, curve.hash(), nullptr, m_key.get()) == 1;
  const bool good = started && EVP_DigestVerify(context.get(), raw(der.bytes), der.size,
                                                raw(message), message.size()) == 1;
  ERR_clear_error();
  CHECK(started);
  return good ? Reason::none : Reason::signature_wrong;
}

} // namespace gatetwin
