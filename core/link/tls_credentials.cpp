// SPDX-License-Identifier: Apache-2.0
// gRPC is told to ask for the peer's certificate and to leave its verification to us: a handshake
// that gRPC itself refuses gives no reason that could be counted. TLS still proves that the peer
// holds the certificate's key. A resumed session is judged like a new one.
#include "core/link/tls_credentials.hpp"
#include <grpc/support/log.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

namespace gatetwin {
namespace {

namespace tls = grpc::experimental;

std::string_view view_of(const grpc::string_ref& text) { return {text.data(), text.size()}; }

class PeerVerifier final : public tls::ExternalCertificateVerifier {
public:
  // `wanted`: role none takes any peer.
  PeerVerifier(TlsFiles files, CertificateUse use, PeerIdentity wanted,
               std::shared_ptr<LinkCounters> counters)
      : m_files(std::move(files)), m_use(use), m_wanted(wanted), m_counters(std::move(counters))
  {
  }

  bool Verify(tls::TlsCustomVerificationCheckRequest* request, std::function<void(grpc::Status)>,
              grpc::Status* status) override
  {
    CertificateJudgement judgement = judge_certificate(
        m_files, view_of(request->peer_cert()), view_of(request->peer_cert_full_chain()), m_use);
    const bool foreign = m_wanted.role != PeerRole::none && judgement.peer != m_wanted;
    if (judgement.refusal == LinkRefusal::none && foreign)
      judgement.refusal = LinkRefusal::certificate_wrong_identity;
    if (judgement.refusal != LinkRefusal::none) {
      m_counters->add(judgement.refusal, judgement.peer);
      *status = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, to_string(judgement.refusal));
    }
    return true; // judged at once
  }
  void Cancel(tls::TlsCustomVerificationCheckRequest*) override {}

private:
  const TlsFiles m_files;
  const CertificateUse m_use;
  const PeerIdentity m_wanted;
  const std::shared_ptr<LinkCounters> m_counters;
};

template <typename Options>
void watch_files(Options& options, const TlsFiles& files, CertificateUse peer, PeerIdentity wanted,
                 const std::shared_ptr<LinkCounters>& counters)
{
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_certificate_verifier(
      tls::ExternalCertificateVerifier::Create<PeerVerifier>(files, peer, wanted, counters));
}

std::shared_ptr<tls::FileWatcherCertificateProvider> watcher_of(const TlsFiles& files,
                                                                unsigned refresh_s)
{
  return std::make_shared<tls::FileWatcherCertificateProvider>(files.key, files.certificate,
                                                               files.authorities, refresh_s);
}

// gRPC prints a line for each peer that it turns away: anybody could fill a disk so. What it would
// say is counted by us.
void quiet_grpc()
{
  static const bool done = [] {
    gpr_set_log_function([](gpr_log_func_args*) {});
    return true;
  }();
  (void)done;
}

} // namespace

std::shared_ptr<grpc::ServerCredentials>
server_credentials(const TlsFiles& files, unsigned refresh_s, LinkCounters& counters)
{
  quiet_grpc();
  tls::TlsServerCredentialsOptions options(watcher_of(files, refresh_s));
  const std::shared_ptr<LinkCounters> not_owned(std::shared_ptr<void>(), &counters);
  watch_files(options, files, CertificateUse::client, {}, not_owned);
  options.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
  return tls::TlsServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials>
channel_credentials(const TlsFiles& files, unsigned refresh_s, AuthorityId centre,
                    const std::shared_ptr<LinkCounters>& counters)
{
  quiet_grpc();
  tls::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(watcher_of(files, refresh_s));
  watch_files(options, files, CertificateUse::server, {PeerRole::centre, centre.value}, counters);
  options.set_verify_server_certs(false);
  options.set_check_call_host(false); // a centre is known by its name, wherever it stands
  return tls::TlsCredentials(options);
}

} // namespace gatetwin
