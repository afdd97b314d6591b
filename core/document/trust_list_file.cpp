// SPDX-License-Identifier: Apache-2.0
#include "core/document/trust_list_file.hpp"
#include "core/document/list_lines.hpp"
#include "core/document/list_reader.hpp"
#include "core/document/mrz_characters.hpp"

namespace gatetwin {
namespace {

constexpr std::string_view trust_magic = "gatetwin-trust-list";
constexpr std::string_view revocation_magic = "gatetwin-revocation-list";
constexpr std::string_view key_check_text = "gatetwin revocation list";

std::uint64_t key_check(SipKey key)
{
  return siphash24(key, std::as_bytes(std::span(key_check_text.data(), key_check_text.size())));
}

bool is_alnum(std::string_view text)
{
  for (const char c : text) {
    if (!is_mrz_letter(c) && !is_mrz_digit(c)) return false;
  }
  return !text.empty();
}

bool read_signer_key(std::string_view id, std::string_view reference, SignerId& out_id,
                     CertificateReference& out_reference)
{
  return id.size() == 4 && is_alnum(id) && is_alnum(reference) && reference.front() != '0' &&
         out_id.assign(id) && out_reference.assign(reference);
}

bool read_profiles(std::string_view text, BoundedVector<ProfileId, 16>& profiles)
{
  while (true) {
    const std::string_view word = text.substr(0, text.find(','));
    const auto bytes = read_hex(word);
    if (!bytes || bytes->size() != 2) return false;
    const ProfileId id = profile_id(std::to_integer<std::uint8_t>((*bytes)[0]),
                                    std::to_integer<std::uint8_t>((*bytes)[1]));
    if (!profiles.push_back(id)) return false;
    if (word.size() == text.size()) return true;
    text.remove_prefix(word.size() + 1);
  }
}

Result<TrustedSigner> read_signer(const Words& words, ListReader& in)
{
  constexpr ErrorCode bad = ErrorCode::malformed;
  if (!words.are("signer", 9)) {
    return in.fail(bad, "not a signer",
                   "signer ID REFERENCE STATE FROM UNTIL REVOKED|- PROFILES KEY");
  }
  SealSigner signer;
  if (!read_signer_key(words[1], words[2], signer.id, signer.certificate)) {
    return in.fail(bad, "signer id or certificate reference",
                   "four letters and digits, then up to 64");
  }
  if (words[3].size() > 3 || !is_state_code(words[3]) || !signer.state.assign(words[3])) {
    return in.fail(bad, "state code", "one to three letters");
  }
  const auto from = read_instant(words[4]);
  const auto until = read_instant(words[5]);
  const auto revoked = words[6] == "-" ? std::nullopt : read_instant(words[6]);
  if (!from || !until || (words[6] != "-" && !revoked)) {
    return in.fail(bad, "an instant is not of its form", "2026-03-01T00:00:00Z");
  }
  BoundedVector<ProfileId, 16> profiles;
  if (!read_profiles(words[7], profiles))
    return in.fail(bad, "profiles", "up to 16 like B102,B202");
  const auto spki = read_hex(words[8]);
  if (!spki) return in.fail(bad, "public key is not hexadecimal in capitals");
  const Result<PublicKey> key = PublicKey::from_spki(*spki);
  if (!key) return in.fail(key.error().code, key.error().detail);
  return TrustedSigner{signer, *from, *until, revoked, profiles, key.value()};
}

} // namespace

Result<TrustList> read_trust_list(std::string_view file, const ListTerms& terms, Diagnostic& fault)
{
  ListReader in(file, fault);
  Status status = in.open(trust_list_max_bytes, terms.authority);
  if (status) status = in.read_head(trust_magic, terms.newer_than);
  if (!status) return status.error();
  std::vector<TrustedSigner> signers;
  for (std::string_view line = in.next_line(); line != "end"; line = in.next_line()) {
    Result<TrustedSigner> signer = read_signer(Words(line), in);
    if (!signer) return signer.error();
    signers.push_back(std::move(signer).value());
  }
  if (const Status closed = in.close(); !closed) return closed.error();
  Result<TrustList> list = TrustList::make(in.version(), in.issued_at(), std::move(signers));
  if (!list) return in.fail(list.error().code, list.error().detail);
  return list;
}

Result<RevocationList> read_revocation_list(std::string_view file, SipKey key,
                                            const ListTerms& terms, Diagnostic& fault)
{
  ListReader in(file, fault);
  Status status = in.open(revocation_list_max_bytes, terms.authority);
  if (status) status = in.read_head(revocation_magic, terms.newer_than);
  if (!status) return status.error();
  const Words check(in.next_line());
  const auto check_value = check.are("key-check", 2) ? read_hex_64(check[1]) : std::nullopt;
  if (!check_value) return in.fail(ErrorCode::malformed, "no key check", "key-check and 16 digits");
  if (*check_value != key_check(key)) {
    return in.fail(ErrorCode::conflict, "references were made under another key");
  }
  std::vector<DocumentRef> documents;
  std::vector<RevocationList::SignerKey> signers;
  for (std::string_view line = in.next_line(); line != "end"; line = in.next_line()) {
    const Words words(line);
    RevocationList::SignerKey signer;
    const auto ref = words.are("document", 2) ? read_hex_64(words[1]) : std::nullopt;
    if (ref && *ref != 0) {
      documents.push_back({*ref});
    } else if (words.are("signer", 3) &&
               read_signer_key(words[1], words[2], signer.first, signer.second)) {
      signers.push_back(signer);
    } else {
      return in.fail(ErrorCode::malformed, "neither a document nor a signer",
                     "document and 16 digits, or signer ID REFERENCE");
    }
  }
  if (const Status closed = in.close(); !closed) return closed.error();
  return RevocationList(in.version(), in.issued_at(), std::move(documents), std::move(signers));
}

std::string trust_list_text(const TrustList& list)
{
  std::string text;
  append_list_head(text, trust_magic, list.version(), list.issued_at());
  for (const TrustedSigner& entry : list.signers()) {
    text.append("signer ").append(entry.signer.id.view()).append(" ");
    text.append(entry.signer.certificate.view()).append(" ").append(entry.signer.state.view());
    text.append(" ").append(write_instant(entry.valid_from)).append(" ");
    text.append(write_instant(entry.valid_until)).append(" ");
    text.append(entry.revoked_at ? write_instant(*entry.revoked_at) : "-");
    char separator = ' ';
    for (const ProfileId id : entry.profiles) {
      const std::array<std::byte, 2> bytes{static_cast<std::byte>(id >> 8),
                                           static_cast<std::byte>(id & 0xFF)};
      text.append(1, separator).append(write_hex(bytes));
      separator = ',';
    }
    text.append(" ").append(write_hex(entry.key.spki())).append("\n");
  }
  return text.append("end\n");
}

std::string write_trust_list(const TrustList& list, const SigningKey& authority)
{
  return signed_list(trust_list_text(list), authority);
}

std::string write_revocation_list(const RevocationList& list, SipKey key,
                                  const SigningKey& authority)
{
  std::string text;
  append_list_head(text, revocation_magic, list.version(), list.issued_at());
  text.append("key-check ").append(write_hex_64(key_check(key))).append("\n");
  for (const auto& [id, certificate] : list.signers()) {
    text.append("signer ").append(id.view()).append(" ").append(certificate.view()).append("\n");
  }
  for (const DocumentRef document : list.documents()) {
    text.append("document ").append(write_hex_64(document.value)).append("\n");
  }
  return signed_list(text.append("end\n"), authority);
}

} // namespace gatetwin
