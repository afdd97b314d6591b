// SPDX-License-Identifier: Apache-2.0
#include "core/authority/signer_import.hpp"
#include "core/base/check.hpp"
#include "core/document/mrz_characters.hpp"
#include <algorithm>
#include <ctime>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <optional>

namespace gatetwin {
namespace {

constexpr std::size_t most_certificates = 10'000; // a national signer list has some hundred

// A pass phrase is never asked for: a certificate is no secret.
int no_phrase(char*, int, int, void*) { return -1; }

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

// PEM with any number of objects of one kind, or DER with one. Nothing: it is neither.
template <typename Object, typename ReadPem, typename ReadDer>
std::vector<Object*> read_all(std::string_view content, ReadPem read_pem, ReadDer read_der)
{
  std::vector<Object*> found;
  const auto* bytes = reinterpret_cast<const unsigned char*>(content.data());
  if (content.find("-----BEGIN") == std::string_view::npos) {
    const unsigned char* at = bytes;
    Object* object = read_der(nullptr, &at, static_cast<long>(content.size()));
    if (object != nullptr) found.push_back(object); // trailing bytes: the caller compares lengths
    ERR_clear_error();
    return found;
  }
  const Bio in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())), BIO_free);
  CHECK(in != nullptr);
  while (found.size() < most_certificates) {
    Object* object = read_pem(in.get(), nullptr, no_phrase, nullptr);
    if (object == nullptr) break;
    found.push_back(object);
  }
  ERR_clear_error();
  return found;
}

// Objects that the text announces; one that can't be read must not be passed over.
std::size_t announced(std::string_view content)
{
  constexpr std::string_view mark = "-----BEGIN";
  std::size_t count = 0;
  for (std::size_t at = content.find(mark); at != std::string_view::npos;
       at = content.find(mark, at + mark.size()))
    ++count;
  return count == 0 ? 1 : count;
}

std::optional<WallTime> instant_of(const ASN1_TIME* time)
{
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  if (parts.tm_year < 70 || parts.tm_year > 299) return std::nullopt; // 1970 to 2199
  return WallTime{static_cast<std::int64_t>(::timegm(&parts)) * 1'000'000'000};
}

// One entry of a subject; empty where there is none, or more than one.
std::string subject_entry(const X509& certificate, int nid)
{
  const X509_NAME* name = X509_get_subject_name(&certificate);
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0 || X509_NAME_get_index_by_NID(name, nid, at) >= 0) return {};
  const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string upper(std::string text)
{
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool is_letters_and_digits(std::string_view text)
{
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_mrz_letter(c) || is_mrz_digit(c); });
}

// Hexadecimal in capitals without leading zeros; empty for zero and negative numbers.
std::string serial_of(const X509& certificate)
{
  const ASN1_INTEGER* serial = X509_get0_serialNumber(&certificate);
  BIGNUM* number = ASN1_INTEGER_to_BN(serial, nullptr);
  CHECK(number != nullptr);
  std::string text;
  if (BN_is_negative(number) == 0 && BN_is_zero(number) == 0) {
    char* digits = BN_bn2hex(number);
    CHECK(digits != nullptr);
    text = upper(digits);
    OPENSSL_free(digits);
    text.erase(0, text.find_first_not_of('0'));
  }
  BN_free(number);
  return text;
}

bool is_signed_by(X509& certificate, const X509& authority)
{
  const bool good = X509_verify(&certificate, X509_get0_pubkey(&authority)) == 1;
  ERR_clear_error();
  return good;
}

} // namespace

SignerImport::SignerImport(WallTime now, std::vector<StateOfCountry> states,
                           std::vector<ProfilesOfSigner> profiles)
    : m_now(now), m_states(std::move(states)), m_profiles(std::move(profiles))
{
}

SignerImport::~SignerImport() = default;

bool SignerImport::fault(std::string_view name, std::string_view what)
{
  m_faults.push_back(std::string(name) + ": " + std::string(what));
  return false;
}

bool SignerImport::add_authorities(std::string_view name, std::string_view content)
{
  const auto found = read_all<X509>(content, PEM_read_bio_X509, d2i_X509);
  bool good = found.size() == announced(content);
  if (!good) fault(name, "not a certificate in PEM or DER, or not all of it is");
  for (X509* certificate : found)
    good = add_authority(name, Certificate(certificate, X509_free)) && good;
  return good;
}

bool SignerImport::add_authority(std::string_view name, Certificate certificate)
{
  X509& authority = *certificate;
  if (X509_check_ca(&authority) != 1) return fault(name, "is no authority's certificate (CA)");
  if ((X509_get_key_usage(&authority) & KU_KEY_CERT_SIGN) == 0)
    return fault(name, "its key may not sign certificates");
  const bool own_name =
      X509_NAME_cmp(X509_get_subject_name(&authority), X509_get_issuer_name(&authority)) == 0;
  if (own_name && !is_signed_by(authority, authority))
    return fault(name, "its own signature is wrong");
  const auto until = instant_of(X509_get0_notAfter(&authority));
  if (!until || *until < m_now) return fault(name, "the authority's certificate has expired");
  m_authorities.push_back(std::move(certificate));
  return true;
}

bool SignerImport::add_revocations(std::string_view name, std::string_view content)
{
  const auto found = read_all<X509_CRL>(content, PEM_read_bio_X509_CRL, d2i_X509_CRL);
  bool good = found.size() == announced(content);
  if (!good) fault(name, "not a revocation list in PEM or DER, or not all of it is");
  for (X509_CRL* list : found) good = add_list(name, Revocations(list, X509_CRL_free)) && good;
  return good;
}

bool SignerImport::add_list(std::string_view name, Revocations list)
{
  const auto is_its = [&](const Certificate& authority) {
    return X509_NAME_cmp(X509_get_subject_name(authority.get()), X509_CRL_get_issuer(list.get())) ==
               0 &&
           X509_CRL_verify(list.get(), X509_get0_pubkey(authority.get())) == 1;
  };
  const bool known = std::any_of(m_authorities.begin(), m_authorities.end(), is_its);
  ERR_clear_error();
  if (!known) return fault(name, "the revocation list is not signed by an authority given");
  const auto from = instant_of(X509_CRL_get0_lastUpdate(list.get()));
  const auto until = instant_of(X509_CRL_get0_nextUpdate(list.get()));
  if (!from || *from > m_now) return fault(name, "the revocation list is of the future");
  if (!until || *until < m_now)
    return fault(name, "the revocation list is outdated; fetch the authority's newest");
  m_lists.push_back(std::move(list));
  return true;
}

bool SignerImport::add_signers(std::string_view name, std::string_view content)
{
  const auto found = read_all<X509>(content, PEM_read_bio_X509, d2i_X509);
  bool good = found.size() == announced(content);
  if (!good) fault(name, "not a certificate in PEM or DER, or not all of it is");
  for (X509* certificate : found) {
    const Certificate owned(certificate, X509_free);
    good = add_signer(name, *owned) && good;
  }
  return good;
}

const X509* SignerImport::issuer_of(X509& certificate) const
{
  for (const Certificate& authority : m_authorities) {
    if (X509_NAME_cmp(X509_get_subject_name(authority.get()), X509_get_issuer_name(&certificate)) ==
            0 &&
        is_signed_by(certificate, *authority))
      return authority.get();
  }
  return nullptr;
}

const std::vector<ProfileId>* SignerImport::profiles_of(std::string_view id) const
{
  const ProfilesOfSigner* every = nullptr;
  for (const ProfilesOfSigner& entry : m_profiles) {
    if (entry.signer == id) return &entry.profiles;
    if (entry.signer.empty()) every = &entry;
  }
  return every == nullptr ? nullptr : &every->profiles;
}

std::string SignerImport::identify(X509& certificate, TrustedSigner& signer) const
{
  const std::string country = upper(subject_entry(certificate, NID_countryName));
  const std::string common_name = subject_entry(certificate, NID_commonName);
  if (country.size() != 2 || common_name.size() != 2 ||
      !is_letters_and_digits(country + common_name))
    return "its subject is not C of two letters and CN of two letters or digits, as seals name "
           "their signer";
  const std::string reference = serial_of(certificate);
  if (!signer.signer.id.assign(country + common_name) || reference.empty() ||
      !signer.signer.certificate.assign(reference))
    return "its serial number is no certificate reference";
  const auto state = std::find_if(m_states.begin(), m_states.end(),
                                  [&](const StateOfCountry& s) { return s.country == country; });
  if (state == m_states.end() || !signer.signer.state.assign(state->state))
    return "the state code of country " + country + " is not known; give --state " + country +
           "=CODE";
  const auto* profiles = profiles_of(signer.signer.id.view());
  if (profiles == nullptr) return "no profiles are given for signer " + country + common_name;
  for (const ProfileId id : *profiles) {
    if (!signer.profiles.push_back(id)) return "more than 16 profiles";
  }
  return {};
}

std::string SignerImport::date(X509& certificate, TrustedSigner& signer) const
{
  const auto from = instant_of(X509_get0_notBefore(&certificate));
  const auto until = instant_of(X509_get0_notAfter(&certificate));
  if (!from || !until || *until < *from) return "its validity can't be read";
  if (*until < m_now) return "it has expired";
  signer.valid_from = *from;
  signer.valid_until = *until + seconds(1); // notAfter is the last valid second
  for (const Revocations& list : m_lists) {
    if (X509_NAME_cmp(X509_CRL_get_issuer(list.get()), X509_get_issuer_name(&certificate)) != 0)
      continue;
    X509_REVOKED* entry = nullptr;
    if (X509_CRL_get0_by_cert(list.get(), &entry, &certificate) != 1) continue;
    const auto at = instant_of(X509_REVOKED_get0_revocationDate(entry));
    if (!at) return "the time of its revocation can't be read";
    signer.revoked_at = signer.revoked_at ? std::min(*signer.revoked_at, *at) : *at;
  }
  return {};
}

bool SignerImport::add_signer(std::string_view name, X509& certificate)
{
  if (X509_check_ca(&certificate) != 0)
    return fault(name, "an authority's certificate (CA) signs no seals");
  if ((X509_get_key_usage(&certificate) & KU_DIGITAL_SIGNATURE) == 0)
    return fault(name, "its key may not sign");
  if (issuer_of(certificate) == nullptr)
    return fault(name, "it was not issued by an authority given");
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(X509_get0_pubkey(&certificate), &der);
  if (size <= 0) return fault(name, "its key can't be read");
  const auto* bytes = reinterpret_cast<const std::byte*>(der);
  const Result<PublicKey> key = PublicKey::from_spki({bytes, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  ERR_clear_error();
  if (!key) return fault(name, key.error().detail);
  TrustedSigner signer{{}, {}, {}, {}, {}, key.value()};
  std::string wrong = identify(certificate, signer);
  if (wrong.empty()) wrong = date(certificate, signer);
  if (!wrong.empty()) return fault(name, wrong);
  const auto same = [&](const TrustedSigner& other) {
    return other.signer.id == signer.signer.id &&
           other.signer.certificate == signer.signer.certificate;
  };
  if (std::any_of(m_signers.begin(), m_signers.end(), same))
    return fault(name, "a second certificate for the same signer and reference");
  m_signers.push_back(signer);
  return true;
}

} // namespace gatetwin
