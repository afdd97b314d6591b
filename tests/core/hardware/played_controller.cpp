// SPDX-License-Identifier: Apache-2.0
// A door controller as a Modbus server, with two doors that take their time, for the tests of
// modbus_hardware: `played_controller tcp [PORT]` or `rtu`. First it says where it is to be found.
// Then each line from the test is a word on what happens, answered by one line:
//
//   step NS            time passes until something happens, or for NS; answers how much passed
//   body N | line DOOR 0|1 | fault DOOR 0|1 | fire 0|1 | key 0|1 | mains 0|1
//   restart            knows nothing more, and counts a start
//   set REGISTER VALUE an input register says so from now on; `set` alone ends it
//   play MODE          fine, silent, garbage, half, slow, refuse, hang_up, frozen
//   screen | alarm     what was written there
#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <modbus/modbus.h>
#include <netinet/in.h>
#include <poll.h>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace {

using Number = std::int64_t;
constexpr Number movement_ns = 600'000'000;
enum State : std::uint16_t { unknown, closed, opening, open_wide, closing, obstructed };

struct Leaf {
  State state = closed;
  Number moves_for = 0; // 0: stands
  bool blocked = false, faulty = false, released = false;
  std::uint8_t sequence = 0;

  void go(State to)
  {
    state = to;
    moves_for = movement_ns;
  }
  void open()
  {
    if (state != open_wide && state != opening) go(opening);
  }
  void close()
  {
    released = false;
    if (state == closed || state == closing) return;
    go(closing);
    if (blocked) block();
  }
  void block()
  {
    if (state == closing) go(obstructed);
  }
  void unblock()
  {
    if (state == obstructed && moves_for == 0) state = open_wide;
  }
  void arrive()
  {
    moves_for = 0;
    if (state == opening) state = open_wide;
    if (state == closing) state = closed;
    if (state == obstructed && !blocked) state = open_wide;
  }
  void obey(std::uint16_t word)
  {
    const auto order = word & 0xFF;
    const auto number = static_cast<std::uint8_t>(word >> 8);
    const bool is_new = number != 0 && number != sequence;
    sequence = number;
    if (!is_new || faulty) return;
    if (order == 1) open();
    if (order == 2) close();
    if (order == 3) {
      open();
      released = true;
    }
  }
};

class Controller {
public:
  explicit Controller(modbus_t* line) : m_line(line) { m_map = modbus_mapping_new(0, 0, 16, 16); }
  std::string told(const std::string& line);
  // A request has come in.
  bool serve();
  int connection = -1; // of TCP

private:
  void fill();
  void misbehave(const std::uint8_t* request, int size);
  Number step(Number most);
  std::string happens(const std::string& what, std::istringstream& in);

  modbus_t* m_line;
  modbus_mapping_t* m_map;
  std::array<Leaf, 2> m_leaves;
  std::uint16_t m_bodies = 0, m_starts = 1, m_heartbeat = 0;
  bool m_fire = false, m_key = false, m_mains_lost = false;
  std::map<int, std::uint16_t> m_lies;
  std::string m_mode = "fine";
};

void Controller::fill()
{
  if (m_mode != "frozen") ++m_heartbeat;
  std::uint16_t flags = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    if (m_leaves[i].blocked) flags = static_cast<std::uint16_t>(flags | 1U << i);
    if (m_leaves[i].faulty) flags = static_cast<std::uint16_t>(flags | 32U << i);
  }
  flags = static_cast<std::uint16_t>(flags | (m_fire ? 4 : 0) | (m_key ? 8 : 0) |
                                     (m_mains_lost ? 16 : 0));
  const std::uint16_t registers[] = {
      0x4701, m_heartbeat, m_starts, m_leaves[0].state, m_leaves[1].state, m_bodies, flags};
  std::copy(std::begin(registers), std::end(registers), m_map->tab_input_registers);
  for (const auto& [where, value] : m_lies) m_map->tab_input_registers[where] = value;
}

void Controller::misbehave(const std::uint8_t* request, int size)
{
  const int to = modbus_get_socket(m_line);
  if (m_mode == "refuse") modbus_reply_exception(m_line, request, 4);
  if (m_mode == "garbage") {
    const std::string noise(200, '\xA5');
    (void)!::write(to, noise.data(), noise.size());
  }
  if (m_mode == "half") (void)!::write(to, request, static_cast<std::size_t>(size) / 2);
  if (m_mode == "slow") { // a byte now and then, of an answer that never ends
    for (int i = 0; i < 20; ++i) {
      (void)!::write(to, request + i % size, 1);
      ::poll(nullptr, 0, 5);
    }
  }
}

bool Controller::serve()
{
  std::uint8_t request[MODBUS_TCP_MAX_ADU_LENGTH];
  const int size = modbus_receive(m_line, request);
  if (size < 0 || m_mode == "hang_up") return false;
  if (size == 0) return true;
  if (m_mode != "fine" && m_mode != "frozen") {
    misbehave(request, size);
    return true;
  }
  fill();
  if (modbus_reply(m_line, request, size, m_map) < 0) return false;
  const int header = modbus_get_header_length(m_line);
  if (request[header] != 6) return true;
  const int where = request[header + 1] << 8 | request[header + 2];
  const auto value = static_cast<std::uint16_t>(request[header + 3] << 8 | request[header + 4]);
  if (where == 1 || where == 2) m_leaves[static_cast<std::size_t>(where - 1)].obey(value);
  return true;
}

// Until the next door arrives somewhere.
Number Controller::step(Number most)
{
  Number time = most;
  for (const Leaf& leaf : m_leaves) {
    if (leaf.moves_for > 0) time = std::min(time, leaf.moves_for);
  }
  for (Leaf& leaf : m_leaves) {
    if (leaf.moves_for == 0) continue;
    leaf.moves_for -= time;
    if (leaf.moves_for == 0) leaf.arrive();
  }
  return time;
}

std::string Controller::happens(const std::string& what, std::istringstream& in)
{
  std::size_t door = 0;
  int on = 0;
  if (what == "line" || what == "fault") in >> door;
  in >> on;
  Leaf& leaf = m_leaves.at(door);
  if (what == "body") m_bodies = static_cast<std::uint16_t>(on);
  if (what == "line") {
    leaf.blocked = on != 0;
    on != 0 ? leaf.block() : leaf.unblock();
  }
  if (what == "fault") leaf.faulty = on != 0;
  if (what == "fire") {
    m_fire = on != 0;
    if (m_fire) m_leaves[0].open();
  }
  if (what == "key") m_key = on != 0;
  if (what == "mains") m_mains_lost = on == 0;
  return "ok";
}

std::string Controller::told(const std::string& line)
{
  std::istringstream in(line);
  std::string what;
  in >> what;
  if (what == "step") {
    Number most = 0;
    in >> most;
    return std::to_string(step(most));
  }
  if (what == "restart") {
    m_leaves = {};
    m_bodies = 0;
    ++m_starts;
    std::fill_n(m_map->tab_registers, 16, std::uint16_t{0});
    return "ok";
  }
  if (what == "set") {
    int where = 0, value = 0;
    if (in >> where >> value)
      m_lies[where] = static_cast<std::uint16_t>(value);
    else
      m_lies.clear();
    return "ok";
  }
  if (what == "play") {
    in >> m_mode;
    return "ok";
  }
  if (what == "screen") return std::to_string(m_map->tab_registers[3]);
  if (what == "alarm") return std::to_string(m_map->tab_registers[4]);
  return happens(what, in);
}

void say(const std::string& line)
{
  std::puts(line.c_str());
  std::fflush(stdout);
}

// False: the test has gone.
bool hear(std::string& heard, Controller& controller)
{
  char bytes[512];
  const ssize_t count = ::read(0, bytes, sizeof bytes);
  if (count <= 0) return false;
  heard.append(bytes, static_cast<std::size_t>(count));
  for (std::size_t end; (end = heard.find('\n')) != std::string::npos; heard.erase(0, end + 1))
    say(controller.told(heard.substr(0, end)));
  return true;
}

int serve_tcp(int port)
{
  modbus_t* line = modbus_new_tcp("127.0.0.1", port);
  int listener = modbus_tcp_listen(line, 1);
  sockaddr_in where{};
  socklen_t size = sizeof where;
  if (listener < 0 || getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size) != 0)
    return 1;
  say(std::to_string(ntohs(where.sin_port)));
  Controller controller(line);
  for (std::string heard;;) {
    pollfd waits[3] = {{0, POLLIN, 0}, {listener, POLLIN, 0}, {controller.connection, POLLIN, 0}};
    if (::poll(waits, 3, -1) < 0) return 1;
    if (waits[0].revents != 0 && !hear(heard, controller)) return 0;
    if (waits[1].revents != 0) { // the newest connection counts
      if (controller.connection >= 0) ::close(controller.connection);
      controller.connection = modbus_tcp_accept(line, &listener);
    } else if (waits[2].revents != 0 && !controller.serve()) {
      ::close(controller.connection);
      controller.connection = -1;
    }
  }
}

int serve_rtu()
{
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0) return 1;
  // Kept open, so that the line stays while nobody else has it.
  const int other = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY);
  termios raw{};
  if (other < 0 || ::tcgetattr(other, &raw) != 0) return 1;
  ::cfmakeraw(&raw);
  ::tcsetattr(other, TCSANOW, &raw);
  modbus_t* line = modbus_new_rtu("unused", 115'200, 'N', 8, 1);
  modbus_set_slave(line, 1);
  modbus_set_socket(line, terminal);
  say(::ptsname(terminal));
  Controller controller(line);
  for (std::string heard;;) {
    pollfd waits[2] = {{0, POLLIN, 0}, {terminal, POLLIN, 0}};
    if (::poll(waits, 2, -1) < 0) return 1;
    if (waits[0].revents != 0 && !hear(heard, controller)) return 0;
    if ((waits[1].revents & POLLIN) != 0) (void)controller.serve();
  }
}

} // namespace

int main(int argc, char** argv)
{
  std::signal(SIGPIPE, SIG_IGN); // who hangs up is no reason to end
  const std::string how = argc > 1 ? argv[1] : "";
  if (how == "rtu") return serve_rtu();
  int port = 0;
  if (argc > 2) std::from_chars(argv[2], argv[2] + std::char_traits<char>::length(argv[2]), port);
  return how == "tcp" ? serve_tcp(port) : 2;
}
