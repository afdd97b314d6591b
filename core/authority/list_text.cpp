// SPDX-License-Identifier: Apache-2.0
#include "core/authority/list_text.hpp"
#include "core/base/check.hpp"
#include "core/document/document_ref.hpp"
#include "core/document/list_lines.hpp"
#include "core/document/mrz_characters.hpp"
#include "core/document/seal_profile.hpp"
#include <algorithm>
#include <memory>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace gatetwin {
namespace {

std::string_view trimmed(std::string_view text)
{
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t from = text.find_first_not_of(blank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

std::string capitals(std::string_view text)
{
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// One word on a command line: "border_pass".
std::string word_of(const SealProfile& profile)
{
  std::string word = profile.name;
  std::replace(word.begin(), word.end(), ' ', '_');
  return word;
}

std::optional<ProfileId> profile_from(std::string_view word)
{
  for (const SealProfile& profile : standard_profiles()) {
    if (word_of(profile) == word) return profile.id;
  }
  const auto bytes = read_hex(capitals(word));
  if (!bytes || bytes->size() != 2) return std::nullopt;
  return profile_id(std::to_integer<std::uint8_t>((*bytes)[0]),
                    std::to_integer<std::uint8_t>((*bytes)[1]));
}

std::string name_of(ProfileId id)
{
  const SealProfile* profile = find_profile(standard_profiles(), id);
  if (profile != nullptr) return word_of(*profile);
  return write_hex(
      std::array<std::byte, 2>{static_cast<std::byte>(id >> 8), static_cast<std::byte>(id & 0xFF)});
}

bool is_reference(std::string_view text)
{
  return !text.empty() && text.front() != '0' && std::all_of(text.begin(), text.end(), [](char c) {
    return is_mrz_letter(c) || is_mrz_digit(c);
  });
}

void pad(std::string& line, std::string_view text, std::size_t width)
{
  line.append(text).append(text.size() < width ? width - text.size() : 1, ' ');
}

} // namespace

std::optional<std::vector<ProfileId>> profiles_from(std::string_view text)
{
  std::vector<ProfileId> profiles;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    const auto id = profile_from(trimmed(text.substr(from, to - from)));
    if (!id) return std::nullopt;
    profiles.push_back(*id);
    from = to + 1;
  }
  return profiles;
}

std::string profile_names()
{
  std::string names;
  for (const SealProfile& profile : standard_profiles())
    names.append(names.empty() ? "" : ", ").append(word_of(profile));
  return names;
}

std::optional<SipKey> reference_key_from(std::string_view text)
{
  const std::string digits = capitals(trimmed(text));
  if (digits.size() != 32) return std::nullopt;
  const auto high = read_hex_64(std::string_view(digits).substr(0, 16));
  const auto low = read_hex_64(std::string_view(digits).substr(16));
  if (!high || !low) return std::nullopt;
  return SipKey{*high, *low};
}

Result<PublicKey> public_key_from(std::string_view pem)
{
  const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(pem.data()),
                                         pem.size());
  if (pem.find("PRIVATE KEY") != std::string_view::npos) {
    const Result<SigningKey> key = SigningKey::from_file_content(bytes);
    if (!key) return key.error();
    return key.value().public_key();
  }
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  CHECK(in != nullptr);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  ERR_clear_error();
  if (!key) return Error{ErrorCode::malformed, "not a public key in PEM"};
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key.get(), &der);
  if (size <= 0) return Error{ErrorCode::malformed, "not a public key in PEM"};
  Result<PublicKey> read = PublicKey::from_spki(
      {reinterpret_cast<const std::byte*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return read;
}

RevocationList revocations_from(std::string_view text, SipKey key, std::uint64_t version,
                                WallTime issued_at, Diagnostics& faults)
{
  std::vector<DocumentRef> documents;
  std::vector<RevocationList::SignerKey> signers;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const Words words(line);
    RevocationList::SignerKey signer;
    if (words.are("document", 3) && is_state_code(words[1])) {
      const DocumentRef ref = document_ref(key, words[1], words[2]);
      if (ref.value != 0) {
        documents.push_back(ref);
        continue;
      }
    }
    if (words.are("signer", 3) && words[1].size() == 4 && is_reference(words[1]) &&
        is_reference(words[2]) && signer.first.assign(words[1]) && signer.second.assign(words[2])) {
      signers.push_back(signer);
      continue;
    }
    faults.push_back({"", number, 1, "neither a document nor a signer",
                      "document VNM GT0012345678, or signer VNTS 5B"});
  }
  return RevocationList(version, issued_at, std::move(documents), std::move(signers));
}

std::string in_words(const TrustList& list, WallTime now)
{
  std::string text = "version " + std::to_string(list.version()) + ", issued " +
                     write_instant(list.issued_at()) + "\n";
  pad(text, "signer", 8);
  pad(text, "certificate", 14);
  pad(text, "state", 7);
  pad(text, "curve", 18);
  pad(text, "valid from", 22);
  pad(text, "until", 22);
  text += "may sign\n";
  for (const TrustedSigner& signer : list.signers()) {
    pad(text, signer.signer.id.view(), 8);
    pad(text, signer.signer.certificate.view(), 14);
    pad(text, signer.signer.state.view(), 7);
    pad(text, to_string(signer.key.curve()), 18);
    pad(text, write_instant(signer.valid_from), 22);
    pad(text, write_instant(signer.valid_until), 22);
    std::string_view separator;
    for (const ProfileId id : signer.profiles) {
      text.append(separator).append(name_of(id));
      separator = ",";
    }
    if (signer.revoked_at)
      text += "  REVOKED " + write_instant(*signer.revoked_at);
    else if (signer.valid_until <= now)
      text += "  EXPIRED";
    else if (now < signer.valid_from)
      text += "  not yet valid";
    text += "\n";
  }
  return text;
}

} // namespace gatetwin
