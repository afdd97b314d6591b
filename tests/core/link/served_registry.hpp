// SPDX-License-Identifier: Apache-2.0
// A registry of one authority on a port of this machine, with certificates of its own, and what a
// unit needs to reach it.
#pragma once
#include "core/link/grpc_registry_link.hpp"
#include "core/link/registry_server.hpp"
#include "core/registry/memory_ledger.hpp"
#include "core/registry/registry_service.hpp"
#include "tests/core/link/test_certificates.hpp"
#include "tests/core/registry/samples.hpp"
#include <atomic>
#include <ctime>
#include <filesystem>
#include <functional>
#include <future>
#include <gtest/gtest.h>
#include <poll.h>
#include <set>

namespace gatetwin::test {

inline MonotonicTime steady_now()
{
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return {now.tv_sec * 1'000'000'000 + now.tv_nsec};
}

class Folder {
public:
  Folder()
  {
    std::string name = (std::filesystem::temp_directory_path() / "gatetwin-link-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    m_path = name;
  }
  ~Folder() { std::filesystem::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return m_path; }

private:
  std::string m_path;
};

// The service on a ledger in memory; `hold` lets a test look at what waits.
class ServiceHandler final : public RegistryHandler, public EventFeed {
public:
  explicit ServiceHandler(AuthorityId authority) : m_ledger(authority)
  {
    m_service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
    m_service.enrol({.unit = sample::booth, .checkpoint = sample::checkpoint});
    CHECK(m_service.install(sample::watch_list()).ok());
    CHECK(m_service.register_document("VNM", "BP1234567").ok());
  }
  void handle(std::span<const QueuedCall> calls, std::span<RegistryReply> replies) override
  {
    if (before_group) before_group();
    for (std::size_t i = 0; i < calls.size(); ++i)
      replies[i] = m_service.handle(calls[i].request, {steady_now(), sample::noon});
    groups.push_back(calls.size());
  }
  Result<std::vector<LinkEvent>> events(std::uint64_t after, std::size_t most) override
  {
    std::vector<LinkEvent> found;
    for (std::uint64_t n = after + 1; n <= m_ledger.crossings() && found.size() < most; ++n)
      found.push_back({.number = n, .kind = 2});
    return found;
  }
  Result<HistoryPage> history(std::uint32_t observer, const HistoryQuestion& question) override
  {
    inquirers.push_back(observer);
    return HistoryPage{
        m_ledger.history(question.document, question.after, most_in_history_part).value(),
        false,
        {}};
  }
  Result<HistoryPage> presumed(const HistoryPlace& after) override
  {
    HistoryPage page;
    const auto found = m_ledger.presumed(after, most_in_history_part);
    for (const PresumedCrossing& one : found.value()) page.crossings.push_back(one.crossing);
    return page;
  }
  Result<SettlementResult> settle(const Settlement& settlement) override
  {
    settlers.push_back(settlement.supervisor);
    return m_ledger.settle(settlement);
  }
  Ledger& ledger() { return m_ledger; }

  std::vector<std::uint32_t> inquirers, settlers;
  std::function<void()> before_group;
  std::vector<std::size_t> groups;

private:
  MemoryLedger m_ledger;
  RegistryService m_service{m_ledger.authority(), sample::plus_seven, {}, m_ledger, nullptr};
};

class ServedRegistry {
public:
  explicit ServedRegistry(AuthorityId authority = sample::vietnam) : handler(authority)
  {
    options.address = "127.0.0.1:0";
    options.tls =
        files("centre", {.uri = uri_of({PeerRole::centre, authority.value}), .use = "serverAuth"});
    start();
  }
  void start()
  {
    auto started = RegistryServer::start(options, handler, &handler, counters, steady_now);
    ASSERT_TRUE(started.ok()) << started.error().detail;
    server = std::move(started).value();
    options.address = "127.0.0.1:" + std::to_string(server->port());
  }
  TlsFiles files(const std::string& name, const LeafTraits& traits)
  {
    return write_tls_files(folder.path(), name, root, root.issue(traits));
  }
  GrpcRegistryLinkOptions unit_options(UnitId unit = sample::gate)
  {
    GrpcRegistryLinkOptions unit_side;
    unit_side.unit = unit;
    unit_side.endpoints = {{handler.ledger().authority(), options.address}};
    const std::string name = "unit" + std::to_string(unit.value);
    unit_side.tls = files(name, {.uri = uri_of({PeerRole::unit, unit.value})});
    return unit_side;
  }
  std::unique_ptr<GrpcRegistryLink> link(UnitId unit = sample::gate)
  {
    auto opened = GrpcRegistryLink::open(unit_options(unit));
    EXPECT_TRUE(opened.ok()) << opened.error().detail;
    return std::move(opened).value();
  }

  Folder folder;
  TestAuthority root{"root"};
  ServiceHandler handler;
  LinkCounters counters;
  RegistryServerOptions options;
  std::unique_ptr<RegistryServer> server;
};

// Waits on the link's descriptor as a gate's loop does, until so many replies came or ten seconds
// passed.
inline std::vector<RegistryReply> await_replies(GrpcRegistryLink& link, std::size_t count)
{
  std::vector<RegistryReply> replies;
  const MonotonicTime until = steady_now() + seconds(10);
  while (replies.size() < count && steady_now() < until) {
    pollfd waiting{link.descriptor(), POLLIN, 0};
    if (::poll(&waiting, 1, 100) > 0) link.on_ready(steady_now());
    Inbox inbox;
    link.deliver(inbox);
    for (; !inbox.empty(); inbox.pop()) replies.push_back(*inbox.front().reply);
  }
  return replies;
}

// Ten seconds at most for something that another thread brings about.
template <typename Condition> bool comes_true(Condition&& condition)
{
  const MonotonicTime until = steady_now() + seconds(10);
  while (!condition()) {
    if (steady_now() > until) return false;
    ::poll(nullptr, 0, 1);
  }
  return true;
}

} // namespace gatetwin::test
