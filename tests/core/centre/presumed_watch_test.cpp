// SPDX-License-Identifier: Apache-2.0
#include "core/centre/presumed_watch.hpp"
#include "tests/core/registry/samples.hpp"
#include <array>
#include <gtest/gtest.h>
#include <unistd.h>

namespace gatetwin {
namespace {

class PresumedWatchTest : public testing::Test {
protected:
  ~PresumedWatchTest() override
  {
    ::close(m_ends[0]);
    ::close(m_ends[1]);
  }
  // What the log was told since the last time.
  std::string said()
  {
    CHECK(::write(m_ends[1], ".", 1) == 1);
    char bytes[4096];
    const ssize_t count = ::read(m_ends[0], bytes, sizeof bytes);
    CHECK(count > 0);
    return {bytes, static_cast<std::size_t>(count - 1)};
  }
  static PresumedCrossing one(std::uint64_t count,
                              std::optional<SettlementOutcome> outcome = std::nullopt)
  {
    PresumedCrossing made;
    made.crossing.transaction = transaction_id(sample::gate, count);
    made.crossing.unit = sample::gate;
    made.crossing.reason = Reason::passage_presumed;
    made.crossing.received_at = sample::noon;
    if (outcome) made.settlement.emplace().outcome = *outcome;
    return made;
  }
  static std::array<int, 2> open_pipe()
  {
    std::array<int, 2> ends{};
    CHECK(::pipe(ends.data()) == 0);
    return ends;
  }
  static std::size_t lines(const std::string& text, const std::string& event)
  {
    std::size_t found = 0;
    for (std::size_t at = text.find(event); at != text.npos; at = text.find(event, at + 1)) ++found;
    return found;
  }

  const std::array<int, 2> m_ends = open_pipe();
  JsonLog m_log{m_ends[1]};
  PresumedWatch m_watch{m_log};
};

using Settled = SettlementOutcome;

TEST_F(PresumedWatchTest, CountsWhatIsOpenAndForHowLongTheCentreHasHadIt)
{
  const std::vector<PresumedCrossing> all{one(1), one(2, Settled::confirmed), one(3)};
  m_watch.on_change(all);
  m_watch.look(all[0].crossing.received_at + seconds(90));
  EXPECT_EQ(m_watch.figures().open.load(), 2U);
  EXPECT_EQ(m_watch.figures().longest_open_s.load(), 90U);
  m_watch.look(sample::before(all[0].crossing.received_at, hours(1)));
  EXPECT_EQ(m_watch.figures().longest_open_s.load(), 0U) << "the clock was set back";
  m_watch.on_change({});
  m_watch.look(sample::noon);
  EXPECT_EQ(m_watch.figures().open.load(), 0U);
}

TEST_F(PresumedWatchTest, LogsEachThatComesOnceAndEachSettlement)
{
  m_watch.on_change(std::vector{one(1), one(2, Settled::confirmed)});
  const std::string at_start = said();
  EXPECT_EQ(lines(at_start, "crossing_presumed"), 1U) << at_start;
  m_watch.on_change(std::vector{one(1), one(2, Settled::confirmed)});
  EXPECT_EQ(said(), "");
  m_watch.on_change(std::vector{one(1, Settled::annulled), one(3)});
  const std::string later = said();
  EXPECT_EQ(lines(later, "crossing_presumed"), 1U) << later;
  EXPECT_EQ(lines(later, R"("unit":17)"), 1U) << later;
  Settlement settlement{.transaction = transaction_id(sample::gate, 1),
                        .outcome = Settled::annulled,
                        .supervisor = 4711,
                        .reason = sample::text<most_inquiry_reason>("camera 4")};
  m_watch.on_settled(settlement);
  settlement.correction = true;
  m_watch.on_settled(settlement);
  const std::string settled = said();
  EXPECT_EQ(lines(settled, R"("event":"crossing_settled")"), 1U) << settled;
  EXPECT_EQ(lines(settled, R"("event":"settlement_corrected")"), 1U) << settled;
  EXPECT_EQ(lines(settled, R"("unit":17,"outcome":"annulled")"), 2U) << settled;
  EXPECT_EQ(lines(settled, "camera") + lines(settled, "4711"), 0U) << "who and why: " << settled;
}

} // namespace
} // namespace gatetwin
