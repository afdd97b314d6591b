// SPDX-License-Identifier: Apache-2.0
// An authority's key for lists, and its public part as a file holds it.
#pragma once
#include "core/document/ecdsa.hpp"
#include <openssl/evp.h>
#include <string>
#include <vector>

namespace gatetwin {

inline SigningKey list_key()
{
  const std::vector<std::byte> scalar(32, std::byte{7});
  return SigningKey::from_scalar(Curve::p256, scalar).value();
}

inline std::string list_key_pem()
{
  const auto spki = list_key().public_key().spki();
  std::string base64(((spki.size() + 2) / 3) * 4 + 1, '\0');
  base64.resize(static_cast<std::size_t>(EVP_EncodeBlock(
      reinterpret_cast<unsigned char*>(base64.data()),
      reinterpret_cast<const unsigned char*>(spki.data()), static_cast<int>(spki.size()))));
  return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
}

} // namespace gatetwin
