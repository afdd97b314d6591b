// SPDX-License-Identifier: Apache-2.0
// gRPC's credentials for both ends of the link, with our judgement of the peer's certificate.
// Inside this room only: gRPC's headers are slow to compile. Certificate files are read again every
// `refresh`, so that a renewed one serves the next handshake without a stop.
#pragma once
#include "core/link/certificate_judge.hpp"
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <memory>

namespace gatetwin {

// Counters outlive the server.
std::shared_ptr<grpc::ServerCredentials>
server_credentials(const TlsFiles& files, unsigned refresh_s, LinkCounters& counters);
// A handshake under way outlives its channel, so it keeps the counters.
std::shared_ptr<grpc::ChannelCredentials>
channel_credentials(const TlsFiles& files, unsigned refresh_s, AuthorityId centre,
                    const std::shared_ptr<LinkCounters>& counters);

} // namespace gatetwin
