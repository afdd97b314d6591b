// SPDX-License-Identifier: Apache-2.0
// gatetwin-desk: the officers' desk of one gate in a terminal. It shows the gate's calls and sends
// the officer's answers; it decides nothing.
#include "core/desk/desk_screen.hpp"
#include "core/hardware/stream_socket.hpp"
#include <charconv>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace gatetwin::desk {
namespace {

enum ExitCode { fine = 0, usage = 2 };
constexpr int beat_ms = 1000;

struct Arguments {
  StreamAddress gate;
  OfficerId officer;
  Language language = Language::english;
};

bool parse(int argc, char** argv, Arguments& arguments)
{
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--officer") {
      const auto end = value.data() + value.size();
      if (std::from_chars(value.data(), end, arguments.officer.value).ptr != end) return false;
      ++i;
    } else if (word == "--language") {
      if (value != "en" && value != "vi") return false;
      arguments.language = value == "vi" ? Language::vietnamese : Language::english;
      ++i;
    } else if (word.substr(0, 1) != "-" && arguments.gate.path.empty()) {
      arguments.gate.path = word;
    } else {
      return false;
    }
  }
  return arguments.officer.valid() && check_address(arguments.gate).ok();
}

void show(const std::string& text)
{
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

class Terminal {
public:
  explicit Terminal(const Arguments& arguments)
      : m_gate(arguments.gate), m_screen(arguments.officer, arguments.language)
  {
  }
  int run()
  {
    for (connect(); !m_quit;) {
      const auto events = static_cast<short>(m_socket.wants_to_write() ? POLLIN | POLLOUT : POLLIN);
      pollfd waits[2] = {{STDIN_FILENO, POLLIN, 0}, {m_socket.descriptor(), events, 0}};
      const int ready = ::poll(waits, 2, beat_ms);
      if (ready == 0 && !m_socket.is_open()) connect();
      if (ready == 0) send(desk_line(DeskMessage{}));
      if (ready > 0 && waits[1].revents != 0) hear_gate();
      if (ready > 0 && waits[0].revents != 0) hear_officer();
    }
    return fine;
  }

private:
  void connect()
  {
    if (!m_socket.connect(m_gate)) return lose();
    m_lost = false;
    send(desk_line(DeskMessage{}));
  }
  void lose()
  {
    m_socket.close();
    m_heard.clear();
    if (!m_lost) show(m_screen.on_lost());
    m_lost = true;
  }
  void send(const std::string& line)
  {
    if (m_socket.is_open() && !m_socket.send(line)) lose();
  }
  void hear_gate()
  {
    const bool open = m_socket.read(m_heard) && m_socket.write_out();
    std::size_t from = 0;
    for (std::size_t end; (end = m_heard.find('\n', from)) != std::string::npos; from = end + 1)
      show(m_screen.on_gate_line(std::string_view(m_heard).substr(from, end - from)));
    m_heard.erase(0, from);
    if (!open || m_heard.size() > desk_line_max) lose();
    send(desk_line(DeskMessage{})); // while calls pour in it lives too
  }
  void hear_officer()
  {
    char bytes[512];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0) m_quit = true;
    if (count <= 0) return;
    m_typed.append(bytes, static_cast<std::size_t>(count));
    std::size_t from = 0;
    for (std::size_t end; (end = m_typed.find('\n', from)) != std::string::npos; from = end + 1) {
      const auto typed = m_screen.on_typed(std::string_view(m_typed).substr(from, end - from));
      show(typed.to_officer);
      if (!typed.to_gate.empty()) send(typed.to_gate);
      m_quit = m_quit || typed.quit;
    }
    m_typed.erase(0, from);
    if (m_typed.size() > desk_line_max) m_typed.clear();
  }

  StreamAddress m_gate;
  DeskScreen m_screen;
  StreamSocket m_socket;
  std::string m_heard, m_typed;
  bool m_lost = false;
  bool m_quit = false;
};

} // namespace
} // namespace gatetwin::desk

int main(int argc, char** argv)
{
  using namespace gatetwin::desk;
  Arguments arguments;
  if (!parse(argc, argv, arguments)) {
    std::fputs("usage: gatetwin-desk SOCKET --officer NUMBER [--language en|vi]\n", stderr);
    return usage;
  }
  return Terminal(arguments).run();
}
