// SPDX-License-Identifier: Apache-2.0
// A connection to a device's own program on this machine or wire, which never waits: by the path of
// a Unix socket, or an address in digits with a port. Who uses it waits on its descriptor.
#pragma once
#include "core/base/result.hpp"
#include "core/hardware/owned_descriptor.hpp"
#include <cstdint>
#include <string>
#include <string_view>

namespace gatetwin {

struct StreamAddress {
  std::string path;    // "/run/gatetwin/face.sock"; or, if empty:
  std::string address; // IPv4 or IPv6 in digits
  std::uint16_t port = 0;
};
// rejected: neither or both, no address in digits, a path too long for a socket.
Status check_address(const StreamAddress& address);

class StreamSocket {
public:
  // Begins to connect; false: refused at once.
  bool connect(const StreamAddress& address);
  void close()
  {
    m_socket = OwnedDescriptor();
    m_out.clear();
  }
  int descriptor() const { return m_socket.get(); }
  bool is_open() const { return m_socket.is_open(); }
  bool wants_to_write() const { return is_open() && !m_out.empty(); }
  // False: nobody has taken anything for long; what is not sent is bounded.
  bool send(std::string_view bytes);
  // False: the connection is gone.
  bool write_out();
  // What has come is added to `bytes`. False: the connection is gone.
  bool read(std::string& bytes);

  std::uint64_t bytes_read() const { return m_bytes_read; }
  std::uint64_t bytes_written() const { return m_bytes_written; }

private:
  static constexpr std::size_t most_unsent = 64 * 1024;
  OwnedDescriptor m_socket;
  std::string m_out;
  std::uint64_t m_bytes_read = 0;
  std::uint64_t m_bytes_written = 0;
};

} // namespace gatetwin
