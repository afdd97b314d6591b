// SPDX-License-Identifier: Apache-2.0
#include "core/barcode/frame_reader.hpp"
#include "sim/devices/label_camera.hpp"
#include "sim/devices/simulated_reader.hpp"
#include "tests/sim/devices/hand_driven_scheduler.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

Distribution constant(double value) { return constant_s(value); }

ScanModel clear_view()
{
  ScanModel scan;
  scan.fidelity = ScanFidelity::frame;
  scan.width = 500;
  scan.height = 400;
  scan.module_px = constant(3);
  scan.rotation_deg = constant(5);
  scan.tilt = constant(0.05);
  scan.blur_px = constant(0.5);
  scan.glare = constant(0);
  scan.noise = constant(3);
  scan.contrast = constant(0.8);
  return scan;
}

class ReaderWithCamera : public testing::Test {
protected:
  ReaderWithCamera()
  {
    times.scan = times.read_document = constant(2);
    faults.reading_fails = 1; // counts for documents without a code only
    document.own_label.resize(120);
    for (std::size_t i = 0; i < document.own_label.size(); ++i)
      document.own_label[i] = static_cast<std::byte>(i * 7 + 0xDC);
    document.label = document.own_label;
    scheduler.serve(DevicePart::reader, [this](auto w, auto t) { reader.on_due(w, t); });
    reader.look_through(camera);
  }
  // What the next reading posted.
  PortInput read()
  {
    reader.place(document);
    reader.start();
    scheduler.advance(seconds(60));
    const PortInput last = scheduler.take_inputs().back();
    reader.remove();
    scheduler.take_inputs();
    return last;
  }

  HandDrivenScheduler scheduler;
  DeviceTimes times;
  DeviceFaults faults;
  CarriedDocument document;
  ScanModel scan = clear_view();
  FrameReader frame_reader;
  LabelCamera camera{scan, frame_reader};
  SimulatedReader reader{ReadingMethod::scanner, times, faults, scheduler, scheduler,
                         scheduler.outlet};
};

TEST_F(ReaderWithCamera, HandsOverWhatTheCoreReadsInThePicture)
{
  for (const Symbology symbology :
       {Symbology::data_matrix, Symbology::qr_code, Symbology::pdf417}) {
    scan.symbology = symbology;
    scan.width = 800;
    const PortInput input = read();
    ASSERT_EQ(input.kind, InputKind::document_scanned) << to_string(symbology);
    ASSERT_EQ(input.scan->label.size(), document.label.size());
    EXPECT_TRUE(
        std::equal(document.label.begin(), document.label.end(), input.scan->label.begin()));
    EXPECT_NE(input.scan->label.data(), document.label.data()) << "read, not handed over";
    EXPECT_EQ(input.scan->labels_in_view, 1);
  }
  EXPECT_EQ(camera.counts().pictures, 3U);
  EXPECT_EQ(camera.counts().unread, 0U);
}

TEST_F(ReaderWithCamera, ADamagedSymbolFailsAtEveryAttempt)
{
  document.readable = false;
  for (std::uint64_t person = 0; person < 5; ++person) {
    scheduler.set_person(person);
    const PortInput input = read();
    EXPECT_EQ(input.kind, InputKind::reading_failed);
    EXPECT_NE(input.reason, Reason::none);
  }
  EXPECT_EQ(camera.counts().unread, 5U);
}

TEST_F(ReaderWithCamera, APictureThatCantBeReadFails)
{
  scan.blur_px = constant(10);
  EXPECT_EQ(read().kind, InputKind::reading_failed);
}

TEST_F(ReaderWithCamera, DocumentsWithoutACodeAreReadAsBefore)
{
  document.label = {};
  document.zone = "I<UTO";
  EXPECT_EQ(read().kind, InputKind::reading_failed) << "by the drawn share";
  faults.reading_fails = 0;
  EXPECT_EQ(read().kind, InputKind::document_scanned);
  EXPECT_EQ(camera.counts().pictures, 0U);
}

TEST_F(ReaderWithCamera, TheSamePersonHasTheSamePicturesAndAnotherHasOthers)
{
  class Keeps final : public BarcodeDecoder {
  public:
    void read(const FrameView& frame, const BarcodeProfile&, BarcodeReading& reading) override
    {
      frames.emplace_back(frame.bytes.begin(), frame.bytes.end());
      reading = {};
      end_reading(reading, CheckKind::presence, CheckResult::failed, Reason::symbol_not_found);
    }
    std::vector<std::vector<std::byte>> frames;
  } keeps;
  LabelCamera other(scan, keeps);
  for (const std::uint64_t person : {1U, 2U, 1U}) {
    scheduler.set_person(person);
    other.read(document, scheduler);
    other.read(document, scheduler);
  }
  ASSERT_EQ(keeps.frames.size(), 6U);
  EXPECT_EQ(keeps.frames[0], keeps.frames[4]);
  EXPECT_EQ(keeps.frames[1], keeps.frames[5]);
  EXPECT_NE(keeps.frames[0], keeps.frames[1]) << "a second attempt is another picture";
  EXPECT_NE(keeps.frames[0], keeps.frames[2]);
}

} // namespace
} // namespace gatetwin
