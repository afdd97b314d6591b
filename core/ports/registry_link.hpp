// SPDX-License-Identifier: Apache-2.0
// Port: the way to the registries of the authorities. Real: gRPC with mutual TLS; simulated:
// exchanges on the SimGrid platform.
//
// Promises: send() returns at once; it may be lost, delayed, repeated or answered twice. A reply
// arrives as registry_reply. No promise of delivery or order: deadlines, retries and idempotency
// are the client's (core/registry).
#pragma once
#include "core/domain/registry_message.hpp"

namespace gatetwin {

class RegistryLink {
public:
  virtual ~RegistryLink() = default;
  virtual void send(const RegistryRequest& request) = 0;
};

} // namespace gatetwin
