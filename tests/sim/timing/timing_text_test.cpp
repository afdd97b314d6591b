// SPDX-License-Identifier: Apache-2.0
// Whole outputs against files under golden/; to renew them after a wanted change, run with
// GATETWIN_WRITE_GOLDEN=1 and read the difference.
#include "sim/timing/timing_text.hpp"
#include "sim/timing/timing_words.hpp"
#include "tests/sim/timing/gate_story.hpp"
#include "tests/sim/timing/golden_file.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using test::GateStory;

class TimingText : public testing::Test {
protected:
  TimingText() : m_header(GateStory::header())
  {
    limits.limits = {{"face", Phase::capturing, 10'000'000'000, 1, false, "the face", "R-23"},
                     {"way", Phase::passage, 18'000'000'000, 0.5, true, "", ""},
                     {"desk", Phase::referred, 60'000'000'000, 1, false, "", ""}};
    GateStory simulated, measured;
    simulated.start();
    measured.start();
    for (int i = 0; i < 24; ++i) {
      simulated.pass(1000 + static_cast<std::uint64_t>(i), 20'000 + i * 60'000, 3000 + i * 50);
      measured.pass(1000 + static_cast<std::uint64_t>(i), 20'000 + i * 60'000, 3100 + i * 400);
    }
    m_simulated = std::make_unique<PhaseTimes>(m_header, limits);
    m_measured = std::make_unique<PhaseTimes>(m_header, limits);
    m_simulated->on_records(simulated.records);
    m_measured->on_records(measured.records);
    report.here = {"measured.gtj", &m_header, m_measured.get()};
    report.limits_title = "limits of this test";
    report.has_limits = true;
  }
  void compare()
  {
    report.against = TimedJournal{"simulated.gtj", &m_header, m_simulated.get()};
    report.tolerance = 0.2;
  }

  LimitSet limits;
  TimingReport report;

private:
  journal::JournalHeader m_header;
  std::unique_ptr<PhaseTimes> m_simulated, m_measured;
};

TEST_F(TimingText, TableInEnglishAndVietnamese)
{
  test::expect_golden("tests/sim/timing/golden/timing.en.txt",
                      to_table(report, {Language::english, false}));
  test::expect_golden("tests/sim/timing/golden/timing.vi.txt",
                      to_table(report, {Language::vietnamese, false}));
}

TEST_F(TimingText, TwoJournalsBesideEachOther)
{
  compare();
  test::expect_golden("tests/sim/timing/golden/against.en.txt",
                      to_table(report, {Language::english, false}));
  EXPECT_TRUE(report.failed());
}

TEST_F(TimingText, JsonAndCsv)
{
  compare();
  test::expect_golden("tests/sim/timing/golden/timing.json", to_json(report));
  test::expect_golden("tests/sim/timing/golden/timing.csv", to_csv(report));
}

TEST_F(TimingText, ABrokenLimitFailsAndToleranceAlsoDoes)
{
  EXPECT_TRUE(report.failed()) << "a face took longer than 10 s";
  compare();
  std::swap(report.here, *report.against);
  EXPECT_TRUE(report.failed()) << "the medians are apart";
  report.tolerance = 20;
  EXPECT_FALSE(report.failed()) << "the simulated one keeps its limits";
  report.tolerance.reset();
  EXPECT_FALSE(report.failed());
}

TEST(TimingWords, EveryPhaseHasItsWordsInBothLanguages)
{
  for (std::size_t p = 0; p < phase_count; ++p) {
    const std::string english = phase_text(static_cast<Phase>(p), Language::english);
    const std::string vietnamese = phase_text(static_cast<Phase>(p), Language::vietnamese);
    EXPECT_FALSE(english.empty());
    EXPECT_FALSE(vietnamese.empty());
    EXPECT_NE(english, vietnamese);
  }
}

} // namespace
} // namespace gatetwin
