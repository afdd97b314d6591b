// SPDX-License-Identifier: Apache-2.0
// gatetwin-barcode: reads the 2D codes of frames for a lane's process, which starts it and is its
// only peer (core/hardware/barcode_process). Descriptor 3 is a socket with one packet for each
// reading, descriptor 4 the memory in which the frame lies. It ends when the lane does.
#include "core/barcode/frame_reader.hpp"
#include "core/base/random_stream.hpp"
#include "core/decoder/confinement.hpp"
#include "core/hardware/barcode_wire.hpp"
#include <array>
#include <cstdio>
#include <ctime>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace gatetwin {
namespace {

constexpr int socket_descriptor = 3;
constexpr int frame_descriptor = 4;
constexpr suseconds_t processor_limit_us = 0;
constexpr time_t processor_limit_s = 2; // of one reading, user and system; then SIGPROF ends it

enum ExitCode { fine = 0, usage = 2, unreadable = 3, missing = 4 };

class Stopwatch final : public StageObserver {
public:
  void begins(BarcodeStage) override { m_since_ns = now_ns(); }
  std::int64_t ended(BarcodeStage) override { return now_ns() - m_since_ns; }

private:
  static std::int64_t now_ns()
  {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  }
  std::int64_t m_since_ns = 0;
};

// Every stage once on made-up pictures, so that libraries have opened, read and allocated what they
// do once before that is forbidden.
void warm_up(FrameReader& reader)
{
  GreyPicture picture{240, 200, {}};
  picture.pixels.resize(std::size_t{picture.width} * picture.height, 220);
  for (std::uint32_t y = 60; y < 140; ++y) {
    for (std::uint32_t x = 60; x < 180; ++x) {
      const bool dark = (mix64(std::uint64_t{x / 4} << 32 | y / 4) & 1U) != 0;
      picture.pixels[std::size_t{y} * picture.width + x] = dark ? 30 : 220;
    }
  }
  BarcodeReading reading;
  reader.read(picture.view(), {}, reading);
}

bool answer(std::span<const std::byte> packet, std::span<const std::byte> memory,
            FrameReader& reader)
{
  const Result<BarcodeRequest> request = decode_barcode_request(packet);
  if (!request) return false;
  const BarcodeRequest& asked = request.value();
  const FrameView frame{memory, asked.width, asked.height, asked.stride};
  const itimerval limit{{0, 0}, {processor_limit_s, processor_limit_us}};
  const itimerval none{};
  setitimer(ITIMER_PROF, &limit, nullptr);
  BarcodeReading reading;
  reader.read(frame, asked.profile, reading);
  setitimer(ITIMER_PROF, &none, nullptr);
  const std::vector<std::byte> bytes = encode(reading, asked.number);
  return send(socket_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

int serve(std::span<const std::byte> memory, FrameReader& reader)
{
  // One byte more than a request has, so that a longer one is seen to be wrong.
  std::array<std::byte, barcode_request_bytes + 1> packet{};
  for (;;) {
    const ssize_t size = recv(socket_descriptor, packet.data(), packet.size(), 0);
    if (size <= 0) return fine; // the lane has gone
    if (!answer(std::span(packet).first(static_cast<std::size_t>(size)), memory, reader))
      return unreadable;
  }
}

int run()
{
  const void* memory = mmap(nullptr, frame_max_bytes, PROT_READ, MAP_SHARED, frame_descriptor, 0);
  if (memory == MAP_FAILED) {
    std::fputs("gatetwin-barcode is started by gatetwin-gate, not by hand\n", stderr);
    return usage;
  }
  Stopwatch stopwatch;
  FrameReader reader(&stopwatch);
  warm_up(reader);
  if (!confine({})) return missing;
  return serve({static_cast<const std::byte*>(memory), frame_max_bytes}, reader);
}

} // namespace
} // namespace gatetwin

int main() { return gatetwin::run(); }
