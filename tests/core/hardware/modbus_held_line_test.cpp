// SPDX-License-Identifier: Apache-2.0
// A network that swallows what is sent to the controller for a while, and then is whole again: an
// order that was under way must not arrive after this computer has given it up. The controller is
// played here, by its side of the connection alone.
#include "core/hardware/modbus_hardware.hpp"
#include <algorithm>
#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr std::size_t request_bytes = 12; // of a read and of a write
constexpr std::size_t function_at = 7;
constexpr std::uint8_t read_status = 4;

std::uint16_t port_of(int socket, bool peer)
{
  sockaddr_in name{};
  socklen_t size = sizeof name;
  auto* where = reinterpret_cast<sockaddr*>(&name);
  EXPECT_EQ(peer ? ::getpeername(socket, where, &size) : ::getsockname(socket, where, &size), 0);
  return ntohs(name.sin_port);
}

class HeldLine {
public:
  HeldLine() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
  {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&name), sizeof name), 0);
    EXPECT_EQ(::listen(m_listener.get(), 4), 0);
  }
  std::uint16_t port() const { return port_of(m_listener.get(), false); }
  std::uint16_t their_port() const { return port_of(m_connection.get(), true); }
  static bool wait(int descriptor, int ms)
  {
    pollfd one{descriptor, POLLIN, 0};
    return ::poll(&one, 1, ms) == 1;
  }
  // Takes a request, if one is there.
  bool take(int ms)
  {
    if (!m_connection.is_open()) {
      if (!wait(m_listener.get(), ms)) return false;
      m_connection = OwnedDescriptor(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    }
    if (!wait(m_connection.get(), ms)) return false;
    return ::recv(m_connection.get(), m_request.data(), request_bytes, MSG_WAITALL) ==
           static_cast<ssize_t>(request_bytes);
  }
  bool asks_for_status() const { return m_request[function_at] == read_status; }
  void answer()
  {
    std::vector<std::uint8_t> reply(m_request.begin(), m_request.end());
    if (asks_for_status()) {
      ++m_heartbeat;
      reply.resize(function_at + 1);
      reply[5] = 3 + 14; // unit, function, size and seven registers
      reply.push_back(14);
      for (const std::uint16_t one :
           {modbus_identity, m_heartbeat, std::uint16_t{1}, std::uint16_t{1}, std::uint16_t{1},
            std::uint16_t{0}, std::uint16_t{0}}) {
        reply.push_back(static_cast<std::uint8_t>(one >> 8));
        reply.push_back(static_cast<std::uint8_t>(one & 0xFF));
      }
    }
    EXPECT_EQ(::send(m_connection.get(), reply.data(), reply.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(reply.size()));
  }
  // From now on nothing of the other side arrives.
  bool swallow() const
  {
    sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
    const sock_fprog all{1, &drop};
    return ::setsockopt(m_connection.get(), SOL_SOCKET, SO_ATTACH_FILTER, &all, sizeof all) == 0;
  }
  bool is_called_anew() const { return wait(m_listener.get(), 20'000); }

private:
  OwnedDescriptor m_listener;
  OwnedDescriptor m_connection;
  std::array<std::uint8_t, request_bytes> m_request{};
  std::uint16_t m_heartbeat = 0;
};

// Whether the system still has a connection from that port to deliver something over.
bool is_kept(std::uint16_t port)
{
  std::ifstream table("/proc/net/tcp");
  EXPECT_TRUE(table.is_open());
  std::string line;
  std::getline(table, line); // the head
  while (std::getline(table, line)) {
    std::istringstream words(line);
    std::string slot, local, remote, state;
    words >> slot >> local >> remote >> state;
    const bool over = state == "06" || state == "07"; // waits only, or is closed
    if (!over && std::stoul(local.substr(local.find(':') + 1), nullptr, 16) == port) return true;
  }
  return false;
}

TEST(ModbusHeldLine, DeliversNoOrderAfterItWasGivenUp)
{
  HeldLine line;
  ModbusOptions options;
  options.address = "127.0.0.1";
  options.port = line.port();
  options.period = milliseconds(2);
  options.response = milliseconds(300);
  options.silence = seconds(8);
  auto opened = ModbusHardware::open(options, {1});
  ASSERT_TRUE(opened.ok());
  ModbusHardware& hardware = *opened.value();
  int statuses = 0;
  while (statuses < 3) { // it is known by then
    ASSERT_TRUE(line.take(20'000));
    statuses += line.asks_for_status() ? 1 : 0;
    if (statuses < 3) line.answer();
  }
  hardware.open_door(Door::exit); // is written next
  if (!line.swallow()) GTEST_SKIP() << "this system filters no sockets";
  line.answer();
  const std::uint16_t theirs = line.their_port();
  ASSERT_TRUE(line.is_called_anew());
  EXPECT_FALSE(is_kept(theirs)) << "the order would arrive as soon as the network is whole";
}

} // namespace
} // namespace gatetwin
