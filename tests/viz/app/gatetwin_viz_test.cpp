// SPDX-License-Identifier: Apache-2.0
// Drives the viewer as its user would, and looks at pixels that matter.
#include "tests/sim/app/command_line.hpp"
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/theme.hpp"
#include "viz/views/picture_studio.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>

namespace gatetwin::viz {
namespace {

using test::Finished;
using test::run_program;
using test::ScratchFolder;

Finished viz(const std::string& arguments) { return run_program(GATETWIN_VIZ_PROGRAM, arguments); }

Viewer open_viewer(const std::string& name, const std::vector<Record>& records)
{
  std::string error;
  const std::string path = write_journal(name, records);
  auto timeline = Timeline::open(path, false, error);
  EXPECT_TRUE(timeline) << error;
  Viewer viewer(std::make_unique<Run>(std::move(timeline), path));
  viewer.read_everything();
  return viewer;
}

Image picture_at(Viewer& viewer, std::int64_t s, int width = 800, int height = 600)
{
  viewer.go_to(s * second_ns);
  auto image = draw_picture(viewer, {width, height, 1, default_font});
  EXPECT_TRUE(image.ok());
  return image.ok() ? std::move(image).value() : Image{};
}

struct Spot {
  std::size_t pixels = 0;
  double x = 0; // of their middle
};

// Pixels of exactly that colour above the legend.
Spot spot_of(const Image& image, ImU32 color)
{
  Spot spot;
  for (int y = 40; y < image.height * 4 / 5; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const auto* p = &image.rgba[static_cast<std::size_t>((y * image.width + x) * 4)];
      if (IM_COL32(p[0], p[1], p[2], 255) != color) continue;
      ++spot.pixels;
      spot.x += x;
    }
  }
  if (spot.pixels > 0) spot.x /= static_cast<double>(spot.pixels);
  return spot;
}

TEST(Pixels, ATravellerWalksInFromTheLeftAndIsGoneAfterwards)
{
  Viewer viewer = open_viewer("walk.gtj", small_records(2));
  const ImU32 color = class_color(1, theme(true));
  const Spot start = spot_of(picture_at(viewer, 11), color);
  const Spot later = spot_of(picture_at(viewer, 25), color);
  const Spot served = spot_of(picture_at(viewer, 40), color);
  EXPECT_GT(start.pixels, 5U);
  EXPECT_GT(later.x, start.x + 20);
  EXPECT_GT(served.x, later.x + 20);
  const Spot leaving = spot_of(picture_at(viewer, 55), color);
  EXPECT_GT(leaving.pixels, 5U); // walks off for a moment
  EXPECT_GT(leaving.x, served.x + 10);
  EXPECT_EQ(spot_of(picture_at(viewer, 62), color).pixels, 0U);
}

TEST(Pixels, AnAlarmIsRedWhileItLasts)
{
  std::vector<Record> records = small_records(10);
  const auto put = [&](std::int64_t s, std::int64_t value) {
    Record r{.time_ns = s * second_ns,
             .value = value,
             .unit = 0,
             .kind = RecordKind::alarm,
             .detail = 1500};
    const auto after =
        std::upper_bound(records.begin(), records.end(), r.time_ns,
                         [](std::int64_t t, const Record& one) { return t < one.time_ns; });
    records.insert(after, r);
  };
  put(30, 1);
  put(60, 0);
  Viewer viewer = open_viewer("alarm.gtj", records);
  const ImU32 red = theme(true).alarm;
  EXPECT_EQ(spot_of(picture_at(viewer, 25), red).pixels, 0U);
  EXPECT_GT(spot_of(picture_at(viewer, 45), red).pixels, 100U);
  EXPECT_EQ(spot_of(picture_at(viewer, 65), red).pixels, 0U);
}

TEST(Pixels, TellALimitThatIsBrokenFromOneThatIsKept)
{
  std::vector<Record> records;
  const auto put = [&](std::int64_t s, Record r) {
    r.time_ns = s * second_ns;
    r.unit = 0;
    r.subject = 7;
    records.push_back(r);
  };
  put(10, {.kind = RecordKind::transaction_started});
  put(11,
      {.kind = RecordKind::gate_state, .code = static_cast<std::uint16_t>(GateState::capturing)});
  put(20, {.value = 9 * second_ns,
           .kind = RecordKind::gate_state,
           .code = static_cast<std::uint16_t>(GateState::exit_open),
           .detail = static_cast<std::uint32_t>(GateState::capturing)});
  put(25, {.kind = RecordKind::transaction_ended, .code = 1});
  Viewer viewer = open_viewer("limits.gtj", records);
  viewer.select_unit(0);
  viewer.show(View::gate);
  const auto limits_of = [&](std::int64_t within_s) {
    LimitSet set;
    set.limits.push_back({.name = "face",
                          .phase = gatetwin::Phase::capturing,
                          .within_ns = within_s * second_ns,
                          .title = {},
                          .source = {}});
    return set;
  };
  const ImU32 red = theme(true).alarm;
  viewer.set_limits(limits_of(10));
  EXPECT_EQ(spot_of(picture_at(viewer, 15), red).pixels, 0U);
  ASSERT_EQ(viewer.timing().limits.size(), 1U);
  EXPECT_EQ(viewer.timing().limits[0].to_ns - viewer.timing().limits[0].from_ns, 9 * second_ns);
  viewer.set_limits(limits_of(8));
  EXPECT_GT(spot_of(picture_at(viewer, 15), red).pixels, 20U);
}

TEST(Pixels, AreTheSameEveryTime)
{
  Viewer first = open_viewer("same.gtj", small_records(50));
  Viewer second = open_viewer("same.gtj", small_records(50));
  EXPECT_EQ(picture_at(first, 200).rgba, picture_at(second, 200).rgba);
}

TEST(Views, AreDrawnAtAnySizeInBothLanguagesAndThemes)
{
  Viewer viewer = open_viewer("sizes.gtj", small_records(100));
  viewer.add_second([] {
    std::string error;
    const std::string path = write_journal("sizes2.gtj", small_records(50));
    return std::make_unique<viz::Run>(Timeline::open(path, false, error), path);
  }());
  viewer.read_everything();
  const std::pair<int, int> sizes[] = {{1, 1}, {60, 40}, {320, 200}, {1440, 900}};
  for (std::size_t v = 0; v < view_count; ++v) {
    viewer.show(static_cast<View>(v));
    viewer.press(Key::next_language);
    viewer.press(Key::next_theme);
    viewer.press(Key::next_heat);
    for (const auto& [width, height] : sizes) {
      const Image image = picture_at(viewer, 500, width, height);
      EXPECT_EQ(image.width, width);
      EXPECT_EQ(image.height, height);
    }
  }
}

TEST(GatetwinViz, WritesAPicture)
{
  const ScratchFolder scratch;
  const std::string journal = write_journal("picture.gtj", small_records(100));
  const std::string file = scratch.file("hall.png");
  const Finished done =
      viz("'" + journal + "' --screenshot '" + file + "' --at '5 min' --view centre --lang vi");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(test::text_of(file).substr(1, 3), "PNG");
}

TEST(GatetwinViz, SaysWhatIsWrongAndWritesNothing)
{
  const ScratchFolder scratch;
  const std::string good = write_journal("good.gtj", small_records(300));
  const std::string whole = test::text_of(good);
  const auto file = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(scratch.file(name), std::ios::binary) << bytes;
    return "'" + scratch.file(name) + "'";
  };
  std::string damaged = whole;
  damaged[damaged.size() / 2] ^= 0x20;
  struct Case {
    std::string arguments;
    int code;
    const char* says;
  };
  const Case cases[] = {
      {"/nowhere.gtj", 3, "can't be read"},
      {file("empty.gtj", ""), 3, "ends in its first bytes"},
      {file("letter.gtj", "Dear reader, this is a letter"), 3, "not a journal"},
      {file("cut.gtj", whole.substr(0, whole.size() / 2)), 3, "cut off"},
      {file("damaged.gtj", damaged), 3, "broken chain"},
      {"'" + good + "' --at yesterday", 2, "--at"},
      {"'" + good + "' --at '90 d'", 2, "ends after"},
      {"'" + good + "' --view nothing", 2, "--view"},
      {"'" + good + "' --view compare", 2, "second journal"},
      {"'" + good + "' --station desk", 2, "--compare"},
      {"'" + good + "' --compare '" + good + "' --station nowhere", 2, "both journals know"},
      {"'" + good + "' --compare '" + good + "' --figure waits", 2, "--figure"},
      {"'" + good + "' --size 0x7", 2, "--size"},
      {"'" + good + "' --unit egates/9", 2, "no unit"},
      {"'" + good + "' --font /nowhere.ttf", 4, "fonts-dejavu-core"},
      {"'" + good + "' --font '" + good + "'", 4, "fonts-dejavu-core"},
      {"", 2, "journal"}};
  const std::string picture = scratch.file("never.png");
  for (const Case& one : cases) {
    const Finished done = viz(one.arguments + " --screenshot '" + picture + "'");
    EXPECT_EQ(done.code, one.code) << one.arguments << "\n" << done.err;
    EXPECT_NE(done.err.find(one.says), std::string::npos) << one.arguments << "\n" << done.err;
    EXPECT_FALSE(std::filesystem::exists(picture)) << one.arguments;
  }
  EXPECT_EQ(viz("'" + good + "' --screenshot /nowhere/at/all.png").code, 3);
}

TEST(GatetwinViz, RecordsAFilmOfAsManyFramesAsItsSpeedMakes)
{
  const ScratchFolder scratch;
  const std::string journal = write_journal("film.gtj", small_records(30));
  const std::string path = scratch.file("hall.mp4");
  const Finished done = viz("'" + journal + "' --record '" + path +
                            "' --from '10 s' --to '50 s' --speed 20 --fps 10 --size 320x240");
  ASSERT_EQ(done.code, 0) << done.err;
  cv::VideoCapture film(path, cv::CAP_FFMPEG);
  ASSERT_TRUE(film.isOpened());
  cv::Mat first, last, next;
  int frames = 0;
  while (film.read(next)) {
    last = next.clone();
    if (frames++ == 0) first = last;
  }
  EXPECT_EQ(frames, 21); // 40 s at 20 times are 2 s
  ASSERT_EQ(first.size(), cv::Size(320, 240));
  EXPECT_GT(cv::norm(first, last), 300) << "somebody has walked in";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), {}), 1);
}

TEST(GatetwinViz, AFilmThatCannotBeMadeLeavesNothingBehind)
{
  const ScratchFolder scratch;
  const std::string journal = "'" + write_journal("no-film.gtj", small_records(30)) + "'";
  const std::string path = scratch.file("hall.mp4");
  struct Case {
    std::string arguments;
    int code;
    const char* says;
  };
  const Case cases[] = {{" --from '50 s' --to '10 s'", 2, "--to"},
                        {" --from tomorrow", 2, "--from"},
                        {" --to '9 d'", 2, "--to"},
                        {" --size 321x240", 2, "even"},
                        {" --speed 0", 2, "--speed"},
                        {" --speed 0.01 --fps 60 --to '5 min'", 2, "frames"},
                        {" --unit egates/9 --size 320x240", 2, "no unit"},
                        {" --font /nowhere.ttf", 4, "fonts-dejavu-core"},
                        {" --screenshot x.png", 2, "excludes"}};
  for (const Case& one : cases) {
    const Finished done = viz(journal + " --record '" + path + "'" + one.arguments);
    EXPECT_EQ(done.code, one.code) << one.arguments << "\n" << done.err;
    EXPECT_NE(done.err.find(one.says), std::string::npos) << one.arguments << "\n" << done.err;
  }
  EXPECT_EQ(viz(journal + " --record /nowhere/at/all.mp4").code, 3);
  EXPECT_EQ(viz(journal + " --record '" + scratch.file("hall.avi") + "'").code, 2);
  EXPECT_EQ(viz(journal + " --from '1 s'").code, 2);
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
}

TEST(GatetwinViz, WithoutADisplaySaysSo)
{
  const std::string journal = write_journal("display.gtj", small_records(10));
  const Finished done =
      run_program("/usr/bin/env", "-u DISPLAY -u WAYLAND_DISPLAY '" +
                                      std::string(GATETWIN_VIZ_PROGRAM) + "' '" + journal + "'");
  EXPECT_EQ(done.code, 4) << done.err;
  EXPECT_NE(done.err.find("no display"), std::string::npos) << done.err;
}

TEST(GatetwinViz, OpensAWindow)
{
  ASSERT_EQ(run_program("/usr/bin/env", "xvfb-run --help").code, 0) << "./dev setup installs it";
  const std::string journal = write_journal("window.gtj", small_records(100));
  const Finished done = run_program("/usr/bin/env", "xvfb-run -a -s '-screen 0 1280x800x24' '" +
                                                        std::string(GATETWIN_VIZ_PROGRAM) + "' '" +
                                                        journal + "' --frames 5 --follow");
  EXPECT_EQ(done.code, 0) << done.err << done.out;
}

} // namespace
} // namespace gatetwin::viz
