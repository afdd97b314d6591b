// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/stream_socket.hpp"
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace gatetwin {
namespace {

struct SocketName {
  sockaddr_storage bytes{};
  socklen_t size = 0;
  int family = AF_UNSPEC; // none: it is no address
};

SocketName name_of(const StreamAddress& address)
{
  SocketName name;
  if (!address.path.empty()) {
    sockaddr_un local{};
    if (address.path.size() >= sizeof local.sun_path) return name;
    local.sun_family = AF_UNIX;
    std::memcpy(local.sun_path, address.path.c_str(), address.path.size() + 1);
    std::memcpy(&name.bytes, &local, sizeof local);
    name.size = sizeof local;
    name.family = AF_UNIX;
    return name;
  }
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (::inet_pton(AF_INET, address.address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(address.port);
    std::memcpy(&name.bytes, &v4, sizeof v4);
    name.size = sizeof v4;
    name.family = AF_INET;
  } else if (::inet_pton(AF_INET6, address.address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(address.port);
    std::memcpy(&name.bytes, &v6, sizeof v6);
    name.size = sizeof v6;
    name.family = AF_INET6;
  }
  return name;
}

} // namespace

Status check_address(const StreamAddress& address)
{
  if (address.path.empty() == address.address.empty())
    return Error{ErrorCode::rejected, "a socket's path, or an address: one of them"};
  if (address.path.empty() && address.port == 0)
    return Error{ErrorCode::rejected, "an address needs a port"};
  if (name_of(address).family == AF_UNSPEC)
    return Error{ErrorCode::rejected,
                 "an IPv4 or IPv6 address in digits, or a path up to 107 bytes"};
  return success();
}

bool StreamSocket::connect(const StreamAddress& address)
{
  close();
  const SocketName name = name_of(address);
  m_socket = OwnedDescriptor(::socket(name.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!m_socket.is_open()) return false;
  const int at_once = 1;
  if (name.family != AF_UNIX)
    (void)::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  const auto* to = reinterpret_cast<const sockaddr*>(&name.bytes);
  if (::connect(m_socket.get(), to, name.size) == 0 || errno == EINPROGRESS) return true;
  close();
  return false;
}

bool StreamSocket::send(std::string_view bytes)
{
  if (!is_open()) return true; // nobody is there to be told
  m_out += bytes;
  return m_out.size() <= most_unsent && write_out();
}

bool StreamSocket::write_out()
{
  while (wants_to_write()) {
    const ssize_t sent = ::send(m_socket.get(), m_out.data(), m_out.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    // Not connected yet, or nobody takes it.
    if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOTCONN;
    m_bytes_written += static_cast<std::uint64_t>(sent);
    m_out.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

bool StreamSocket::read(std::string& bytes)
{
  std::array<char, 4096> piece{};
  // A peer that never stops is read on at the loop's next round.
  for (int round = 0; round < 4; ++round) {
    const ssize_t count = ::recv(m_socket.get(), piece.data(), piece.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    if (count == 0) return false;
    m_bytes_read += static_cast<std::uint64_t>(count);
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
  return true;
}

} // namespace gatetwin
