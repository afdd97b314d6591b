// SPDX-License-Identifier: Apache-2.0
// Certificates that tests make for themselves: a root, and leaves that are good or faulty in one
// named way. P-256, SHA-256.
#pragma once
#include "core/base/check.hpp"
#include "core/link/certificate_judge.hpp"
#include <fstream>
#include <memory>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string>

namespace gatetwin::test {

struct LeafTraits {
  std::string uri;                // empty: no name at all
  std::string use = "clientAuth"; // extended key usage; empty: none
  long from_s = -3600;            // since now
  long until_s = 86'400;
  bool self_signed = false;
  long serial = 7;
};

class TestAuthority {
public:
  explicit TestAuthority(const std::string& name) : m_key(new_key())
  {
    m_certificate = begin(name, m_key.get(), -86'400, 864'000, 1);
    X509_set_issuer_name(m_certificate.get(), X509_get_subject_name(m_certificate.get()));
    extend(m_certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(m_certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    CHECK(X509_sign(m_certificate.get(), m_key.get(), EVP_sha256()) > 0);
  }

  std::string pem() const { return pem_of(m_certificate.get()); }
  struct Leaf {
    std::string certificate, key;
  };
  Leaf issue(const LeafTraits& traits) const
  {
    const Key key = new_key();
    const Certificate leaf = begin("leaf", key.get(), traits.from_s, traits.until_s, traits.serial);
    X509* const issuer = traits.self_signed ? leaf.get() : m_certificate.get();
    X509_set_issuer_name(leaf.get(), X509_get_subject_name(issuer));
    extend(leaf.get(), NID_basic_constraints, "critical,CA:FALSE");
    if (!traits.use.empty()) extend(leaf.get(), NID_ext_key_usage, traits.use.c_str());
    if (!traits.uri.empty())
      extend(leaf.get(), NID_subject_alt_name, ("URI:" + traits.uri).c_str());
    EVP_PKEY* const signer = traits.self_signed ? key.get() : m_key.get();
    CHECK(X509_sign(leaf.get(), signer, EVP_sha256()) > 0);
    return {pem_of(leaf.get()), pem_of(key.get())};
  }
  // A list of revoked certificates: this serial, or none.
  std::string revocations(long serial, long until_s = 86'400) const
  {
    const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list(X509_CRL_new(), X509_CRL_free);
    X509_CRL_set_version(list.get(), 1);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(m_certificate.get()));
    ASN1_TIME* const time = X509_gmtime_adj(nullptr, -7200);
    X509_CRL_set1_lastUpdate(list.get(), time);
    if (serial != 0) {
      X509_REVOKED* const revoked = X509_REVOKED_new();
      ASN1_INTEGER* const number = ASN1_INTEGER_new();
      ASN1_INTEGER_set(number, serial);
      X509_REVOKED_set_serialNumber(revoked, number);
      X509_REVOKED_set_revocationDate(revoked, time);
      X509_CRL_add0_revoked(list.get(), revoked);
      ASN1_INTEGER_free(number);
    }
    X509_gmtime_adj(time, until_s);
    X509_CRL_set1_nextUpdate(list.get(), time);
    ASN1_TIME_free(time);
    CHECK(X509_CRL_sign(list.get(), m_key.get(), EVP_sha256()) > 0);
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509_CRL(bio, list.get());
    return take(bio);
  }

private:
  using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
  using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

  static Key new_key() { return Key(EVP_EC_gen("P-256"), EVP_PKEY_free); }
  static Certificate begin(const std::string& name, EVP_PKEY* key, long from_s, long until_s,
                           long serial)
  {
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until_s);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    return certificate;
  }
  static void extend(X509* certificate, int kind, const char* value)
  {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    CHECK(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
  static std::string take(BIO* bio)
  {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
  }
  static std::string pem_of(X509* certificate)
  {
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    return take(bio);
  }
  static std::string pem_of(EVP_PKEY* key)
  {
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    return take(bio);
  }

  Key m_key{nullptr, EVP_PKEY_free};
  Certificate m_certificate{nullptr, X509_free};
};

// Writes a leaf and the roots that it trusts into `folder`, under this name.
inline TlsFiles write_tls_files(const std::string& folder, const std::string& name,
                                const TestAuthority& trusted, const TestAuthority::Leaf& leaf)
{
  const auto write = [&](const char* ending, const std::string& text) {
    const std::string path = folder + "/" + name + ending;
    std::ofstream(path + ".new", std::ios::binary) << text;
    CHECK(std::rename((path + ".new").c_str(), path.c_str()) == 0);
    return path;
  };
  return {write(".ca.pem", trusted.pem()), write(".pem", leaf.certificate), write(".key", leaf.key),
          ""};
}

} // namespace gatetwin::test
