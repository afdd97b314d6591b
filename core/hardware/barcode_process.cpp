// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/barcode_process.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include "core/hardware/spawned_program.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

namespace gatetwin {
namespace {

enum class Ended : std::uint8_t { answered, not_asked, crashed, late };

// Readable: written by the lane. The decoder can neither write nor resize it.
class SharedFrame {
public:
  bool open()
  {
    m_memory = OwnedDescriptor(memfd_create("frame", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!m_memory.is_open() || ftruncate(m_memory.get(), frame_max_bytes) != 0) return false;
    m_bytes = mmap(nullptr, frame_max_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_memory.get(), 0);
    if (m_bytes == MAP_FAILED) return false;
    constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;
    return fcntl(m_memory.get(), F_ADD_SEALS, seals) == 0;
  }
  SharedFrame() = default;
  SharedFrame(const SharedFrame&) = delete;
  SharedFrame& operator=(const SharedFrame&) = delete;
  ~SharedFrame()
  {
    if (m_bytes != MAP_FAILED) munmap(m_bytes, frame_max_bytes);
  }
  // Rows without gaps.
  void copy(const FrameView& frame)
  {
    auto* to = static_cast<std::byte*>(m_bytes);
    for (std::size_t y = 0; y < frame.height; ++y)
      std::memcpy(to + y * frame.width, frame.bytes.data() + y * frame.stride, frame.width);
  }
  int descriptor() const { return m_memory.get(); }

private:
  OwnedDescriptor m_memory;
  void* m_bytes = MAP_FAILED;
};

} // namespace

class BarcodeProcess::Child {
public:
  bool start(const BarcodeProcessOptions& options);
  Ended ask(const BarcodeRequest& request, const FrameView& frame, std::uint32_t limit_ms);
  std::span<const std::byte> answer() const { return {m_answer.data(), m_answer_size}; }
  pid_t id() const { return m_program.id(); }
  std::uint32_t readings = 0;

private:
  Ended receive();

  SpawnedProgram m_program;
  OwnedDescriptor m_timer;
  SharedFrame m_frame;
  std::array<std::byte, barcode_answer_max_bytes> m_answer{};
  std::size_t m_answer_size = 0;
};

bool BarcodeProcess::Child::start(const BarcodeProcessOptions& options)
{
  if (!m_frame.open()) return false;
  m_timer = OwnedDescriptor(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  return m_timer.is_open() &&
         m_program.start(options.program, options.arguments, m_frame.descriptor());
}

Ended BarcodeProcess::Child::ask(const BarcodeRequest& request, const FrameView& frame,
                                 std::uint32_t limit_ms)
{
  ++readings;
  m_frame.copy(frame);
  const itimerspec limit{{0, 0}, {limit_ms / 1000, limit_ms % 1000 * 1'000'000L}};
  CHECK(timerfd_settime(m_timer.get(), 0, &limit, nullptr) == 0);
  const auto packet = encode(request);
  if (send(m_program.socket(), packet.data(), packet.size(), MSG_NOSIGNAL | MSG_DONTWAIT) !=
      static_cast<ssize_t>(packet.size()))
    return Ended::not_asked;
  for (;;) {
    pollfd waits[2] = {{m_program.socket(), POLLIN, 0}, {m_timer.get(), POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return Ended::late;
    }
    if (waits[0].revents != 0) return receive();
    if (waits[1].revents != 0) return Ended::late;
  }
}

Ended BarcodeProcess::Child::receive()
{
  iovec part{m_answer.data(), m_answer.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1; // no room for descriptors: what is passed along is dropped
  const ssize_t size = recvmsg(m_program.socket(), &message, MSG_DONTWAIT);
  if (size <= 0) return Ended::crashed;
  const bool whole = (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
  m_answer_size = whole ? static_cast<std::size_t>(size) : 0; // an empty answer is a wrong one
  return Ended::answered;
}

BarcodeProcess::BarcodeProcess(BarcodeProcessOptions options) : m_options(std::move(options))
{
  CHECK(m_options.limit_ms > 0 && m_options.readings_per_process > 0);
}

BarcodeProcess::~BarcodeProcess() = default;

int BarcodeProcess::process_id() const { return m_child ? m_child->id() : 0; }

Status BarcodeProcess::start()
{
  if (m_child) return success();
  auto child = std::make_unique<Child>();
  if (!child->start(m_options))
    return Error{ErrorCode::unavailable, "the decoder's process can't be started"};
  ++m_counts.started;
  m_child = std::move(child);
  return success();
}

void BarcodeProcess::abort_reading(BarcodeReading& reading, Reason reason, std::uint64_t& counter)
{
  ++counter;
  m_child.reset();
  reading = {};
  end_reading(reading, CheckKind::presence, CheckResult::aborted, reason);
}

void BarcodeProcess::read(const FrameView& frame, const BarcodeProfile& profile,
                          BarcodeReading& reading)
{
  ++m_counts.readings;
  reading = {};
  if (!check_frame(frame)) {
    end_reading(reading, CheckKind::presence, CheckResult::aborted, Reason::frame_implausible);
    return;
  }
  if (!start()) return abort_reading(reading, Reason::decoder_missing, m_counts.not_started);
  ask(frame, profile, reading);
  if (m_child && m_child->readings >= m_options.readings_per_process) m_child.reset();
  if (!start()) ++m_counts.not_started; // the next reading tries again and then says so
}

void BarcodeProcess::ask(const FrameView& frame, const BarcodeProfile& profile,
                         BarcodeReading& reading)
{
  BarcodeRequest request{++m_number, frame.width, frame.height, frame.width, profile};
  Ended ended = m_child->ask(request, frame, m_options.limit_ms);
  if (ended == Ended::not_asked) { // it ended while it waited: that is no fault of this frame
    m_child.reset();
    if (!start()) return abort_reading(reading, Reason::decoder_missing, m_counts.not_started);
    ended = m_child->ask(request, frame, m_options.limit_ms);
  }
  switch (ended) {
  case Ended::not_asked:
  case Ended::crashed: return abort_reading(reading, Reason::decoder_crashed, m_counts.crashed);
  case Ended::late: return abort_reading(reading, Reason::decoder_late, m_counts.late);
  case Ended::answered: break;
  }
  Result<BarcodeReading> answer = decode_barcode_answer(m_child->answer(), request.number, profile);
  if (!answer) return abort_reading(reading, Reason::decoder_answer_wrong, m_counts.answered_wrong);
  reading = answer.value();
}

} // namespace gatetwin
