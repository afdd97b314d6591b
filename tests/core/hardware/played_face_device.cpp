// SPDX-License-Identifier: Apache-2.0
// A face device in a process of its own, behind a Unix socket: `played_face_device PATH`. It says
// "ready"; then each line from the test is answered by one:
//   sync N      waits until N bytes have come from the gate; answers how many it has sent
//   look 0|1    whether somebody looks into the camera
//   step        a second passes: it says that it lives, and what it has seen
//   send HEX    these bytes
//   hang_up     and waits for the next connection
#include "core/hardware/face_device.hpp"
#include <charconv>
#include <cstdio>
#include <cstring>
#include <limits>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/un.h>

namespace {

using namespace gatetwin;

class FaceBox {
public:
  explicit FaceBox(const char* path)
  {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::strncpy(name.sun_path, path, sizeof name.sun_path - 1);
    m_listener = OwnedDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    m_fine = ::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&name), sizeof name) == 0 &&
             ::listen(m_listener.get(), 4) == 0;
  }
  bool is_fine() const { return m_fine; }
  std::string told(const std::string& line)
  {
    std::istringstream in(line);
    std::string what, hex;
    std::uint64_t number = 0;
    in >> what;
    if (what == "send") {
      in >> hex;
      send(unhex(hex));
      return "ok";
    }
    in >> number;
    if (what == "look") m_looks = number != 0;
    if (what == "hang_up") {
      m_gate = OwnedDescriptor();
      m_received = m_sent = 0;
    }
    if (what == "step") step();
    if (what != "sync") return "ok";
    while (m_received < number && receive()) {
    }
    return std::to_string(m_sent);
  }

private:
  static std::string unhex(const std::string& hex)
  {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      unsigned value = 0;
      std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
      bytes += static_cast<char>(value);
    }
    return bytes;
  }
  void meet()
  {
    if (!m_gate.is_open()) m_gate = OwnedDescriptor(::accept(m_listener.get(), nullptr, nullptr));
  }
  void send(const std::string& bytes)
  {
    meet();
    if (::send(m_gate.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0) m_sent += bytes.size();
  }
  bool receive()
  {
    meet();
    char bytes[256];
    const ssize_t count = ::read(m_gate.get(), bytes, sizeof bytes);
    if (count <= 0) return false;
    m_received += static_cast<std::uint64_t>(count);
    m_frames.add({bytes, static_cast<std::size_t>(count)});
    for (FrameAssembler::Frame frame; m_frames.next(frame);) {
      if (frame.type == 'S') std::memcpy(&m_capture, frame.payload.data(), 4);
      m_capturing = frame.type == 'S';
    }
    return true;
  }
  void step()
  {
    send(encode_frame('H', ""));
    if (!m_capturing) return;
    FaceMessage message;
    message.capture = m_capture;
    message.age = microseconds(40);
    message.liveness_age = microseconds(60);
    message.face.faces_seen = m_looks ? 1 : 0;
    message.face.match_score = m_looks ? 0.93 : std::numeric_limits<double>::quiet_NaN();
    message.face.liveness_score = 0.9;
    send(encode_frame('F', face_payload(message)));
  }
  OwnedDescriptor m_listener, m_gate;
  FrameAssembler m_frames;
  std::uint64_t m_received = 0, m_sent = 0;
  std::uint32_t m_capture = 0;
  bool m_fine = false, m_looks = false, m_capturing = false;
};

} // namespace

int main(int argc, char** argv)
{
  if (argc != 2) return 2;
  FaceBox device(argv[1]);
  std::puts(device.is_fine() ? "ready" : "no socket");
  std::fflush(stdout);
  char line[4096];
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    std::puts(device.told(line).c_str());
    std::fflush(stdout);
  }
  return 0;
}
