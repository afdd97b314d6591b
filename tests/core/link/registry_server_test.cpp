// SPDX-License-Identifier: Apache-2.0
// Whatever a peer does, it is refused with its own reason, and counted; those who do nothing wrong
// are served meanwhile.
#include "core/link/registry_server.hpp"
#include "core/registry/registry_codec.hpp"
#include "tests/core/link/raw_peer.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

using sample::border_pass;

const std::string unit_uri = "urn:gatetwin:unit:17";

std::string bytes_of(const RegistryRequest& request)
{
  std::string bytes;
  EXPECT_TRUE(encode(request, bytes).ok());
  return bytes;
}

class RegistryServerTest : public testing::Test {
protected:
  RawPeer peer(const LeafTraits& traits)
  {
    return {m_registry.options.address, m_registry.root, m_registry.root.issue(traits)};
  }
  RawPeer unit() { return peer({.uri = unit_uri}); }
  static std::string good(std::uint64_t count = 1)
  {
    return bytes_of(sample::request(RequestKind::check, count, border_pass()));
  }
  std::uint64_t count(LinkRefusal refusal) const { return m_registry.counters.of(refusal); }
  void expect_still_serves()
  {
    const auto answer = unit().exchange(good(999));
    EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
  }

  ServedRegistry m_registry;
};

TEST_F(RegistryServerTest, RefusesEveryFaultyCertificateWithItsReason)
{
  const TestAuthority other("other");
  struct Case {
    LinkRefusal expected;
    std::optional<LeafTraits> traits;
    bool of_other_root = false;
  };
  const Case cases[] = {
      {LinkRefusal::no_certificate, std::nullopt},
      {LinkRefusal::certificate_expired, LeafTraits{unit_uri, "clientAuth", -7200, -1}},
      {LinkRefusal::certificate_not_yet_valid, LeafTraits{unit_uri, "clientAuth", 600}},
      {LinkRefusal::certificate_self_signed, LeafTraits{.uri = unit_uri, .self_signed = true}},
      {LinkRefusal::certificate_unknown_issuer, LeafTraits{unit_uri}, true},
      {LinkRefusal::certificate_wrong_use, LeafTraits{unit_uri, "serverAuth"}},
      {LinkRefusal::certificate_without_identity, LeafTraits{"https://example.org/"}},
  };
  for (const Case& c : cases) {
    const TestAuthority& issuer = c.of_other_root ? other : m_registry.root;
    std::optional<TestAuthority::Leaf> leaf;
    if (c.traits) leaf = issuer.issue(*c.traits);
    const RawPeer faulty(m_registry.options.address, m_registry.root, leaf);
    const auto answer = faulty.exchange(good());
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE) << to_string(c.expected);
    EXPECT_GT(count(c.expected), 0U) << to_string(c.expected);
  }
  EXPECT_EQ(m_registry.handler.groups.size(), 0U) << "nothing of it came to the service";
  expect_still_serves();
}

TEST_F(RegistryServerTest, RefusesEveryFaultyCallWithItsReason)
{
  RegistryRequest of_another = sample::request(RequestKind::check, 1, border_pass(), sample::booth);
  std::string padded = good();
  padded += std::string("\x78\x00", 2);
  std::string other_version = good();
  other_version[1] = 9;
  constexpr std::int64_t ten_years_ms = 315'360'000'000;
  struct Case {
    LinkRefusal expected;
    grpc::StatusCode status;
    std::string bytes;
    std::int64_t deadline_ms = 5000;
    std::string uri = unit_uri;
  };
  const Case cases[] = {
      {LinkRefusal::wrong_unit, grpc::StatusCode::PERMISSION_DENIED, bytes_of(of_another)},
      {LinkRefusal::wrong_role, grpc::StatusCode::PERMISSION_DENIED, good(), 5000,
       "urn:gatetwin:observer:1"},
      {LinkRefusal::malformed, grpc::StatusCode::INVALID_ARGUMENT, "rubbish"},
      {LinkRefusal::malformed, grpc::StatusCode::INVALID_ARGUMENT, padded},
      {LinkRefusal::malformed, grpc::StatusCode::INVALID_ARGUMENT, good().substr(0, 30)},
      {LinkRefusal::unsupported, grpc::StatusCode::UNIMPLEMENTED, ""},
      {LinkRefusal::unsupported, grpc::StatusCode::UNIMPLEMENTED, other_version},
      {LinkRefusal::too_large, grpc::StatusCode::INVALID_ARGUMENT, std::string(225, 'x')},
      {LinkRefusal::too_large, grpc::StatusCode::INVALID_ARGUMENT, std::string(4096, 'x')},
      {LinkRefusal::no_deadline, grpc::StatusCode::INVALID_ARGUMENT, good(), RawPeer::no_deadline},
      {LinkRefusal::no_deadline, grpc::StatusCode::INVALID_ARGUMENT, good(), ten_years_ms},
  };
  for (const Case& c : cases) {
    const std::uint64_t before = count(c.expected);
    const auto answer = peer({.uri = c.uri}).exchange(c.bytes, c.deadline_ms);
    EXPECT_EQ(answer.status.error_code(), c.status)
        << to_string(c.expected) << ": " << answer.status.error_message();
    EXPECT_EQ(answer.status.error_message(), to_string(c.expected));
    EXPECT_EQ(count(c.expected), before + 1) << to_string(c.expected);
  }
  EXPECT_EQ(m_registry.handler.groups.size(), 0U) << "nothing of it came to the service";
  expect_still_serves();
}

TEST_F(RegistryServerTest, NeverSeesWhatGrpcItselfRefuses)
{
  const RawPeer raw = unit();
  EXPECT_EQ(raw.exchange(std::string(5000, 'x')).status.error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(raw.exchange(good(), -1000).status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  // The answer may be quicker than the deadline or the cancellation; nothing else may happen.
  const auto at_once = raw.exchange(good(), 0).status;
  EXPECT_TRUE(at_once.ok() || at_once.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED);
  const auto cancelled = raw.exchange(good(), 5000, true).status;
  EXPECT_TRUE(cancelled.ok() || cancelled.error_code() == grpc::StatusCode::CANCELLED);
  expect_still_serves();
}

TEST_F(RegistryServerTest, AnswersOverloadedWhenItsQueueOrAUnitsRateIsFull)
{
  m_registry.server.reset();
  m_registry.options.ledger.admission.unit_burst = 3;
  m_registry.options.ledger.admission.unit_rate_per_s = 1;
  m_registry.start();
  const RawPeer raw = unit();
  std::vector<ReplyStatus> statuses;
  for (std::uint64_t i = 1; i <= 4; ++i) {
    const auto answer = raw.exchange(good(i));
    ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    const auto reply = decode_reply(std::as_bytes(std::span(answer.bytes)));
    ASSERT_TRUE(reply.ok());
    EXPECT_EQ(reply.value().transaction, transaction_id(sample::gate, i));
    statuses.push_back(reply.value().status);
  }
  EXPECT_EQ(statuses, (std::vector{ReplyStatus::done, ReplyStatus::done, ReplyStatus::done,
                                   ReplyStatus::overloaded}));
  EXPECT_EQ(count(LinkRefusal::over_rate), 1U);
}

TEST_F(RegistryServerTest, LetsObserversFollowEventsFromAnyNumberOn)
{
  const auto write = [&](std::uint64_t i) {
    const RegistryRequest crossing = sample::request(RequestKind::record, i, border_pass());
    EXPECT_TRUE(unit().exchange(bytes_of(crossing)).status.ok());
    m_registry.server->ledger().post([this] { m_registry.server->events_written(); });
  };
  write(1);
  write(2);
  const auto stub = peer({.uri = "urn:gatetwin:observer:1"}).stub();
  grpc::ClientContext context;
  registry::v1::FollowRequest request;
  request.set_after(1);
  const auto stream = stub->Follow(&context, request);
  registry::v1::Event event;
  ASSERT_TRUE(stream->Read(&event));
  EXPECT_EQ(event.number(), 2U);
  write(3); // while somebody waits for it
  ASSERT_TRUE(stream->Read(&event));
  EXPECT_EQ(event.number(), 3U);
  m_registry.server->stop(seconds(5));
  EXPECT_FALSE(stream->Read(&event));
  EXPECT_EQ(stream->Finish().error_message(), "stopping");
}

TEST_F(RegistryServerTest, LetsNoUnitFollowEvents)
{
  const auto stub = unit().stub();
  grpc::ClientContext context;
  const auto stream = stub->Follow(&context, {});
  registry::v1::Event event;
  EXPECT_FALSE(stream->Read(&event));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(count(LinkRefusal::wrong_role), 1U);
}

TEST_F(RegistryServerTest, TellsHistoriesToObserversAloneAndRefusesFaultyQuestions)
{
  const RegistryRequest crossing = sample::request(RequestKind::record, 1, border_pass());
  EXPECT_TRUE(unit().exchange(bytes_of(crossing)).status.ok());
  HistoryQuestion question;
  question.document = document_key("VNM", "BP1234567");
  question.reason = sample::text<most_inquiry_reason>("case 12/2026");
  const std::string good_question = encode_history_request(question).value();
  const std::string observer = "urn:gatetwin:observer:7";
  struct Case {
    LinkRefusal expected;
    grpc::StatusCode status;
    std::string uri;
    std::string bytes;
    std::int64_t deadline_ms = 5000;
  };
  const Case cases[] = {
      {LinkRefusal::inquiry_not_allowed, grpc::StatusCode::PERMISSION_DENIED, unit_uri,
       good_question},
      {LinkRefusal::inquiry_not_allowed, grpc::StatusCode::PERMISSION_DENIED,
       "urn:gatetwin:centre:0", good_question},
      {LinkRefusal::inquiry_not_allowed, grpc::StatusCode::PERMISSION_DENIED,
       "urn:gatetwin:supervisor:7", good_question},
      {LinkRefusal::malformed, grpc::StatusCode::INVALID_ARGUMENT, observer, "rubbish"},
      {LinkRefusal::malformed, grpc::StatusCode::INVALID_ARGUMENT, observer, ""},
      {LinkRefusal::malformed, grpc::StatusCode::INVALID_ARGUMENT, observer,
       good_question + std::string("\x78\x00", 2)},
      {LinkRefusal::too_large, grpc::StatusCode::INVALID_ARGUMENT, observer, std::string(129, 'x')},
      {LinkRefusal::no_deadline, grpc::StatusCode::INVALID_ARGUMENT, observer, good_question,
       RawPeer::no_deadline},
  };
  for (const Case& c : cases) {
    const auto answer = peer({.uri = c.uri}).call("History", c.bytes, c.deadline_ms);
    EXPECT_EQ(answer.status.error_code(), c.status) << to_string(c.expected);
    EXPECT_EQ(answer.status.error_message(), to_string(c.expected));
    EXPECT_GT(count(c.expected), 0U) << to_string(c.expected);
  }
  EXPECT_TRUE(m_registry.handler.inquirers.empty()) << "nothing of it came to the ledger";
  const auto answer = peer({.uri = observer}).call("History", good_question);
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  const auto page = decode_history_part(answer.bytes, question, sample::vietnam);
  ASSERT_TRUE(page.ok()) << page.error().detail;
  ASSERT_EQ(page.value().crossings.size(), 1U);
  EXPECT_EQ(page.value().crossings[0].transaction, crossing.transaction);
  EXPECT_EQ(m_registry.handler.inquirers, std::vector<std::uint32_t>{7});
}

TEST_F(RegistryServerTest, LetsNobodyButSupervisorsSettlePresumedCrossings)
{
  RegistryRequest crossing = sample::request(RequestKind::record, 1, border_pass());
  crossing.reason = Reason::passage_presumed;
  EXPECT_TRUE(unit().exchange(bytes_of(crossing)).status.ok());
  const Settlement wish{.transaction = crossing.transaction,
                        .outcome = SettlementOutcome::annulled,
                        .reason = sample::text<most_inquiry_reason>("camera 4")};
  const std::string good_wish = encode_settle_request(wish).value();
  const RawPeer observer = peer({.uri = "urn:gatetwin:observer:7"});
  const RawPeer supervisor = peer({.uri = "urn:gatetwin:supervisor:9"});
  for (const std::string& uri : {std::string(unit_uri), std::string("urn:gatetwin:centre:0")}) {
    for (const auto& [method, bytes] : {std::pair{"Settle", good_wish}, {"Presumed", ""}}) {
      const auto status = peer({.uri = uri}).call(method, bytes).status;
      EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED) << method << uri;
      EXPECT_EQ(status.error_message(), "settlement_not_allowed") << method << uri;
    }
  }
  EXPECT_EQ(observer.call("Settle", good_wish).status.error_message(), "settlement_not_allowed")
      << "who looks on changes nothing";
  EXPECT_EQ(count(LinkRefusal::settlement_not_allowed), 5U);
  for (const std::string& bad : {std::string(), std::string("rubbish"), good_wish + '\0'})
    EXPECT_EQ(supervisor.call("Settle", bad).status.error_message(), "malformed");
  EXPECT_EQ(supervisor.call("Settle", std::string(97, 'x')).status.error_message(), "too_large");
  EXPECT_EQ(supervisor.call("Settle", good_wish, RawPeer::no_deadline).status.error_message(),
            "no_deadline");
  EXPECT_TRUE(m_registry.handler.settlers.empty()) << "nothing of it came to the ledger";
  for (const RawPeer* asker : {&observer, &supervisor}) {
    const auto listed =
        decode_presumed_part(asker->call("Presumed", "").bytes, {}, sample::vietnam);
    ASSERT_TRUE(listed.ok()) << listed.error().detail;
    ASSERT_EQ(listed.value().crossings.size(), 1U);
    EXPECT_EQ(listed.value().crossings[0].transaction, crossing.transaction);
  }
  for (const auto expected : {SettlementResult::written, SettlementResult::settled_before}) {
    const auto answer = supervisor.call("Settle", good_wish);
    ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    EXPECT_EQ(decode_settled(answer.bytes).value(), expected);
  }
  EXPECT_EQ(m_registry.handler.settlers, (std::vector<std::uint32_t>{9, 9}));
}

TEST_F(RegistryServerTest, LetsNoObserverAskMoreOftenThanItsRate)
{
  m_registry.server.reset();
  m_registry.options.ledger.admission.observer_rate_per_s = 1;
  m_registry.options.ledger.admission.observer_burst = 2;
  m_registry.start();
  HistoryQuestion question;
  question.document = document_key("VNM", "BP1");
  question.reason = sample::text<most_inquiry_reason>("x");
  const std::string bytes = encode_history_request(question).value();
  const RawPeer observer = peer({.uri = "urn:gatetwin:observer:7"});
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    const auto status = observer.call("History", bytes).status;
    refused += status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
  EXPECT_EQ(count(LinkRefusal::over_rate), static_cast<std::uint64_t>(refused));
  EXPECT_TRUE(unit().exchange(good()).status.ok()) << "units are none the worse for it";
}

TEST_F(RegistryServerTest, StartsOnlyWithTheCertificateOfACentreAndAFreeAddress)
{
  LinkCounters counters;
  RegistryServerOptions options = m_registry.options;
  const auto start = [&] {
    return RegistryServer::start(options, m_registry.handler, nullptr, counters, steady_now);
  };
  EXPECT_EQ(start().error().code, ErrorCode::io) << "the port is taken";
  options.address = "127.0.0.1:0";
  options.tls = m_registry.files("u", {.uri = unit_uri, .use = "serverAuth"});
  EXPECT_EQ(start().error().code, ErrorCode::rejected);
  options.tls.key = "/nowhere";
  EXPECT_EQ(start().error().code, ErrorCode::not_found);
}

} // namespace
} // namespace gatetwin::test
