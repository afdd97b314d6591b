// SPDX-License-Identifier: Apache-2.0
// The hot path takes no memory: operator new of this test program counts.
#include "tests/core/document/inspection_expectations.hpp"
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>

namespace {
std::size_t allocations = 0;
}

void* operator new(std::size_t size)
{
  ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace gatetwin {
namespace {

TEST(Allocation, InspectingACachedSealOrAZoneTakesNone)
{
  TestAuthority authority;
  VerifiedSealCache cache(64, {5, 6});
  DocumentInspector inspector(TestAuthority::config(),
                              {&authority.trust, &authority.revocations, &cache});
  const Bytes pass = authority.pass();
  const std::string mrz = mrz_of(holder_passport());
  DocumentScan scan;
  scan.label = pass;
  scan.labels_in_view = 1;
  scan.mrz = mrz;
  EXPECT_EQ(overall(inspector.inspect(scan, {{}, test_now})), CheckResult::successful);
  const std::size_t before = allocations;
  const CheckedDocument again = inspector.inspect(scan, {{}, test_now});
  scan.label = {};
  scan.labels_in_view = 0;
  const CheckedDocument passport = inspector.inspect(scan, {{}, test_now});
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(overall(again), CheckResult::successful);
  EXPECT_EQ(overall(passport), CheckResult::successful);
  EXPECT_EQ(cache.hits(), 1U);
}

} // namespace
} // namespace gatetwin
