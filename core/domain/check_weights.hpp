// SPDX-License-Identifier: Apache-2.0
// How much each check of a document counts in a unit (gate-requirements R-03, BSI TR-03135-1
// section 3.7: checks are mandatory, optional or evaluatory; the evaluatory kind is logged but
// never counted in the result). Data: a unit's settings state it by the kind of the document.
//
//   mandatory   failed, aborted and undetermined count. The default of every check.
//   optional    counts where it could be carried out: failed and aborted do, undetermined does not.
//   evaluatory  is made and journalled with its result, and never counts.
//
// The requirement names the three and defines the last; the second is ours. not_supported counts
// for none of them, as in overall_result().
//
// A document whose kind is not known has no weights: all its checks are mandatory. What a document
// says it is decides its weights, and whoever forges one can choose what it says; therefore nothing
// that makes it genuine, somebody's and in force may be weakened in a unit that no officer
// attends: see least_weight().
#pragma once
#include "core/base/result.hpp"
#include "core/domain/words.hpp"
#include <array>
#include <cstdint>
#include <vector>

namespace gatetwin {

// Of every check of one kind of document, two bits each, CheckWeight << 2 * CheckKind; 0: all are
// mandatory. As a number in settings and journals.
using PackedWeights = std::uint64_t;
static_assert(2 * check_kinds < 63);

struct CheckWeights {
  std::array<PackedWeights, document_kinds> of_documents{}; // by DocumentKind

  constexpr PackedWeights& of(DocumentKind document)
  {
    return of_documents[static_cast<std::size_t>(document)];
  }
  constexpr CheckWeight of(DocumentKind document, CheckKind check) const
  {
    if (document == DocumentKind::unknown) return CheckWeight::mandatory;
    const PackedWeights packed = of_documents[static_cast<std::size_t>(document)];
    return static_cast<CheckWeight>(packed >> 2 * static_cast<unsigned>(check) & 3);
  }
  constexpr void set(DocumentKind document, CheckKind check, CheckWeight weight)
  {
    const unsigned shift = 2 * static_cast<unsigned>(check);
    of(document) &= ~(PackedWeights{3} << shift);
    of(document) |= static_cast<PackedWeights>(weight) << shift;
  }
  bool operator==(const CheckWeights&) const = default;
};
inline constexpr CheckWeights all_mandatory{};

// Whether an officer decides on every person, with the document in hand.
enum class Attendance : std::uint8_t { unattended, attended };

// The least that a check may count, in any kind of document, and why it may not count less.
CheckWeight least_weight(CheckKind check, Attendance attendance);
const char* why_no_less(CheckKind check);

struct WeightFault {
  DocumentKind document{};
  CheckKind check{};
};
// Every check that counts less than it must, by documents, then checks.
std::vector<WeightFault> faults_of(const CheckWeights& weights, Attendance attendance);
// Names the first of them, in the error's detail.
Status check(const CheckWeights& weights, Attendance attendance);

} // namespace gatetwin
