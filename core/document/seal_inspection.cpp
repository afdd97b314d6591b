// SPDX-License-Identifier: Apache-2.0
// The seal's chain of checks, TR-03135-1 section 5.9: structure, meaning, check digits of the zone
// inside, signature, signer's validity, revocation, trust, authenticity of the seal, issuing
// country.
#include "core/document/document_ref.hpp"
#include "core/document/inspection.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// The day has begun somewhere on earth: seals don't tell their issuer's zone.
constexpr Duration earliest_zone = hours(14);

bool is_about_meaning(Reason reason)
{
  return reason == Reason::bad_date || reason == Reason::bad_state_code;
}

void add_zone_inside(const Inspection& in, SealReading& reading)
{
  reading.mrz = read_mrz(reading.content.mrz.view(), in.today, in.config.mrz);
  for (const CheckRecord& check : reading.mrz.checks) {
    if (check.result != CheckResult::failed) continue;
    const bool digits = check.kind == CheckKind::mrz_check_digits;
    in.fail(digits ? CheckKind::mrz_check_digits : CheckKind::meaning, check.reason);
  }
}

void check_header_dates(const Inspection& in, const SealReading& reading)
{
  const SealHeader& header = reading.seal.header;
  const CalendarDate later = std::max(header.issued, header.signed_on);
  if (in.now < start_of_day(later, earliest_zone)) {
    in.fail(CheckKind::meaning, Reason::issued_in_future);
  }
  if (header.signed_on < header.issued) in.fail(CheckKind::meaning, Reason::signed_before_issue);
  const CalendarDate until = reading.content.valid_until;
  const bool stated = until != CalendarDate{};
  if (stated && (until < header.issued || until < reading.content.valid_from)) {
    in.fail(CheckKind::meaning, Reason::issued_after_expiry);
  }
}

void check_meaning(const Inspection& in, SealReading& reading)
{
  const std::size_t mark = in.checks.size();
  reading.profile = find_profile(in.profiles, reading.seal.header.profile);
  if (reading.profile == nullptr) {
    in.fail(CheckKind::meaning, Reason::unknown_profile);
    return;
  }
  const Reason reason = read_content(*reading.profile, reading.seal, reading.content);
  if (reason != Reason::none) {
    in.fail(CheckKind::meaning, reason);
    return;
  }
  if (!reading.content.mrz.empty()) add_zone_inside(in, reading);
  if (!reading.content.name.empty()) {
    const Result<MrzName> name = mrz_name_from_utf8(reading.content.name.view());
    if (name)
      reading.name = name.value();
    else
      in.fail(CheckKind::meaning, Reason::bad_name);
  }
  check_header_dates(in, reading);
  reading.readable = reading.content.mrz.empty() || reading.mrz.structured();
  in.close(CheckKind::meaning, mark);
  if (!reading.content.mrz.empty()) in.close(CheckKind::mrz_check_digits, mark);
}

void check_signature(const Inspection& in, std::span<const std::byte> label,
                     const VisibleSeal& seal, const TrustedSigner& signer)
{
  const std::uint64_t list = in.basis.trust->identity();
  VerifiedSealCache* cache = in.basis.cache;
  if (cache != nullptr && cache->holds(label, list)) return in.pass(CheckKind::signer_signature);
  const Reason reason = signer.key.verify(seal.signed_bytes, seal.signature);
  if (reason != Reason::none) return in.fail(CheckKind::signer_signature, reason);
  if (cache != nullptr) cache->insert(label, list);
  in.pass(CheckKind::signer_signature);
}

// The signer must be valid now, and must have been on the day of the signature.
void check_signer_validity(const Inspection& in, const SealHeader& header,
                           const TrustedSigner& signer)
{
  const std::size_t mark = in.checks.size();
  const WallTime day = start_of_day(header.signed_on, in.config.utc_offset);
  if (in.now < signer.valid_from || day + days(1) <= signer.valid_from) {
    in.fail(CheckKind::signer_validity, Reason::signer_not_yet_valid);
  }
  if (in.now >= signer.valid_until || day >= signer.valid_until) {
    in.fail(CheckKind::signer_validity, Reason::signer_expired);
  }
  in.close(CheckKind::signer_validity, mark);
}

// A known revocation counts even when the list is old; an old list can't say that there is none.
void check_revocation(const Inspection& in, SealReading& reading, const TrustedSigner* signer)
{
  constexpr CheckKind kind = CheckKind::revocation;
  const SealHeader& header = reading.seal.header;
  const RevocationList* list = in.basis.revocations;
  const std::size_t mark = in.checks.size();
  const bool by_trust_list =
      signer != nullptr && signer->revoked_at && in.now >= *signer->revoked_at;
  if (by_trust_list || (list != nullptr && list->holds(header.signer, header.certificate))) {
    in.fail(kind, Reason::signer_revoked);
  }
  reading.ref = document_ref(in.config.ref_key, header.issuer.view(), reading.number());
  if (list != nullptr && list->holds(reading.ref)) in.fail(kind, Reason::document_revoked);
  if (list == nullptr) return in.leave_open(kind, Reason::revocation_list_missing);
  const bool fresh = in.is_fresh(kind, list->issued_at(), in.config.revocation_list_max_age,
                                 Reason::revocation_list_stale);
  if (fresh) in.close(kind, mark);
}

void check_trust(const Inspection& in, const SealHeader& header, const TrustedSigner& signer)
{
  const std::size_t mark = in.checks.size();
  if (!signer.may_sign(header.profile)) in.fail(CheckKind::trust, Reason::signer_wrong_purpose);
  const bool fresh = in.is_fresh(CheckKind::trust, in.basis.trust->issued_at(),
                                 in.config.trust_list_max_age, Reason::trust_list_stale);
  if (fresh) in.close(CheckKind::trust, mark);
}

// without the root of the state nothing is known about its seals; with it, an unlisted signer
// is a fault.
void report_missing_signer(const Inspection& in, const SealHeader& header)
{
  if (in.basis.trust == nullptr) {
    in.leave_open(CheckKind::signer_signature, Reason::trust_list_missing);
    in.leave_open(CheckKind::trust, Reason::trust_list_missing);
    return;
  }
  const bool known = in.basis.trust->knows_state(header.issuer.view());
  const Reason reason = known ? Reason::signer_unknown : Reason::state_not_in_trust_list;
  in.leave_open(CheckKind::signer_signature, reason);
  in.add(CheckKind::trust, known ? CheckResult::failed : CheckResult::undetermined, reason);
}

// Null when nobody is listed under the seal's signer id and reference.
const TrustedSigner* check_signer(const Inspection& in, std::span<const std::byte> label,
                                  SealReading& reading)
{
  const SealHeader& header = reading.seal.header;
  const TrustList* list = in.basis.trust;
  const TrustedSigner* signer =
      list == nullptr ? nullptr : list->find(header.signer, header.certificate);
  if (signer == nullptr) {
    report_missing_signer(in, header);
    check_revocation(in, reading, nullptr);
    return nullptr;
  }
  check_signature(in, label, reading.seal, *signer);
  check_signer_validity(in, header, *signer);
  check_revocation(in, reading, signer);
  check_trust(in, header, *signer);
  return signer;
}

// All of the seal's own checks together, by their weights, with the reason that decides.
void conclude(const Inspection& in, std::size_t mark, const SealReading& reading)
{
  CheckList own;
  for (std::size_t i = mark; i < in.checks.size(); ++i) CHECK(own.push_back(in.checks[i]));
  in.weigh(own, reading.readable ? reading.profile->kind : DocumentKind::unknown);
  in.add(CheckKind::seal_authenticity, overall_result(own), overall_reason(own));
}

} // namespace

std::string_view SealReading::number() const
{
  return content.number.empty() ? mrz.mrz.number.view() : content.number.view();
}

void inspect_seal(const Inspection& in, std::span<const std::byte> label, SealReading& reading)
{
  const std::size_t mark = in.checks.size();
  const Reason reason = parse_seal(label, in.config.seal, reading.seal);
  if (reason != Reason::none) {
    if (is_about_meaning(reason)) in.pass(CheckKind::structure);
    in.fail(is_about_meaning(reason) ? CheckKind::meaning : CheckKind::structure, reason);
    return conclude(in, mark, reading);
  }
  in.pass(CheckKind::structure);
  check_meaning(in, reading);
  const TrustedSigner* signer = check_signer(in, label, reading);
  conclude(in, mark, reading);
  if (signer == nullptr) return;
  if (signer->signer.state == reading.seal.header.issuer)
    in.pass(CheckKind::issuer_match);
  else
    in.fail(CheckKind::issuer_match, Reason::signer_wrong_country);
}

} // namespace gatetwin
