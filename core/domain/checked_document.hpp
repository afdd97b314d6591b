// SPDX-License-Identifier: Apache-2.0
// A document after its bytes were checked: what it says, and how each check ended. Holds personal
// data: it lives only as long as the transaction, inside the unit and on the link to the registry.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/calendar_date.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/short_text.hpp"
#include "core/domain/words.hpp"
#include <cstdint>
#include <optional>

namespace gatetwin {

struct CheckRecord {
  CheckKind kind = CheckKind::presence;
  CheckResult result = CheckResult::undetermined;
  Reason reason = Reason::none;
  CheckWeight weight = CheckWeight::mandatory;
};
using CheckList = BoundedVector<CheckRecord, 24>;

// TR-03135-1 section 5.4: aborted as soon as one was aborted, else failed as soon as one failed,
// else undetermined as soon as one is undetermined, else successful. not_supported checks do not
// count. By weight (section 3.7): an evaluatory check never counts; an optional one that is
// undetermined does not. A list in which nothing counts is undetermined.
CheckResult overall_result(const CheckList& checks);
// The reason of the first check that makes the overall result what it is.
Reason overall_reason(const CheckList& checks);

// The results of a list in one number, for journals: to the base of six, the digit of 6^kind is 0
// when no such check was made, else 1 + CheckResult. Of several of one kind the worst counts
// (aborted, failed, undetermined, successful, not_supported). Below 6^23, so below 2^60.
using PackedChecks = std::uint64_t;
PackedChecks pack(const CheckList& checks);
// None: the kind is not among them.
std::optional<CheckResult> result_of(PackedChecks checks, CheckKind kind);

// One check's result and weight as a journal carries them, result | weight << 8: of a mandatory
// check the result alone.
std::int64_t result_and_weight(const CheckRecord& check);
CheckResult result_in(std::int64_t packed);
CheckWeight weight_in(std::int64_t packed);

struct CheckedDocument {
  DocumentKind kind = DocumentKind::unknown;
  DocumentRef ref;
  ShortText<3> issuer; // ICAO state code
  ShortText<24> number;
  ShortText<3> nationality;
  ShortText<64> name;       // Latin capitals as in an MRZ, "SURNAME<<GIVEN<NAMES"
  CalendarDate birth;       // zero parts are unknown
  CalendarDate valid_from;  // year 0: not stated
  CalendarDate valid_until; // the last day on which it is valid
  ShortText<32> areas;      // permitted gates or areas, comma separated; empty: not limited
  CheckList checks;
};

} // namespace gatetwin
