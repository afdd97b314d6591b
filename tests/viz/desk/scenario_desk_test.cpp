// SPDX-License-Identifier: Apache-2.0
// With the real program: checks, runs and cancels as a planner would.
#include "tests/sim/app/command_line.hpp"
#include "viz/desk/scenario_desk.hpp"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

using test::ScratchFolder;
using test::text_of;
namespace fs = std::filesystem;

class DeskTest : public testing::Test {
protected:
  DeskTest()
  {
    fs::copy(std::string(GATETWIN_SOURCE_DIR) + "/scenarios/quickstart.yaml", m_path);
    m_options = {GATETWIN_PROGRAM, m_scratch.file("runs")};
  }
  std::unique_ptr<ScenarioDesk> desk()
  {
    std::string error;
    auto opened = ScenarioDesk::open(m_path, m_options, error);
    EXPECT_TRUE(opened) << error;
    opened->settle();
    return opened;
  }

  ScratchFolder m_scratch;
  std::string m_path = m_scratch.file("hall.yaml");
  DeskOptions m_options;
};

TEST_F(DeskTest, ShowsWhatCheckSaysAboutUnsavedTextAtItsField)
{
  const auto desk = this->desk();
  EXPECT_EQ(desk->check_state(), CheckState::fine);
  EXPECT_TRUE(desk->faults().empty());
  desk->set_value("stations.egates.units", "two");
  EXPECT_TRUE(desk->has_unsaved());
  desk->settle();
  EXPECT_EQ(desk->check_state(), CheckState::faulty);
  ASSERT_EQ(desk->faults().size(), 1U);
  EXPECT_EQ(desk->faults()[0].path, "stations.egates.units");
  EXPECT_NE(desk->faults()[0].message.find("not a whole number"), std::string::npos);
  EXPECT_TRUE(desk->is_faulty_below("stations"));
  EXPECT_FALSE(desk->is_faulty_below("station"));
  desk->select("demand", "");
  desk->go_to(desk->faults()[0]);
  EXPECT_EQ(desk->section(), "stations");
  EXPECT_EQ(desk->item(), "stations.egates");
  EXPECT_EQ(desk->focused(), "stations.egates.units");
  desk->undo();
  desk->settle();
  EXPECT_EQ(desk->check_state(), CheckState::fine);
  EXPECT_FALSE(desk->has_unsaved());
}

TEST_F(DeskTest, ShowsWhatARunUsesWhereNothingIsSaid)
{
  const auto desk = this->desk();
  desk->select("stations", "stations.egates");
  const auto& rows = desk->rows();
  const auto walk = std::find_if(rows.begin(), rows.end(), [](const FormRow& row) {
    return row.path == "stations.egates.times.walk_in";
  });
  ASSERT_NE(walk, rows.end());
  EXPECT_FALSE(walk->is_set);
  EXPECT_FALSE(walk->otherwise.empty());
}

TEST_F(DeskTest, AddsItemsByNameAndValuesThatTheScenarioDefines)
{
  const auto desk = this->desk();
  const auto value = [&](const std::string& path) {
    const YamlItem* const found = find_item(desk->text().root(), path);
    return found == nullptr ? std::string("none") : found->value;
  };
  desk->replace_all("classes:\n  locals: { documents: { passport: 60 % } }\n  others: {}\n"
                    "routes:\n  - { from: [road], to: exit }\n");
  desk->add_item("classes.locals.documents", "border_pass", false);
  EXPECT_EQ(value("classes.locals.documents.border_pass"), "60 %") << "like the last";
  desk->add_item("classes.others.documents", "passport", false);
  EXPECT_EQ(value("classes.others.documents.passport"), "") << "there is none to be like";
  desk->add_item("routes.0.from", "booths", true);
  EXPECT_EQ(value("routes.0.from.0"), "road");
  EXPECT_EQ(value("routes.0.from.1"), "booths");
  EXPECT_EQ(desk->message(), "");
}

TEST_F(DeskTest, RunsWhatIsOnTheDeskAndComparesWithTheRunBefore)
{
  const auto desk = this->desk();
  desk->set_value("duration", "1 h");
  desk->run(1);
  EXPECT_TRUE(desk->is_running());
  desk->settle();
  ASSERT_EQ(desk->finished().size(), 1U) << desk->run_message();
  desk->set_value("stations.booths.units", "6");
  desk->run(1);
  desk->settle();
  ASSERT_EQ(desk->finished().size(), 2U) << desk->run_message();
  EXPECT_TRUE(fs::exists(desk->finished()[0].journal));
  EXPECT_TRUE(desk->finished()[0].folder.ends_with("/run-2"));
  const auto rows = desk->figures();
  ASSERT_FALSE(rows.empty());
  EXPECT_TRUE(rows.front().now);
  EXPECT_TRUE(rows.front().before);
  EXPECT_NE(rows.front().now, rows.front().before);
  // The file itself was not touched.
  EXPECT_EQ(text_of(m_path), desk->file().saved_text());
}

TEST_F(DeskTest, CancelsARunAndLeavesNothingBehind)
{
  const auto desk = this->desk();
  desk->set_value("duration", "3000 d");
  desk->run(1);
  desk->cancel_run();
  EXPECT_TRUE(desk->is_cancelling());
  desk->settle();
  EXPECT_FALSE(desk->is_running());
  EXPECT_TRUE(desk->finished().empty());
  EXPECT_FALSE(fs::exists(m_options.runs_folder + "/run-1"));
}

TEST_F(DeskTest, NamesAFaultyScenarioInsteadOfRunningIt)
{
  const auto desk = this->desk();
  desk->set_value("seed", "none");
  desk->run(1);
  desk->settle();
  EXPECT_TRUE(desk->finished().empty());
  EXPECT_FALSE(desk->run_message().empty());
}

TEST_F(DeskTest, KeepsUnsavedChangesOfASessionThatEndsEarly)
{
  {
    const auto desk = this->desk();
    desk->set_value("seed", "77");
    desk->advance(5);
  }
  const auto desk = this->desk();
  ASSERT_TRUE(desk->has_recovered());
  desk->take_recovered();
  EXPECT_NE(desk->text().text().find("seed: 77"), std::string::npos);
  desk->save();
  EXPECT_NE(text_of(m_path).find("seed: 77"), std::string::npos);
  EXPECT_FALSE(fs::exists(desk->file().copy_path()));
}

TEST_F(DeskTest, SeesThatTheFileChangedAndAsks)
{
  const auto desk = this->desk();
  std::ofstream(m_path, std::ios::app) << "# theirs\n";
  desk->set_value("seed", "77");
  desk->advance(2);
  EXPECT_TRUE(desk->changed_on_disk());
  desk->save();
  EXPECT_TRUE(desk->has_unsaved());
  EXPECT_TRUE(text_of(m_path).ends_with("# theirs\n"));
  desk->reload();
  EXPECT_FALSE(desk->has_unsaved());
  desk->undo();
  EXPECT_TRUE(desk->has_unsaved());
}

TEST_F(DeskTest, WithoutTheProgramSaysSoAndEditsOn)
{
  m_options.program = m_scratch.file("nowhere");
  const auto desk = this->desk();
  EXPECT_EQ(desk->check_state(), CheckState::impossible);
  EXPECT_FALSE(desk->message().empty());
  desk->set_value("seed", "7");
  desk->save();
  EXPECT_NE(text_of(m_path).find("seed: 7"), std::string::npos);
}

TEST(ProgressOf, TakesTheLastLine)
{
  EXPECT_DOUBLE_EQ(progress_of("hall 10 %, 9 s left\nhall 40 %, 2 s left\n"), 0.4);
  EXPECT_DOUBLE_EQ(progress_of("20 replications 5 %"), 0.05);
  EXPECT_DOUBLE_EQ(progress_of(""), 0);
  EXPECT_DOUBLE_EQ(progress_of(" %"), 0);
  EXPECT_DOUBLE_EQ(progress_of("999 %"), 1);
}

} // namespace
} // namespace gatetwin::viz
