// SPDX-License-Identifier: Apache-2.0
// A public key infrastructure for tests: authorities, signers and revocation lists, right or wrong
// in one named way. Time stands at 10 March 2026.
#pragma once
#include "core/base/check.hpp"
#include <functional>
#include <memory>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>

namespace gatetwin::test {

constexpr std::int64_t pki_now_s = 1'773'100'800; // 2026-03-10T00:00:00Z
constexpr std::int64_t day_s = 86'400;

using Key = std::shared_ptr<EVP_PKEY>;
inline Key make_key(const char* curve = "prime256v1") { return {EVP_EC_gen(curve), EVP_PKEY_free}; }

struct CertificatePlan {
  std::string country = "VN";
  std::string common_name = "TS";
  std::uint64_t serial = 0x5B;
  std::int64_t from_s = pki_now_s - 100 * day_s;
  std::int64_t until_s = pki_now_s + 100 * day_s;
  const char* constraints = nullptr; // basicConstraints; null: none
  const char* usage = "critical,digitalSignature";
};
inline CertificatePlan authority_plan(const std::string& common_name = "CSCA Test")
{
  return {.common_name = common_name,
          .serial = 1,
          .from_s = pki_now_s - 1000 * day_s,
          .until_s = pki_now_s + 1000 * day_s,
          .constraints = "critical,CA:TRUE",
          .usage = "critical,keyCertSign,cRLSign"};
}

using Certificate = std::shared_ptr<X509>;

inline void add_extension(X509* certificate, int nid, const char* value)
{
  if (value == nullptr) return;
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  CHECK(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// `issuer` null: of its own.
inline Certificate make_certificate(const CertificatePlan& plan, const Key& key, X509* issuer,
                                    const Key& issuer_key)
{
  Certificate made(X509_new(), X509_free);
  X509* x = made.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(x), plan.serial);
  ASN1_TIME_set(X509_getm_notBefore(x), plan.from_s);
  ASN1_TIME_set(X509_getm_notAfter(x), plan.until_s);
  X509_NAME* name = X509_get_subject_name(x);
  const auto add = [&](const char* field, const std::string& text) {
    if (text.empty()) return;
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(text.data()),
                               static_cast<int>(text.size()), -1, 0);
  };
  add("C", plan.country);
  add("CN", plan.common_name);
  X509_set_issuer_name(x, issuer == nullptr ? name : X509_get_subject_name(issuer));
  X509_set_pubkey(x, key.get());
  add_extension(x, NID_basic_constraints, plan.constraints);
  add_extension(x, NID_key_usage, plan.usage);
  CHECK(X509_sign(x, issuer_key.get(), EVP_sha256()) > 0);
  return made;
}

inline std::string text_of(const std::function<int(BIO*)>& write)
{
  BIO* out = BIO_new(BIO_s_mem());
  CHECK(write(out) == 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(out);
  return text;
}
inline std::string pem(const Certificate& certificate)
{
  return text_of([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
}
inline std::string der(const Certificate& certificate)
{
  return text_of([&](BIO* out) { return i2d_X509_bio(out, certificate.get()); });
}

inline std::string revocation_list(X509* issuer, const Key& key, std::uint64_t serial,
                                   std::int64_t revoked_s, std::int64_t next_s)
{
  X509_CRL* list = X509_CRL_new();
  X509_CRL_set_version(list, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer));
  ASN1_TIME* time = ASN1_TIME_set(nullptr, pki_now_s - day_s);
  X509_CRL_set1_lastUpdate(list, time);
  ASN1_TIME_set(time, next_s);
  X509_CRL_set1_nextUpdate(list, time);
  X509_REVOKED* entry = X509_REVOKED_new();
  ASN1_INTEGER* number = ASN1_INTEGER_new();
  ASN1_INTEGER_set_uint64(number, serial);
  X509_REVOKED_set_serialNumber(entry, number);
  ASN1_TIME_set(time, revoked_s);
  X509_REVOKED_set_revocationDate(entry, time);
  X509_CRL_add0_revoked(list, entry);
  CHECK(X509_CRL_sign(list, key.get(), EVP_sha256()) > 0);
  std::string text = text_of([&](BIO* out) { return PEM_write_bio_X509_CRL(out, list); });
  ASN1_INTEGER_free(number);
  ASN1_TIME_free(time);
  X509_CRL_free(list);
  return text;
}

} // namespace gatetwin::test
