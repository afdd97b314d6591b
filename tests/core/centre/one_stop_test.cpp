// SPDX-License-Identifier: Apache-2.0
// One stop between two authorities: two gatetwin-centre processes, each with a root of its own,
// and a unit with the store, link, client and joint desk of a real gate. Whatever is killed or cut
// off between reserve and confirm, nobody is let through before both countries have the crossing,
// and no country has it alone in the end.
#include "core/centre/system_time.hpp"
#include "core/gate/joint_desk.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include "core/registry/sqlite_store.hpp"
#include "tests/core/link/served_registry.hpp"
#include "tests/load/centre_process.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

constexpr UnitId unit_id{1};

std::string content(const std::string& path)
{
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

class Country {
  static CentrePlace place(AuthorityId authority)
  {
    CentrePlace place;
    place.authority = authority.value;
    place.name = "country-" + std::to_string(authority.value);
    place.settings = "rules: { watch_list: false, reservation: 1 s }\n";
    return place;
  }

public:
  Country(const std::string& folder, AuthorityId authority)
      : id(authority), centre(GATETWIN_CENTRE, folder, 1, "sqlite", free_port(), place(authority))
  {
    std::ofstream(folder + "/state/documents.csv") << "issuer,number,status\nVNM,BP1234567,known\n"
                                                      "VNM,BP7777777,known\n";
    CHECK(centre.start());
  }
  ~Country()
  {
    if (centre.process.running()) centre.process.end(SIGKILL);
  }
  void kill() { CHECK(centre.process.end(SIGKILL) == 256 + SIGKILL); }
  void freeze() { ::kill(centre.process.pid, SIGSTOP); } // as behind a cut line: nothing answers
  void thaw() { ::kill(centre.process.pid, SIGCONT); }
  std::string open_pairs() const { return content(centre.folder() + "/state/one-stop.csv"); }
  // Stops the centre and reads its ledger.
  std::vector<Crossing> crossings()
  {
    if (centre.process.running()) CHECK(centre.process.end(SIGTERM) == 0);
    SqliteLedgerOptions options;
    options.path = centre.folder() + "/state/ledger.db";
    options.authority = id;
    options.identity = "country-" + std::to_string(id.value);
    const auto ledger = SqliteLedger::open(options).value();
    struct List final : CrossingVisitor {
      void on_crossing(std::uint64_t, const Crossing& crossing) override
      {
        found.push_back(crossing);
      }
      std::vector<Crossing> found;
    } list;
    CHECK(ledger->visit_crossings(list).ok());
    return list.found;
  }

  const AuthorityId id;
  CentreProcess centre;
};

class JointUnit {
public:
  JointUnit(const std::string& folder, Country& exit, Country& entry)
      : m_store(SqliteStore::open({folder + "/store.sqlite", unit_id, 0, nullptr}).value()),
        m_sides{exit.id, entry.id}
  {
    GrpcRegistryLinkOptions options;
    options.unit = unit_id;
    options.deadline = seconds(1);
    options.tls = exit.centre.unit_files(1);
    options.endpoints = {{exit.id, exit.centre.address()},
                         {entry.id, entry.centre.address(), entry.centre.unit_files(1)}};
    m_link = GrpcRegistryLink::open(options).value();
    RegistryClientConfig patient;
    patient.open_after = 1000;
    m_client = std::make_unique<RegistryClient>(patient, *m_link, nullptr);
    JointConfig config;
    config.reserve_limit = seconds(3);
    config.confirm_limit = seconds(1);
    config.first_resend = milliseconds(200);
    config.max_resend = milliseconds(500);
    config.cancel_attempts = 2;
    m_desk = std::make_unique<JointDesk>(config, m_sides, 2, *m_store, *m_client, m_journal);
    struct Marks final : StoreVisitor {
      void on_entry(const StoreEntry& entry) override
      {
        if (entry.kind == StoreEntryKind::joint_in_doubt) open[entry.transaction] = entry.request;
        if (entry.kind == StoreEntryKind::joint_resolved) open.erase(entry.transaction);
      }
      std::map<TransactionId, RegistryRequest> open;
    } marks;
    m_store->recover(marks);
    for (const auto& [transaction, request] : marks.open)
      CHECK(m_desk->recover(request, system_instant()));
  }

  bool start(std::uint64_t count, const char* number)
  {
    RegistryRequest request = sample::request(
        RequestKind::reserve, count, sample::border_pass(number), unit_id, system_instant().wall);
    request.checkpoint = {1};
    return m_desk->start(request, system_instant());
  }
  void confirm(std::uint64_t count)
  {
    m_desk->confirm(transaction_id(unit_id, count), false, system_instant());
  }
  void cancel(std::uint64_t count)
  {
    m_desk->cancel(transaction_id(unit_id, count), Reason::joint_voided, system_instant());
  }
  // Works until that pair is so, or ten seconds passed.
  bool becomes(std::uint64_t count, JointState state)
  {
    return works_until([&] { return m_last[transaction_id(unit_id, count)].state == state; });
  }
  template <typename Condition> bool works_until(Condition&& condition)
  {
    const MonotonicTime until = steady_now() + seconds(10);
    while (!condition()) {
      if (steady_now() > until) return false;
      turn();
    }
    return true;
  }
  void report() { m_link->report({{}, m_desk->in_doubt(system_instant().mono)}); }
  JointReport last(std::uint64_t count) { return m_last[transaction_id(unit_id, count)]; }
  std::size_t open() const { return m_desk->open(); }
  std::vector<PairInDoubt> in_doubt() const { return m_desk->in_doubt(system_instant().mono); }

private:
  void turn()
  {
    m_store->sync(m_inbox);
    pollfd ready{m_link->descriptor(), POLLIN, 0};
    ::poll(&ready, 1, 5);
    m_link->on_ready(system_instant().mono);
    m_link->deliver(m_inbox);
    for (; !m_inbox.empty(); m_inbox.pop()) {
      const PortInput& input = m_inbox.front();
      const Instant now = system_instant();
      if (input.kind == InputKind::stored) m_desk->on_stored(input.number, true, now);
      if (input.kind == InputKind::store_failed) m_desk->on_stored(input.number, false, now);
      if (input.kind != InputKind::registry_reply) continue;
      if (const auto answer = m_client->on_reply(*input.reply, now))
        m_desk->on_answer(*answer, now);
    }
    for (const RegistryAnswer& answer : m_client->on_time(system_instant()))
      m_desk->on_answer(answer, system_instant());
    m_desk->on_time(system_instant());
    for (const JointReport& report : m_desk->reports()) m_last[report.transaction] = report;
    m_desk->reports().clear();
  }

  std::unique_ptr<SqliteStore> m_store;
  const JointSides m_sides;
  std::unique_ptr<GrpcRegistryLink> m_link;
  std::unique_ptr<RegistryClient> m_client;
  journal::Journal m_records;
  UnitJournal m_journal{m_records, unit_id};
  std::unique_ptr<JointDesk> m_desk;
  Inbox m_inbox;
  std::map<TransactionId, JointReport> m_last;
};

class OneStop : public testing::Test {
protected:
  Country& vietnam() { return m_vietnam; }
  Country& laos() { return m_laos; }
  std::unique_ptr<JointUnit> unit()
  {
    return std::make_unique<JointUnit>(m_folder.path(), m_vietnam, m_laos);
  }
  void expect_both_have_one()
  {
    const auto exits = m_vietnam.crossings(), entries = m_laos.crossings();
    ASSERT_EQ(exits.size(), 1U);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(exits[0].transaction, entries[0].transaction);
    EXPECT_EQ(exits[0].direction, Direction::exit);
    EXPECT_EQ(entries[0].direction, Direction::entry);
    EXPECT_EQ(exits[0].document, entries[0].document);
  }

private:
  Folder m_folder;
  Country m_vietnam{m_folder.path() + "/vn", {0}};
  Country m_laos{m_folder.path() + "/la", {1}};
};

TEST_F(OneStop, ClearsATravellerForBothCountriesOrForNone)
{
  const auto joint = unit();
  ASSERT_TRUE(joint->start(1, "BP1234567"));
  ASSERT_TRUE(joint->becomes(1, JointState::reserved));
  joint->confirm(1);
  ASSERT_TRUE(joint->becomes(1, JointState::committed));
  ASSERT_TRUE(joint->start(2, "BP9999999")); // nobody knows that document
  ASSERT_TRUE(joint->becomes(2, JointState::cancelling));
  EXPECT_EQ(joint->last(2).reason, Reason::unknown_document);
  expect_both_have_one();
}

TEST_F(OneStop, LetsNobodyThroughWhileOneCountryIsCutOffAndShowsThePairAtBoth)
{
  const auto joint = unit();
  ASSERT_TRUE(joint->start(1, "BP1234567"));
  ASSERT_TRUE(joint->becomes(1, JointState::reserved));
  laos().freeze();
  joint->confirm(1);
  ASSERT_TRUE(joint->becomes(1, JointState::in_doubt)) << "never committed";
  const auto pairs = joint->in_doubt();
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_TRUE(pairs[0].exit_confirmed);
  EXPECT_FALSE(pairs[0].entry_confirmed);
  joint->report();
  const std::string row = std::to_string(pairs[0].transaction.value) + ",1,pair in doubt,entry,";
  EXPECT_TRUE(joint->works_until([&] {
    return vietnam().open_pairs().find(row) != std::string::npos;
  })) << vietnam().open_pairs();
  laos().thaw();
  ASSERT_TRUE(joint->becomes(1, JointState::resolved_committed));
  joint->report();
  EXPECT_TRUE(joint->works_until([&] {
    return vietnam().open_pairs().find(row) == std::string::npos;
  })) << vietnam().open_pairs();
  expect_both_have_one();
}

TEST_F(OneStop, IsResolvedAfterCentreAndUnitWereKilledBetweenReserveAndConfirm)
{
  auto joint = unit();
  ASSERT_TRUE(joint->start(1, "BP1234567"));
  ASSERT_TRUE(joint->becomes(1, JointState::reserved));
  laos().kill();
  joint->confirm(1);
  ASSERT_TRUE(joint->becomes(1, JointState::in_doubt));
  joint.reset(); // and the unit, with its mark on the disk
  ASSERT_TRUE(laos().centre.start());
  EXPECT_TRUE(comes_true([&] { // long after its reservation's time
    return laos().open_pairs().find("reservation overdue") != std::string::npos;
  })) << laos().open_pairs();
  joint = unit();
  ASSERT_TRUE(joint->becomes(1, JointState::resolved_committed));
  EXPECT_EQ(joint->open(), 0U);
  EXPECT_TRUE(comes_true(
      [&] { return laos().open_pairs().find("reservation overdue") == std::string::npos; }));
  expect_both_have_one();
}

TEST_F(OneStop, TakesNobodyNewWhileEveryPlaceIsInDoubt)
{
  const auto joint = unit(); // of two places
  for (const std::uint64_t count : {1U, 2U}) {
    ASSERT_TRUE(joint->start(count, count == 1 ? "BP1234567" : "BP7777777"));
    ASSERT_TRUE(joint->becomes(count, JointState::reserved));
  }
  laos().kill();
  joint->confirm(1);
  joint->confirm(2);
  ASSERT_TRUE(joint->becomes(1, JointState::in_doubt));
  ASSERT_TRUE(joint->becomes(2, JointState::in_doubt));
  EXPECT_FALSE(joint->start(3, "BP1234567"));
  ASSERT_TRUE(laos().centre.start());
  ASSERT_TRUE(joint->becomes(1, JointState::resolved_committed));
  ASSERT_TRUE(joint->becomes(2, JointState::resolved_committed));
  EXPECT_EQ(vietnam().crossings().size(), 2U);
  EXPECT_EQ(laos().crossings().size(), 2U);
}

// The unit gave up before it decided, and could not say so: an operator ends it, deliberately.
TEST_F(OneStop, LetsAnOperatorVoidAReservationThatItsUnitWillNeverEnd)
{
  const auto joint = unit();
  ASSERT_TRUE(joint->start(1, "BP1234567"));
  ASSERT_TRUE(joint->becomes(1, JointState::reserved));
  laos().kill();
  joint->cancel(1);
  ASSERT_TRUE(joint->becomes(1, JointState::cancelling));
  ASSERT_TRUE(joint->works_until([&] { return joint->open() == 0; }));
  ASSERT_TRUE(laos().centre.start());
  EXPECT_TRUE(comes_true(
      [&] { return laos().open_pairs().find("reservation overdue") != std::string::npos; }));
  const auto run = [&](std::vector<std::string> words) {
    return run_program(laos().centre.command(std::move(words)));
  };
  const std::string transaction = std::to_string(transaction_id(unit_id, 1).value);
  const auto listed = run({"one-stop", "list", "--config", laos().centre.config()});
  EXPECT_EQ(listed.code, 0);
  EXPECT_NE(listed.said.find(transaction), std::string::npos) << listed.said;
  ASSERT_EQ(laos().centre.process.end(SIGTERM), 0);
  for (const char* faulty : {"-5", "5x", "18446744073709551616"}) {
    EXPECT_EQ(run({"one-stop", "void", "--config", laos().centre.config(), faulty}).code, 2)
        << faulty;
  }
  EXPECT_EQ(run({"one-stop", "void", "--config", laos().centre.config(), transaction}).code, 0);
  EXPECT_EQ(run({"one-stop", "void", "--config", laos().centre.config(), transaction}).code, 1)
      << "it is not open any more";
  ASSERT_TRUE(laos().centre.start());
  EXPECT_TRUE(
      comes_true([&] { return laos().open_pairs().find(transaction) == std::string::npos; }));
  EXPECT_TRUE(vietnam().crossings().empty());
  EXPECT_TRUE(laos().crossings().empty());
}

} // namespace
} // namespace gatetwin::test
