// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/capture_process.hpp"
#include "core/hardware/capture_wire.hpp"
#include "core/hardware/spawned_program.hpp"
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

namespace gatetwin {
namespace {

constexpr Error gone{ErrorCode::unavailable, "the camera gives no frame"};

} // namespace

Status check_capture(const CaptureOptions& options)
{
  if (options.limit_ms == 0) return Error{ErrorCode::rejected, "video: a limit above 0"};
  if (options.kind != VideoKind::stream)
    return options.where.starts_with("/")
               ? success()
               : Status(Error{ErrorCode::rejected, "video: a path from the root"});
  for (const char* scheme : {"rtsp://", "rtsps://", "http://", "https://"}) {
    if (options.where.starts_with(scheme)) return success();
  }
  return Error{ErrorCode::rejected, "video: a stream is rtsp, rtsps, http or https"};
}

// Memory that the program writes and this process reads; neither can shrink it.
class CaptureProcess::Child {
public:
  ~Child()
  {
    if (m_bytes != MAP_FAILED) ::munmap(m_bytes, frame_max_bytes);
  }
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  bool start(const CaptureOptions& options)
  {
    m_memory = OwnedDescriptor(::memfd_create("capture", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    m_timer = OwnedDescriptor(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!m_memory.is_open() || !m_timer.is_open() ||
        ::ftruncate(m_memory.get(), frame_max_bytes) != 0 ||
        ::fcntl(m_memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
      return false;
    m_bytes = ::mmap(nullptr, frame_max_bytes, PROT_READ, MAP_SHARED, m_memory.get(), 0);
    constexpr const char* kinds[] = {"device", "file", "stream"};
    return m_bytes != MAP_FAILED &&
           m_program.start(options.program,
                           {kinds[static_cast<std::size_t>(options.kind)], options.where},
                           m_memory.get());
  }
  Result<FrameView> ask(std::uint32_t number, std::uint32_t limit_ms)
  {
    const auto request = encode_capture_request(number);
    if (::send(m_program.socket(), request.data(), request.size(), MSG_NOSIGNAL | MSG_DONTWAIT) !=
        static_cast<ssize_t>(request.size()))
      return gone;
    if (!is_answered(limit_ms)) return gone;
    // One byte more than an answer has, so that a longer one is seen to be wrong.
    std::array<std::byte, capture_answer_bytes + 1> packet{};
    const ssize_t size = ::recv(m_program.socket(), packet.data(), packet.size(), MSG_DONTWAIT);
    if (size <= 0) return gone;
    const auto answer =
        decode_capture_answer(std::span(packet).first(static_cast<std::size_t>(size)), number);
    if (!answer || answer.value().outcome != CaptureOutcome::frame) return gone;
    const auto [n, outcome, width, height] = answer.value();
    return FrameView{{static_cast<const std::byte*>(m_bytes), std::size_t{width} * height},
                     width,
                     height,
                     width};
  }
  int id() const { return m_program.id(); }

private:
  bool is_answered(std::uint32_t limit_ms)
  {
    const itimerspec limit{{0, 0}, {limit_ms / 1000, limit_ms % 1000 * 1'000'000L}};
    CHECK(::timerfd_settime(m_timer.get(), 0, &limit, nullptr) == 0);
    for (;;) {
      pollfd waits[2] = {{m_program.socket(), POLLIN, 0}, {m_timer.get(), POLLIN, 0}};
      if (::poll(waits, 2, -1) < 0 && errno != EINTR) return false;
      if (waits[0].revents != 0) return true;
      if (waits[1].revents != 0) return false;
    }
  }
  OwnedDescriptor m_memory;
  OwnedDescriptor m_timer;
  void* m_bytes = MAP_FAILED;
  SpawnedProgram m_program;
};

CaptureProcess::CaptureProcess(CaptureOptions options) : m_options(std::move(options))
{
  CHECK(check_capture(m_options).ok());
}

CaptureProcess::~CaptureProcess() = default;

int CaptureProcess::process_id() const { return m_child ? m_child->id() : 0; }

Result<FrameView> CaptureProcess::next()
{
  if (!m_child) {
    auto child = std::make_unique<Child>();
    if (!child->start(m_options)) return gone;
    m_child = std::move(child);
  }
  auto frame = m_child->ask(++m_number, m_options.limit_ms);
  if (!frame) m_child.reset();
  return frame;
}

} // namespace gatetwin
