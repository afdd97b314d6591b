// SPDX-License-Identifier: Apache-2.0
// The profiles. A new one is a table of its fields and a row in `profiles`; nothing else changes.
#include "core/document/seal_profile.hpp"

namespace gatetwin {
namespace {

using enum SealMeaning;
using Coding = SealCoding;
constexpr bool required = true;
constexpr bool optional = false;

// tag, meaning, name, coding, least and most bytes
constexpr SealFieldRule border_pass_rules[]{
    {0x01, number, "document number", Coding::c40, 4, 16, required},
    {0x02, name, "holder", Coding::utf8, 1, 96, required},
    {0x03, birth, "date of birth", Coding::masked_date, 4, 4, required},
    {0x04, nationality, "nationality", Coding::c40, 2, 2, required},
    {0x05, valid_from, "valid from", Coding::date, 3, 3, optional},
    {0x06, valid_until, "valid until", Coding::date, 3, 3, required},
    {0x07, areas, "permitted gates", Coding::c40, 2, 22, optional},
    {0x08, linked_number, "passport or identity card number", Coding::c40, 2, 16, optional},
};

constexpr SealFieldRule port_permit_rules[]{
    {0x01, number, "permit number", Coding::c40, 4, 16, required},
    {0x02, name, "holder", Coding::utf8, 1, 96, required},
    {0x03, birth, "date of birth", Coding::masked_date, 4, 4, optional},
    {0x04, nationality, "nationality", Coding::c40, 2, 2, optional},
    {0x05, valid_from, "valid from", Coding::date, 3, 3, required},
    {0x06, valid_until, "valid until", Coding::date, 3, 3, required},
    {0x07, areas, "permitted zones and berths", Coding::c40, 2, 22, required},
    {0x08, linked_number, "passport or identity card number", Coding::c40, 2, 16, optional},
    {0x09, ship, "ship (IMO number or call sign)", Coding::c40, 2, 12, optional},
};

constexpr SealFieldRule crew_shore_pass_rules[]{
    {0x01, number, "pass number", Coding::c40, 4, 16, required},
    {0x02, name, "holder", Coding::utf8, 1, 96, required},
    {0x03, birth, "date of birth", Coding::masked_date, 4, 4, required},
    {0x04, nationality, "nationality", Coding::c40, 2, 2, required},
    {0x05, valid_from, "valid from", Coding::date, 3, 3, optional},
    {0x06, valid_until, "valid until", Coding::date, 3, 3, required},
    {0x07, areas, "permitted port areas", Coding::c40, 2, 22, optional},
    {0x08, linked_number, "seafarer's book or passport number", Coding::c40, 2, 16, required},
    {0x09, ship, "ship (IMO number or call sign)", Coding::c40, 2, 12, required},
};

constexpr SealFieldRule vehicle_permit_rules[]{
    {0x01, number, "permit number", Coding::c40, 4, 16, required},
    {0x02, name, "driver or carrier", Coding::utf8, 1, 96, optional},
    {0x05, valid_from, "valid from", Coding::date, 3, 3, required},
    {0x06, valid_until, "valid until", Coding::date, 3, 3, required},
    {0x07, areas, "permitted roads and yards", Coding::c40, 2, 22, optional},
    {0x08, linked_number, "driver's document number", Coding::c40, 2, 16, optional},
    {0x0A, vehicle_plate, "registration plate", Coding::c40, 4, 12, required},
    {0x0B, cargo_seal, "cargo seal number", Coding::c40, 2, 12, optional},
    {0x0C, gross_weight_kg, "gross weight in kg", Coding::integer, 1, 4, optional},
};

constexpr SealFieldRule visa_rules[]{
    {0x01, mrz, "MRV-A", Coding::mrz_mrv_a, 48, 48, optional},
    {0x02, mrz, "MRV-B", Coding::mrz_mrv_b, 44, 44, optional},
    {0x03, other, "number of entries", Coding::bytes, 1, 1, optional},
    {0x04, other, "duration of stay", Coding::bytes, 3, 3, required},
    {0x05, linked_number, "passport number", Coding::c40, 2, 16, required},
    {0x06, other, "visa type", Coding::bytes, 1, 4, optional},
    {0x07, other, "additional", Coding::bytes, 0, 254, optional},
};

constexpr SealFieldRule emergency_travel_document_rules[]{
    {0x02, mrz, "TD2", Coding::mrz_td2, 48, 48, required},
};

constexpr SealFieldRule residence_permit_rules[]{
    {0x02, mrz, "TD2", Coding::mrz_td2, 48, 48, required},
    {0x03, linked_number, "passport number", Coding::c40, 2, 16, required},
};

constexpr SealProfile profiles[]{
    {"border pass", profile::border_pass, DocumentKind::border_pass, border_pass_rules},
    {"port permit", profile::port_permit, DocumentKind::port_permit, port_permit_rules},
    {"crew shore pass", profile::crew_shore_pass, DocumentKind::crew_pass, crew_shore_pass_rules},
    {"vehicle permit", profile::vehicle_permit, DocumentKind::port_permit, vehicle_permit_rules},
    {"visa", profile::visa, DocumentKind::visa, visa_rules},
    {"emergency travel document", profile::emergency_travel_document, DocumentKind::passport,
     emergency_travel_document_rules},
    {"residence permit", profile::residence_permit, DocumentKind::identity_card,
     residence_permit_rules},
};

} // namespace

std::span<const SealProfile> standard_profiles() { return profiles; }

const SealProfile* find_profile(std::span<const SealProfile> all, ProfileId id)
{
  for (const SealProfile& candidate : all) {
    if (candidate.id == id) return &candidate;
  }
  return nullptr;
}

} // namespace gatetwin
