// SPDX-License-Identifier: Apache-2.0
// gatetwin-capture: takes frames of a camera, file or stream for a gate's process, which starts it
// and is its only peer (core/hardware/capture_process). Descriptor 3 is a socket with one packet
// for each frame, descriptor 4 the memory that frames go into. It ends when the gate does.
//
//   gatetwin-capture device|file|stream WHERE
#include "core/capture/capture_limits.hpp"
#include "core/hardware/capture_wire.hpp"
#include <cstdio>
#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>

namespace gatetwin {
namespace {

constexpr int socket_descriptor = 3;
constexpr int memory_descriptor = 4;
constexpr int patience_ms = 4000; // of the library with a stream that says nothing

enum ExitCode { fine = 0, usage = 2, unreadable = 3, missing = 4 };

bool is_regular(const std::string& path)
{
  struct stat file {};
  return ::stat(path.c_str(), &file) == 0 && S_ISREG(file.st_mode);
}

// A file may name others to play, and a stream too: what is followed is named here.
void choose_protocols(const std::string& kind)
{
  ::setenv("OPENCV_FFMPEG_CAPTURE_OPTIONS", // NOLINT(concurrency-mt-unsafe): one thread yet
           kind == "file" ? "protocol_whitelist;file"
                          : "protocol_whitelist;http,https,tcp,tls,rtp,rtsp,udp,crypto"
                            "|rtsp_transport;tcp",
           1);
}

bool open(cv::VideoCapture& camera, const std::string& kind, const std::string& where)
{
  if (kind == "device") return camera.open(where, cv::CAP_V4L2);
  if (kind == "file" && !is_regular(where)) return false;
  return camera.open(
      where, cv::CAP_FFMPEG,
      {cv::CAP_PROP_OPEN_TIMEOUT_MSEC, patience_ms, cv::CAP_PROP_READ_TIMEOUT_MSEC, patience_ms});
}

// Grey, within the bounds of frames, into the shared memory. False: it is no frame.
bool put(const cv::Mat& frame, std::byte* memory, CaptureAnswer& answer)
{
  cv::Mat grey;
  if (frame.depth() != CV_8U || frame.dims != 2) return false;
  if (frame.channels() == 1)
    grey = frame;
  else if (frame.channels() == 3)
    cv::cvtColor(frame, grey, cv::COLOR_BGR2GRAY);
  else
    return false;
  const auto side = [](int pixels) {
    return pixels >= static_cast<int>(frame_min_side) && pixels <= static_cast<int>(frame_max_side);
  };
  if (!side(grey.cols) || !side(grey.rows)) return false;
  cv::Mat shared(grey.rows, grey.cols, CV_8UC1, memory);
  grey.copyTo(shared);
  answer.outcome = CaptureOutcome::frame;
  answer.width = static_cast<std::uint32_t>(grey.cols);
  answer.height = static_cast<std::uint32_t>(grey.rows);
  return true;
}

bool is_asked(int wait_ms)
{
  pollfd one{socket_descriptor, POLLIN, 0};
  return ::poll(&one, 1, wait_ms) > 0;
}

int serve(cv::VideoCapture& camera, bool is_live, std::byte* memory)
{
  cv::Mat frame;
  for (bool lost = false;;) {
    // What a live camera gives while nobody asks is thrown away, so that an answer is new.
    while (is_live && !lost && !is_asked(0)) lost = !camera.grab();
    std::array<std::byte, capture_request_bytes + 1> packet{};
    const ssize_t size = ::recv(socket_descriptor, packet.data(), packet.size(), 0);
    if (size <= 0) return fine; // the gate has gone
    const auto number =
        decode_capture_request(std::span(packet).first(static_cast<std::size_t>(size)));
    if (!number) return unreadable;
    CaptureAnswer answer;
    answer.number = number.value();
    lost = lost || !camera.read(frame) || !put(frame, memory, answer);
    const auto bytes = encode(answer);
    if (::send(socket_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0 || lost)
      return lost ? missing : fine;
  }
}

int run(const std::string& kind, const std::string& where)
{
  void* memory =
      ::mmap(nullptr, frame_max_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory_descriptor, 0);
  if (memory == MAP_FAILED) {
    std::fputs("gatetwin-capture is started by gatetwin-gate, not by hand\n", stderr);
    return usage;
  }
  choose_protocols(kind);
  cv::setNumThreads(1);
  cv::VideoCapture camera;
  // A device is opened for writing too, by us; what a file or stream says is read confined.
  if (kind == "device" && !open(camera, kind, where)) return missing;
  if (!confine_capture(kind == "stream")) return missing;
  if (kind != "device" && !open(camera, kind, where)) return missing;
  return serve(camera, kind != "file", static_cast<std::byte*>(memory));
}

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  const std::string kind = argc == 3 ? argv[1] : "";
  if (kind != "device" && kind != "file" && kind != "stream") {
    std::fputs("usage: gatetwin-capture device|file|stream WHERE\n", stderr);
    return 2;
  }
  try {
    return gatetwin::run(kind, argv[2]);
  } catch (const std::exception&) { // of the library: no frame any more
    return 4;
  }
}
