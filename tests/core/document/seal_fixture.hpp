// SPDX-License-Identifier: Apache-2.0
// A test authority: keys by number, signers, a trust list, sample passes of every profile of ours,
// and an inspector. Time stands at 10 March 2026, 05:00 UTC: noon in Viet Nam.
#pragma once
#include "core/document/document_inspector.hpp"
#include "core/document/seal_issuer.hpp"
#include "core/document/trust_list_file.hpp"
#include "tests/core/document/bytes.hpp"
#include <algorithm>
#include <string>

namespace gatetwin {

template <std::size_t N> ShortText<N> short_text(std::string_view text)
{
  ShortText<N> result;
  CHECK(result.assign(text));
  return result;
}

// The same number gives the same key always.
inline SigningKey test_key(Curve curve, unsigned number)
{
  Bytes scalar(field_bytes(curve), std::byte{0x5A});
  scalar[0] = std::byte{0};
  scalar[1] = std::byte{0x01};
  scalar.back() = static_cast<std::byte>(number);
  return SigningKey::from_scalar(curve, scalar).value();
}

inline WallTime at(int year, int month, int day, int hour = 0, int minute = 0, int second = 0)
{
  return start_of_day({year, month, day}, {}) + hours(hour) + minutes(minute) + seconds(second);
}
inline constexpr CalendarDate issue_day{2026, 3, 2};
inline const WallTime test_now = at(2026, 3, 10, 5);
inline constexpr SipKey test_ref_key{0x0123456789ABCDEFULL, 0xFEDCBA9876543210ULL};

inline SealSigner test_signer(std::string_view state = "VNM", std::string_view id = "VNTS",
                              std::string_view certificate = "5B")
{
  return {short_text<3>(state), short_text<4>(id), short_text<64>(certificate)};
}

inline const SealProfile& profile_of(ProfileId id)
{
  const SealProfile* found = find_profile(standard_profiles(), id);
  CHECK(found != nullptr);
  return *found;
}

inline constexpr std::array<ProfileId, 4> our_profiles{
    profile::border_pass, profile::port_permit, profile::crew_shore_pass, profile::vehicle_permit};

// Every field of the profile is stated.
inline SealContent sample_content(ProfileId id)
{
  SealContent content;
  content.number = short_text<24>("GT0012345678");
  content.name = short_text<96>("Nguyễn<<Thị Hồng Đào");
  content.valid_from = {2026, 3, 3};
  content.valid_until = {2026, 3, 31};
  content.areas = short_text<32>("MC1,HN2");
  content.linked_number = short_text<24>("B1234567");
  if (id != profile::vehicle_permit) {
    content.nationality = short_text<3>("VNM");
    content.birth = {1985, 6, 0};
  }
  if (id == profile::port_permit || id == profile::crew_shore_pass)
    content.ship = short_text<16>("IMO9321483");
  if (id == profile::vehicle_permit) {
    content.vehicle_plate = short_text<16>("29C 12345");
    content.cargo_seal = short_text<16>("VN778899");
    content.gross_weight_kg = 32'400;
  }
  return content;
}

inline TrustedSigner trusted(const SealSigner& signer, const PublicKey& key)
{
  TrustedSigner entry{signer, at(2026, 1, 1), at(2028, 1, 1), {}, {}, key};
  for (const ProfileId id : our_profiles) CHECK(entry.profiles.push_back(id));
  return entry;
}

inline constexpr Duration viet_nam = hours(7);
inline constexpr Duration china = hours(8);

// The authority with one signer, its lists and a gate that accepts all of its passes.
struct TestAuthority {
  explicit TestAuthority(Curve curve = Curve::p256, int version = 4)
      : issuer(test_signer(), test_key(curve, 7), version),
        trust(TrustList::make(1, test_now, {trusted(test_signer(), issuer.public_key())}).value())
  {
  }

  Bytes pass(ProfileId id = profile::border_pass) const { return pass(id, sample_content(id)); }
  Bytes pass(ProfileId id, const SealContent& content) const
  {
    const Result<Bytes> seal = issuer.issue(profile_of(id), content, issue_day, issue_day);
    CHECK(seal.ok());
    return seal.value();
  }
  void trust_only(TrustedSigner entry)
  {
    trust = TrustList::make(trust.version() + 1, test_now, {entry}).value();
  }

  static InspectorConfig config()
  {
    InspectorConfig config;
    config.ref_key = test_ref_key;
    config.utc_offset = viet_nam;
    config.accepted = {DocumentKind::border_pass, DocumentKind::port_permit,
                       DocumentKind::crew_pass, DocumentKind::passport,
                       DocumentKind::identity_card};
    return config;
  }
  CheckedDocument inspect(const Bytes& label, WallTime now = test_now, std::string_view mrz = {})
  {
    return inspect_as(config(), label, now, mrz);
  }
  CheckedDocument inspect_as(const InspectorConfig& config, const Bytes& label,
                             WallTime now = test_now, std::string_view mrz = {})
  {
    DocumentInspector inspector(config, {&trust, &revocations, cache});
    DocumentScan scan;
    scan.label = label;
    scan.labels_in_view = label.empty() ? 0 : 1;
    scan.mrz = mrz;
    return inspector.inspect(scan, {{}, now}, weights);
  }

  SealIssuer issuer;
  TrustList trust;
  RevocationList revocations{1, test_now, {}, {}};
  VerifiedSealCache* cache = nullptr;
  CheckWeights weights; // of the unit that looks
};

} // namespace gatetwin
