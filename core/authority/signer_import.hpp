// SPDX-License-Identifier: Apache-2.0
// From the certificates of a public key infrastructure to the signers of a trust list (ICAO Doc
// 9303-12 and -13): a seal's signer is named by country and common name of its certificate's
// subject, its reference is the certificate's serial number in hexadecimal, and the certificate was
// issued directly by the country's signing authority (CSCA). Who trusts a CSCA says so by handing
// it in; nothing here decides that. What is in doubt is refused, with the reason: a signer that is
// left out only makes its seals undetermined, a wrong one makes forged seals good.
#pragma once
#include "core/base/result.hpp"
#include "core/document/trust_list.hpp"
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;
struct X509_crl_st;

namespace gatetwin {

// A state code of ICAO Doc 9303-3 for a certificate's country: VN is VNM, DE is D.
struct StateOfCountry {
  std::string country;
  std::string state;
};

// Seals of which profiles the signer may sign. Certificates don't say it in terms of profiles.
struct ProfilesOfSigner {
  std::string signer; // id as in the seal, "VNTS"; empty: every signer that has no line of its own
  std::vector<ProfileId> profiles;
};

class SignerImport {
public:
  SignerImport(WallTime now, std::vector<StateOfCountry> states,
               std::vector<ProfilesOfSigner> profiles);
  ~SignerImport();
  SignerImport(const SignerImport&) = delete;
  SignerImport& operator=(const SignerImport&) = delete;

  // Each content is PEM with one or more certificates or lists, or one in DER. `name` is for the
  // messages. False: `faults` has grown. Authorities first, then their revocation lists, then
  // signers.
  bool add_authorities(std::string_view name, std::string_view content);
  bool add_revocations(std::string_view name, std::string_view content);
  bool add_signers(std::string_view name, std::string_view content);

  const std::vector<TrustedSigner>& signers() const { return m_signers; }
  const std::vector<std::string>& faults() const { return m_faults; } // "FILE: what"
  std::size_t authorities() const { return m_authorities.size(); }

private:
  using Certificate = std::unique_ptr<x509_st, void (*)(x509_st*)>;
  using Revocations = std::unique_ptr<X509_crl_st, void (*)(X509_crl_st*)>;
  bool fault(std::string_view name, std::string_view what);
  bool add_authority(std::string_view name, Certificate certificate);
  bool add_list(std::string_view name, Revocations list);
  bool add_signer(std::string_view name, x509_st& certificate);
  const x509_st* issuer_of(x509_st& certificate) const;
  std::string identify(x509_st& certificate, TrustedSigner& signer) const; // empty, or the fault
  std::string date(x509_st& certificate, TrustedSigner& signer) const;     // likewise
  const std::vector<ProfileId>* profiles_of(std::string_view id) const;

  WallTime m_now;
  std::vector<StateOfCountry> m_states;
  std::vector<ProfilesOfSigner> m_profiles;
  std::vector<Certificate> m_authorities;
  std::vector<Revocations> m_lists;
  std::vector<TrustedSigner> m_signers;
  std::vector<std::string> m_faults;
};

} // namespace gatetwin
