// SPDX-License-Identifier: Apache-2.0
// The program in its window, as its user has it: real keys and clicks go in, the window's pixels
// are looked at. Nothing sleeps: each look waits for the program's output or a moment, and whatever
// is awaited has a number of looks that a loaded machine does not use up.
#include "tests/viz/app/x_screen.hpp"
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/picture_studio.hpp"
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace gatetwin::viz {
namespace {

constexpr int width = 1200, height = 750, screen_width = 1280, screen_height = 800;
constexpr int looks = 2000; // of `look_ms` and what a look takes: a minute or more
constexpr int tabs_end = 36, bar_start = height - 33; // rows: the buttons above, the time line
constexpr std::int64_t alarm_from_s = 2000, alarm_to_s = 3000;

struct Box {
  int x = 0, y = 0, w = width, h = height;
};
constexpr Box tabs{0, 0, width, tabs_end}, bar{0, bar_start, width, height - bar_start},
    play_button{12, bar_start, 40, height - bar_start}, // its first letters
    plan{0, 40, width * 6 / 10, height * 4 / 5 - 40};

const std::uint8_t* pixel(const Image& image, int x, int y)
{
  return &image.rgba[static_cast<std::size_t>((y * image.width + x) * 4)];
}

// Share of a box's pixels that differ by more than `bound` in some colour.
double difference(const Image& a, const Image& b, const Box& box, int bound)
{
  if (a.width != width || b.width != width || a.height != height || b.height != height) return 1;
  int differing = 0;
  for (int y = box.y; y < box.y + box.h; ++y) {
    for (int x = box.x; x < box.x + box.w; ++x) {
      const auto *p = pixel(a, x, y), *q = pixel(b, x, y);
      if (std::abs(p[0] - q[0]) > bound || std::abs(p[1] - q[1]) > bound ||
          std::abs(p[2] - q[2]) > bound)
        ++differing;
    }
  }
  return differing / (double{1} * box.w * box.h);
}

// One renderer's pixels are compared exactly; two renderers' may differ at the edges of letters.
bool same(const Image& a, const Image& b, const Box& box) { return difference(a, b, box, 0) == 0; }
bool alike(const Image& a, const Image& b, const Box& box)
{
  return difference(a, b, box, 64) < 0.003;
}

struct Spot {
  int pixels = 0;
  double x = 0, y = 0; // of their middle
};

Spot spot_where(const Image& image, const Box& box,
                const std::function<bool(const std::uint8_t*)>& belongs)
{
  Spot spot;
  if (image.width != width || image.height != height) return spot;
  for (int y = box.y; y < box.y + box.h; ++y) {
    for (int x = box.x; x < box.x + box.w; ++x) {
      if (!belongs(pixel(image, x, y))) continue;
      ++spot.pixels;
      spot.x += x;
      spot.y += y;
    }
  }
  if (spot.pixels > 0) {
    spot.x /= spot.pixels;
    spot.y /= spot.pixels;
  }
  return spot;
}

Spot spot_of(const Image& image, ImU32 color)
{
  return spot_where(image, plan, [color](const std::uint8_t* p) {
    return IM_COL32(p[0], p[1], p[2], 255) == color;
  });
}

// Where the time line's cursor is: its triangle is the one bright thing above the bar's letters.
double cursor_x(const Image& image)
{
  const Spot spot = spot_where(image, {0, bar_start + 1, width, 3}, [](const std::uint8_t* p) {
    return p[0] > 170 && p[1] > 170 && p[2] > 170;
  });
  return spot.pixels > 0 ? spot.x : -1;
}

std::vector<Record> records_with_an_alarm()
{
  std::vector<Record> records = small_records(400); // 4033 s
  for (const auto& [at_s, value] : {std::pair{alarm_from_s, 1}, std::pair{alarm_to_s, 0}}) {
    const Record alarm{.time_ns = at_s * second_ns,
                       .value = value,
                       .unit = 0,
                       .kind = RecordKind::alarm,
                       .detail = 1500};
    records.insert(
        std::upper_bound(records.begin(), records.end(), alarm.time_ns,
                         [](std::int64_t t, const Record& one) { return t < one.time_ns; }),
        alarm);
  }
  return records;
}

// The program in its window, and beside it what `--screenshot` draws of the same state.
class WindowTest : public testing::Test {
protected:
  WindowTest()
      : m_journal(write_journal("window.gtj", records_with_an_alarm())),
        m_screen(XScreen::start(screen_width, screen_height))
  {
    std::string error;
    m_model = std::make_unique<Viewer>(
        std::make_unique<viz::Run>(Timeline::open(m_journal, false, error), m_journal));
    m_model->read_everything();
    auto studio = PictureStudio::open({width, height, 1, default_font});
    EXPECT_TRUE(studio.ok());
    m_studio = std::move(studio).value();
  }

  void open_at(std::int64_t at_s)
  {
    ASSERT_TRUE(m_screen) << "Xvfb does not start; ./dev setup installs it";
    // It says its number first, so that a test can hold it.
    auto program = Child::start(
        {"sh", "-c", "echo $$; exec \"$@\"", "sh", "env", "-u", "WAYLAND_DISPLAY",
         "DISPLAY=" + m_screen->name(), "LIBGL_ALWAYS_SOFTWARE=1", GATETWIN_VIZ_PROGRAM, m_journal,
         "--at", std::to_string(at_s) + " s", "--size",
         std::to_string(width) + "x" + std::to_string(height), "--scale", "1"});
    ASSERT_TRUE(program.ok());
    m_program = std::move(program).value();
    m_screen->point_at(screen_width - 1, screen_height - 1); // over nothing
    m_model->go_to(at_s * second_ns);
    for (int look = 0; look < looks && m_window == XCB_NONE; ++look) {
      ASSERT_TRUE(m_program->poll(look_ms)) << m_program->err();
      m_window = m_screen->window_of(width, height);
    }
    ASSERT_NE(m_window, XCB_NONE) << m_program->err();
    m_screen->focus(m_window);
    ASSERT_TRUE(shows_its_picture()) << "the window is not as the picture of the same moment";
  }

  // True as soon as the window shows what is awaited.
  bool comes(const std::function<bool(const Image&)>& awaited)
  {
    for (int look = 0; look < looks; ++look) {
      if (!m_program->poll(look_ms)) return false;
      m_seen = m_screen->read(m_window);
      if (awaited(m_seen)) return true;
    }
    return false;
  }
  bool shows_its_picture(const Box& box = {})
  {
    const Image& picture = m_studio->paint(*m_model);
    const bool shown = comes([&](const Image& seen) { return alike(seen, picture, box); });
    if (!shown) ADD_FAILURE() << "differs in " << difference(m_seen, picture, box, 64);
    return shown;
  }
  // Frames were drawn since: the theme went to and fro.
  bool draws_frames()
  {
    m_screen->press(keysym('t'));
    if (!comes([](const Image& seen) { return !seen.rgba.empty() && *pixel(seen, 4, 4) > 128; }))
      return false;
    m_screen->press(keysym('t'));
    return comes([](const Image& seen) { return !seen.rgba.empty() && *pixel(seen, 4, 4) < 128; });
  }
  // Between two frames, as slow ones allow: down and up are there before the next one looks.
  void tap_within_a_frame(Keysym key)
  {
    const std::string& said = m_program->out();
    pid_t program = 0;
    int status = 0;
    ASSERT_EQ(std::from_chars(said.data(), said.data() + said.size(), program).ec, std::errc());
    ASSERT_EQ(kill(program, SIGSTOP), 0);
    ASSERT_EQ(waitpid(program, &status, WUNTRACED), program);
    ASSERT_TRUE(WIFSTOPPED(status));
    m_screen->press(key);
    m_screen->read(m_window); // answered when the server has passed the key on
    ASSERT_EQ(kill(program, SIGCONT), 0);
  }
  bool stands_still()
  {
    // A look may fall between two frames; a time that goes on never comes back.
    for (int round = 0; round < 10; ++round) {
      const Image before = m_screen->read(m_window);
      if (!draws_frames()) return false;
      if (same(before, m_screen->read(m_window), bar)) return true;
    }
    return false;
  }
  void close_it()
  {
    m_screen->close(m_window);
    for (int look = 0; look < looks && m_program->poll(look_ms); ++look) continue;
    EXPECT_FALSE(m_program->is_running());
    EXPECT_EQ(m_program->exit_code(), 0) << m_program->err();
  }

  std::string m_journal;
  std::unique_ptr<XScreen> m_screen;
  std::unique_ptr<Viewer> m_model;
  std::unique_ptr<PictureStudio> m_studio;
  std::unique_ptr<Child> m_program; // ends before its screen
  xcb_window_t m_window = XCB_NONE;
  Image m_seen;
};

TEST_F(WindowTest, PlaysAndStopsByItsButtonAndEndsWhenItIsClosed)
{
  ASSERT_NO_FATAL_FAILURE(open_at(1000));
  const Image paused = m_seen;
  ASSERT_TRUE(stands_still());
  m_screen->click(28, height - 22);
  ASSERT_TRUE(comes([&](const Image& seen) { return cursor_x(seen) > cursor_x(paused) + 2; }));
  m_screen->point_at(screen_width - 1, screen_height - 1); // a button under the mouse looks so
  ASSERT_TRUE(comes([&](const Image& seen) { return !same(seen, paused, play_button); }));
  double from_x = -1;
  ASSERT_TRUE(comes([&](const Image& seen) { return (from_x = cursor_x(seen)) > 0; }));
  EXPECT_TRUE(comes([&](const Image& seen) { return cursor_x(seen) > from_x + 20; }));
  const Image playing = m_seen;
  m_screen->click(28, height - 22);
  ASSERT_TRUE(comes([&](const Image& seen) { return !same(seen, playing, play_button); }));
  EXPECT_TRUE(stands_still());
  m_screen->point_at(screen_width - 1, screen_height - 1);
  EXPECT_TRUE(comes([&](const Image& seen) { return same(seen, paused, play_button); }));
  EXPECT_GT(cursor_x(m_seen), cursor_x(paused) + 2);
  close_it();
}

TEST_F(WindowTest, GoesWhereTheTimeLineIsClickedAndAnAlarmIsRedThere)
{
  ASSERT_NO_FATAL_FAILURE(open_at(1000));
  const ImU32 red = theme(true).alarm;
  const double here = cursor_x(m_seen);
  m_screen->press(Keysym::home);
  ASSERT_TRUE(comes([&](const Image& seen) {
    const double x = cursor_x(seen);
    return x > 0 && x < here - 100;
  }));
  const double left = cursor_x(m_seen);
  m_screen->press(Keysym::end);
  ASSERT_TRUE(comes([](const Image& seen) { return cursor_x(seen) > width - 20; }));
  const double right = cursor_x(m_seen);
  const auto goes_to = [&](std::int64_t at_s) {
    const double share =
        static_cast<double>(at_s * second_ns) / static_cast<double>(m_model->end_ns());
    const double x = left + (right - left) * share;
    m_screen->click(static_cast<int>(x), height - 22);
    return comes([&](const Image& seen) { return std::abs(cursor_x(seen) - x) < 2.5; });
  };
  const auto is_red = [&](const Image& seen) { return spot_of(seen, red).pixels > 100; };
  const auto is_not_red = [&](const Image& seen) { return spot_of(seen, red).pixels == 0; };
  ASSERT_TRUE(goes_to(alarm_from_s - 100));
  EXPECT_TRUE(comes(is_not_red));
  ASSERT_TRUE(goes_to(alarm_from_s + 100));
  EXPECT_TRUE(comes(is_red));
  ASSERT_TRUE(goes_to(alarm_to_s + 100));
  EXPECT_TRUE(comes(is_not_red));
  close_it();
}

TEST_F(WindowTest, LosesNoTapBetweenTwoFrames)
{
  ASSERT_NO_FATAL_FAILURE(open_at(1000));
  const double here = cursor_x(m_seen);
  ASSERT_NO_FATAL_FAILURE(tap_within_a_frame(Keysym::end));
  ASSERT_TRUE(comes([](const Image& seen) { return cursor_x(seen) > width - 20; }));
  ASSERT_NO_FATAL_FAILURE(tap_within_a_frame(Keysym::home));
  ASSERT_TRUE(comes([&](const Image& seen) {
    const double x = cursor_x(seen);
    return x > 0 && x < here - 100;
  }));
  const double from_x = cursor_x(m_seen);
  ASSERT_NO_FATAL_FAILURE(tap_within_a_frame(keysym(' '))); // it plays
  EXPECT_TRUE(comes([&](const Image& seen) { return cursor_x(seen) > from_x + 20; }));
  ASSERT_NO_FATAL_FAILURE(tap_within_a_frame(keysym(' ')));
  EXPECT_TRUE(stands_still());
  close_it();
}

TEST_F(WindowTest, SwitchesItsWordsByL)
{
  ASSERT_NO_FATAL_FAILURE(open_at(25));
  m_model->set_language(Language::vietnamese);
  EXPECT_FALSE(alike(m_seen, m_studio->paint(*m_model), tabs));
  m_screen->press(keysym('l'));
  EXPECT_TRUE(shows_its_picture());
  m_model->set_language(Language::english);
  EXPECT_FALSE(alike(m_seen, m_studio->paint(*m_model), tabs));
  m_screen->press(keysym('l'));
  EXPECT_TRUE(shows_its_picture());
  close_it();
}

TEST_F(WindowTest, DrawsATravellerWhereThePictureDoesAndTellsTheStoryAtAClick)
{
  ASSERT_NO_FATAL_FAILURE(open_at(25)); // traveller 1 walks, the only one of that class
  const ImU32 color = class_color(1, theme(true));
  const Spot pictured = spot_of(m_studio->paint(*m_model), color), seen = spot_of(m_seen, color);
  ASSERT_GT(seen.pixels, 5);
  EXPECT_NEAR(seen.x, pictured.x, 1);
  EXPECT_NEAR(seen.y, pictured.y, 1);
  m_model->select_traveller(1);
  m_model->show(View::story);
  EXPECT_FALSE(alike(m_seen, m_studio->paint(*m_model), {}));
  m_screen->click(static_cast<int>(std::lround(seen.x)), static_cast<int>(std::lround(seen.y)));
  EXPECT_TRUE(shows_its_picture());
  close_it();
}

TEST_F(WindowTest, StepsFromEventToEventByArrows)
{
  ASSERT_NO_FATAL_FAILURE(open_at(25));
  m_model->press(Key::step_forward);
  EXPECT_FALSE(alike(m_seen, m_studio->paint(*m_model), bar));
  m_screen->press(Keysym::right);
  EXPECT_TRUE(shows_its_picture());
  m_model->press(Key::step_back);
  m_model->press(Key::step_back);
  EXPECT_FALSE(alike(m_seen, m_studio->paint(*m_model), bar));
  m_screen->press(Keysym::left);
  m_screen->press(Keysym::left);
  EXPECT_TRUE(shows_its_picture());
  close_it();
}

TEST_F(WindowTest, ShowsTheGateByItsDigit)
{
  ASSERT_NO_FATAL_FAILURE(open_at(25));
  m_model->show(View::gate);
  EXPECT_FALSE(alike(m_seen, m_studio->paint(*m_model), {}));
  m_screen->press(keysym('5'));
  EXPECT_TRUE(shows_its_picture());
  close_it();
}

} // namespace
} // namespace gatetwin::viz
