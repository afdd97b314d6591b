// SPDX-License-Identifier: Apache-2.0
// What the fields of a seal mean: profiles are data, one table row for each field; reading and
// writing them is generic. A field with a tag that the profile does not know is passed over: it
// must not invalidate a signed seal. Ours stand in national (even) categories: border pass B102,
// port permit B202, crew shore pass B302, vehicle and cargo permit B402. From ICAO Doc 9303-13 and
// BSI TR-03137-1: visa 5D01, emergency travel document 5E03, residence permit FB06, so that such a
// seal is known for what it is.
#pragma once
#include "core/base/calendar_date.hpp"
#include "core/document/mrz_layout.hpp"
#include "core/document/visible_seal.hpp"
#include "core/domain/words.hpp"
#include <cstdint>
#include <span>

namespace gatetwin {

enum class SealMeaning : std::uint8_t {
  mrz,
  number,        // of the document that the seal makes
  linked_number, // of the document it belongs to, for example the passport it is stuck to
  name,
  nationality,
  birth,
  valid_from,
  valid_until,
  areas, // permitted gates or areas
  vehicle_plate,
  ship,
  cargo_seal,
  gross_weight_kg,
  other // kept by the issuer for itself; its length is checked, nothing else
};

enum class SealCoding : std::uint8_t {
  c40,
  utf8,
  date,
  masked_date,
  integer,
  bytes,
  mrz_td1,
  mrz_td2,
  mrz_td3,
  mrz_mrv_a,
  mrz_mrv_b
};

struct SealFieldRule {
  std::uint8_t tag;
  SealMeaning meaning;
  const char* name;
  SealCoding coding;
  std::uint16_t min_bytes;
  std::uint16_t max_bytes;
  bool required;
};

struct SealProfile {
  const char* name;
  ProfileId id;
  DocumentKind kind;
  std::span<const SealFieldRule> rules;
};

namespace profile {
constexpr ProfileId border_pass = profile_id(0xB1, 0x02);
constexpr ProfileId port_permit = profile_id(0xB2, 0x02);
constexpr ProfileId crew_shore_pass = profile_id(0xB3, 0x02);
constexpr ProfileId vehicle_permit = profile_id(0xB4, 0x02);
constexpr ProfileId visa = profile_id(0x5D, 0x01);
constexpr ProfileId emergency_travel_document = profile_id(0x5E, 0x03);
constexpr ProfileId residence_permit = profile_id(0xFB, 0x06);
} // namespace profile

std::span<const SealProfile> standard_profiles();
const SealProfile* find_profile(std::span<const SealProfile> profiles, ProfileId id);

// Empty text, zero dates and numbers: not stated.
struct SealContent {
  ShortText<24> number;
  ShortText<24> linked_number;
  ShortText<96> name; // UTF-8 as the issuer wrote it, "Nguyễn<<Thị Hồng Đào", see mrz_name.hpp
  ShortText<3> nationality;
  CalendarDate birth; // zero parts are unknown
  CalendarDate valid_from;
  CalendarDate valid_until;
  ShortText<32> areas; // codes separated by commas
  ShortText<16> vehicle_plate;
  ShortText<16> ship;
  ShortText<16> cargo_seal;
  std::uint32_t gross_weight_kg = 0;
  ShortText<mrz_max_characters> mrz; // lines one after another
};

// none, or: field_length, bad_c40, bad_character, bad_date, bad_state_code, missing_field (a
// required one, or the seal names no document at all).
[[nodiscard]] Reason read_content(const SealProfile& profile, const VisibleSeal& seal,
                                  SealContent& content);

struct OwnedField {
  std::uint8_t tag = 0;
  std::vector<std::byte> value;
};
// The fields of a profile that the content states, in the order of the table. Errors: malformed
// (cannot be encoded), too_large, not_found (required but not stated).
Result<std::vector<OwnedField>> write_content(const SealProfile& profile,
                                              const SealContent& content);

} // namespace gatetwin
