// SPDX-License-Identifier: Apache-2.0
// The scenario view as its planner uses it: keys, what is drawn, and what is written.
#include "tests/sim/app/command_line.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/picture_studio.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <imgui.h>

namespace gatetwin::viz {
namespace {

using test::run_program;
using test::ScratchFolder;
using test::text_of;
namespace fs = std::filesystem;

constexpr int f5 = 294; // as GLFW numbers it

class ScenarioViewTest : public testing::Test {
protected:
  ScenarioViewTest()
  {
    fs::copy(std::string(GATETWIN_SOURCE_DIR) + "/scenarios/quickstart.yaml", m_path);
    std::string error;
    auto desk = ScenarioDesk::open(m_path, {GATETWIN_PROGRAM, m_scratch.file("runs")}, error);
    EXPECT_TRUE(desk) << error;
    m_viewer.set_desk(std::move(desk));
    m_viewer.settle();
    m_viewer.show(View::scenario);
    auto studio = PictureStudio::open({1440, 900, 1, default_font});
    EXPECT_TRUE(studio.ok());
    m_studio = std::move(studio).value();
    m_studio->paint(m_viewer);
  }
  ScenarioDesk& desk() { return *m_viewer.desk(); }
  std::size_t pixels_of(ImU32 color)
  {
    const Image& image = m_studio->paint(m_viewer);
    std::size_t count = 0;
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
      const auto* p = &image.rgba[i];
      count += IM_COL32(p[0], p[1], p[2], 255) == color ? 1U : 0U;
    }
    return count;
  }
  void press(int key, bool control = false)
  {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = control;
    io.KeysDown[key] = true;
    m_studio->paint(m_viewer);
    io.KeysDown[key] = false;
    io.KeyCtrl = false;
    m_studio->paint(m_viewer);
  }

  ScratchFolder m_scratch;
  std::string m_path = m_scratch.file("hall.yaml");
  Viewer m_viewer{nullptr};
  std::unique_ptr<PictureStudio> m_studio;
};

TEST_F(ScenarioViewTest, MarksAFaultInRedUntilItIsMended)
{
  const ImU32 red = theme(true).alarm;
  EXPECT_EQ(pixels_of(red), 0U);
  desk().set_value("stations.egates.units", "two");
  m_viewer.settle();
  EXPECT_GT(pixels_of(red), 30U);
  desk().set_value("stations.egates.units", "2");
  m_viewer.settle();
  EXPECT_EQ(pixels_of(red), 0U);
}

TEST_F(ScenarioViewTest, SavesAndTakesBackByKeys)
{
  desk().set_value("seed", "77");
  press('Z', true);
  EXPECT_FALSE(desk().has_unsaved());
  press('Y', true);
  EXPECT_TRUE(desk().has_unsaved());
  EXPECT_EQ(text_of(m_path).find("seed: 77"), std::string::npos);
  press('S', true);
  EXPECT_NE(text_of(m_path).find("seed: 77"), std::string::npos);
}

TEST_F(ScenarioViewTest, RunsTwiceByKeyAndShowsBothInLockstep)
{
  desk().set_value("duration", "40 min");
  press(f5);
  EXPECT_TRUE(desk().is_running());
  m_viewer.settle();
  ASSERT_EQ(m_viewer.runs(), 1U) << desk().run_message();
  desk().set_value("stations.booths.units", "6");
  press(f5);
  m_viewer.settle();
  ASSERT_EQ(m_viewer.runs(), 2U) << desk().run_message();
  m_viewer.read_everything();
  EXPECT_EQ(m_viewer.run(0).timeline->site().stations.size(), 3U);
  m_viewer.show(View::compare);
  EXPECT_EQ(m_viewer.view(), View::compare);
  m_studio->paint(m_viewer);
  m_viewer.go_to(600'000'000'000);
  EXPECT_GT(m_viewer.state(0).inside(), 0U);
  EXPECT_GT(m_viewer.state(1).inside(), 0U);
}

TEST_F(ScenarioViewTest, AsksBeforeItClosesWithUnsavedChanges)
{
  EXPECT_TRUE(m_viewer.may_close());
  m_viewer.typing().path = "seed"; // typed, and the window closed at once
  m_viewer.typing().text = "5";
  EXPECT_FALSE(m_viewer.may_close());
  m_studio->paint(m_viewer);
  m_viewer.keep_unsaved(); // the power fails
  EXPECT_NE(text_of(m_path + ".unsaved").find("seed: 5"), std::string::npos);
  m_viewer.close_anyway();
  EXPECT_TRUE(m_viewer.may_close());
}

TEST_F(ScenarioViewTest, DoesNotTakeTypedLettersForKeys)
{
  ImGuiIO& io = ImGui::GetIO();
  m_viewer.typing().as_text = true;
  m_studio->paint(m_viewer);
  io.MousePos = {700, 400}; // into the text
  m_studio->paint(m_viewer);
  io.MouseDown[0] = true;
  m_studio->paint(m_viewer);
  io.MouseDown[0] = false;
  m_studio->paint(m_viewer);
  for (const char c : {'l', 't', '1'}) io.AddInputCharacter(static_cast<unsigned>(c));
  m_studio->paint(m_viewer);
  m_studio->paint(m_viewer);
  EXPECT_NE(desk().text().text().find("lt1"), std::string::npos);
  EXPECT_EQ(m_viewer.language(), Language::english);
  EXPECT_TRUE(m_viewer.dark());
  desk().undo();
  EXPECT_FALSE(desk().has_unsaved());
}

TEST_F(ScenarioViewTest, IsDrawnForEverySectionInBothLanguages)
{
  const std::vector<FormSection> sections = desk().sections();
  EXPECT_GT(sections.size(), 10U);
  for (const FormSection& section : sections) {
    desk().select(section.name, "");
    m_viewer.press(Key::next_language);
    m_viewer.press(Key::next_theme);
    EXPECT_GT(pixels_of(theme(m_viewer.dark()).text), 30U) << section.name;
  }
}

TEST(GatetwinVizScenario, OpensARunsPictureFromTheScenarioAlone)
{
  const ScratchFolder scratch;
  const std::string file = scratch.file("s.png");
  const auto done = run_program(GATETWIN_VIZ_PROGRAM,
                                test::scenario("quickstart.yaml") + " --gatetwin '" +
                                    GATETWIN_PROGRAM + "' --runs '" + scratch.file("runs") +
                                    "' --run --item stations.egates --screenshot '" + file + "'");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(text_of(file).substr(1, 3), "PNG");
  EXPECT_TRUE(fs::exists(scratch.file("runs/run-1/results.json")));
}

TEST(GatetwinVizScenario, SaysWhatItCannotOpen)
{
  EXPECT_EQ(run_program(GATETWIN_VIZ_PROGRAM, "/nowhere/a.yaml --screenshot x.png").code, 3);
  EXPECT_EQ(run_program(GATETWIN_VIZ_PROGRAM, "--screenshot x.png").code, 2);
}

} // namespace
} // namespace gatetwin::viz
