// SPDX-License-Identifier: Apache-2.0
// A painted pass in a real film, played by the real capture program and read by the real barcode
// program; films that are none; a stream over the network; programs that are killed and stopped.
#include "core/hardware/barcode_process.hpp"
#include "core/hardware/video_reader.hpp"
#include "tests/contract/painted_film.hpp"
#include "tests/sim/app/command_line.hpp"
#include <arpa/inet.h>
#include <csignal>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace gatetwin::contract {
namespace {

std::vector<std::byte> seal()
{
  std::vector<std::byte> bytes(130);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 37);
  bytes[0] = std::byte{0xDC};
  return bytes;
}

void film(const std::string& path, int empty, int with_pass)
{
  write_film(path, seal(), {empty, with_pass, empty});
}

CaptureOptions source(VideoKind kind, const std::string& where, std::uint32_t limit_ms = 20'000)
{
  return {GATETWIN_CAPTURE_PROGRAM, kind, where, limit_ms};
}

class VideoPass : public testing::Test {
protected:
  std::string path(const char* name) const { return m_folder.file(name); }
  void write(const std::string& name, const std::string& bytes)
  {
    std::ofstream(path(name.c_str()), std::ios::binary) << bytes;
  }

private:
  test::ScratchFolder m_folder;
};

TEST_F(VideoPass, InAFilmIsReadAndTheFilmsEndIsALostCamera)
{
  film(path("pass.avi"), 3, 15);
  VideoReaderOptions options;
  BarcodeProcessOptions reading;
  reading.program = GATETWIN_BARCODE_PROGRAM;
  reading.limit_ms = 20'000;
  VideoReader reader(options,
                     std::make_unique<CaptureProcess>(source(VideoKind::file, path("pass.avi"))),
                     std::make_unique<BarcodeProcess>(reading));
  std::vector<InputKind> heard;
  std::vector<std::byte> label;
  const auto has = [&](InputKind kind) {
    return std::find(heard.begin(), heard.end(), kind) != heard.end();
  };
  for (int i = 0; i < 3000 && !(has(InputKind::document_scanned) && has(InputKind::device_failed) &&
                                has(InputKind::device_recovered));
       ++i) {
    pollfd one{reader.descriptor(), POLLIN, 0};
    ::poll(&one, 1, 20);
    reader.on_ready({1});
    Inbox inbox;
    reader.deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) {
      const PortInput& input = inbox.front();
      heard.push_back(input.kind);
      if (input.kind == InputKind::document_presented && label.empty()) reader.start();
      if (input.kind == InputKind::document_scanned)
        label.assign(input.scan->label.begin(), input.scan->label.end());
    }
  }
  EXPECT_EQ(label, seal());
  EXPECT_TRUE(has(InputKind::document_removed));
  EXPECT_TRUE(has(InputKind::device_failed));
  EXPECT_TRUE(has(InputKind::device_recovered)) << "it is played again";
}

TEST_F(VideoPass, FilmsThatAreNoneGiveNoFrameAndHarmNothing)
{
  film(path("whole.avi"), 2, 2);
  const std::string whole = test::text_of(path("whole.avi"));
  write("empty.avi", "");
  write("text.avi", "this is no film\n");
  write("head.avi", whole.substr(0, 300));
  write("list.m3u8", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXTINF:1,\n/etc/passwd\n");
  std::string noise = whole.substr(0, 64);
  for (std::uint32_t i = 0, x = 1; i < 20'000; ++i) {
    x = x * 1664525 + 1013904223;
    noise += static_cast<char>(x >> 24);
  }
  write("noise.avi", noise);
  ASSERT_EQ(::mkfifo(path("pipe.avi").c_str(), 0600), 0);
  for (const std::string& where :
       {path("empty.avi"), path("text.avi"), path("head.avi"), path("list.m3u8"), path("noise.avi"),
        path("pipe.avi"), path(""), path("missing.avi"), std::string("/dev/zero")}) {
    CaptureProcess capture(source(VideoKind::file, where));
    EXPECT_FALSE(capture.next().ok()) << where;
    EXPECT_FALSE(capture.next().ok()) << where << ", again";
  }
  CaptureProcess device(source(VideoKind::device, "/dev/null"));
  EXPECT_FALSE(device.next().ok());
}

TEST_F(VideoPass, OfADamagedFilmWhatIsWholeIsSeenAndThenItEnds)
{
  film(path("whole.avi"), 4, 4);
  const std::string whole = test::text_of(path("whole.avi"));
  for (std::size_t seed = 1; seed <= 8; ++seed) {
    std::string bytes = whole.substr(0, whole.size() * (8 + seed) / 16);
    for (std::size_t i = 0; i < 200; ++i)
      bytes[4000 + (i * 7919 * seed) % (bytes.size() - 4000)] ^= static_cast<char>(1 + i % 255);
    write("damaged.avi", bytes);
    CaptureProcess capture(source(VideoKind::file, path("damaged.avi")));
    int frames = 0;
    while (frames < 100 && capture.next().ok()) ++frames;
    EXPECT_LE(frames, 12);
  }
}

TEST_F(VideoPass, ACaptureThatIsKilledOrHangsIsReplaced)
{
  film(path("pass.avi"), 0, 50);
  CaptureProcess capture(source(VideoKind::file, path("pass.avi"), 20'000));
  ASSERT_TRUE(capture.next().ok());
  ::kill(capture.process_id(), SIGKILL);
  EXPECT_FALSE(capture.next().ok());
  const auto again = capture.next();
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().width, 960U);
  CaptureProcess hasty(source(VideoKind::file, path("pass.avi"), 2'000));
  (void)hasty.next(); // a busy machine may need longer
  if (hasty.process_id() == 0) return;
  ::kill(hasty.process_id(), SIGSTOP);
  EXPECT_FALSE(hasty.next().ok());
  EXPECT_EQ(hasty.process_id(), 0);
}

// The film over HTTP, to whoever comes first.
TEST_F(VideoPass, OverTheNetworkIsTakenToo)
{
  film(path("pass.avi"), 0, 20);
  const OwnedDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in name{};
  socklen_t size = sizeof name;
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(listener.get(), reinterpret_cast<sockaddr*>(&name), size), 0);
  ASSERT_EQ(::listen(listener.get(), 8), 0);
  ASSERT_EQ(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&name), &size), 0);
  const std::string film_bytes = test::text_of(path("pass.avi"));
  std::thread server([&] {
    for (;;) {
      const OwnedDescriptor peer(::accept(listener.get(), nullptr, nullptr));
      if (!peer.is_open()) return;
      char request[2048];
      (void)!::read(peer.get(), request, sizeof request);
      const std::string reply =
          "HTTP/1.0 200 OK\r\nContent-Type: video/x-msvideo\r\n\r\n" + film_bytes;
      for (std::size_t sent = 0; sent < reply.size();) {
        const ssize_t count =
            ::send(peer.get(), reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) break;
        sent += static_cast<std::size_t>(count);
      }
    }
  });
  {
    CaptureProcess capture(source(
        VideoKind::stream, "http://127.0.0.1:" + std::to_string(ntohs(name.sin_port)) + "/p.avi"));
    const auto frame = capture.next();
    EXPECT_TRUE(frame.ok() && frame.value().height == 720);
  }
  ::shutdown(listener.get(), SHUT_RDWR);
  server.join();
}

TEST(CaptureOptionsChecks, NameWhatIsNoSource)
{
  EXPECT_TRUE(check_capture(source(VideoKind::stream, "rtsp://10.0.0.9/door")).ok());
  for (const char* where : {"", "file:///etc/passwd", "concat:/a|/b", "udp://0.0.0.0:1"})
    EXPECT_FALSE(check_capture(source(VideoKind::stream, where)).ok()) << where;
  EXPECT_FALSE(check_capture(source(VideoKind::file, "http://10.0.0.9/film.avi")).ok());
  EXPECT_FALSE(check_capture(source(VideoKind::device, "video0")).ok());
}

} // namespace
} // namespace gatetwin::contract
