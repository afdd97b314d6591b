// SPDX-License-Identifier: Apache-2.0
// The hot path takes no memory: operator new of this program counts.
#include "tests/core/gate/unit_bench.hpp"
#include <atomic>
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>

namespace {

std::atomic<std::size_t> taken{0};

void* take(std::size_t size)
{
  ++taken;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace gatetwin {
namespace {

class Allocation : public ::testing::TestWithParam<UnitKind> {};

TEST_P(Allocation, AWholeTransactionTakesNoMemory)
{
  UnitBench bench(GetParam());
  bench.start();
  bench.heard();
  bench.person(); // whatever is made ready once
  const std::size_t before = taken;
  for (int i = 0; i < 20; ++i) bench.person();
  EXPECT_EQ(taken - before, 0U);
  bench.journal.flush();
  EXPECT_EQ(bench.records(journal::RecordKind::transaction_ended), 21U);
}

TEST_P(Allocation, TheCounterCounts)
{
  const std::size_t before = taken;
  delete new UnitBench(GetParam());
  EXPECT_GT(taken - before, 0U);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Allocation,
                         ::testing::Values(UnitKind::e_gate, UnitKind::booth,
                                           UnitKind::barcode_booth, UnitKind::one_stop_booth));

} // namespace
} // namespace gatetwin
