// SPDX-License-Identifier: Apache-2.0
// The commands of the real program beside `serve`, against a running and a stopped centre, on both
// ledgers: documents' histories and who asked for them, presumed crossings and what became of them,
// the events, the watch-list's names.
#include "tests/core/centre/postgres_server.hpp"
#include "tests/core/link/served_registry.hpp"
#include "tests/load/centre_process.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>

namespace gatetwin::test {
namespace {

using sample::border_pass;
using testing::HasSubstr;
using testing::Not;

PostgresServer& server()
{
  static PostgresServer one;
  return one;
}

std::size_t lines_with(const std::string& text, const std::string& words)
{
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
    ++count;
  return count;
}

class CentreProgram : public testing::TestWithParam<const char*> {
protected:
  static CentrePlace place()
  {
    CentrePlace place;
    place.checkpoint = sample::checkpoint.value;
    place.settings = "rules: { watch_list: false }\n";
    return place;
  }
  static std::string ledger()
  {
    if (GetParam() == std::string("sqlite")) return "sqlite";
    database() = server().fresh();
    return "{ kind: postgresql, connection: \"" + server().connection(database()) + "\" }";
  }
  static std::string& database() // of the newest centre
  {
    static std::string name;
    return name;
  }
  ~CentreProgram() override
  {
    if (m_centre.process.running()) m_centre.process.end(SIGKILL);
  }
  void start() { ASSERT_TRUE(m_centre.start()) << m_centre.last_words; }
  void stop() { ASSERT_EQ(m_centre.process.end(SIGTERM), 0); }

  Ended run(std::vector<std::string> words) { return run_program(m_centre.command(words)); }
  std::vector<std::string> observing(std::vector<std::string> words)
  {
    return with(m_observer, std::move(words));
  }
  std::vector<std::string> with(const TlsFiles& own, std::vector<std::string> words)
  {
    for (const std::string& word :
         {std::string("--centre"), m_centre.address(), std::string("--authorities"),
          own.authorities, std::string("--certificate"), own.certificate, std::string("--key"),
          own.key})
      words.push_back(word);
    return words;
  }
  static void add(std::vector<std::string>& words, std::initializer_list<const char*> more)
  {
    words.insert(words.end(), more.begin(), more.end());
  }
  Ended ask(const char* issuer, const char* number, const char* reason = "case 12/2026",
            const char* format = "json")
  {
    auto words = observing({"history"});
    add(words, {"--format", format, "--reason", reason, issuer, number});
    return run(words);
  }
  Ended ask_stopped(const char* issuer, const char* number)
  {
    return run({"history", "--config", m_centre.config(), "--reason", "audit", issuer, number});
  }
  // A crossing that passed at that time.
  void record(std::uint32_t unit, std::uint64_t count, const char* number, WallTime at,
              bool offline = false, Reason reason = Reason::none)
  {
    GrpcRegistryLinkOptions options;
    options.unit = {unit};
    options.endpoints = {{{0}, m_centre.address()}};
    options.tls = m_centre.unit_files(unit);
    const auto link = GrpcRegistryLink::open(options).value();
    RegistryRequest crossing =
        sample::request(RequestKind::record, count, border_pass(number), {unit}, at);
    crossing.offline = offline;
    crossing.reason = reason;
    link->send(crossing);
    const auto replies = await_replies(*link, 1);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].status, ReplyStatus::done);
  }

  void presume(std::uint32_t unit, std::uint64_t count, const char* number, WallTime at)
  {
    record(unit, count, number, at, true, Reason::passage_presumed);
  }
  static std::string transaction(std::uint32_t unit, std::uint64_t count)
  {
    return std::to_string(transaction_id({unit}, count).value);
  }
  Ended settle(const std::string& transaction, const char* outcome, bool correct = false)
  {
    auto words = with(m_supervisor, {"presumed", "settle", "--reason", "camera 4, 12:31"});
    if (correct) words.push_back("--correct");
    add(words, {transaction.c_str(), outcome});
    return run(words);
  }

  Folder m_folder;
  CentreProcess m_centre{GATETWIN_CENTRE, m_folder.path(), 2, ledger(), free_port(), place()};
  TlsFiles m_observer = m_centre.files_of(PeerRole::observer);
  TlsFiles m_supervisor = m_centre.files_of(PeerRole::supervisor);
};

TEST_P(CentreProgram, ShowsADocumentsHistoryAcrossUnitsAndKeepsOnRecordWhoAsked)
{
  start();
  record(1, 1, "BP1234567", sample::noon);
  record(1, 2, "BP7777777", sample::noon);
  record(2, 1, "BP1234567", sample::before(sample::noon, days(1)), true); // from its outbox
  const Ended found = ask("vnm", "bp-1234567");
  EXPECT_EQ(found.code, 0) << found.said;
  EXPECT_EQ(lines_with(found.said, "\n"), 2U) << found.said;
  EXPECT_LT(found.said.find("\"unit\":2"), found.said.find("\"unit\":1")) << found.said;
  EXPECT_THAT(found.said, HasSubstr(R"("at":"2026-09-20T14:13:20.000Z","direction":"exit")"));
  EXPECT_THAT(found.said, HasSubstr(R"("offline":true)"));
  const Ended table = ask("VNM", "BP1234567", "case 13/2026", "table");
  EXPECT_THAT(table.said, HasSubstr("VNM BP1234567: 2 crossings\n"));
  EXPECT_THAT(table.said, HasSubstr("offline, received"));
  const Ended none = ask("LAO", "BP1234567", "x", "table");
  EXPECT_EQ(none.code, 0);
  EXPECT_EQ(none.said, "LAO BP1234567: 0 crossings\n");
  stop();
  const Ended stopped = ask_stopped("VNM", "BP1234567");
  EXPECT_EQ(stopped.code, 0) << stopped.said;
  EXPECT_THAT(stopped.said, HasSubstr("VNM BP1234567: 2 crossings\n"));
  const Ended asked = run({"audit", "inquiries", "--config", m_centre.config()});
  EXPECT_EQ(asked.code, 0) << asked.said;
  EXPECT_EQ(lines_with(asked.said, "observer 1"), 3U) << asked.said;
  EXPECT_EQ(lines_with(asked.said, "console"), 1U) << asked.said;
  EXPECT_EQ(lines_with(asked.said, "VNM BP1234567"), 3U) << asked.said;
  EXPECT_THAT(asked.said, HasSubstr("case 13/2026\n"));
  const Ended json = run({"audit", "inquiries", "--config", m_centre.config(), "--format", "json"});
  EXPECT_THAT(json.said, HasSubstr(R"("by":"console","issuer":"VNM","number":"BP1234567",)"
                                   R"("reason":"audit"})"));
  EXPECT_EQ(run({"audit", "verify", "--config", m_centre.config()}).code, 0);
  const std::string onto_full_disk =
      m_centre.command({})[0] + " audit inquiries --config " + m_centre.config() + " >/dev/full";
  EXPECT_EQ(run_program({"/bin/sh", "-c", onto_full_disk}).code, 3) << "an auditor sees half of it";
  start(); // its head is the one that was published by the command
  auto words = observing({"follow"});
  add(words, {"--most", "7"}); // three crossings, three inquiries, one at the console
  const Ended events = run(words);
  EXPECT_EQ(events.code, 0) << events.said;
  EXPECT_EQ(lines_with(events.said, R"("event":"inquiry")"), 4U) << events.said;
  EXPECT_THAT(events.said, Not(HasSubstr("1234567")));
  EXPECT_THAT(events.said, Not(HasSubstr("case")));
}

TEST_P(CentreProgram, RefusesInquiriesThatAreFaultyOrOfNobodyWhoMayAsk)
{
  start();
  EXPECT_EQ(ask("VNM", "BP1", "two\nlines").code, 2);
  EXPECT_EQ(ask("VNM", "BP1", "").code, 2);
  EXPECT_EQ(ask("Viet Nam", "BP1").code, 2);
  EXPECT_EQ(ask("VN1", "BP1").code, 2);
  EXPECT_EQ(ask("VNM", "---").code, 2);
  EXPECT_EQ(ask("VNM", "B\xC3\x90P1").code, 2) << "a letter that would vanish";
  EXPECT_EQ(ask("VNM", "1234567890123456789012345").code, 2);
  EXPECT_EQ(run(observing({"history", "VNM", "BP1"})).code, 2) << "without a reason";
  EXPECT_EQ(run({"history", "--reason", "x", "VNM", "BP1"}).code, 2) << "neither";
  auto both = observing({"history", "--config", m_centre.config(), "--reason", "x", "VNM", "BP1"});
  EXPECT_EQ(run(both).code, 2);
  if (GetParam() == std::string("sqlite")) { // PostgreSQL waits ten seconds for the lock
    EXPECT_EQ(ask_stopped("VNM", "BP1").code, 4) << "it runs";
  }
  m_observer = m_centre.unit_files(1);
  EXPECT_EQ(ask("VNM", "BP1").code, 2) << "a unit's certificate";
  m_observer.certificate = "/nowhere";
  EXPECT_EQ(ask("VNM", "BP1").code, 4);
  m_observer = m_centre.files_of(PeerRole::observer);
  stop();
  EXPECT_EQ(ask("VNM", "BP1").code, 4) << "it is away";
  EXPECT_EQ(run({"audit", "inquiries", "--config", m_centre.config()}).said, "")
      << "nothing of it was an inquiry";
}

TEST_P(CentreProgram, SettlesPresumedCrossingsWhileItRuns)
{
  start();
  record(1, 1, "BP1234567", sample::noon);
  presume(2, 1, "BP1234567", sample::noon);
  presume(1, 2, "BP7777777", sample::noon + hours(1));
  const std::string first = transaction(2, 1), second = transaction(1, 2);
  const auto list = [&](const char* format) {
    return run(observing({"presumed", "list", "--format", format}));
  };
  const Ended before = list("table");
  EXPECT_EQ(before.code, 0) << before.said;
  EXPECT_THAT(before.said, HasSubstr("2 presumed, 2 open\n"));
  EXPECT_THAT(before.said, HasSubstr(first + "  open "));
  EXPECT_THAT(before.said, Not(HasSubstr("BP"))) << "whom it is about stays in the ledger";
  const Ended done = settle(first, "annulled");
  EXPECT_EQ(done.code, 0) << done.said;
  EXPECT_EQ(done.said, first + ": annulled\n");
  const Ended again = settle(first, "confirmed");
  EXPECT_EQ(again.code, 1) << again.said;
  EXPECT_THAT(again.said, HasSubstr("--correct"));
  EXPECT_EQ(settle(first, "annulled", true).code, 1) << "that is what stands";
  EXPECT_THAT(settle(transaction(1, 1), "annulled").said, HasSubstr("was not presumed"));
  EXPECT_THAT(settle(transaction(1, 9), "annulled").said, HasSubstr("no crossing"));
  const Ended after = list("json");
  EXPECT_EQ(after.code, 0) << after.said;
  EXPECT_EQ(after.said.find("{\"transaction\":" + second + R"(,"state":"open","unit":1,)"), 0U)
      << "what waits for somebody comes first: " << after.said;
  EXPECT_THAT(after.said, HasSubstr(first + R"(,"state":"annulled","unit":2,"checkpoint":3,)"));
  EXPECT_EQ(lines_with(after.said, R"("settled_at":null)"), 1U) << after.said;
  const Ended table = ask("VNM", "BP1234567", "case 13/2026", "table");
  EXPECT_THAT(table.said, HasSubstr("VNM BP1234567: 2 crossings, 1 of them annulled\n"));
  EXPECT_THAT(table.said, HasSubstr("passage_presumed              ANNULLED: it did not happen"));
  const Ended history = ask("VNM", "BP1234567");
  EXPECT_EQ(lines_with(history.said, R"("presumed":true,"settlement":"annulled"})"), 1U);
  EXPECT_EQ(lines_with(history.said, R"("presumed":false,"settlement":null})"), 1U) << history.said;
  EXPECT_THAT(ask("VNM", "BP7777777").said, HasSubstr(R"("presumed":true,"settlement":"open"})"));
}

TEST_P(CentreProgram, SettlesPresumedCrossingsOfAStoppedCentreAndKeepsOnRecordWhoDid)
{
  start();
  presume(1, 1, "BP1234567", sample::noon);
  presume(1, 2, "BP7777777", sample::noon);
  const std::string first = transaction(1, 1);
  EXPECT_EQ(settle(first, "annulled").code, 0);
  stop();
  const auto stopped = [&](std::vector<std::string> words) {
    words.insert(words.begin() + 2, {"--config", m_centre.config()});
    return run(words);
  };
  const Ended corrected =
      stopped({"presumed", "settle", "--reason", "case 14/2026", "--correct", first, "confirmed"});
  EXPECT_EQ(corrected.code, 0) << corrected.said;
  EXPECT_EQ(corrected.said, first + ": confirmed, as a correction\n");
  EXPECT_EQ(stopped({"presumed", "settle", "--reason", "x", first, "annulled"}).code, 1);
  const Ended list = stopped({"presumed", "list"});
  EXPECT_EQ(list.code, 0) << list.said;
  EXPECT_THAT(list.said, HasSubstr("2 presumed, 1 open\n"));
  EXPECT_THAT(list.said, HasSubstr(first + "  confirmed"));
  EXPECT_THAT(ask_stopped("VNM", "BP1234567").said, HasSubstr("presumed, confirmed, offline"));
  const Ended settled = stopped({"audit", "settlements"});
  EXPECT_EQ(settled.code, 0) << settled.said;
  EXPECT_EQ(lines_with(settled.said, "\n"), 2U) << settled.said;
  EXPECT_THAT(settled.said, HasSubstr("supervisor 1      " + std::string(20 - first.size(), ' ') +
                                      first + "  annulled               camera 4, 12:31\n"));
  EXPECT_THAT(settled.said, HasSubstr("confirmed  correction  case 14/2026\n"));
  const Ended json = stopped({"audit", "settlements", "--format", "json"});
  EXPECT_THAT(json.said, HasSubstr(R"("outcome":"confirmed","correction":true,"reason":"case)"));
  EXPECT_EQ(stopped({"audit", "verify"}).code, 0);
  start(); // its head is the one that was published by the command
  auto words = observing({"follow"});
  add(words, {"--most", "5"}); // two crossings, a settlement, another at the console, an inquiry
  const Ended events = run(words);
  EXPECT_EQ(events.code, 0) << events.said;
  const std::string event =
      R"("event":"settlement","unit":1,"transaction":)" + first + R"(,"outcome":)";
  EXPECT_THAT(events.said, HasSubstr(event + "\"annulled\"}\n"));
  EXPECT_THAT(events.said, HasSubstr(event + "\"confirmed\"}\n"));
  EXPECT_THAT(events.said, Not(HasSubstr("camera"))) << "who and why stay in the ledger";
}

TEST_P(CentreProgram, RefusesFaultySettlementsAndThoseOfNobodyWhoMaySettle)
{
  start();
  presume(1, 1, "BP1234567", sample::noon);
  const std::string first = transaction(1, 1);
  EXPECT_EQ(settle(first, "perhaps").code, 2);
  EXPECT_EQ(settle("-5", "annulled").code, 2);
  EXPECT_EQ(settle("18446744073709551615", "annulled").code, 2) << "no transaction's number";
  EXPECT_EQ(run(observing({"presumed", "settle", first, "annulled"})).code, 2) << "no reason";
  EXPECT_EQ(
      run(observing({"presumed", "settle", "--reason", "two\nlines", first, "annulled"})).code, 2);
  EXPECT_EQ(run({"presumed", "list"}).code, 2) << "neither";
  EXPECT_EQ(run(observing({"presumed", "list", "--config", m_centre.config()})).code, 2) << "both";
  EXPECT_EQ(run(observing({"presumed"})).code, 2);
  const TlsFiles own = m_supervisor;
  for (const TlsFiles& of_another : {m_centre.unit_files(1), m_observer}) {
    m_supervisor = of_another;
    EXPECT_EQ(settle(first, "annulled").code, 2) << of_another.certificate;
  }
  m_supervisor = own;
  for (const TlsFiles& who : {m_observer, m_supervisor}) {
    EXPECT_THAT(run(with(who, {"presumed", "list"})).said, HasSubstr("1 presumed, 1 open\n"));
  }
  stop();
  EXPECT_EQ(settle(first, "annulled").code, 4) << "it is away";
}

TEST_P(CentreProgram, ACommandAboutALedgerThatIsNotThereMakesNone)
{
  std::filesystem::remove_all(m_centre.state());
  for (std::vector<std::string> words : {std::vector<std::string>{"presumed", "list"},
                                         {"presumed", "settle", "--reason", "x", "5", "annulled"},
                                         {"audit", "verify"},
                                         {"audit", "settlements"},
                                         {"history", "--reason", "x", "VNM", "BP1"},
                                         {"one-stop", "void", "5"}}) {
    add(words, {"--config", m_centre.config().c_str()});
    const Ended ended = run(words);
    EXPECT_EQ(ended.code, 4) << ended.said;
    EXPECT_THAT(ended.said, HasSubstr("there is no ledger")) << words[0];
  }
  EXPECT_FALSE(std::filesystem::exists(m_centre.state()));
  if (GetParam() == std::string("sqlite")) return;
  server().sql(database(), "SELECT 1 / (count(*) = 0)::int FROM pg_tables "
                           "WHERE schemaname = 'public'"); // fails where there is one
}

TEST_P(CentreProgram, ALedgerThatIsGoneIsNotTakenForOneThatNeverWas)
{
  start();
  stop(); // leaves the head file
  if (GetParam() == std::string("sqlite")) {
    std::filesystem::remove(m_centre.state() + "/ledger.db");
  } else {
    server().sql(database(), "DROP SCHEMA public CASCADE");
    server().sql(database(), "CREATE SCHEMA public");
  }
  for (std::vector<std::string> words : {std::vector<std::string>{"audit", "verify"},
                                         {"presumed", "list"},
                                         {"one-stop", "void", "5"}}) {
    add(words, {"--config", m_centre.config().c_str()});
    const Ended ended = run(words);
    EXPECT_EQ(ended.code, 3) << ended.said;
    EXPECT_THAT(ended.said, HasSubstr("the ledger is gone")) << words[0];
  }
}

// A follower that is killed sees an event twice at most, and misses none.
TEST_P(CentreProgram, LetsAFollowerThatWasKilledGoOnBehindItsCursor)
{
  start();
  const std::string cursor = m_folder.path() + "/cursor";
  const auto number_in = [](const std::string& line) {
    return std::stoul(line.substr(line.find(':') + 1));
  };
  record(1, 1, "BP1", sample::noon);
  record(1, 2, "BP2", sample::noon);
  auto words = observing({"follow", "--cursor", cursor});
  int out = -1;
  ChildProcess follower = spawn(m_centre.command(words), &out);
  FILE* const lines = ::fdopen(out, "r");
  char line[1024];
  ASSERT_NE(std::fgets(line, sizeof line, lines), nullptr);
  ASSERT_NE(std::fgets(line, sizeof line, lines), nullptr);
  EXPECT_EQ(number_in(line), 2U) << line;
  EXPECT_EQ(follower.end(SIGKILL), 256 + SIGKILL);
  std::fclose(lines);
  record(2, 1, "BP3", sample::noon); // while nobody followed
  add(words, {"--most", "1"});
  const Ended next = run(words);
  EXPECT_EQ(next.code, 0) << next.said;
  const bool twice = number_in(next.said) == 2U; // it was killed before its cursor was written
  EXPECT_TRUE(twice || number_in(next.said) == 3U) << next.said;
  if (twice) {
    EXPECT_EQ(number_in(run(words).said), 3U);
  }
  record(2, 2, "BP4", sample::noon);
  EXPECT_THAT(run(words).said, HasSubstr("\"number\":4,\"event\":\"record\""));
}

TEST_P(CentreProgram, TellsAFollowerThatTheLedgerWasRewrittenOrCut)
{
  start();
  const std::string cursor = m_folder.path() + "/cursor";
  record(1, 1, "BP1", sample::noon);
  record(1, 2, "BP2", sample::noon);
  auto words = observing({"follow", "--cursor", cursor, "--most", "1"});
  EXPECT_EQ(run(words).code, 0);
  std::string known;
  std::getline(std::ifstream(cursor), known);
  const auto follow_from = [&](const std::string& text) {
    std::ofstream(cursor) << text << "\n";
    return run(words);
  };
  std::string other = known;
  other.back() = other.back() == '0' ? '1' : '0';
  const Ended rewritten = follow_from(other);
  EXPECT_EQ(rewritten.code, 3) << rewritten.said;
  EXPECT_THAT(rewritten.said, HasSubstr("event 1 is not the one that was seen before"));
  const Ended cut = follow_from("99" + known.substr(known.find(' ')));
  EXPECT_EQ(cut.code, 3) << cut.said;
  EXPECT_THAT(cut.said, HasSubstr("ends before the last event that was seen"));
  EXPECT_EQ(follow_from("rubbish").code, 3);
  const Ended good = follow_from(known);
  EXPECT_EQ(good.code, 0) << good.said;
  EXPECT_THAT(good.said, HasSubstr("\"number\":2"));
}

TEST_P(CentreProgram, FindsNamesOnItsWatchListAlsoWhileItRuns)
{
  const std::string table = m_folder.path() + "/table.csv", list = m_folder.path() + "/list.signed";
  const std::string key = m_folder.path() + "/list.key";
  std::ofstream(table) << "issuer,number,name,birth\n,,\"Nguyễn, Thị Hồng Đào\",1985-06-15\n"
                          ",,\"Le, Van Dau\",1970-01-02\n";
  const std::string pair = TestAuthority("lists").issue({}).key;
  for (const std::string& path : {key, m_folder.path() + "/list.pub"}) std::ofstream(path) << pair;
  const auto search = [&](const char* name) {
    return run({"names", "search", "--config", m_centre.config(), name});
  };
  EXPECT_EQ(search("Nguyen, Thi Hong Dao").code, GetParam() == std::string("sqlite") ? 4 : 3)
      << "there is no list yet";
  const Ended sealed =
      run({"watch-list", "sign", table, "--key", key, "--version", "8", "-o", list});
  ASSERT_EQ(sealed.code, 0) << sealed.said;
  ASSERT_EQ(run({"watch-list", "import", "--config", m_centre.config(), list}).code, 0);
  start();
  const Ended found = search("Nguyễn, Thị Hồng Đào");
  EXPECT_EQ(found.code, 0) << found.said;
  EXPECT_THAT(found.said, HasSubstr("NGUYEN<<THI<HONG<DAO on watch-list 8: 1 alike\n"));
  EXPECT_THAT(found.said, HasSubstr("1.000  1985-06-15  NGUYEN<<THI<HONG<DAO\n"));
  const Ended like = search("Nguyen, Thi Hong Dai");
  EXPECT_THAT(like.said, HasSubstr("1985-06-15  NGUYEN<<THI<HONG<DAO\n"));
  EXPECT_THAT(search("Smith, John").said, HasSubstr(": 0 alike\n"));
  EXPECT_EQ(search("12345").code, 2);
  EXPECT_EQ(run({"names", "search", "--config", m_centre.config()}).code, 2);
  EXPECT_EQ(run({"names", "search", "--config", "/nowhere", "A"}).code, 3);
}

INSTANTIATE_TEST_SUITE_P(On, CentreProgram, testing::Values("sqlite", "postgresql"),
                         [](const auto& ledger) { return std::string(ledger.param); });

} // namespace
} // namespace gatetwin::test
