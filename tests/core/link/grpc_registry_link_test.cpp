// SPDX-License-Identifier: Apache-2.0
#include "core/link/grpc_registry_link.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

using sample::border_pass;

TEST(GrpcRegistryLink, KeepsAReplyAsItIsUntilTheNextDelivery)
{
  ServedRegistry registry;
  const auto link = registry.link();
  for (std::uint64_t i = 1; i <= 40; ++i)
    link->send(sample::request(RequestKind::check, i, border_pass()));
  ASSERT_TRUE(comes_true([&] {
    link->on_ready(steady_now());
    return link->counts().answered == 40;
  }));
  link->on_ready(steady_now());
  Inbox inbox;
  link->deliver(inbox);
  ASSERT_EQ(inbox.size(), 32U) << "an inbox holds so many; the rest waits";
  std::set<std::uint64_t> seen;
  for (; !inbox.empty(); inbox.pop()) seen.insert(inbox.front().reply->transaction.value);
  link->deliver(inbox);
  ASSERT_EQ(inbox.size(), 8U);
  for (; !inbox.empty(); inbox.pop()) seen.insert(inbox.front().reply->transaction.value);
  EXPECT_EQ(seen.size(), 40U);
}

TEST(GrpcRegistryLink, LosesAndCountsWhatItCannotQueueOrSend)
{
  ServedRegistry registry;
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  registry.handler.before_group = [gone] { gone.wait(); };
  auto options = registry.unit_options();
  options.in_flight = 2;
  const auto link = GrpcRegistryLink::open(options).value();
  RegistryRequest foreign = sample::request(RequestKind::check, 1, border_pass());
  foreign.authority = sample::laos;
  link->send(foreign);
  EXPECT_EQ(link->counts().dropped, 1U) << "no endpoint of that authority";
  for (std::uint64_t i = 1; i <= 20; ++i)
    link->send(sample::request(RequestKind::check, i, border_pass()));
  EXPECT_GE(link->counts().dropped, 1U + 20U - 4U);
  const std::size_t kept = 21 - link->counts().dropped;
  go.set_value();
  EXPECT_EQ(await_replies(*link, kept).size(), kept);
}

TEST(GrpcRegistryLink, GivesUpAtTheDeadlineAndRecoversWithTheCentre)
{
  ServedRegistry registry;
  registry.server.reset();
  auto options = registry.unit_options();
  options.deadline = milliseconds(300);
  const auto link = GrpcRegistryLink::open(options).value();
  link->send(sample::request(RequestKind::check, 1, border_pass()));
  EXPECT_TRUE(comes_true([&] { return link->counts().failed == 1; }));
  registry.start();
  std::uint64_t count = 1;
  EXPECT_TRUE(comes_true([&] {
    if (link->counts().failed == count)
      link->send(sample::request(RequestKind::check, ++count, border_pass()));
    return link->counts().answered > 0;
  }));
}

TEST(GrpcRegistryLink, RefusesAServerThatIsNotTheAuthoritysCentre)
{
  struct Case {
    LinkRefusal expected;
    LeafTraits centre;
    bool of_other_root;
  };
  const std::string vietnam = uri_of({PeerRole::centre, sample::vietnam.value});
  ServedRegistry registry;
  const TestAuthority other("other");
  for (const Case& c :
       {Case{LinkRefusal::certificate_wrong_identity,
             {"urn:gatetwin:centre:1", "serverAuth"},
             false},
        Case{LinkRefusal::certificate_unknown_issuer, {vietnam, "serverAuth"}, true}}) {
    registry.server.reset();
    // The server trusts its own root; the unit does not trust the server's.
    registry.options.tls =
        c.of_other_root ? write_tls_files(registry.folder.path(), "c", other, other.issue(c.centre))
                        : registry.files("c", c.centre);
    registry.start();
    const auto link = registry.link();
    link->send(sample::request(RequestKind::check, 1, border_pass()));
    EXPECT_TRUE(comes_true([&] { return link->refusals().of(c.expected) > 0; }))
        << to_string(c.expected);
    EXPECT_EQ(link->counts().answered, 0U);
  }
}

TEST(GrpcRegistryLink, OpensOnlyWithItsOwnUnitsCertificate)
{
  ServedRegistry registry;
  auto options = registry.unit_options();
  options.unit = sample::booth;
  EXPECT_EQ(GrpcRegistryLink::open(options).error().code, ErrorCode::rejected);
  options = registry.unit_options();
  options.endpoints.clear();
  EXPECT_EQ(GrpcRegistryLink::open(options).error().code, ErrorCode::rejected);
  options = registry.unit_options();
  options.deadline = minutes(2);
  EXPECT_EQ(GrpcRegistryLink::open(options).error().code, ErrorCode::rejected);
  options = registry.unit_options();
  options.tls.authorities = "/nowhere";
  EXPECT_EQ(GrpcRegistryLink::open(options).error().code, ErrorCode::not_found);
}

TEST(GrpcRegistryLink, TakesRenewedCertificatesWithoutAStop)
{
  ServedRegistry registry;
  const auto link = registry.link();
  link->send(sample::request(RequestKind::check, 1, border_pass()));
  ASSERT_EQ(await_replies(*link, 1).size(), 1U);
  // The next one has expired already: were it not read, nothing would change.
  registry.files("unit17", {.uri = "urn:gatetwin:unit:17", .from_s = -100, .until_s = -10});
  link->reload();
  link->send(sample::request(RequestKind::check, 2, border_pass()));
  EXPECT_TRUE(
      comes_true([&] { return registry.counters.of(LinkRefusal::certificate_expired) > 0; }));
  registry.files("unit17", {.uri = "urn:gatetwin:unit:17"});
  link->reload();
  link->send(sample::request(RequestKind::check, 3, border_pass()));
  EXPECT_EQ(await_replies(*link, 1).size(), 1U);
}

TEST(GrpcRegistryLink, FetchesASignedListInParts)
{
  ServedRegistry registry;
  const auto link = registry.link();
  std::string content(700'000, 'x');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>('a' + i % 23);
  registry.server->publish(ListName::watch_list, 5, content);
  const auto fetch = [&](ListName name, std::uint64_t newer_than) {
    link->fetch_list(sample::vietnam, name, newer_than);
    std::optional<FetchedList> list;
    EXPECT_TRUE(comes_true([&] {
      link->on_ready(steady_now());
      list = link->take_list();
      return list.has_value();
    }));
    return list.value_or(FetchedList{});
  };
  const FetchedList list = fetch(ListName::watch_list, 4);
  EXPECT_FALSE(list.failed);
  EXPECT_EQ(list.version, 5U);
  EXPECT_EQ(list.content, content);
  EXPECT_EQ(fetch(ListName::watch_list, 5).version, 0U) << "nothing newer";
  EXPECT_EQ(fetch(ListName::revocations, 0).version, 0U) << "never published";
  registry.server->stop(seconds(0));
  EXPECT_TRUE(fetch(ListName::watch_list, 0).failed);
}

} // namespace
} // namespace gatetwin::test
