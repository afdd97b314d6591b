// SPDX-License-Identifier: Apache-2.0
// A whole centre on this machine: units reach it over TLS, and it comes back with what it knew.
#include "core/centre/centre_host.hpp"
#include "core/centre/system_time.hpp"
#include "core/link/observer_link.hpp"
#include "core/lists/watch_list_file.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include "tests/core/link/raw_peer.hpp"
#include "tests/core/link/served_registry.hpp"
#include "tests/load/centre_process.hpp"
#include <fcntl.h>
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

using sample::border_pass;

class CentreHostTest : public testing::Test {
protected:
  CentreHostTest()
  {
    const TlsFiles tls = files("centre", {.uri = "urn:gatetwin:centre:0", .use = "serverAuth"});
    m_settings = *parse_centre_settings(
                      "authority: 0\nname: vn-test\nutc_offset: 7 h\nstate: " + m_folder.path() +
                          "\nlisten: 127.0.0.1:0\ntls: { authorities: " + tls.authorities +
                          ", certificate: " + tls.certificate + ", key: " + tls.key +
                          " }\nunits:\n  gate: { number: 17, checkpoint: 3 }\n",
                      "test")
                      .settings;
    std::ofstream(m_folder.path() + "/documents.csv")
        << "issuer,number,status\nVNM,BP1234567,known\nVNM,BP6666666,known\n";
    std::ofstream(m_folder.path() + "/list.pub") << list_key_pem;
    m_settings.set_list_key(m_folder.path() + "/list.pub");
    write_list(1, "BP1");
  }
  ~CentreHostTest() override { ::close(m_null); }

  TlsFiles files(const std::string& name, const LeafTraits& traits)
  {
    return write_tls_files(m_folder.path(), name, m_root, m_root.issue(traits));
  }
  void write_list(std::uint64_t version, const char* number)
  {
    const std::vector<std::byte> scalar(32, std::byte{7});
    WatchListContent list{version, system_instant().wall, {}};
    list.entries.push_back({sample::text<3>("VNM"), sample::text<24>(number), {}, {}});
    std::ofstream(m_folder.path() + "/watch-list")
        << write_watch_list(list, SigningKey::from_scalar(Curve::p256, scalar).value());
  }
  std::unique_ptr<CentreHost> open()
  {
    CentreFault fault;
    auto host = CentreHost::open(m_settings, m_log, fault);
    m_fault = fault;
    return host;
  }
  std::unique_ptr<GrpcRegistryLink> link(const CentreHost& host)
  {
    GrpcRegistryLinkOptions options;
    options.unit = sample::gate;
    options.endpoints = {{{0}, "127.0.0.1:" + std::to_string(host.port())}};
    options.tls = files("unit", {.uri = "urn:gatetwin:unit:17"});
    return GrpcRegistryLink::open(options).value();
  }
  static RegistryReply ask(GrpcRegistryLink& link, RequestKind kind, std::uint64_t count,
                           const char* number = "BP1234567")
  {
    link.send(
        sample::request(kind, count, border_pass(number), sample::gate, system_instant().wall));
    const auto replies = await_replies(link, 1);
    EXPECT_EQ(replies.size(), 1U);
    return replies.empty() ? RegistryReply{} : replies[0];
  }

  // Of the private number 0x0707...07 on P-256.
  static const std::string list_key_pem;

  Folder m_folder;
  TestAuthority m_root{"root"};
  centre::Centre m_settings;
  int m_null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  JsonLog m_log{m_null};
  CentreFault m_fault;
};

std::string pem_of_key(unsigned char seed)
{
  const std::vector<std::byte> scalar(32, std::byte{seed});
  const auto spki = SigningKey::from_scalar(Curve::p256, scalar).value().public_key().spki();
  std::string base64(((spki.size() + 2) / 3) * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                  reinterpret_cast<const unsigned char*>(spki.data()),
                  static_cast<int>(spki.size()));
  std::string pem = "-----BEGIN PUBLIC KEY-----\n";
  for (std::size_t at = 0; at < base64.size(); at += 64) pem += base64.substr(at, 64) + "\n";
  return pem + "-----END PUBLIC KEY-----\n";
}
const std::string CentreHostTest::list_key_pem = pem_of_key(7);

// The page of its figures.
std::string page_at(int port)
{
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string asked = "GET /metrics HTTP/1.0\r\n\r\n";
  std::string page;
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
      ::write(socket, asked.data(), asked.size()) == static_cast<ssize_t>(asked.size())) {
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(socket, bytes, sizeof bytes)) > 0;)
      page.append(bytes, static_cast<std::size_t>(count));
  }
  ::close(socket);
  return page;
}

TEST_F(CentreHostTest, ShowsInFiguresAndLogWhichCrossingsWerePresumedAndWhatBecameOfThem)
{
  const int port = free_port();
  m_settings.set_metrics("127.0.0.1:" + std::to_string(port));
  const std::string path = m_folder.path() + "/log";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const JsonLog log(file);
  CentreFault fault;
  const auto host = CentreHost::open(m_settings, log, fault);
  ASSERT_NE(host, nullptr) << fault.message;
  const auto shows = [&](const std::string& figure) {
    return comes_true([&] {
      host->on_second();
      return page_at(port).find("\n" + figure + "\n") != std::string::npos;
    });
  };
  const auto logs = [&](const char* event) {
    std::string text;
    std::getline(std::ifstream(path), text, '\0');
    return text.find(event) != std::string::npos;
  };
  EXPECT_TRUE(shows("gatetwin_presumed_crossings_open 0"));
  const auto unit = link(*host);
  RegistryRequest crossing = sample::request(RequestKind::record, 1, border_pass("BP1234567"),
                                             sample::gate, system_instant().wall);
  crossing.reason = Reason::passage_presumed;
  unit->send(crossing);
  EXPECT_EQ(await_replies(*unit, 1).at(0).status, ReplyStatus::done);
  EXPECT_TRUE(shows("gatetwin_presumed_crossings_open 1"));
  EXPECT_TRUE(logs("crossing_presumed"));
  const std::string address = "127.0.0.1:" + std::to_string(host->port());
  const TlsFiles own = files("supervisor", {.uri = "urn:gatetwin:supervisor:7"});
  const auto supervisor = ObserverLink::open({address, {0}, own}).value();
  EXPECT_FALSE(logs("crossing_settled"));
  EXPECT_EQ(supervisor
                ->settle({.transaction = crossing.transaction,
                          .reason = sample::text<most_inquiry_reason>("camera 4")})
                .value(),
            SettlementResult::written);
  EXPECT_TRUE(shows("gatetwin_presumed_crossings_open 0"));
  EXPECT_TRUE(shows("gatetwin_settlements_total 1"));
  EXPECT_TRUE(logs("crossing_settled"));
  EXPECT_FALSE(logs("camera"));
  ::close(file);
}

TEST_F(CentreHostTest, AnswersOutOfItsRulesAndComesBackWithWhatItKnew)
{
  {
    const auto host = open();
    ASSERT_NE(host, nullptr) << m_fault.message;
    const auto unit = link(*host);
    EXPECT_EQ(ask(*unit, RequestKind::check, 1).decision, Decision::admit);
    EXPECT_EQ(ask(*unit, RequestKind::check, 2, "BP7777777").reason, Reason::unknown_document);
    EXPECT_EQ(ask(*unit, RequestKind::record, 1).status, ReplyStatus::done);
    host->on_second();
  }
  const auto host = open();
  ASSERT_NE(host, nullptr) << m_fault.message;
  const auto unit = link(*host);
  RegistryRequest again =
      sample::request(RequestKind::record, 1, border_pass("BP1234567"), sample::gate);
  again.at = {1};
  unit->send(again);
  EXPECT_EQ(await_replies(*unit, 1).at(0).status, ReplyStatus::conflict)
      << "the same crossing with another time is another content";
}

TEST_F(CentreHostTest, TakesANewListWithoutAStopAndHandsItToUnits)
{
  const auto host = open();
  ASSERT_NE(host, nullptr) << m_fault.message;
  const auto unit = link(*host);
  EXPECT_EQ(ask(*unit, RequestKind::check, 1, "BP6666666").list_version, 1U);
  write_list(2, "BP6666666");
  host->reload();
  EXPECT_EQ(ask(*unit, RequestKind::check, 2, "BP6666666").reason, Reason::watch_list_hit);
  write_list(1, "BP1"); // an older one, put back
  host->reload();
  EXPECT_EQ(ask(*unit, RequestKind::check, 3, "BP6666666").reason, Reason::watch_list_hit);
  unit->fetch_list({0}, ListName::watch_list, 0);
  std::optional<FetchedList> list;
  EXPECT_TRUE(comes_true([&] {
    unit->on_ready(steady_now());
    list = unit->take_list();
    return list.has_value();
  }));
  EXPECT_EQ(list.value_or(FetchedList{}).version, 2U);
}

// Whoever can put files into the state folder while nobody looks gains nothing by an older list.
TEST_F(CentreHostTest, RefusesAnOlderListThatWasPutBackWhileItWasStopped)
{
  write_list(2, "BP6666666");
  ASSERT_NE(open(), nullptr) << m_fault.message;
  write_list(1, "BP1");
  EXPECT_EQ(open(), nullptr);
  EXPECT_EQ(m_fault.exit_code, 3);
  EXPECT_NE(m_fault.message.find("list_rolled_back: version 1, but version 2"), std::string::npos)
      << m_fault.message;
  {
    CentreFault fault; // as `gatetwin-centre lists accept-older` does
    const auto ledger = open_ledger(m_settings, IfAbsent::make, fault);
    ASSERT_NE(ledger, nullptr);
    ASSERT_TRUE(ledger->put_list({ListName::watch_list, 1, true, system_instant().wall}).ok());
    ASSERT_TRUE(publish_head(m_settings, *ledger).ok());
  }
  {
    const auto host = open();
    ASSERT_NE(host, nullptr) << m_fault.message;
    const auto unit = link(*host);
    EXPECT_EQ(ask(*unit, RequestKind::check, 1).list_version, 1U);
  }
  std::filesystem::remove(m_folder.path() + "/watch-list");
  const auto host = open();
  ASSERT_NE(host, nullptr) << "without a list everybody is referred: " << m_fault.message;
  const auto unit = link(*host);
  EXPECT_EQ(ask(*unit, RequestKind::check, 2).reason, Reason::watch_list_missing);
  write_list(1, "BP1");
  host->reload(); // version 1 is what was accepted
  EXPECT_EQ(ask(*unit, RequestKind::check, 3).list_version, 1U);
}

TEST_F(CentreHostTest, HoldsTheHeadsOfJournalsAndSaysWhenOneIsRolledBack)
{
  const auto host = open();
  ASSERT_NE(host, nullptr) << m_fault.message;
  const auto unit = link(*host);
  const auto report = [&](std::uint64_t bytes) {
    JournalHead head;
    CHECK(head.file.assign("gate-17-20261101T060000.000Z.journal"));
    head.bytes = bytes;
    const std::uint64_t before = unit->counts().reported;
    unit->report({{head}, {}});
    EXPECT_TRUE(comes_true([&] { return unit->counts().reported > before; }));
  };
  report(1000);
  report(2000);
  report(1500); // an older copy was put back
  ObserverLinkOptions options;
  options.authority = {0};
  options.address = "127.0.0.1:" + std::to_string(host->port());
  options.tls = files("observer", {.uri = "urn:gatetwin:observer:1"});
  const auto observer = ObserverLink::open(options).value();
  const auto held = observer->journals(sample::gate);
  ASSERT_TRUE(held.ok()) << held.error().detail;
  ASSERT_EQ(held.value().size(), 1U);
  EXPECT_EQ(held.value()[0].head.bytes, 2000U);
  EXPECT_TRUE(observer->journals({999}).value().empty());
}

// The cursor is a number that the observer keeps: it goes on behind it, whoever was restarted.
TEST_F(CentreHostTest, LetsObserversResumeBehindTheirLastEventAfterARestart)
{
  ObserverLinkOptions options;
  options.authority = {0};
  options.tls = files("observer", {.uri = "urn:gatetwin:observer:1"});
  std::vector<LinkEvent> seen;
  const auto follow = [&](const CentreHost& host, std::size_t until) {
    options.address = "127.0.0.1:" + std::to_string(host.port());
    const auto observer = ObserverLink::open(options).value();
    const Status status =
        observer->follow(seen.empty() ? 0 : seen.back().number, [&](const LinkEvent& event) {
          seen.push_back(event);
          return seen.size() < until;
        });
    EXPECT_TRUE(status.ok()) << status.error().detail;
  };
  {
    const auto host = open();
    ASSERT_NE(host, nullptr) << m_fault.message;
    const auto unit = link(*host);
    EXPECT_EQ(ask(*unit, RequestKind::record, 1).status, ReplyStatus::done);
    follow(*host, 4); // two documents, a list, a crossing
  }
  const auto host = open();
  ASSERT_NE(host, nullptr) << m_fault.message;
  const auto unit = link(*host);
  EXPECT_EQ(ask(*unit, RequestKind::record, 2).status, ReplyStatus::done);
  follow(*host, 5);
  ASSERT_EQ(seen.size(), 5U);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i].number, i + 1);
  EXPECT_EQ(seen[2].kind, 6U) << "a list's version";
  EXPECT_EQ(seen[4].transaction, transaction_id(sample::gate, 2));
}

TEST_F(CentreHostTest, ShowsItsLedgerToObserversWithoutNamesOrNumbers)
{
  const auto host = open();
  ASSERT_NE(host, nullptr) << m_fault.message;
  const auto unit = link(*host);
  EXPECT_EQ(ask(*unit, RequestKind::record, 1).status, ReplyStatus::done);
  const RawPeer observer("127.0.0.1:" + std::to_string(host->port()), m_root,
                         m_root.issue({.uri = "urn:gatetwin:observer:1"}));
  grpc::ClientContext context;
  registry::v1::FollowRequest request;
  request.set_after(3); // behind the two documents and the list
  const auto stub = observer.stub();
  const auto stream = stub->Follow(&context, request);
  registry::v1::Event event;
  ASSERT_TRUE(stream->Read(&event));
  EXPECT_EQ(event.number(), 4U);
  EXPECT_TRUE(event.is_crossing());
  EXPECT_EQ(event.unit(), 17U);
  EXPECT_EQ(event.SerializeAsString().find("1234567"), std::string::npos);
  context.TryCancel();
}

TEST_F(CentreHostTest, RefusesAnOlderCopyOfItsLedger)
{
  const std::string ledger = m_folder.path() + "/ledger.db", copy = m_folder.path() + "/copy";
  {
    const auto host = open();
    ASSERT_NE(host, nullptr) << m_fault.message;
  }
  const auto copy_of = [](const std::string& from, const std::string& to) {
    for (const char* ending : {"", "-wal"}) {
      std::filesystem::remove(to + ending);
      if (std::filesystem::exists(from + ending)) std::filesystem::copy(from + ending, to + ending);
    }
  };
  copy_of(ledger, copy);
  {
    const auto host = open();
    ASSERT_NE(host, nullptr) << m_fault.message;
    const auto unit = link(*host);
    EXPECT_EQ(ask(*unit, RequestKind::record, 1).status, ReplyStatus::done);
  }
  copy_of(copy, ledger);
  EXPECT_EQ(open(), nullptr);
  EXPECT_EQ(m_fault.exit_code, 3);
  EXPECT_NE(m_fault.message.find("older copy"), std::string::npos) << m_fault.message;
}

TEST_F(CentreHostTest, SaysWhatKeepsItFromStarting)
{
  const auto expect = [&](int code, const char* words) {
    EXPECT_EQ(open(), nullptr) << words;
    EXPECT_EQ(m_fault.exit_code, code) << m_fault.message;
    EXPECT_NE(m_fault.message.find(words), std::string::npos) << m_fault.message;
  };
  const centre::Centre good = m_settings;
  {
    const auto first = open();
    ASSERT_NE(first, nullptr) << m_fault.message;
    expect(4, "open elsewhere");
  }
  m_settings.set_list_key("");
  expect(2, "list_key");
  m_settings = good;
  m_settings.set_name("another");
  expect(3, "not what was chained");
  m_settings = good;
  m_settings.mutable_tls()->set_key("/nowhere");
  expect(4, "key's file");
  m_settings = good;
  std::ofstream(m_folder.path() + "/documents.csv") << "rubbish\n";
  expect(3, "documents.csv:1");
  m_settings.set_state("/nowhere");
  expect(4, "state folder");
}

// A handler whose ledger fails: nobody may be told that anything was written.
TEST(RegistryDesk, TellsNobodyWhatMayNotBeOnTheDisk)
{
  const Folder folder;
  SqliteLedgerOptions options;
  options.path = folder.path() + "/ledger.db";
  options.authority = sample::vietnam;
  options.create = true;
  options.max_pages = 12;
  const auto ledger = SqliteLedger::open(options).value();
  sample::Recorder recorder;
  RegistryService service(sample::vietnam, sample::plus_seven, {}, *ledger, &recorder.journal());
  service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
  LinkCounters counters;
  RegistryDesk desk(service, *ledger, recorder.journal(), counters, [] { return sample::at({}); });
  std::vector<QueuedCall> calls;
  for (std::uint64_t i = 1; i <= 64; ++i)
    calls.push_back({sample::request(RequestKind::record, i, border_pass()), nullptr});
  std::vector<RegistryReply> replies(calls.size());
  std::size_t groups = 0;
  for (; groups < 50 && !ledger->has_failed(); ++groups) {
    for (QueuedCall& call : calls) call.request.transaction.value += 1000;
    desk.handle(calls, replies);
  }
  ASSERT_TRUE(ledger->has_failed());
  for (const RegistryReply& reply : replies) {
    EXPECT_EQ(reply.status, ReplyStatus::overloaded);
    EXPECT_EQ(reply.reason, Reason::store_failed);
  }
  EXPECT_EQ(counters.of(LinkRefusal::store_failed), calls.size());
  EXPECT_EQ(desk.figures().rows.load(), (groups - 1) * calls.size());
}

} // namespace
} // namespace gatetwin::test
