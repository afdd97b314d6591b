// SPDX-License-Identifier: Apache-2.0
// Takes the place of gatetwin-barcode and misbehaves as its argument says.
#include "core/hardware/barcode_wire.hpp"
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr int socket_descriptor = 3;
constexpr int frame_descriptor = 4;

void reply(std::span<const std::byte> bytes)
{
  send(socket_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

BarcodeReading good_reading()
{
  BarcodeReading reading;
  for (const CheckKind kind : {CheckKind::presence, CheckKind::technology, CheckKind::decoding})
    end_reading(reading, kind, CheckResult::successful, Reason::none);
  reading.symbols_in_view = 1;
  CHECK(reading.payload.push_back(std::byte{7}));
  return reading;
}

// True when the lane's memory could be written to or shortened.
bool can_change_the_frame()
{
  void* bytes = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, frame_descriptor, 0);
  const std::byte one{1};
  return bytes != MAP_FAILED || ftruncate(frame_descriptor, 0) == 0 ||
         pwrite(frame_descriptor, &one, 1, 0) == 1;
}

void misbehave(std::string_view how, const BarcodeRequest& request)
{
  std::vector<std::byte> answer = encode(good_reading(), request.number);
  if (how == "crash") raise(SIGSEGV);
  if (how == "abort") std::abort();
  if (how == "exit") _exit(0);
  if (how == "hang") {
    for (;;) pause();
  }
  if (how == "spin") {
    volatile bool turning = true;
    while (turning) {
    }
  }
  if (how == "garbage") {
    // Another one each time: the frame's bytes, which the test draws.
    const auto* frame = static_cast<const std::byte*>(
        mmap(nullptr, 4096, PROT_READ, MAP_SHARED, frame_descriptor, 0));
    const std::size_t size = 1 + std::to_integer<std::size_t>(frame[0]) * 13;
    return reply({frame, size});
  }
  // A good answer with one bit changed, where no other value would be possible.
  if (how == "bent") {
    const auto* frame = static_cast<const std::byte*>(
        mmap(nullptr, 4096, PROT_READ, MAP_SHARED, frame_descriptor, 0));
    const std::size_t at = std::to_integer<std::size_t>(frame[0]) % 10;
    answer[at] ^= static_cast<std::byte>(1U << (std::to_integer<unsigned>(frame[1]) % 8));
    return reply(answer);
  }
  if (how == "cut") return reply(std::span(answer).first(answer.size() - 1));
  if (how == "long") return reply(std::vector<std::byte>(100'000));
  if (how == "yesterday") return reply(encode(good_reading(), request.number - 1));
  if (how == "meddle" && can_change_the_frame()) return;
  reply(answer);
}

} // namespace
} // namespace gatetwin

int main(int argc, char** argv)
{
  using namespace gatetwin;
  std::array<std::byte, barcode_request_bytes> packet{};
  while (recv(socket_descriptor, packet.data(), packet.size(), 0) > 0) {
    const Result<BarcodeRequest> request = decode_barcode_request(packet);
    if (!request || argc < 2) return 1;
    misbehave(argv[1], request.value());
  }
  return 0;
}
