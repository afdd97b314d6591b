// SPDX-License-Identifier: Apache-2.0
#include "core/link/certificate_judge.hpp"
#include <fstream>
#include <iterator>
#include <memory>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <optional>
#include <vector>

namespace gatetwin {
namespace {

template <auto free> struct Freeing {
  template <typename T> void operator()(T* object) const { free(object); }
};
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Revocations = std::unique_ptr<X509_CRL, Freeing<X509_CRL_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Store = std::unique_ptr<X509_STORE, Freeing<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freeing<X509_STORE_CTX_free>>;

constexpr std::size_t most_file_bytes = 4U << 20;
constexpr std::size_t most_certificates = 16; // of a chain

std::optional<std::string> text_of(const std::string& path)
{
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (in.bad() || text.size() > most_file_bytes) return std::nullopt;
  return text;
}

Bio reader_of(std::string_view text)
{
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::vector<Certificate> certificates_in(std::string_view pem, std::size_t most)
{
  std::vector<Certificate> found;
  const Bio bio = reader_of(pem);
  while (found.size() < most) {
    Certificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!next) break;
    found.push_back(std::move(next));
  }
  return found;
}

bool add_revocations(X509_STORE* store, const std::string& path)
{
  const std::optional<std::string> text = text_of(path);
  if (!text) return false;
  const Bio bio = reader_of(*text);
  bool any = false;
  while (const auto list =
             Revocations(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr))) {
    any = X509_STORE_add_crl(store, list.get()) == 1;
  }
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
  return any;
}

LinkRefusal refusal_of(int error)
{
  switch (error) {
  case X509_V_ERR_CERT_HAS_EXPIRED: return LinkRefusal::certificate_expired;
  case X509_V_ERR_CERT_NOT_YET_VALID: return LinkRefusal::certificate_not_yet_valid;
  case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return LinkRefusal::certificate_self_signed;
  case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
  case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
  case X509_V_ERR_CERT_SIGNATURE_FAILURE: return LinkRefusal::certificate_unknown_issuer;
  case X509_V_ERR_INVALID_PURPOSE: return LinkRefusal::certificate_wrong_use;
  case X509_V_ERR_CERT_REVOKED: return LinkRefusal::certificate_revoked;
  case X509_V_ERR_UNABLE_TO_GET_CRL:
  case X509_V_ERR_CRL_HAS_EXPIRED:
  case X509_V_ERR_CRL_NOT_YET_VALID:
  case X509_V_ERR_CRL_SIGNATURE_FAILURE: return LinkRefusal::revocations_unknown;
  default: return LinkRefusal::certificate_invalid;
  }
}

// A certificate that names no use at all may not be used for anything.
bool is_meant_for(X509* certificate, CertificateUse use)
{
  const std::uint32_t wanted = use == CertificateUse::client ? XKU_SSL_CLIENT : XKU_SSL_SERVER;
  return (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0 &&
         (X509_get_extended_key_usage(certificate) & wanted) != 0;
}

std::vector<std::string> uris_of(const X509* certificate)
{
  std::vector<std::string> uris;
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    uris.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                      static_cast<std::size_t>(ASN1_STRING_length(uri)));
  }
  GENERAL_NAMES_free(names);
  return uris;
}

LinkRefusal verify_chain(X509_STORE* store, X509* leaf, const std::vector<Certificate>& chain,
                         CertificateUse use)
{
  STACK_OF(X509)* between = sk_X509_new_null();
  for (const Certificate& certificate : chain) sk_X509_push(between, certificate.get());
  const StoreContext context(X509_STORE_CTX_new());
  LinkRefusal refusal = LinkRefusal::certificate_invalid;
  if (X509_STORE_CTX_init(context.get(), store, leaf, between) == 1) {
    X509_STORE_CTX_set_purpose(context.get(), use == CertificateUse::client
                                                  ? X509_PURPOSE_SSL_CLIENT
                                                  : X509_PURPOSE_SSL_SERVER);
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(context.get()), 2);
    refusal = X509_verify_cert(context.get()) == 1
                  ? LinkRefusal::none
                  : refusal_of(X509_STORE_CTX_get_error(context.get()));
  }
  sk_X509_free(between);
  return refusal;
}

} // namespace

CertificateJudgement judge_certificate(const TlsFiles& files, std::string_view certificate,
                                       std::string_view chain, CertificateUse use)
{
  const auto refuse = [](LinkRefusal refusal) { return CertificateJudgement{refusal, {}}; };
  if (certificate.empty()) return refuse(LinkRefusal::no_certificate);
  const std::vector<Certificate> leaf = certificates_in(certificate, 1);
  if (leaf.empty()) return refuse(LinkRefusal::certificate_invalid);
  const std::optional<std::string> roots = text_of(files.authorities);
  if (!roots) return refuse(LinkRefusal::certificate_unknown_issuer);
  const Store store(X509_STORE_new());
  for (const Certificate& root : certificates_in(*roots, 64))
    X509_STORE_add_cert(store.get(), root.get());
  if (!files.revocations.empty() && !add_revocations(store.get(), files.revocations))
    return refuse(LinkRefusal::revocations_unknown);
  const LinkRefusal refusal =
      verify_chain(store.get(), leaf.front().get(), certificates_in(chain, most_certificates), use);
  if (refusal != LinkRefusal::none) return refuse(refusal);
  if (!is_meant_for(leaf.front().get(), use)) return refuse(LinkRefusal::certificate_wrong_use);
  const auto peer = peer_identity(uris_of(leaf.front().get()));
  if (!peer) return refuse(LinkRefusal::certificate_without_identity);
  return {LinkRefusal::none, peer.value()};
}

Result<PeerIdentity> check_tls_files(const TlsFiles& files, CertificateUse use)
{
  const auto certificate = text_of(files.certificate);
  if (!certificate) return Error{ErrorCode::not_found, "the certificate's file can't be read"};
  const auto key_text = text_of(files.key);
  if (!key_text) return Error{ErrorCode::not_found, "the key's file can't be read"};
  const auto roots = text_of(files.authorities);
  if (!roots) return Error{ErrorCode::not_found, "the authorities' file can't be read"};
  if (certificates_in(*roots, 1).empty())
    return Error{ErrorCode::malformed, "the authorities' file holds no certificate"};
  const std::vector<Certificate> own = certificates_in(*certificate, most_certificates);
  if (own.empty()) return Error{ErrorCode::malformed, "the certificate's file holds none"};
  // A key under a pass phrase can't be used by a service: asking for it would block.
  const auto no_phrase = [](char*, int, int, void*) { return -1; };
  const Bio bio = reader_of(*key_text);
  const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_phrase, nullptr));
  if (!key)
    return Error{ErrorCode::malformed, "the key's file holds no key, or one that is locked"};
  if (X509_check_private_key(own.front().get(), key.get()) != 1)
    return Error{ErrorCode::rejected, "the key is not the certificate's"};
  const CertificateJudgement judgement = judge_certificate(files, *certificate, *certificate, use);
  if (judgement.refusal != LinkRefusal::none)
    return Error{ErrorCode::rejected, to_string(judgement.refusal)};
  return judgement.peer;
}

} // namespace gatetwin
