// SPDX-License-Identifier: Apache-2.0
// Which records somebody wants to see: a window of time, a unit, or one transaction with what its
// unit did meanwhile.
#pragma once
#include "core/journal/record.hpp"
#include <cstdint>
#include <optional>

namespace gatetwin {

struct RecordSelection {
  std::int64_t from_ns = INT64_MIN;
  std::int64_t to_ns = INT64_MAX; // not included
  std::optional<std::uint32_t> unit;
  std::optional<std::uint64_t> transaction;
};

class RecordFilter {
public:
  explicit RecordFilter(const RecordSelection& selection) : m_selection(selection) {}

  // In the order of the journal.
  bool takes(const journal::Record& record);
  // Nothing that follows will be taken.
  bool is_past(const journal::Record& record) const { return record.time_ns >= m_selection.to_ns; }
  std::uint64_t taken() const { return m_taken; }

private:
  bool is_of_transaction(const journal::Record& record);

  RecordSelection m_selection;
  bool m_under_way = false;
  std::uint64_t m_taken = 0;
};

} // namespace gatetwin
