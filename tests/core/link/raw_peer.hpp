// SPDX-License-Identifier: Apache-2.0
// A peer that speaks gRPC with whatever certificate and bytes a test gives it, and verifies
// nothing.
#pragma once
#include "core/link/link.grpc.pb.h"
#include "tests/core/link/test_certificates.hpp"
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <memory>
#include <optional>
#include <string>

namespace gatetwin::test {

class RawPeer {
public:
  RawPeer(const std::string& address, const TestAuthority& root,
          const std::optional<TestAuthority::Leaf>& leaf)
  {
    namespace tls = grpc::experimental;
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(
        leaf
            ? std::make_shared<tls::StaticDataCertificateProvider>(
                  root.pem(), std::vector<tls::IdentityKeyCertPair>{{leaf->key, leaf->certificate}})
            : std::make_shared<tls::StaticDataCertificateProvider>(root.pem()));
    options.watch_root_certs();
    if (leaf) options.watch_identity_key_cert_pairs();
    options.set_verify_server_certs(false);
    options.set_check_call_host(false);
    options.set_certificate_verifier(std::make_shared<tls::NoOpCertificateVerifier>());
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    m_channel = grpc::CreateCustomChannel(address, tls::TlsCredentials(options), arguments);
  }

  struct Answer {
    grpc::Status status;
    std::string bytes;
  };
  static constexpr std::int64_t no_deadline = INT64_MAX;
  Answer exchange(const std::string& bytes, std::int64_t deadline_ms = 5000,
                  bool cancel = false) const
  {
    return call("Exchange", bytes, deadline_ms, cancel);
  }
  Answer call(const std::string& method, const std::string& bytes, std::int64_t deadline_ms = 5000,
              bool cancel = false) const
  {
    grpc::ClientContext context;
    if (deadline_ms != no_deadline) {
      context.set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_REALTIME),
                                        gpr_time_from_millis(deadline_ms, GPR_TIMESPAN)));
    }
    grpc::GenericStub stub(m_channel);
    grpc::CompletionQueue completions;
    const grpc::Slice slice(bytes);
    auto asked = stub.PrepareUnaryCall(&context, "/gatetwin.registry.v1.Registry/" + method,
                                       grpc::ByteBuffer(&slice, 1), &completions);
    asked->StartCall();
    Answer answer;
    grpc::ByteBuffer response;
    asked->Finish(&response, &answer.status, &completions);
    if (cancel) context.TryCancel();
    void* tag = nullptr;
    bool ok = false;
    completions.Next(&tag, &ok);
    std::vector<grpc::Slice> slices;
    if (answer.status.ok() && response.Dump(&slices).ok()) {
      for (const grpc::Slice& part : slices)
        answer.bytes.append(reinterpret_cast<const char*>(part.begin()), part.size());
    }
    return answer;
  }
  std::unique_ptr<registry::v1::Registry::Stub> stub() const
  {
    return registry::v1::Registry::NewStub(m_channel);
  }

private:
  std::shared_ptr<grpc::Channel> m_channel;
};

} // namespace gatetwin::test
