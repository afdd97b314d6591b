// SPDX-License-Identifier: Apache-2.0
// The identity of a run: XXH3-128 over all its records as they lie in memory, one after another.
// Two runs are the same run when their digests are equal, whatever the batches or blocks were. Not
// a protection against tampering: that is the SHA-256 chain of the file
// (docs/adr/0002-journal-digests.md).
#pragma once
#include "core/journal/journal.hpp"
#include <array>
#include <bit>
#include <memory>
#include <string>

namespace gatetwin::journal {

static_assert(std::endian::native == std::endian::little,
              "records are hashed as they lie in memory");

struct DigestValue {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool operator==(const DigestValue&) const = default;
  // The canonical form that xxhsum prints: high half first. `journal_digest` of results.
  std::string hex() const;
  std::array<std::byte, 16> bytes() const; // little-endian, low half first, as in the file's End
};

class RunDigest final : public RecordSink {
public:
  RunDigest();
  ~RunDigest() override;
  RunDigest(RunDigest&&) noexcept;
  RunDigest& operator=(RunDigest&&) noexcept;

  void on_records(std::span<const Record> records) override;
  DigestValue value() const; // of the records so far; more may follow
  std::string hex() const { return value().hex(); }

private:
  struct State;
  std::unique_ptr<State> m_state;
};

} // namespace gatetwin::journal
