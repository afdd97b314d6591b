// SPDX-License-Identifier: Apache-2.0
// Painted frames: the same bytes everywhere, and symbols that only a hostile printer makes.
#include "core/barcode/frame_reader.hpp"
#include "sim/devices/frame_painter.hpp"
#include "tests/core/barcode/printed_symbols.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <zint.h>

namespace gatetwin {
namespace {

std::uint64_t digest_of(const GreyPicture& picture)
{
  std::uint64_t h = 0;
  for (const std::uint8_t pixel : picture.pixels) h = mix64(h + pixel + 0x9E3779B97F4A7C15ULL);
  return h;
}

std::vector<std::byte> payload_of(std::size_t size)
{
  RandomStream stream(7, 0, 0, purpose_key("payload"));
  std::vector<std::byte> payload(size);
  for (std::byte& one : payload) one = static_cast<std::byte>(stream.below(256));
  return payload;
}

SymbolModules symbol_of(Symbology symbology, std::size_t size)
{
  Result<SymbolModules> symbol = lay_out(symbology, payload_of(size));
  CHECK(symbol.ok());
  return std::move(symbol).value();
}

BarcodeReading read(const GreyPicture& picture)
{
  BarcodeReading reading;
  FrameReader().read(picture.view(), {}, reading);
  return reading;
}

Scene small_scene()
{
  Scene scene;
  scene.width = 400;
  scene.height = 300;
  scene.module_px = 3;
  return scene;
}

// A digest of a run depends on what is read, so every compiler must paint the same. The number was
// computed once; it changes only when the painting does.
TEST(PaintedFrames, HaveTheSameBytesWhoeverCompiledThePainter)
{
  Scene scene = small_scene();
  scene.backdrop = Backdrop::pass;
  scene.rotation_deg = 12.5;
  scene.tilt = 0.2;
  scene.glare = 0.7;
  scene.glare_radius = 80;
  scene.glare_x = 20;
  scene.contrast = 0.6;
  scene.blur_px = 0.9;
  scene.noise = 6;
  scene.jpeg_quality = 60;
  const SymbolModules symbol = symbol_of(Symbology::data_matrix, 40);
  const RandomStream noise(1, 2, 3, 4);
  EXPECT_EQ(digest_of(paint_frame(symbol, scene, noise)), 17805909416882418875U);
}

TEST(PaintedFrames, DifferWithEachDistortion)
{
  const SymbolModules symbol = symbol_of(Symbology::qr_code, 40);
  const RandomStream noise(1, 2, 3, 4);
  const std::uint64_t plain = digest_of(paint_frame(symbol, small_scene(), noise));
  const auto differs = [&](auto change) {
    Scene scene = small_scene();
    change(scene);
    return digest_of(paint_frame(symbol, scene, noise)) != plain;
  };
  EXPECT_FALSE(differs([](Scene&) {}));
  EXPECT_TRUE(differs([](Scene& s) { s.rotation_deg = 1; }));
  EXPECT_TRUE(differs([](Scene& s) { s.tilt = 0.05; }));
  EXPECT_TRUE(differs([](Scene& s) { s.damage = 0.1; }));
  EXPECT_TRUE(differs([](Scene& s) { s.glare = 0.5, s.glare_radius = 50; }));
  EXPECT_TRUE(differs([](Scene& s) { s.contrast = 0.9; }));
  EXPECT_TRUE(differs([](Scene& s) { s.blur_px = 0.5; }));
  EXPECT_TRUE(differs([](Scene& s) { s.noise = 1; }));
  EXPECT_TRUE(differs([](Scene& s) { s.jpeg_quality = 30; }));
  EXPECT_TRUE(differs([](Scene& s) { s.backdrop = Backdrop::pass; }));
}

TEST(PaintedFrames, NoiseHasTheDeviationAskedFor)
{
  Scene scene = small_scene();
  scene.noise = 10;
  scene.offset_x = 10'000; // nothing but paper in view
  const GreyPicture picture =
      paint_frame(symbol_of(Symbology::qr_code, 10), scene, RandomStream(1, 1, 1, 1));
  double sum = 0, squares = 0;
  for (const std::uint8_t pixel : picture.pixels) {
    sum += pixel;
    squares += double{1} * pixel * pixel;
  }
  const double n = static_cast<double>(picture.pixels.size());
  EXPECT_NEAR(sum / n, 215, 0.2);
  EXPECT_NEAR(squares / n - sum / n * (sum / n), 100, 2);
}

TEST(PaintedSymbols, ALargeOneOfEachSymbologyIsReadWhole)
{
  const std::pair<Symbology, std::size_t> large[] = {{Symbology::qr_code, label_max_bytes},
                                                     {Symbology::data_matrix, 1555},
                                                     {Symbology::pdf417, 900},
                                                     {Symbology::aztec, 1000}};
  for (const auto& [symbology, size] : large) {
    Scene scene;
    scene.height = scene.width;
    scene.module_px = 3;
    const BarcodeReading reading =
        read(paint_frame(symbol_of(symbology, size), scene, RandomStream()));
    EXPECT_EQ(reading.result(), CheckResult::successful) << to_string(symbology);
    const std::vector<std::byte> payload = payload_of(size);
    EXPECT_TRUE(
        std::equal(payload.begin(), payload.end(), reading.payload.begin(), reading.payload.end()))
        << to_string(symbology);
  }
}

// Frames 158 and 214 of `./dev reading-rates`: ZXing by itself makes "AA" of a slice of this
// symbol.
TEST(PaintedSymbols, ATurnedPdf417InWhichNothingIsRecognisedIsNoText)
{
  for (const std::uint64_t number : {158, 214}) {
    RandomStream bytes(1, number, 0, purpose_key("payload"));
    std::vector<std::byte> payload(130);
    for (std::byte& one : payload) one = static_cast<std::byte>(bytes.below(256));
    payload.front() = std::byte{0xDC};
    RandomStream place(1, number, 0, purpose_key("scene"));
    Scene scene;
    scene.module_px = 4;
    scene.rotation_deg = 7;
    scene.tilt = 0.15;
    (void)place.next();
    (void)place.next(); // a glare that this scene does not have
    scene.offset_x = place.uniform(-60, 60);
    scene.offset_y = place.uniform(-60, 60);
    const SymbolModules symbol = lay_out(Symbology::pdf417, payload).value();
    const GreyPicture frame = paint_frame(symbol, scene, RandomStream());
    const std::vector<DecodedSymbol> straight = decode_symbols(frame.view(), every_symbology);
    ASSERT_EQ(straight.size(), 1U) << "the frame no longer shows what this test is for";
    EXPECT_EQ(straight.front().fault, Reason::symbol_damaged);
    const BarcodeReading reading = read(frame);
    EXPECT_TRUE(std::ranges::equal(payload, reading.payload)) << number;
  }
}

// Nothing is recognised of a turned PDF417 symbol by looking straight at the frame.
TEST(PaintedSymbols, ASealThatTakesALaterStageIsFoundBesideAForeignCode)
{
  Scene scene;
  scene.module_px = 4;
  scene.rotation_deg = 33;
  std::vector<std::byte> payload = payload_of(130);
  payload.front() = std::byte{0xDC};
  const SymbolModules symbol = lay_out(Symbology::pdf417, payload).value();
  GreyPicture frame = paint_frame(symbol, scene, RandomStream());
  print_symbol(frame, Symbology::qr_code, "https://shop.example", 150, 150);
  BarcodeProfile seals;
  seals.has_leading = true;
  seals.leading = std::byte{0xDC};
  BarcodeReading reading;
  FrameReader().read(frame.view(), seals, reading);
  EXPECT_EQ(reading.result(), CheckResult::successful);
  EXPECT_TRUE(std::ranges::equal(payload, reading.payload));
  EXPECT_EQ(reading.symbols_in_view, 2);
  EXPECT_EQ(reading.stages.size(), 2U) << "and no stage more than it takes";
}

TEST(PaintedSymbols, MoreThanASymbologyHoldsIsRefused)
{
  EXPECT_EQ(lay_out(Symbology::qr_code, payload_of(2954)).error().code, ErrorCode::too_large);
  EXPECT_EQ(lay_out(Symbology::pdf417, payload_of(1500)).error().code, ErrorCode::too_large);
  EXPECT_EQ(lay_out(Symbology::aztec, {}).error().code, ErrorCode::malformed);
}

struct DeleteSymbol {
  void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
using ZintSymbol = std::unique_ptr<zint_symbol, DeleteSymbol>;

GreyPicture painted(zint_symbol& symbol, const std::string& text)
{
  CHECK(ZBarcode_Encode(&symbol, reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) < ZINT_ERROR);
  SymbolModules modules{
      static_cast<std::uint32_t>(symbol.width), static_cast<std::uint32_t>(symbol.rows), {}};
  for (int y = 0; y < symbol.rows; ++y) {
    for (int x = 0; x < symbol.width; ++x)
      modules.dark.push_back(symbol.encoded_data[y][x / 8] >> (x % 8) & 1);
  }
  return paint_frame(modules, small_scene(), RandomStream());
}

TEST(PaintedSymbols, AProgrammingSymbolIsNoPass)
{
  const ZintSymbol symbol(ZBarcode_Create());
  symbol->symbology = BARCODE_DATAMATRIX;
  symbol->output_options = READER_INIT;
  const BarcodeReading reading = read(painted(*symbol, "set keyboard mode"));
  EXPECT_EQ(reading.result(), CheckResult::failed);
  EXPECT_EQ(reading.reason(), Reason::symbol_programs_reader);
  EXPECT_TRUE(reading.payload.empty());
}

TEST(PaintedSymbols, APartOfAMessageIsNoPass)
{
  for (const int symbology : {BARCODE_QRCODE, BARCODE_DATAMATRIX}) {
    const ZintSymbol symbol(ZBarcode_Create());
    symbol->symbology = symbology;
    symbol->structapp.index = 1;
    symbol->structapp.count = 2;
    const BarcodeReading reading = read(painted(*symbol, "the first half"));
    EXPECT_EQ(reading.result(), CheckResult::failed) << symbology;
    EXPECT_EQ(reading.reason(), Reason::symbol_in_parts) << symbology;
  }
}

TEST(PaintedSymbols, HostilePayloadsComeBackAsTheyAre)
{
  const std::string hostile[] = {
      "'; DROP TABLE crossing; --",  "%s%n%x",           "$(reboot)",
      "<?xml?><!ENTITY a '&a;&a;'>", "../../etc/passwd", std::string(1000, '<'),
      std::string("\0\0\0", 3),      "\x1B[2J\x03\x16"};
  for (const std::string& text : hostile) {
    const auto bytes = std::as_bytes(std::span(text));
    const Result<SymbolModules> symbol = lay_out(Symbology::qr_code, bytes);
    ASSERT_TRUE(symbol.ok());
    Scene scene;
    scene.width = scene.height = 600;
    const BarcodeReading reading = read(paint_frame(symbol.value(), scene, RandomStream()));
    EXPECT_TRUE(
        std::equal(bytes.begin(), bytes.end(), reading.payload.begin(), reading.payload.end()))
        << text;
  }
}

} // namespace
} // namespace gatetwin
