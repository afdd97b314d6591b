// SPDX-License-Identifier: Apache-2.0
#include "core/link/admission.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr UnitId gate{17};
constexpr MonotonicTime start{1'000'000'000};

AdmissionConfig hundred_places()
{
  AdmissionConfig config;
  config.queue = 100;
  config.record_share_percent = 60;
  config.check_share_percent = 90;
  return config;
}

TEST(Admission, ShedsCrossingsFirstChecksLaterAndTheEndOfOneStopLast)
{
  const auto at = [](std::size_t queued, RequestKind kind) {
    return Admission(hundred_places()).admit(gate, kind, queued, start);
  };
  const auto none = LinkRefusal::none, full = LinkRefusal::queue_full;
  EXPECT_EQ(at(59, RequestKind::record), none);
  EXPECT_EQ(at(60, RequestKind::record), full);
  for (const RequestKind kind : {RequestKind::check, RequestKind::reserve}) {
    EXPECT_EQ(at(60, kind), none);
    EXPECT_EQ(at(89, kind), none);
    EXPECT_EQ(at(90, kind), full);
  }
  for (const RequestKind kind : {RequestKind::confirm, RequestKind::cancel}) {
    EXPECT_EQ(at(99, kind), none);
    EXPECT_EQ(at(100, kind), full);
  }
}

TEST(Admission, GivesEachUnitItsRateAndItsBurstAndNoMore)
{
  AdmissionConfig config = hundred_places();
  config.unit_rate_per_s = 10;
  config.unit_burst = 5;
  Admission admission(config);
  const auto ask = [&](UnitId unit, MonotonicTime now) {
    return admission.admit(unit, RequestKind::check, 0, now);
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(gate, start), LinkRefusal::none) << i;
  EXPECT_EQ(ask(gate, start), LinkRefusal::over_rate);
  EXPECT_EQ(ask(UnitId{18}, start), LinkRefusal::none) << "another unit has its own";
  EXPECT_EQ(ask(gate, start + milliseconds(99)), LinkRefusal::over_rate);
  EXPECT_EQ(ask(gate, start + milliseconds(100)), LinkRefusal::none);
  EXPECT_EQ(ask(gate, start + milliseconds(100)), LinkRefusal::over_rate);
  // After a long rest the burst is whole again, and not larger.
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(gate, start + hours(1)), LinkRefusal::none) << i;
  EXPECT_EQ(ask(gate, start + hours(1)), LinkRefusal::over_rate);
}

PeerIdentity observer(std::uint32_t number) { return {PeerRole::observer, number}; }

// An inquiry never takes a place that a traveller or a crossing could want.
TEST(Admission, TakesInquiriesOnlyWhileLittleWaitsAndAtTheRatesOfOneAndOfAll)
{
  AdmissionConfig config = hundred_places();
  config.inquiry_share_percent = 10;
  config.observer_rate_per_s = 1;
  config.observer_burst = 2;
  config.all_observers_rate_per_s = 2;
  config.all_observers_burst = 3;
  Admission admission(config);
  const auto none = LinkRefusal::none, over = LinkRefusal::over_rate;
  EXPECT_EQ(admission.admit_inquiry(observer(1), 10, start), LinkRefusal::queue_full);
  EXPECT_EQ(admission.admit_inquiry(observer(1), 9, start), none);
  EXPECT_EQ(admission.admit_inquiry(observer(1), 0, start), none);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(admission.admit_inquiry(observer(1), 0, start), over);
  const PeerIdentity supervisor{PeerRole::supervisor, 1};
  EXPECT_EQ(admission.admit_inquiry(supervisor, 0, start), none)
      << "who asks too often takes nobody's";
  EXPECT_EQ(admission.admit_inquiry(observer(3), 0, start), over)
      << "all together have asked enough";
  EXPECT_EQ(admission.admit(gate, RequestKind::check, 0, start), none);
  EXPECT_EQ(admission.admit_inquiry(observer(3), 0, start + milliseconds(500)), none);
  EXPECT_EQ(admission.admit_inquiry(observer(1), 0, start + hours(1)), none);
}

TEST(Admission, NamesTheFirstFaultyField)
{
  EXPECT_TRUE(check(AdmissionConfig{}).ok());
  AdmissionConfig config;
  config.queue = 1;
  EXPECT_FALSE(check(config).ok());
  config = {};
  config.record_share_percent = 99;
  EXPECT_FALSE(check(config).ok());
  config = {};
  config.unit_rate_per_s = 0;
  EXPECT_FALSE(check(config).ok());
}

} // namespace
} // namespace gatetwin
