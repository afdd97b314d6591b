// SPDX-License-Identifier: Apache-2.0
// What OpenSSL knows of each curve, shared by verifying and signing. Inside this room only.
#pragma once
#include "core/document/ecdsa.hpp"
#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

namespace gatetwin {

template <auto Free> struct OpenSslFree {
  template <typename T> void operator()(T* object) const { Free(object); }
};
using BigNumber = std::unique_ptr<BIGNUM, OpenSslFree<BN_clear_free>>;
using BigNumberContext = std::unique_ptr<BN_CTX, OpenSslFree<BN_CTX_free>>;
using CurveGroup = std::unique_ptr<EC_GROUP, OpenSslFree<EC_GROUP_free>>;
using CurvePoint = std::unique_ptr<EC_POINT, OpenSslFree<EC_POINT_clear_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslFree<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpenSslFree<EVP_MD_CTX_free>>;

struct CurveFacts {
  Curve curve;
  const char* name;
  int nid;
  std::size_t bytes;       // of the field, and of the order
  const EVP_MD* (*hash)(); // by key size
};
const CurveFacts& facts_of(Curve curve);

inline const unsigned char* raw(std::span<const std::byte> bytes)
{
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* raw_out(std::span<std::byte> bytes)
{
  return reinterpret_cast<unsigned char*>(bytes.data());
}

// The key as OpenSSL keeps it, if its curve is one of ours and named.
Result<Curve> curve_of(const EVP_PKEY* key);

} // namespace gatetwin
