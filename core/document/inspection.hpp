// SPDX-License-Identifier: Apache-2.0
// One scan on its way through the inspector: what is known so far, and the seal's part. Inside this
// room only.
#pragma once
#include "core/document/document_inspector.hpp"
#include "core/document/mrz_name.hpp"

namespace gatetwin {

// A wall clock that shows another year than these is broken; it also keeps all sums of instants in
// range.
constexpr int first_plausible_year = 2000;
constexpr int last_plausible_year = 2199;

struct Inspection {
  const InspectorConfig& config;
  const TrustBasis& basis;
  const CheckWeights& weights;
  std::span<const SealProfile> profiles;
  WallTime now;
  CalendarDate today; // in the legal zone
  CheckList& checks;

  void add(CheckKind kind, CheckResult result, Reason reason = Reason::none) const;
  void pass(CheckKind kind) const { add(kind, CheckResult::successful); }
  void fail(CheckKind kind, Reason reason) const { add(kind, CheckResult::failed, reason); }
  void leave_open(CheckKind kind, Reason reason) const
  {
    add(kind, CheckResult::undetermined, reason);
  }
  // Every failure of a kind; one success when there was none since `mark`.
  void close(CheckKind kind, std::size_t mark) const;
  // undetermined with `stale`, or with clock_implausible for a list from the future; true when it
  // is fresh.
  bool is_fresh(CheckKind kind, WallTime issued_at, Duration max_age, Reason stale) const;
  void check_period(CalendarDate from, CalendarDate until) const; // document_expiry, failures only
  // Every check gets the weight that it has in a document of this kind.
  void weigh(CheckList& list, DocumentKind kind) const;
};

// What a seal says, once it could be read.
struct SealReading {
  VisibleSeal seal;
  const SealProfile* profile = nullptr;
  SealContent content;
  MrzName name;
  MrzReading mrz;        // of the zone inside the seal
  DocumentRef ref;       // of the sealed document
  bool readable = false; // what it says could be read
  std::string_view number() const;
};

// Runs the whole chain from structure to issuer_match.
void inspect_seal(const Inspection& in, std::span<const std::byte> label, SealReading& reading);

} // namespace gatetwin
