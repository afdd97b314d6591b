// SPDX-License-Identifier: Apache-2.0
// The viewer's frames driven by mouse and letters, as its user would: play, scrub, click, switch.
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/picture_studio.hpp"
#include <gtest/gtest.h>
#include <imgui.h>

namespace gatetwin::viz {
namespace {

constexpr int width = 1440, height = 900;

class DrivenTest : public testing::Test {
protected:
  DrivenTest()
  {
    std::string error;
    const std::string path = write_journal("driven.gtj", small_records(2));
    m_viewer = std::make_unique<Viewer>(
        std::make_unique<viz::Run>(Timeline::open(path, false, error), path));
    m_viewer->read_everything();
    m_viewer->go_to(25 * second_ns); // traveller 1 walks
    auto studio = PictureStudio::open({width, height, 1, default_font});
    EXPECT_TRUE(studio.ok());
    m_studio = std::move(studio).value();
    m_studio->paint(*m_viewer);
  }
  void click(ImVec2 at)
  {
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = at;
    m_studio->paint(*m_viewer);
    io.MouseDown[0] = true;
    m_studio->paint(*m_viewer);
    io.MouseDown[0] = false;
    m_studio->paint(*m_viewer);
    m_studio->paint(*m_viewer);
  }
  // The middle of what has that colour on the plan.
  ImVec2 spot_of(ImU32 color)
  {
    const Image& image = m_studio->paint(*m_viewer);
    double x = 0, y = 0, count = 0;
    for (int row = 40; row < height * 4 / 5; ++row) {
      for (int column = 0; column < width / 2; ++column) {
        const auto* p = &image.rgba[static_cast<std::size_t>((row * width + column) * 4)];
        if (IM_COL32(p[0], p[1], p[2], 255) != color) continue;
        x += column;
        y += row;
        ++count;
      }
    }
    EXPECT_GT(count, 0);
    return {static_cast<float>(x / count), static_cast<float>(y / count)};
  }
  void type(char letter)
  {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(letter));
    m_studio->paint(*m_viewer);
    m_studio->paint(*m_viewer);
  }

  std::unique_ptr<Viewer> m_viewer;
  std::unique_ptr<PictureStudio> m_studio;
};

TEST_F(DrivenTest, PlaysAndStopsByItsButton)
{
  const ImVec2 button{28, height - 22};
  click(button);
  EXPECT_TRUE(m_viewer->playing());
  click(button);
  EXPECT_FALSE(m_viewer->playing());
}

TEST_F(DrivenTest, GoesWhereTheStripIsClicked)
{
  click({width - 12, height - 22});
  EXPECT_GT(m_viewer->now_ns(), 60 * second_ns);
  click({width * 0.4F, height - 22});
  EXPECT_LT(m_viewer->now_ns(), 30 * second_ns);
}

TEST_F(DrivenTest, TellsTheStoryOfWhoIsClicked)
{
  click(spot_of(class_color(1, theme(true))));
  EXPECT_EQ(m_viewer->view(), View::story);
  EXPECT_EQ(m_viewer->traveller(), 1U);
  EXPECT_GT(m_viewer->story().size(), 4U);
}

TEST_F(DrivenTest, EntersACheckpointThatIsClickedInTheCommandCentre)
{
  m_viewer->show(View::centre);
  m_studio->paint(*m_viewer);
  click({200, height - 100}); // below its rows
  EXPECT_EQ(m_viewer->view(), View::centre);
  click({200, 75}); // the first row
  EXPECT_EQ(m_viewer->view(), View::plan);
}

TEST_F(DrivenTest, SwitchesViewLanguageAndThemeByLetters)
{
  type('l');
  EXPECT_EQ(m_viewer->language(), Language::vietnamese);
  type('t');
  EXPECT_FALSE(m_viewer->dark());
  type('h');
  EXPECT_EQ(m_viewer->heat(), Heat::density);
  type('3');
  EXPECT_EQ(m_viewer->view(), View::centre);
  type('7'); // no scenario is open
  EXPECT_EQ(m_viewer->view(), View::centre);
}

} // namespace
} // namespace gatetwin::viz
