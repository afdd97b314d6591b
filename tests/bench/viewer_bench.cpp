// SPDX-License-Identifier: Apache-2.0
// What the viewer must keep, in processor time: viewer_bench [JOURNAL...]. A frame of 10,000
// people, following; and of each journal: opening, jumps to any moment, memory. Exit 1 when a bar
// is missed.
#include "core/base/random_stream.hpp"
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/views/views.hpp"
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>

namespace gatetwin::viz {
namespace {

bool g_met = true;

double processor_s()
{
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void report(const char* what, double value, double bar, const char* unit, bool at_least = false)
{
  const bool met = at_least ? value >= bar : value <= bar;
  g_met = g_met && met;
  std::printf("%-58s %12.2f %-10s bar %10.0f  %s\n", what, value, unit, bar,
              met ? "met" : "MISSED");
}

struct Spread {
  double median, p99, most;
};

Spread spread_of(std::vector<double> values)
{
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(0.5), at(0.99), values.back()};
}

// Half of them in two lines, half walking towards them.
std::vector<Record> crowd(std::uint64_t people)
{
  std::vector<Record> records;
  for (std::uint64_t n = 1; n <= people; ++n) {
    const auto station = static_cast<std::uint32_t>(n % 2);
    records.push_back({.subject = n, .value = -1, .kind = RecordKind::traveller_arrived});
    if (n % 4 < 2)
      records.push_back({.subject = n, .station = station, .kind = RecordKind::queue_joined});
    else
      records.push_back({.subject = n,
                         .value = 3'000 * second_ns,
                         .station = station,
                         .kind = RecordKind::walk_started});
  }
  records.push_back(
      {.time_ns = 3'600 * second_ns, .unit = 0, .kind = RecordKind::unit_state, .code = 1});
  return records;
}

std::unique_ptr<Viewer> viewer_of(const std::string& path)
{
  std::string error;
  auto timeline = Timeline::open(path, false, error);
  if (!timeline) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(), error.c_str());
    std::exit(3);
  }
  return std::make_unique<Viewer>(std::make_unique<Run>(std::move(timeline), path));
}

void measure_frames(std::uint64_t people)
{
  const auto viewer = viewer_of(write_journal("crowd.gtj", crowd(people), 4096));
  viewer->read_everything();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {1920, 1080};
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  if (!load_font(default_font, 15)) std::exit(4);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  for (const Heat heat : {Heat::none, Heat::density}) {
    viewer->set_heat(heat);
    viewer->go_to(600 * second_ns);
    viewer->prepare();
    CHECK(viewer->run(0).picture.dots.size() == people);
    std::vector<double> took_ms;
    for (int frame = 0; frame < 300; ++frame) {
      viewer->go_to((600 + frame) * second_ns);
      const double from = processor_s();
      io.DeltaTime = 1.0F / 60;
      ImGui::NewFrame();
      draw_screen(*viewer, io.DisplaySize);
      ImGui::Render();
      took_ms.push_back((processor_s() - from) * 1e3);
    }
    const Spread spread = spread_of(took_ms);
    const std::string name =
        std::to_string(people) + " people, a frame" + (heat == Heat::none ? "" : " with heat");
    report((name + ": median").c_str(), spread.median, 4, "ms");
    report((name + ": 99 of 100").c_str(), spread.p99, 4, "ms");
  }
  ImGui::DestroyContext();
}

void measure_reading(Viewer& viewer, const std::string& path)
{
  const double from = processor_s();
  viewer.read_everything();
  const double took_s = processor_s() - from;
  const auto records = static_cast<double>(viewer.run(0).timeline->records());
  std::printf("%s: %.0f records, read and verified in %.1f s\n", path.c_str(), records, took_s);
  report("records a second while following", records / took_s, 100'000, "/s", true);
}

void measure_jumps(Viewer& viewer)
{
  RandomStream random(1, 0, 0, 0);
  std::vector<double> took_ms;
  for (int i = 0; i < 200; ++i) {
    const auto to =
        static_cast<std::int64_t>(random.uniform() * static_cast<double>(viewer.end_ns()));
    const double from = processor_s();
    viewer.go_to(to);
    viewer.prepare();
    took_ms.push_back((processor_s() - from) * 1e3);
  }
  const Spread spread = spread_of(took_ms);
  report("a jump: median", spread.median, 200, "ms");
  report("a jump: the longest of 200", spread.most, 200, "ms");
}

// MB that this process has in memory.
double resident_mb()
{
  std::ifstream in("/proc/self/statm");
  double whole = 0, resident = 0;
  in >> whole >> resident;
  return resident * 4096 / 1e6;
}

} // namespace
} // namespace gatetwin::viz

int main(int argc, char** argv)
{
  using namespace gatetwin::viz;
  measure_frames(10'000);
  for (int i = 1; i < argc; ++i) {
    const auto viewer = viewer_of(argv[i]);
    measure_reading(*viewer, argv[i]);
    measure_jumps(*viewer);
    const auto& timeline = *viewer->run(0).timeline;
    std::printf("memory: %.0f MB resident, keyframes %zu with %.1f MB\n", resident_mb(),
                timeline.keyframes(), static_cast<double>(timeline.keyframe_bytes()) / 1e6);
  }
  return g_met ? 0 : 1;
}
