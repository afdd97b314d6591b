// SPDX-License-Identifier: Apache-2.0
// A peer that shakes hands, opens an HTTP/2 connection, and never says a word again, as one whose
// computer was frozen or whose line was cut: what its server says stays unanswered.
#pragma once
#include "tests/core/link/test_certificates.hpp"
#include <arpa/inet.h>
#include <memory>
#include <openssl/ssl.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace gatetwin::test {

class SilentPeer {
public:
  SilentPeer(int port, const TlsFiles& files)
  {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    CHECK(SSL_CTX_use_certificate_chain_file(m_context.get(), files.certificate.c_str()) == 1);
    CHECK(SSL_CTX_use_PrivateKey_file(m_context.get(), files.key.c_str(), SSL_FILETYPE_PEM) == 1);
    m_tls.reset(SSL_new(m_context.get()));
    constexpr unsigned char h2[] = {2, 'h', '2'};
    CHECK(SSL_set_alpn_protos(m_tls.get(), h2, sizeof h2) == 0);
    CHECK(SSL_set_fd(m_tls.get(), m_socket) == 1 && SSL_connect(m_tls.get()) == 1);
    constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    constexpr unsigned char settings[] = {0, 0, 0, 4, 0, 0, 0, 0, 0}; // an empty frame of them
    CHECK(SSL_write(m_tls.get(), preface.data(), static_cast<int>(preface.size())) > 0);
    CHECK(SSL_write(m_tls.get(), settings, sizeof settings) > 0);
    char answer[64];
    CHECK(SSL_read(m_tls.get(), answer, sizeof answer) > 0); // the connection is open
  }
  ~SilentPeer() { ::close(m_socket); }
  SilentPeer(const SilentPeer&) = delete;
  SilentPeer& operator=(const SilentPeer&) = delete;

private:
  const int m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context{SSL_CTX_new(TLS_client_method()),
                                                              SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> m_tls{nullptr, SSL_free};
};

} // namespace gatetwin::test
