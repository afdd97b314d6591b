// SPDX-License-Identifier: Apache-2.0
// Signing by RFC 6979, section 3.2. The private number and k are kept out of branches and look-ups:
// multiplication by OpenSSL's ladder, the inverse as k^(n-2) in constant time.
#include "core/base/check.hpp"
#include "core/document/ecdsa.hpp"
#include "core/document/ecdsa_curve.hpp"
#include <algorithm>
#include <cstring>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>

namespace gatetwin {
namespace {

using Hash = std::array<std::byte, EVP_MAX_MD_SIZE>;
using Number = std::array<std::byte, max_signature_bytes / 2>;

BigNumber new_number()
{
  BigNumber number(BN_secure_new());
  CHECK(number != nullptr);
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  return number;
}

BigNumber to_number(std::span<const std::byte> bytes)
{
  BigNumber number = new_number();
  CHECK(BN_bin2bn(raw(bytes), static_cast<int>(bytes.size()), number.get()) != nullptr);
  return number;
}

void to_bytes(const BIGNUM* number, std::span<std::byte> out)
{
  CHECK(BN_bn2binpad(number, raw_out(out), static_cast<int>(out.size())) >= 0);
}

// RFC 6979 bits2int: the leftmost bits, as many as n has.
BigNumber leftmost_bits(std::span<const std::byte> bytes, const BIGNUM* order)
{
  BigNumber number = to_number(bytes);
  const int surplus = static_cast<int>(bytes.size()) * 8 - BN_num_bits(order);
  if (surplus > 0) CHECK(BN_rshift(number.get(), number.get(), surplus) == 1);
  return number;
}

// The sequence of candidates for k: HMAC-DRBG of section 3.2, steps b to h.
class Nonces {
public:
  Nonces(const CurveFacts& curve, std::span<const std::byte> scalar,
         std::span<const std::byte> digest)
      : m_hash(curve.hash()), m_size(static_cast<std::size_t>(EVP_MD_get_size(m_hash)))
  {
    m_v.fill(std::byte{0x01});
    m_k.fill(std::byte{0x00});
    mix(std::byte{0x00}, scalar, digest);
    mix(std::byte{0x01}, scalar, digest);
  }
  ~Nonces()
  {
    OPENSSL_cleanse(m_k.data(), m_k.size());
    OPENSSL_cleanse(m_v.data(), m_v.size());
  }
  Nonces(const Nonces&) = delete;
  Nonces& operator=(const Nonces&) = delete;

  void next(std::span<std::byte> out)
  {
    if (m_used) mix(std::byte{0x00}, {}, {});
    m_used = true;
    for (std::size_t at = 0; at < out.size(); at += m_size) {
      update_v();
      const std::size_t size = std::min(m_size, out.size() - at);
      std::copy_n(m_v.begin(), size, out.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }

private:
  void mac(std::span<const std::byte> data, Hash& out) const
  {
    unsigned size = 0;
    Hash result;
    CHECK(HMAC(m_hash, m_k.data(), static_cast<int>(m_size), raw(data), data.size(),
               raw_out(result), &size) != nullptr);
    CHECK(size == m_size);
    std::copy_n(result.begin(), m_size, out.begin());
    OPENSSL_cleanse(result.data(), result.size());
  }
  void update_v() { mac(std::span(m_v).first(m_size), m_v); }
  void mix(std::byte separator, std::span<const std::byte> scalar,
           std::span<const std::byte> digest)
  {
    std::array<std::byte, EVP_MAX_MD_SIZE + 1 + 2 * sizeof(Number)> data;
    auto end = std::copy_n(m_v.begin(), m_size, data.begin());
    *end++ = separator;
    end = std::copy(scalar.begin(), scalar.end(), end);
    end = std::copy(digest.begin(), digest.end(), end);
    mac(std::span(data.begin(), end), m_k);
    OPENSSL_cleanse(data.data(), data.size());
    update_v();
  }

  const EVP_MD* m_hash;
  std::size_t m_size;
  Hash m_k;
  Hash m_v;
  bool m_used = false;
};

// One attempt with a given k: false when r or s came out as 0.
bool sign_with(const EC_GROUP* group, const BIGNUM* k, const BIGNUM* d, const BIGNUM* z,
               std::span<std::byte> out)
{
  const BigNumberContext context(BN_CTX_secure_new());
  const CurvePoint point(EC_POINT_new(group));
  BigNumber r = new_number();
  BigNumber s = new_number();
  BigNumber exponent = new_number();
  BigNumber inverse = new_number();
  const BIGNUM* n = EC_GROUP_get0_order(group);
  BN_CTX* c = context.get();
  CHECK(c != nullptr && point != nullptr);
  CHECK(EC_POINT_mul(group, point.get(), k, nullptr, nullptr, c) == 1);
  CHECK(EC_POINT_get_affine_coordinates(group, point.get(), r.get(), nullptr, c) == 1);
  CHECK(BN_nnmod(r.get(), r.get(), n, c) == 1);
  CHECK(BN_copy(exponent.get(), n) != nullptr && BN_sub_word(exponent.get(), 2) == 1);
  CHECK(BN_mod_exp_mont_consttime(inverse.get(), k, exponent.get(), n, c, nullptr) == 1);
  CHECK(BN_mod_mul(s.get(), r.get(), d, n, c) == 1);
  CHECK(BN_mod_add(s.get(), s.get(), z, n, c) == 1);
  CHECK(BN_mod_mul(s.get(), s.get(), inverse.get(), n, c) == 1);
  if (BN_is_zero(r.get()) || BN_is_zero(s.get())) return false;
  to_bytes(r.get(), out.first(out.size() / 2));
  to_bytes(s.get(), out.subspan(out.size() / 2));
  return true;
}

std::shared_ptr<EVP_PKEY> public_from_scalar(const CurveFacts& curve, const EC_GROUP* group,
                                             const BIGNUM* scalar)
{
  const CurvePoint point(EC_POINT_new(group));
  CHECK(point && EC_POINT_mul(group, point.get(), scalar, nullptr, nullptr, nullptr) == 1);
  std::array<unsigned char, max_signature_bytes + 1> octets{};
  const std::size_t size = EC_POINT_point2oct(group, point.get(), POINT_CONVERSION_UNCOMPRESSED,
                                              octets.data(), octets.size(), nullptr);
  CHECK(size > 0);
  std::array<OSSL_PARAM, 3> params{
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(curve.name),
                                       0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, octets.data(), size),
      OSSL_PARAM_construct_end()};
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  CHECK(context && EVP_PKEY_fromdata_init(context.get()) == 1);
  CHECK(EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.data()) == 1);
  return {key, EVP_PKEY_free};
}

} // namespace

SigningKey::~SigningKey() { OPENSSL_cleanse(m_scalar.data(), m_scalar.size()); }

Result<SigningKey> SigningKey::from_scalar(Curve curve, std::span<const std::byte> scalar)
{
  const CurveFacts& facts = facts_of(curve);
  if (scalar.size() != facts.bytes)
    return Error{ErrorCode::malformed, "private key has another length"};
  const BigNumber number = to_number(scalar);
  const BigNumber order = to_number(order_of(curve));
  if (BN_is_zero(number.get()) || BN_cmp(number.get(), order.get()) >= 0) {
    return Error{ErrorCode::malformed, "private key is not between 1 and the curve's order"};
  }
  Scalar kept{};
  std::copy(scalar.begin(), scalar.end(), kept.begin());
  const std::shared_ptr<EC_GROUP> group(EC_GROUP_new_by_curve_name(facts.nid), EC_GROUP_free);
  CHECK(group != nullptr);
  SigningKey key(kept, PublicKey(public_from_scalar(facts, group.get(), number.get()), curve),
                 group);
  OPENSSL_cleanse(kept.data(), kept.size());
  return key;
}

Result<SigningKey> SigningKey::from_file_content(std::span<const std::byte> content)
{
  constexpr Error malformed{ErrorCode::malformed, "not a private key in DER or PEM"};
  if (content.size() > 16'384) return Error{ErrorCode::too_large, "private key is too long"};
  EVP_PKEY* read = nullptr;
  OSSL_DECODER_CTX* decoder = OSSL_DECODER_CTX_new_for_pkey(&read, nullptr, nullptr, "EC",
                                                            EVP_PKEY_KEYPAIR, nullptr, nullptr);
  CHECK(decoder != nullptr);
  // An encrypted file would ask for a pass phrase; there is nobody to ask.
  CHECK(OSSL_DECODER_CTX_set_passphrase(decoder, reinterpret_cast<const unsigned char*>(""), 0) ==
        1);
  const unsigned char* at = raw(content);
  std::size_t left = content.size();
  const bool good = OSSL_DECODER_from_data(decoder, &at, &left) == 1;
  OSSL_DECODER_CTX_free(decoder);
  ERR_clear_error();
  const std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>> key(read);
  if (!good || !key) return malformed;
  const Result<Curve> curve = curve_of(key.get());
  if (!curve) return curve.error();
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number) != 1) return malformed;
  const BigNumber owned(number);
  Scalar scalar{};
  const std::span<std::byte> bytes = std::span(scalar).first(field_bytes(curve.value()));
  if (BN_bn2binpad(number, raw_out(bytes), static_cast<int>(bytes.size())) < 0) return malformed;
  Result<SigningKey> result = from_scalar(curve.value(), bytes);
  OPENSSL_cleanse(scalar.data(), scalar.size());
  return result;
}

Signature SigningKey::sign(std::span<const std::byte> message) const
{
  const CurveFacts& facts = facts_of(curve());
  const BIGNUM* n = EC_GROUP_get0_order(m_group.get());
  const std::span<const std::byte> scalar = std::span(m_scalar).first(facts.bytes);
  Hash digest{};
  unsigned digest_size = 0;
  CHECK(EVP_Digest(message.data(), message.size(), raw_out(digest), &digest_size, facts.hash(),
                   nullptr) == 1);
  const BigNumber z = leftmost_bits(std::span(digest).first(digest_size), n);
  const BigNumberContext context(BN_CTX_new());
  CHECK(context && BN_nnmod(z.get(), z.get(), n, context.get()) == 1);
  Number reduced{}; // RFC 6979 bits2octets
  const std::span<std::byte> z_bytes = std::span(reduced).first(facts.bytes);
  to_bytes(z.get(), z_bytes);
  const BigNumber d = to_number(scalar);
  Nonces nonces(facts, scalar, z_bytes);
  Number candidate{};
  Signature signature;
  CHECK(signature.resize(2 * facts.bytes));
  while (true) {
    nonces.next(std::span(candidate).first(facts.bytes));
    const BigNumber k = leftmost_bits(std::span(candidate).first(facts.bytes), n);
    if (BN_is_zero(k.get()) || BN_cmp(k.get(), n) >= 0) continue;
    if (sign_with(m_group.get(), k.get(), d.get(), z.get(), {signature.data(), signature.size()}))
      break;
  }
  OPENSSL_cleanse(candidate.data(), candidate.size());
  return signature;
}

} // namespace gatetwin
