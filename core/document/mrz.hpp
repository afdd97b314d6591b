// SPDX-License-Identifier: Apache-2.0
// Reads a machine-readable zone (ICAO Doc 9303 parts 3 to 7): TD1 3x30, TD2 2x36, TD3 2x44, MRV-A
// 2x44, MRV-B 2x36, told apart by their shape and first letter. The bytes are hostile: only A-Z,
// 0-9 and '<' count, in lines that end with CR, LF or CR LF (the last end may be missing); all
// lines may also stand in one (72, 88 or 90 characters). Everything else is refused with its
// reason. No allocation.
//
// The checks that come back, in this order: `structure` once; if that was successful also `meaning`
// and `mrz_check_digits`, each either successful once, or failed once for every different reason.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/calendar_date.hpp"
#include "core/document/mrz_layout.hpp"
#include "core/domain/checked_document.hpp"
#include <cstdint>
#include <string_view>

namespace gatetwin {

enum class Sex : std::uint8_t { unspecified, female, male };

struct Mrz {
  MrzFormat format = MrzFormat::td3;
  ShortText<2> code;    // document code, "P", "PD", "I", "AC", "V"
  ShortText<3> issuer;  // state code without fillers, "VNM", "D"
  ShortText<24> number; // whole, also when it runs on into the optional field
  ShortText<3> nationality;
  ShortText<39> name;            // "SURNAME<<GIVEN<NAMES"
  bool name_fills_field = false; // it may have been cut short: compare by prefix
  CalendarDate birth;            // zero parts are unknown
  CalendarDate expiry;           // last day of validity; of a visa, last day of use
  Sex sex = Sex::unspecified;
  ShortText<16> optional;        // what the issuing state pleases, without fillers at its end
  ShortText<11> second_optional; // TD1 only
  int corrections = 0;           // characters mended, see MrzOptions
};

struct MrzOptions {
  // Mends the usual confusions of optical reading (O-0, I-1, S-5, B-8, Z-2, G-6) where a field can
  // hold digits only, and only when its check digit then agrees. Alphanumeric fields and fields
  // without a check digit stay as read.
  bool correct_confusions = false;
  // Two-digit years of expiry lie from 99 less than this before the reading date to this many years
  // after it.
  int expiry_years_ahead = 50;
};

using MrzChecks = BoundedVector<CheckRecord, 12>;

struct MrzReading {
  Mrz mrz; // holds what could be read; trust it only when every check was successful
  MrzChecks checks;
  bool structured() const { return !checks.empty() && checks[0].result == CheckResult::successful; }
};

// `reading_date` is the civil date at the place of reading: it decides the century of two-digit
// years.
MrzReading read_mrz(std::string_view text, CalendarDate reading_date,
                    const MrzOptions& options = {});

// Doc 9303-5 leaves the second letter of a card's code to its issuer ("AC" is a crew member's).
// Ours: "IB" a border pass, "IP" a port permit, which is how an officer types one that has a
// barcode but no zone.
DocumentKind kind_of(const Mrz& mrz);

// A two-digit year of birth is the latest one that is not after the reading date; `month` and `day`
// may be 0.
CalendarDate birth_in_century(int year_of_century, int month, int day, CalendarDate reading_date);
int expiry_year(int year_of_century, int reading_year, int years_ahead);

} // namespace gatetwin
