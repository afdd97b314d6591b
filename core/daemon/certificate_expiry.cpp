// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/certificate_expiry.hpp"
#include <ctime>
#include <memory>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace gatetwin {

std::optional<WallTime> certificate_expiry(std::string_view pem)
{
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr, X509_free);
  ERR_clear_error();
  std::tm parts{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &parts) != 1)
    return std::nullopt;
  return WallTime{static_cast<std::int64_t>(timegm(&parts)) * 1'000'000'000};
}

} // namespace gatetwin
