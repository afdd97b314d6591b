// SPDX-License-Identifier: Apache-2.0
// How often the core reads a symbol from a painted frame, for each symbology and distortion, beside
// what ZXing alone reads; and how long each stage takes.
//
//   reading_rates FRAMES [SYMBOLOGY]      e.g. 500, or 20 data_matrix
//
// The bar is ZXing 1.4.0 by itself on 20 frames of 1400 x 1100 pixels with 130 binary bytes, and
// for rotated PDF417 and blurred QR and Data Matrix what rectifying and sharpening gave. Ends with
// 1 where a rate is below its bar, rounded to whole frames in favour of neither.
#include "core/barcode/frame_reader.hpp"
#include "sim/devices/frame_painter.hpp"
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string_view>

namespace gatetwin {
namespace {

constexpr std::size_t payload_bytes = 130;

struct Distortion {
  const char* name;
  double module_px, rotation_deg, blur_px, tilt, noise;
  int jpeg_quality;
  double contrast, glare;
  // Frames of 20 in the order of Symbology: data_matrix, qr_code, pdf417, aztec.
  int bar[symbology_count];
};

constexpr Distortion distortions[] = {
    {"none", 4, 0, 0, 0, 0, 0, 1, 0, {20, 20, 20, 20}},
    {"3 px/module, 7 deg", 3, 7, 0, 0, 0, 0, 1, 0, {20, 20, 20, 0}},
    {"2 px/module, 7 deg", 2, 7, 0, 0, 0, 0, 1, 0, {20, 20, 0, 0}},
    {"blur 1.0 px, 7 deg", 4, 7, 1, 0, 0, 0, 1, 0, {20, 20, 0, 0}},
    {"blur 1.5 px, 7 deg", 4, 7, 1.5, 0, 0, 0, 1, 0, {20, 20, 0, 0}},
    {"blur 2.0 px, 7 deg", 4, 7, 2, 0, 0, 0, 1, 0, {20, 20, 0, 0}},
    {"rotation 33 deg", 4, 33, 0, 0, 0, 0, 1, 0, {20, 20, 20, 0}},
    {"rotation 45 deg", 4, 45, 0, 0, 0, 0, 1, 0, {19, 20, 20, 0}},
    {"rotation 80 deg", 4, 80, 0, 0, 0, 0, 1, 0, {0, 0, 20, 0}},
    {"perspective 0.15", 4, 7, 0, 0.15, 0, 0, 1, 0, {20, 20, 0, 0}},
    {"perspective 0.30", 4, 7, 0, 0.30, 0, 0, 1, 0, {20, 20, 0, 0}},
    {"noise sigma 20", 4, 7, 0, 0, 20, 0, 1, 0, {17, 19, 0, 0}},
    {"JPEG quality 30", 4, 7, 0, 0, 0, 30, 1, 0, {20, 20, 0, 0}},
    {"contrast x 0.25", 4, 7, 0, 0, 0, 0, 0.25, 0, {19, 20, 0, 0}},
    {"glare 0.6", 4, 7, 0, 0, 0, 0, 1, 0.6, {0, 0, 0, 0}},
};

// Processor time, so that a busy machine does not count.
std::int64_t processor_ns()
{
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

class Stopwatch final : public StageObserver {
public:
  void begins(BarcodeStage) override { m_since_ns = processor_ns(); }
  std::int64_t ended(BarcodeStage) override { return processor_ns() - m_since_ns; }

private:
  std::int64_t m_since_ns = 0;
};

struct Rates {
  int read = 0, wrong = 0;
  int by_stage[barcode_stage_count] = {};
  double stage_ms[barcode_stage_count] = {};
  int stage_runs[barcode_stage_count] = {};
};

Scene scene_of(const Distortion& distortion, RandomStream stream)
{
  Scene scene;
  scene.module_px = distortion.module_px;
  scene.rotation_deg = distortion.rotation_deg;
  scene.blur_px = distortion.blur_px;
  scene.tilt = distortion.tilt;
  scene.noise = distortion.noise;
  scene.jpeg_quality = distortion.jpeg_quality;
  scene.contrast = distortion.contrast;
  scene.glare = distortion.glare;
  scene.glare_radius = 120;
  scene.glare_x = stream.uniform(-100, 100);
  scene.glare_y = stream.uniform(-100, 100);
  scene.offset_x = stream.uniform(-60, 60);
  scene.offset_y = stream.uniform(-60, 60);
  return scene;
}

void read_frame(const Distortion& distortion, Symbology symbology, std::uint64_t number,
                Rates& rates)
{
  RandomStream bytes(1, number, 0, purpose_key("payload"));
  std::vector<std::byte> payload(payload_bytes);
  for (std::byte& one : payload) one = static_cast<std::byte>(bytes.below(256));
  payload.front() = std::byte{0xDC};
  const Result<SymbolModules> symbol = lay_out(symbology, payload);
  CHECK(symbol.ok());
  const Scene scene = scene_of(distortion, RandomStream(1, number, 0, purpose_key("scene")));
  const GreyPicture frame =
      paint_frame(symbol.value(), scene, RandomStream(1, number, 0, purpose_key("noise")));
  Stopwatch stopwatch;
  BarcodeReading reading;
  FrameReader(&stopwatch).read(frame.view(), {}, reading);
  for (const StageRun& run : reading.stages) {
    const auto stage = static_cast<std::size_t>(run.stage);
    ++rates.stage_runs[stage];
    rates.stage_ms[stage] += static_cast<double>(run.took_ns) * 1e-6;
  }
  if (reading.result() != CheckResult::successful) return;
  const bool right =
      std::equal(payload.begin(), payload.end(), reading.payload.begin(), reading.payload.end());
  if (!right) {
    ++rates.wrong;
    return;
  }
  ++rates.read;
  const StageRun& last = reading.stages[reading.stages.size() - 1];
  ++rates.by_stage[static_cast<std::size_t>(last.stage)];
}

// True when the bar is met and nothing was misread.
bool judge(const Distortion& distortion, Symbology symbology, int frames, const Rates& rates)
{
  const int bar = distortion.bar[static_cast<std::size_t>(symbology)];
  const bool met = rates.wrong == 0 && 20 * rates.read >= bar * frames;
  const bool beaten = 20 * rates.read > bar * frames;
  std::printf("| %-18s | %-11s | %6.1f %% | %6.1f %% | %-6s |", distortion.name,
              to_string(symbology), 100.0 * rates.read / frames, 5.0 * bar,
              !met     ? "BELOW"
              : beaten ? "beaten"
                       : "met");
  for (std::size_t i = 0; i < barcode_stage_count; ++i) {
    if (rates.stage_runs[i] == 0)
      std::printf("       - |");
    else
      std::printf(" %4d %4.0f |", rates.by_stage[i], rates.stage_ms[i] / rates.stage_runs[i]);
  }
  if (rates.wrong > 0) std::printf(" %d MISREAD", rates.wrong);
  std::printf("\n");
  std::fflush(stdout);
  return met;
}

bool run(int frames, std::optional<Symbology> only)
{
  std::printf(
      "%d frames each. Of every stage: frames that it read, and its mean processor time in ms.\n"
      "| distortion         | symbology   | read     | bar      |        | straight  | "
      "rectified | enlarged  | sharpened |\n|---|---|---|---|---|---|---|---|---|\n",
      frames);
  bool all_met = true;
  for (const Distortion& distortion : distortions) {
    for (const Symbology symbology :
         {Symbology::data_matrix, Symbology::qr_code, Symbology::pdf417, Symbology::aztec}) {
      if (only && *only != symbology) continue;
      Rates rates;
      for (int i = 0; i < frames; ++i)
        read_frame(distortion, symbology, static_cast<std::uint64_t>(i), rates);
      all_met = judge(distortion, symbology, frames, rates) && all_met;
    }
  }
  return all_met;
}

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  using namespace gatetwin;
  const std::string_view count = argc > 1 ? argv[1] : "";
  int frames = 0;
  std::from_chars(count.data(), count.data() + count.size(), frames);
  std::optional<Symbology> only;
  for (const Symbology one :
       {Symbology::data_matrix, Symbology::qr_code, Symbology::pdf417, Symbology::aztec}) {
    if (argc > 2 && std::string_view(argv[2]) == to_string(one)) only = one;
  }
  if (frames < 1 || argc > 3 || (argc == 3 && !only)) {
    std::fprintf(stderr, "usage: reading_rates FRAMES [data_matrix|qr_code|pdf417|aztec]\n");
    return 2;
  }
  return run(frames, only) ? 0 : 1;
}
