// SPDX-License-Identifier: Apache-2.0
// gRPC with mutual TLS on this machine, and the simulated network: one contract.
#include "core/registry/memory_ledger.hpp"
#include "sim/engine/closed_form_exchange.hpp"
#include "tests/contract/registry_link_contract.hpp"
#include "tests/core/link/served_registry.hpp"
#include "tests/sim/engine/hand_model.hpp"
#include <map>

namespace gatetwin::contract {
namespace {

class GrpcTwin {
public:
  GrpcTwin()
  {
    auto options = m_registry.unit_options();
    options.deadline = milliseconds(500);
    m_link = std::move(GrpcRegistryLink::open(options).value());
  }
  RegistryLink& link() { return *m_link; }
  std::vector<RegistryReply> after(std::size_t count)
  {
    std::vector<RegistryReply> replies;
    // Failed calls answer nobody: then fewer come.
    EXPECT_TRUE(test::comes_true([&] {
      m_link->on_ready(test::steady_now());
      Inbox inbox;
      m_link->deliver(inbox);
      for (; !inbox.empty(); inbox.pop()) replies.push_back(*inbox.front().reply);
      const RegistryLinkCounts counts = m_link->counts();
      return replies.size() >= count || counts.failed > m_failed;
    }));
    m_failed = m_link->counts().failed;
    return replies;
  }
  void stop_centre() { m_registry.server.reset(); }
  void start_centre()
  {
    m_registry.start();
    m_link->reload(); // at once, not after its back-off
  }

private:
  test::ServedRegistry m_registry;
  std::unique_ptr<GrpcRegistryLink> m_link;
  std::uint64_t m_failed = 0;
};

class SimulatedTwin final : public RegistryLink, ExchangeHost, RegistryCentre {
public:
  SimulatedTwin()
  {
    m_service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
    CHECK(m_service.install(sample::watch_list()).ok());
    CHECK(m_service.register_document("VNM", "BP1234567").ok());
  }
  RegistryLink& link() { return *this; }
  void send(const RegistryRequest& request) override { m_exchange.send(0, request); }
  std::vector<RegistryReply> after(std::size_t)
  {
    while (!m_calendar.empty()) {
      const auto [at, event] = *m_calendar.begin();
      m_calendar.erase(m_calendar.begin());
      m_now_ns = at;
      m_exchange.on_event(event.first, event.second);
    }
    return std::move(m_replies);
  }
  void stop_centre() { m_exchange.set_centre(0, false); }
  void start_centre() { m_exchange.set_centre(0, true); }

private:
  std::int64_t now_ns() const override { return m_now_ns; }
  void schedule_exchange(std::int64_t at_ns, std::uint32_t exchange, std::uint32_t step) override
  {
    m_calendar.insert({at_ns, {exchange, step}});
  }
  void deliver(Index, const RegistryReply& reply) override { m_replies.push_back(reply); }
  RegistryReply handle(const RegistryRequest& request, std::int64_t now_ns) override
  {
    return m_service.handle(request, {{now_ns}, sample::noon});
  }
  static test::HandModel hall()
  {
    test::HandModel hall;
    hall.traveller_class();
    hall.station(1, {test::constant(1)});
    return hall;
  }

  test::HandModel m_hall = hall();
  MemoryLedger m_ledger{sample::vietnam};
  RegistryService m_service{sample::vietnam, sample::plus_seven, {}, m_ledger, nullptr};
  std::int64_t m_now_ns = 0;
  std::multimap<std::int64_t, std::pair<std::uint32_t, std::uint32_t>> m_calendar;
  std::vector<RegistryReply> m_replies;
  ClosedFormExchange m_exchange{m_hall.model(), *this, *this};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Grpc, RegistryLinkContract, GrpcTwin);
INSTANTIATE_TYPED_TEST_SUITE_P(Simulated, RegistryLinkContract, SimulatedTwin);

} // namespace
} // namespace gatetwin::contract
