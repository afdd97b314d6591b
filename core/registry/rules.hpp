// SPDX-License-Identifier: Apache-2.0
// Who may use what: the registry's judgement of one document at one station at one instant. Data,
// not code: what an authority decides stands in RulesConfig; check() refuses what makes no sense.
//
// The judgement is admit or refer, never refuse: refusing a person is an officer's decision. When
// several rules speak against a crossing, the gravest gives the reason, in the order of judge()'s
// body: the watch-list first, so that nothing hides a hit.
#pragma once
#include "core/base/calendar_date.hpp"
#include "core/base/result.hpp"
#include "core/domain/checked_document.hpp"
#include "core/registry/watch_list.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

enum class StationPurpose : std::uint8_t { e_gate, booth, barcode_booth, one_stop_booth };
using PurposeMask = std::uint8_t;
constexpr PurposeMask mask_of(StationPurpose purpose)
{
  return static_cast<PurposeMask>(1U << static_cast<unsigned>(purpose));
}
constexpr PurposeMask every_purpose = 0x0F;
constexpr PurposeMask every_booth = every_purpose & ~mask_of(StationPurpose::e_gate);

using DirectionMask = std::uint8_t;
constexpr DirectionMask mask_of(Direction direction)
{
  return static_cast<DirectionMask>(1U << static_cast<unsigned>(direction));
}
constexpr DirectionMask both_directions = 0x03;

// Documents of this kind may be used at these stations. The first rule that fits kind, purpose and
// direction counts.
struct EligibilityRule {
  DocumentKind kind = DocumentKind::unknown;
  PurposeMask purposes = every_purpose;
  DirectionMask directions = both_directions;
  std::int32_t min_age = 0;   // full years on the local day of the crossing
  std::int32_t max_age = 150; // inclusive
  bool must_be_known =
      false;            // to the registry: an issued document that it never heard of is referred
  bool stamped = false; // bears the 10-day control stamp
};

// A checkpoint that has entries is open while all of them are: one for each side of a pair, each in
// its own local time, gives the overlap. A checkpoint without entries never closes.
struct OpeningHours {
  CheckpointId checkpoint{};
  Duration utc_offset{};        // of the side whose hours these are
  Duration from{};              // since local midnight, inclusive
  Duration to{};                // exclusive; before `from`: past midnight
  std::uint8_t weekdays = 0x7F; // bit 0: spans that begin on a Monday
};

struct RulesConfig {
  std::vector<EligibilityRule> eligibility = default_eligibility();
  std::vector<OpeningHours> opening;
  Duration stamp_validity = days(10);
  bool consult_watch_list = true;
  // Names that are at least so similar to a listed one, in thousandths, are referred; 0: only equal
  // ones (name_similarity.hpp).
  std::uint32_t similar_names = 0;
  // 0: not limited. The centre publishes its list, so age is a matter of whoever copies it.
  Duration watch_list_max_age = {0};

  static std::vector<EligibilityRule> default_eligibility();
};
// Names the first faulty field in the error's detail.
Status check(const RulesConfig& config);

// What the registry knows about a unit: it takes this from the enrolment, never from a message.
struct UnitProfile {
  UnitId unit{};
  CheckpointId checkpoint{};
  StationPurpose purpose = StationPurpose::e_gate;
  DirectionMask directions = both_directions;
  // Name of the gate or area as passes print it; empty: passes for any area are taken.
  ShortText<16> area{};
};

enum class DocumentStatus : std::uint8_t { unknown, known, revoked };

struct RuleInput {
  const CheckedDocument& document;
  const UnitProfile& unit;
  Direction direction = Direction::entry;
  WallTime now{};
  Duration utc_offset{}; // of the authority
  WatchListVerdict list = WatchListVerdict::missing;
  bool list_stale = false;
  DocumentStatus status = DocumentStatus::unknown;
  bool was_stamped = false; // ever, at `last_stamp`
  WallTime last_stamp{};
};

struct RuleVerdict {
  Decision decision = Decision::refer;
  Reason reason = Reason::none; // for admit: stamp_due or stamp_still_valid where stamps are used
  bool stamp_due = false;
};

RuleVerdict judge(const RulesConfig& config, const RuleInput& input);

// Less than `validity` ago, to the nanosecond, is not due. A stamp from the future counts as just
// given.
bool is_stamp_due(WallTime last_stamp, WallTime now, Duration validity);
bool is_open(const RulesConfig& config, CheckpointId checkpoint, WallTime now);
// `areas` as a document lists them, comma separated.
bool covers_area(std::string_view areas, std::string_view area);
// Full years at `day`. Unknown month or day count as the last possible, which makes the person
// younger.
std::int32_t age_on(CalendarDate birth, CalendarDate day);

} // namespace gatetwin
