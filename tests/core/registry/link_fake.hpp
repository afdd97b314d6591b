// SPDX-License-Identifier: Apache-2.0
// Fakes of the ports that the unit's side of the registry uses: they keep what they were given.
#pragma once
#include "core/ports/durable_store.hpp"
#include "core/ports/registry_link.hpp"
#include <vector>

namespace gatetwin {

class LinkFake final : public RegistryLink {
public:
  void send(const RegistryRequest& request) override { sent.push_back(request); }
  std::vector<RegistryRequest> take()
  {
    std::vector<RegistryRequest> taken;
    taken.swap(sent);
    return taken;
  }
  std::vector<RegistryRequest> sent;
};

inline RegistryReply reply_to(const RegistryRequest& request,
                              ReplyStatus status = ReplyStatus::done,
                              Decision decision = Decision::admit)
{
  RegistryReply reply;
  reply.kind = request.kind;
  reply.authority = request.authority;
  reply.transaction = request.transaction;
  reply.attempt = request.attempt;
  reply.status = status;
  reply.decision = decision;
  return reply;
}

// Acknowledges when the test says so; a crash keeps what was acknowledged, and as much more as it
// likes.
class StoreFake final : public DurableStore {
public:
  std::uint64_t append(const StoreEntry& entry) override
  {
    if (refuses) return 0;
    entries.push_back(entry);
    return entries.size();
  }
  void recover(StoreVisitor& visitor) override
  {
    for (const StoreEntry& entry : entries) visitor.on_entry(entry);
  }
  void crash(std::size_t keep) { entries.resize(std::min(keep, entries.size())); }

  std::vector<StoreEntry> entries; // the ticket is the position from 1
  bool refuses = false;
};

} // namespace gatetwin
