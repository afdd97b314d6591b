// SPDX-License-Identifier: Apache-2.0
// What comes out at a service manager's socket.
#include "core/service/service_notice.hpp"
#include <cstdlib>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace gatetwin {
namespace {

class ServiceManager {
public:
  ServiceManager()
  {
    // In the abstract namespace: it leaves nothing behind.
    const std::string name = "gatetwin-notice-" + std::to_string(::getpid());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path + 1, name.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    EXPECT_EQ(::bind(m_socket, reinterpret_cast<const sockaddr*>(&address), size), 0);
    ::setenv("NOTIFY_SOCKET", ("@" + name).c_str(), 1);
  }
  ~ServiceManager()
  {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(m_socket);
  }
  std::string heard()
  {
    char text[256];
    const ssize_t size = ::recv(m_socket, text, sizeof text, MSG_DONTWAIT);
    return size < 0 ? "nothing" : std::string(text, static_cast<std::size_t>(size));
  }

private:
  const int m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

TEST(ServiceNotice, TellsTheServiceManagerInItsOwnWords)
{
  ServiceManager manager;
  SystemdNotice notice;
  notice.ready("in service");
  EXPECT_EQ(manager.heard(), "READY=1\nSTATUS=in service");
  notice.reloading();
  EXPECT_EQ(manager.heard(), "RELOADING=1");
  notice.status("out of service");
  EXPECT_EQ(manager.heard(), "STATUS=out of service");
  notice.alive();
  EXPECT_EQ(manager.heard(), "WATCHDOG=1");
  notice.stopping();
  EXPECT_EQ(manager.heard(), "STOPPING=1");
}

TEST(ServiceNotice, SaysNothingWhereThereIsNoServiceManager)
{
  ::unsetenv("NOTIFY_SOCKET");
  SystemdNotice notice;
  notice.ready("in service");
  notice.alive();
  ServiceManager later;
  EXPECT_EQ(later.heard(), "nothing");
}

} // namespace
} // namespace gatetwin
