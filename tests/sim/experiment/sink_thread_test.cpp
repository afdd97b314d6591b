// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/sink_thread.hpp"
#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace gatetwin::experiment {
namespace {

struct Keeper final : journal::RecordSink {
  void on_records(std::span<const journal::Record> records) override
  {
    for (const journal::Record& record : records) times.push_back(record.time_ns);
  }
  std::vector<std::int64_t> times;
};

struct Refuser final : journal::RecordSink {
  void on_records(std::span<const journal::Record>) override
  {
    ++calls;
    throw std::runtime_error("disk is gone");
  }
  int calls = 0;
};

std::vector<journal::Record> records(std::int64_t first, std::size_t count)
{
  std::vector<journal::Record> made(count);
  for (std::size_t i = 0; i < count; ++i) made[i].time_ns = first + static_cast<std::int64_t>(i);
  return made;
}

TEST(SinkThread, EverySinkSeesEveryRecordInOrder)
{
  Keeper first, second;
  SinkThread thread({&first, &second});
  std::int64_t next = 0;
  // Far more than the ring holds, in pieces shorter and longer than a batch.
  for (const std::size_t count : {1, 511, 4095, 4096, 4097, 3, 100'000, 7}) {
    thread.on_records(records(next, count));
    next += static_cast<std::int64_t>(count);
  }
  thread.finish();
  ASSERT_EQ(first.times.size(), static_cast<std::size_t>(next));
  for (std::int64_t i = 0; i < next; ++i) ASSERT_EQ(first.times[static_cast<std::size_t>(i)], i);
  EXPECT_EQ(second.times, first.times);
}

TEST(SinkThread, SpareWorkIsDoneInBetweenUntilThereIsNone)
{
  Keeper keeper;
  std::atomic<int> left{1000};
  std::atomic<bool> asked_again{false};
  SinkThread thread({&keeper}, [&] {
    if (left == 0) asked_again = true;
    return left > 0 && left-- > 0;
  });
  while (!asked_again) std::this_thread::yield(); // there might have been new work
  for (std::int64_t next = 0; next < 100'000; next += 1000) thread.on_records(records(next, 1000));
  thread.finish();
  EXPECT_EQ(keeper.times.size(), 100'000U);
  EXPECT_EQ(left, 0);
}

TEST(SinkThread, WhatSpareWorkThrowsComesOutAtTheEnd)
{
  Keeper keeper;
  std::atomic<int> calls{0};
  SinkThread thread({&keeper}, [&]() -> bool {
    ++calls;
    throw std::runtime_error("no key");
  });
  while (calls == 0) std::this_thread::yield();
  thread.on_records(records(0, 100'000));
  EXPECT_THROW(thread.finish(), std::runtime_error);
  EXPECT_EQ(calls, 1);
}

TEST(SinkThread, EndsWithoutRecordsAndWithoutFinish)
{
  Keeper keeper;
  {
    SinkThread thread({&keeper});
    thread.finish();
    thread.finish();
  }
  {
    SinkThread thread({&keeper});
    thread.on_records(records(0, 5));
  }
  EXPECT_EQ(keeper.times.size(), 5U);
}

TEST(SinkThread, WhatASinkThrowsComesOutAtTheEndAndTheRunIsNotHeldUp)
{
  Keeper before, after;
  Refuser refuser;
  SinkThread thread({&before, &refuser, &after});
  thread.on_records(records(0, 100'000));
  EXPECT_THROW(thread.finish(), std::runtime_error);
  EXPECT_EQ(refuser.calls, 1);
  EXPECT_LT(before.times.size(), 100'000U);
  EXPECT_TRUE(after.times.empty());
}

} // namespace
} // namespace gatetwin::experiment
