// SPDX-License-Identifier: Apache-2.0
// Draws the stages of one reading side by side, as the core went through them: docs/images.
//
//   stages_picture FILE.png
#include "core/barcode/frame_reader.hpp"
#include "sim/devices/frame_painter.hpp"
#include <algorithm>
#include <cstdio>
#include <opencv2/imgproc.hpp>
#include <png.h>
#include <string>

namespace gatetwin {
namespace {

constexpr int tile_px = 330;
constexpr int gap_px = 14;
constexpr int caption_px = 30;

class Album final : public StageObserver {
public:
  void begins(BarcodeStage) override {}
  std::int64_t ended(BarcodeStage) override { return 0; }
  void looks_at(BarcodeStage stage, const GreyPicture& picture) override
  {
    pictures[static_cast<std::size_t>(stage)].push_back(picture);
  }
  std::vector<GreyPicture> pictures[barcode_stage_count];
};

void place(cv::Mat& onto, int index, const GreyPicture& picture, const std::string& caption)
{
  GreyPicture copy = picture;
  const cv::Mat from(static_cast<int>(copy.height), static_cast<int>(copy.width), CV_8UC1,
                     copy.pixels.data());
  const double scale = std::min(1.0 * tile_px / from.cols, 1.0 * tile_px / from.rows);
  const cv::Size size(static_cast<int>(from.cols * scale), static_cast<int>(from.rows * scale));
  const cv::Point corner(gap_px + index * (tile_px + gap_px), caption_px + gap_px);
  cv::Mat tile = onto(cv::Rect(corner, size));
  cv::resize(from, tile, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_NEAREST);
  cv::putText(onto, caption, {corner.x, caption_px}, cv::FONT_HERSHEY_SIMPLEX, 0.55, 0, 1,
              cv::LINE_AA);
}

bool write_png(const cv::Mat& picture, const char* path)
{
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.cols);
  image.height = static_cast<png_uint_32>(picture.rows);
  image.format = PNG_FORMAT_GRAY;
  return png_image_write_to_file(&image, path, 0, picture.data, 0, nullptr) != 0;
}

// A pass that only the last stage reads: turned, tilted, out of focus, in poor light.
GreyPicture difficult_pass()
{
  RandomStream stream(5, 0, 0, purpose_key("payload"));
  std::vector<std::byte> payload(130);
  for (std::byte& one : payload) one = static_cast<std::byte>(stream.below(256));
  Scene scene;
  scene.width = 800;
  scene.height = 640;
  scene.backdrop = Backdrop::pass;
  scene.rotation_deg = 24;
  scene.tilt = 0.1;
  scene.offset_x = -40;
  scene.offset_y = -50;
  scene.glare = 0.3;
  scene.glare_radius = 160;
  scene.glare_x = 120;
  scene.glare_y = 30;
  scene.contrast = 0.5;
  scene.blur_px = 1.9;
  scene.noise = 1;
  const Result<SymbolModules> symbol = lay_out(Symbology::data_matrix, payload);
  CHECK(symbol.ok());
  return paint_frame(symbol.value(), scene, RandomStream(5, 0, 0, purpose_key("noise")));
}

bool draw(const char* path)
{
  const GreyPicture frame = difficult_pass();
  Album album;
  BarcodeReading reading;
  FrameReader(&album).read(frame.view(), {}, reading);
  if (reading.result() != CheckResult::successful) return false;
  // Of the regions the smallest one that was read.
  const std::vector<GreyPicture>& last = album.pictures[reading.stages.size() - 1];
  const auto read = std::find_if(last.rbegin(), last.rend(), [](const GreyPicture& one) {
    const auto symbols = decode_symbols(one.view(), every_symbology);
    return !symbols.empty() && symbols.front().fault == Reason::none;
  });
  if (read == last.rend()) return false;
  const auto region = static_cast<std::size_t>(last.rend() - read) - 1;
  const int tiles = static_cast<int>(reading.stages.size()) + 1;
  cv::Mat sheet(tile_px + caption_px + 2 * gap_px, tiles * (tile_px + gap_px) + gap_px, CV_8UC1,
                cv::Scalar(255));
  place(sheet, 0, frame, "the camera's frame");
  for (const StageRun& run : reading.stages) {
    const auto stage = static_cast<std::size_t>(run.stage);
    const bool whole = run.stage == BarcodeStage::straight;
    place(sheet, static_cast<int>(stage) + 1, album.pictures[stage][whole ? 0 : region],
          std::to_string(stage + 1) + " " + to_string(run.stage) +
              (run.symbols > 0 ? ": read" : ": nothing"));
  }
  return write_png(sheet, path);
}

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  if (argc != 2) {
    std::fprintf(stderr, "usage: stages_picture FILE.png\n");
    return 2;
  }
  if (gatetwin::draw(argv[1])) return 0;
  std::fprintf(stderr, "%s: the pass was not read, or the file can't be written\n", argv[1]);
  return 1;
}
