// SPDX-License-Identifier: Apache-2.0
#include "core/journal/run_digest.hpp"
#include "tests/core/journal/journal_bytes.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin::journal {
namespace {

TEST(RunDigest, OfNothingIsXxh3sPublishedValueForNoInput)
{
  // xxHash's own test table: XXH3 128 bits, seed 0, length 0.
  EXPECT_EQ(RunDigest().hex(), "99aa06d3014798d86001c324468d497f");
}

TEST(RunDigest, EqualsXxhsumOfTheRecordsBytes)
{
  RunDigest digest;
  digest.on_records(sample_records(100));
  EXPECT_EQ(digest.hex(), "d3c5f86f3b66a8d3787f0507a9f75ada");
}

RC_GTEST_PROP(RunDigest, DoesNotDependOnTheBatches, ())
{
  const auto records = sample_records(*rc::gen::inRange<std::size_t>(0, 2000));
  RunDigest whole;
  whole.on_records(records);
  RunDigest parts;
  std::span<const Record> rest(records);
  while (!rest.empty()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
    parts.on_records(rest.first(size));
    rest = rest.subspan(size);
  }
  RC_ASSERT(parts.value() == whole.value());
}

TEST(RunDigest, DiffersWhenAnyFieldOfAnyRecordDiffers)
{
  const auto records = sample_records(20);
  RunDigest expected;
  expected.on_records(records);
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (std::size_t byte = 0; byte < sizeof(Record); ++byte) {
      auto changed = records;
      reinterpret_cast<unsigned char*>(&changed[i])[byte] ^= 1;
      RunDigest digest;
      digest.on_records(changed);
      EXPECT_FALSE(digest.value() == expected.value()) << "record " << i << " byte " << byte;
    }
  }
}

TEST(RunDigest, GoesOnAfterItWasAsked)
{
  const auto records = sample_records(50);
  RunDigest asked;
  asked.on_records(std::span(records).first(20));
  const DigestValue early = asked.value();
  asked.on_records(std::span(records).subspan(20));
  RunDigest whole;
  whole.on_records(records);
  EXPECT_FALSE(early == asked.value());
  EXPECT_EQ(asked.hex(), whole.hex());
}

} // namespace
} // namespace gatetwin::journal
