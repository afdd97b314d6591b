// SPDX-License-Identifier: Apache-2.0
// A camera as a document reader, over frames that the test gives one by one: the contract that its
// simulated twin keeps. With real films and streams: tests/contract/video_pass_test.cpp.
#include "core/barcode/frame_reader.hpp"
#include "core/hardware/video_reader.hpp"
#include "tests/contract/document_reader_contract.hpp"
#include "tests/core/barcode/printed_symbols.hpp"
#include <condition_variable>
#include <poll.h>

namespace gatetwin::contract {
namespace {

// Gives as many frames as were granted.
class GrantedFrames {
public:
  void show(GreyPicture picture)
  {
    const std::scoped_lock lock(m_mutex);
    m_picture = std::move(picture);
  }
  void grant(std::uint64_t frames, bool there = true)
  {
    const std::scoped_lock lock(m_mutex);
    m_granted += frames;
    m_there = there;
    m_changed.notify_all();
  }
  void end()
  {
    const std::scoped_lock lock(m_mutex);
    m_ended = true;
    m_changed.notify_all();
  }
  Result<FrameView> next()
  {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ended || m_granted > 0; });
    if (m_granted > 0) --m_granted;
    if (m_ended || !m_there) return Error{ErrorCode::unavailable, "no frame"};
    m_given = m_picture;
    return m_given.view();
  }

private:
  std::mutex m_mutex;
  std::condition_variable m_changed;
  GreyPicture m_picture = blank(400, 400);
  GreyPicture m_given;
  std::uint64_t m_granted = 0;
  bool m_there = true;
  bool m_ended = false;
};

class GrantedSource final : public FrameSource {
public:
  explicit GrantedSource(GrantedFrames& frames) : m_frames(frames) {}
  Result<FrameView> next() override { return m_frames.next(); }

private:
  GrantedFrames& m_frames;
};

VideoReaderOptions quick()
{
  VideoReaderOptions options;
  options.idle_period = milliseconds(1);
  options.profile.has_leading = true;
  options.profile.leading = std::byte{'a'};
  return options;
}

class VideoReaderTwin {
public:
  ~VideoReaderTwin() { frames.end(); }
  VideoReader& reader() { return m_reader; }
  void place()
  {
    GreyPicture picture = blank(400, 400);
    print_symbol(picture, Symbology::data_matrix, "a border pass", 200, 200);
    frames.show(picture);
  }
  void place_unreadable()
  {
    GreyPicture picture = blank(400, 400); // print, but no code
    for (std::size_t y = 180; y < 240; ++y) {
      for (std::size_t x = 100; x < 300; ++x)
        if ((x / 8 + y / 8) % 2 == 0) picture.pixels[y * 400 + x] = 60;
    }
    frames.show(picture);
  }
  void place_two(const char* one, const char* other)
  {
    GreyPicture picture = blank(800, 400);
    print_symbol(picture, Symbology::data_matrix, one, 200, 200);
    print_symbol(picture, Symbology::data_matrix, other, 600, 200);
    frames.show(picture);
  }
  void remove() { frames.show(blank(400, 400)); }
  std::string_view placed_mrz() const { return {}; }
  std::vector<PortInput> after(Duration time)
  {
    std::vector<PortInput> inputs;
    see(3);
    take(inputs);
    m_now = m_now + time;
    m_reader.on_time(m_now);
    take(inputs);
    return inputs;
  }
  void see(std::uint64_t count)
  {
    const std::uint64_t enough = m_reader.frames() + count;
    frames.grant(count);
    for (int i = 0; i < 20'000 && m_reader.frames() < enough; ++i) {
      pollfd one{m_reader.descriptor(), POLLIN, 0};
      ::poll(&one, 1, 1);
      m_reader.on_ready(m_now);
    }
    EXPECT_GE(m_reader.frames(), enough) << "frames are not looked at";
    m_reader.on_ready(m_now);
  }
  std::vector<PortInput> lose()
  {
    frames.grant(1, false);
    pollfd one{m_reader.descriptor(), POLLIN, 0};
    EXPECT_EQ(::poll(&one, 1, 10'000), 1);
    m_reader.on_ready(m_now);
    std::vector<PortInput> inputs;
    take(inputs);
    return inputs;
  }
  MonotonicTime now() const { return m_now; }
  GrantedFrames frames;

private:
  void take(std::vector<PortInput>& inputs)
  {
    Inbox inbox;
    m_reader.deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) inputs.push_back(inbox.front());
  }
  MonotonicTime m_now{1};
  VideoReader m_reader{quick(), std::make_unique<GrantedSource>(frames),
                       std::make_unique<FrameReader>()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Video, DocumentReaderContract, VideoReaderTwin);

class VideoReaderFrames : public testing::Test {
protected:
  VideoReaderTwin twin;
};

TEST_F(VideoReaderFrames, TheLabelIsItsBytesAndHasNoLines)
{
  twin.place();
  twin.reader().start();
  const auto inputs = twin.after(seconds(1));
  ASSERT_FALSE(inputs.empty());
  ASSERT_NE(inputs.back().scan, nullptr);
  const DocumentScan& scan = *inputs.back().scan;
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(scan.label.data()), scan.label.size()),
            "a border pass");
  EXPECT_EQ(scan.labels_in_view, 1);
}

TEST_F(VideoReaderFrames, AHandThatPassesIsNoDocument)
{
  twin.place();
  twin.see(1);
  twin.remove();
  EXPECT_TRUE(twin.after(seconds(1)).empty());
}

TEST_F(VideoReaderFrames, AnUnreadablePassFailsAtTheLimitWithItsReason)
{
  twin.place_unreadable();
  twin.reader().start();
  EXPECT_EQ(endings(twin.after(seconds(4))), 0);
  const auto inputs = twin.after(seconds(1));
  ASSERT_EQ(endings(inputs), 1);
  EXPECT_EQ(inputs.back().reason, Reason::symbol_not_found);
}

TEST_F(VideoReaderFrames, SeveralSymbolsOfWhichNoneCanBeChosenAreSaidToBeThere)
{
  struct Case {
    const char* other;
    bool seals;
  };
  for (const Case& each : {Case{"a second pass", true}, Case{"no pass", false}}) {
    twin.place_two(each.seals ? "a border pass" : "neither", each.other);
    twin.reader().start();
    EXPECT_EQ(endings(twin.after(seconds(4))), 0) << "one may be taken away in time";
    const auto inputs = twin.after(seconds(1));
    ASSERT_EQ(endings(inputs), 1);
    ASSERT_NE(inputs.back().scan, nullptr);
    EXPECT_TRUE(inputs.back().scan->label.empty());
    EXPECT_EQ(inputs.back().scan->labels_in_view, 2);
    EXPECT_EQ(inputs.back().scan->several_seals, each.seals);
  }
}

TEST_F(VideoReaderFrames, ALostCameraIsBrokenOnceEndsTheReadingAndComesBack)
{
  twin.place();
  twin.after(seconds(1));
  twin.place_unreadable();
  twin.reader().start();
  const auto failed = twin.lose();
  ASSERT_EQ(failed.size(), 2U);
  EXPECT_EQ(failed[0].kind, InputKind::device_failed);
  EXPECT_EQ(failed[0].device, Device::document_reader);
  EXPECT_EQ(failed[1].kind, InputKind::reading_failed);
  twin.reader().start(); // fails at once
  const auto mended = twin.after(seconds(1));
  ASSERT_GE(mended.size(), 2U);
  EXPECT_EQ(mended[0].kind, InputKind::reading_failed);
  EXPECT_EQ(mended[1].kind, InputKind::device_recovered);
}

TEST(DocumentPresence, IsPrintAndNotLight)
{
  GreyPicture picture = blank(640, 480);
  EXPECT_EQ(printed_share(picture.view(), 48), 0);
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) // a lamp at one side
    picture.pixels[i] = static_cast<std::uint8_t>(100 + i % 640 / 6);
  EXPECT_EQ(printed_share(picture.view(), 48), 0);
  std::uint32_t noise = 1;
  for (std::uint8_t& pixel : picture.pixels) {
    noise = noise * 1664525 + 1013904223;
    pixel = static_cast<std::uint8_t>(90 + (noise >> 24) % 70);
  }
  EXPECT_LT(printed_share(picture.view(), 48), 0.004);
  print_symbol(picture, Symbology::qr_code, "pass", 320, 240);
  EXPECT_GT(printed_share(picture.view(), 48), 0.004);
}

} // namespace
} // namespace gatetwin::contract
