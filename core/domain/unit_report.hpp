// SPDX-License-Identifier: Apache-2.0
// What a unit tells the centres of its authorities about itself, unasked: how far its journals have
// come, so that nobody can change, cut or remove one later without being found out, and which
// one-stop pairs it still holds in doubt. No word about persons.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/short_text.hpp"
#include "core/domain/words.hpp"
#include <array>
#include <cstddef>
#include <vector>

namespace gatetwin {

// One journal file as far as it is written: its first `bytes` bytes end with a whole frame, whose
// digest (SHA-256, chained through all frames before it) is `digest`.
struct JournalHead {
  ShortText<96> file; // its name, without a folder
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
  std::array<std::byte, 32> digest{};
  bool operator==(const JournalHead&) const = default;
};

// A pair that was decided, and of which not both sides' confirmation is known.
struct PairInDoubt {
  TransactionId transaction;
  Duration since{}; // the decision, for how long
  bool exit_confirmed = false;
  bool entry_confirmed = false;
  bool operator==(const PairInDoubt&) const = default;
};

struct UnitReport {
  static constexpr std::size_t most_journals = 4;
  static constexpr std::size_t most_pairs = 64;
  std::vector<JournalHead> journals; // the last is the one that is being written
  std::vector<PairInDoubt> pairs;    // all of them: what is not named any more is resolved
  bool operator==(const UnitReport&) const = default;
};

// Letters, digits, '.', '-' and '_', no '.' in front: nothing that could name another folder.
bool is_journal_name(std::string_view name);

} // namespace gatetwin
