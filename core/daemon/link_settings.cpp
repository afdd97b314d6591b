// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/link_settings.hpp"

namespace gatetwin {

GrpcRegistryLinkOptions link_options(const daemon::GateSettings& settings)
{
  GrpcRegistryLinkOptions options;
  options.unit = UnitId{settings.unit().number()};
  for (const daemon::Endpoint& endpoint : settings.link().endpoints()) {
    RegistryEndpoint& into = options.endpoints.emplace_back();
    into.authority = AuthorityId{static_cast<std::uint16_t>(endpoint.authority())};
    into.address = endpoint.address();
    if (endpoint.has_certificate())
      into.tls = {endpoint.authorities(), endpoint.certificate(), endpoint.key(),
                  endpoint.revocations()};
  }
  options.tls = {settings.link().authorities(), settings.link().certificate(),
                 settings.link().key(), settings.link().revocations()};
  return options;
}

} // namespace gatetwin
