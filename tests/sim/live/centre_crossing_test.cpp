// SPDX-License-Identifier: Apache-2.0
// gatetwin-gate on its real adapters against a running gatetwin-centre, over TLS. One person is
// admitted by the centre; while it is away another is admitted by the offline policy, and the
// crossing arrives when the centre has come back. Both are in its ledger once.
#include "core/registry/sqlite_ledger.hpp"
#include "sim/live/document_table.hpp"
#include "tests/core/link/test_certificates.hpp"
#include "tests/sim/live/played_gate.hpp"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

constexpr std::uint32_t offline_bit = 1U << 9;

// Below the range that the system gives to those who connect, so that nobody takes it while the
// centre is away.
int free_port()
{
  for (int port = 20'000 + ::getpid() % 10'000; port < 32'000; ++port) {
    const OwnedDescriptor tried(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::bind(tried.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
      return port;
  }
  ADD_FAILURE() << "no port is free";
  return 0;
}

struct Crossings final : CrossingVisitor {
  std::vector<Crossing> all;
  void on_crossing(std::uint64_t, const Crossing& crossing) override { all.push_back(crossing); }
};

// A running unit's journal, read on as it grows.
class FollowedJournal final : public journal::RecordSink {
public:
  std::vector<std::uint64_t> of(RecordKind kind) const
  {
    std::vector<std::uint64_t> subjects;
    for (const Record& record : m_records) {
      if (record.kind == kind) subjects.push_back(record.subject);
    }
    return subjects;
  }
  int offline() const
  {
    int count = 0;
    for (const Record& record : m_records)
      count += record.kind == RecordKind::crossing_stored && (record.detail & offline_bit) != 0;
    return count;
  }
  int ended_otherwise() const
  {
    int count = 0;
    for (const Record& record : m_records) {
      count += record.kind == RecordKind::transaction_ended &&
               record.code != static_cast<std::uint16_t>(Outcome::admitted);
    }
    return count;
  }
  journal::ReadStatus read_on(const std::string& folder)
  {
    if (!m_reader && !open(folder)) return journal::ReadStatus::waiting;
    return m_reader->drain(*this);
  }
  void on_records(std::span<const Record> records) override
  {
    m_records.insert(m_records.end(), records.begin(), records.end());
  }

private:
  bool open(const std::string& folder)
  {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      auto source = journal::FileSource::open(entry.path().string());
      if (!source) return false;
      m_source = std::move(source).value();
      m_reader = std::make_unique<journal::JournalReader>(*m_source, journal::ReadMode::follow);
    }
    return m_reader != nullptr;
  }
  std::unique_ptr<journal::FileSource> m_source;
  std::unique_ptr<journal::JournalReader> m_reader;
  std::vector<Record> m_records;
};

class CentreCrossing : public PlayedGate {
protected:
  CentreCrossing() : port(free_port())
  {
    const std::string state = folder + "/state";
    std::filesystem::create_directory(state);
    std::filesystem::create_directory(folder + "/centre");
    // What gatetwin-centre's import commands put there.
    DocumentTable documents;
    world->people().register_documents(documents);
    std::ofstream(state + "/documents.csv") << documents.csv();
    std::filesystem::copy_file(folder + "/watch-list.txt", state + "/watch-list");
    const TlsFiles own = test::write_tls_files(
        folder, "centre", root, root.issue({.uri = "urn:gatetwin:centre:0", .use = "serverAuth"}));
    std::ofstream(folder + "/centre.yaml")
        << "authority: 0\nname: " << ledger_name << "\nutc_offset: 7 h\nstate: " << state
        << "\nlisten: \"127.0.0.1:" << port << "\"\nlist_key: " << folder
        << "/authority.pub\ntls: { authorities: " << own.authorities
        << ", certificate: " << own.certificate << ", key: " << own.key
        << " }\nunits:\n  gate-5: { number: 5, checkpoint: 0, direction: exit }\n";
  }

  // The gate's sections for the way to the centre.
  std::string link() const
  {
    const TlsFiles unit =
        test::write_tls_files(folder, "unit", root, root.issue({.uri = "urn:gatetwin:unit:5"}));
    return "link:\n  endpoints: [ { authority: 0, address: \"127.0.0.1:" + std::to_string(port) +
           "\" } ]\n  certificate: \"" + unit.certificate + "\"\n  key: \"" + unit.key +
           "\"\n  authorities: \"" + unit.authorities +
           "\"\noutbox: { max_retry: 2 s }\nclient: { deadline: 10 s, probe_interval: 1 s }\n";
  }
  std::unique_ptr<RunningProgram> start_centre() const
  {
    auto centre = std::make_unique<RunningProgram>(
        GATETWIN_CENTRE, std::vector<std::string>{"serve", "--config", folder + "/centre.yaml"},
        folder + "/centre");
    EXPECT_TRUE(centre->wait_for_output("\"serving\"", 60)) << centre->output();
    return centre;
  }
  Crossings read_ledger() const
  {
    SqliteLedgerOptions options;
    options.path = folder + "/state/ledger.db";
    options.authority.value = 0;
    options.identity = ledger_name;
    const auto ledger = SqliteLedger::open(options);
    Crossings crossings;
    EXPECT_TRUE(ledger && ledger.value()->visit_crossings(crossings));
    return crossings;
  }

  static constexpr const char* ledger_name = "vn-test";
  const test::TestAuthority root{"root"};
  const int port;
};

// Gate and centre: while others are waited for both are listened to.
using Running = std::vector<RunningProgram*>;
void listen_to(const Running& programs)
{
  for (RunningProgram* program : programs) program->listen();
}
std::string outputs(const Running& programs)
{
  std::string all;
  for (const RunningProgram* program : programs) all += program->output();
  return all;
}

// What stands around a gate.
class Lane {
public:
  explicit Lane(const std::string& face_path)
      : m_doors({GATETWIN_PLAYED_CONTROLLER, "tcp"}), m_port(m_doors.hear()),
        m_face({GATETWIN_PLAYED_FACE_DEVICE, face_path})
  {
    EXPECT_EQ(m_face.hear(), "ready");
  }
  const std::string& doors_port() const { return m_port; }
  std::string reader() const { return m_reader.path(); }

  // One person from the document on the reader until the gate is free again.
  ::testing::AssertionResult cross(const CarriedDocument& pass, const Running& programs)
  {
    m_reader.lay(pass.label);
    Walk walk(m_doors, m_face, &m_reader, m_crossed++);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!walk.is_over() && std::chrono::steady_clock::now() < until) {
      walk.go_on();
      listen_to(programs);
    }
    if (walk.is_over()) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "the screen says " << walk.screen() << "\n"
                                         << outputs(programs);
  }
  // The lane stays alive while something else is waited for; false: not within a minute.
  template <typename Condition> bool wait_for(const Running& programs, Condition&& is_so)
  {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < until) {
      if (is_so()) return true;
      m_reader.work();
      m_doors.tell("step 700000000");
      m_face.tell("step");
      listen_to(programs);
    }
    return false;
  }

private:
  test::PlayedProcess m_doors;
  std::string m_port;
  test::PlayedProcess m_face;
  PlayedReader m_reader;
  std::size_t m_crossed = 0;
};

TEST_F(CentreCrossing, IsInTheLedgerOnceAlsoWhenTheCentreWasAway)
{
  std::unique_ptr<RunningProgram> centre = start_centre();
  Lane lane(folder + "/face.sock");
  RunningProgram gate(GATETWIN_GATE,
                      {"--config", settings(lane.doors_port(), lane.reader(), link())}, folder);
  ASSERT_TRUE(gate.wait_for_notice("STATUS=in service", 60)) << gate.output();

  CarriedDocument pass;
  FollowedJournal journal;
  const auto delivered = [&](std::size_t count) {
    return lane.wait_for({&gate, centre.get()}, [&] {
      EXPECT_NE(journal.read_on(folder + "/journal"), journal::ReadStatus::fault);
      return journal.of(RecordKind::crossing_delivered).size() == count;
    });
  };
  world->people().equip(0, 0, pass);
  ASSERT_TRUE(lane.cross(pass, {&gate, centre.get()}));
  EXPECT_TRUE(delivered(1)) << gate.output() << centre->output();
  EXPECT_EQ(journal.offline(), 0) << "the centre was not asked\n" << gate.output();

  centre->signal(SIGTERM);
  ASSERT_EQ(centre->wait_for_end(60), 0) << centre->output();
  world->people().equip(1, 0, pass);
  ASSERT_TRUE(lane.cross(pass, {&gate}));
  EXPECT_TRUE(lane.wait_for({&gate}, [&] {
    EXPECT_NE(journal.read_on(folder + "/journal"), journal::ReadStatus::fault);
    return journal.of(RecordKind::crossing_stored).size() == 2;
  }));
  EXPECT_EQ(journal.offline(), 1);
  EXPECT_EQ(journal.of(RecordKind::crossing_delivered).size(), 1U);

  centre = start_centre();
  EXPECT_TRUE(delivered(2)) << gate.output() << centre->output();
  gate.signal(SIGTERM);
  EXPECT_EQ(gate.wait_for_end(60), 0) << gate.output();
  EXPECT_NE(gate.output().find("\"undelivered\":0"), std::string::npos) << gate.output();
  EXPECT_EQ(journal.read_on(folder + "/journal"), journal::ReadStatus::end);
  EXPECT_EQ(journal.ended_otherwise(), 0);
  centre->signal(SIGTERM);
  EXPECT_EQ(centre->wait_for_end(60), 0) << centre->output();

  const Crossings written = read_ledger();
  ASSERT_EQ(written.all.size(), 2U);
  const auto stored = journal.of(RecordKind::crossing_stored);
  for (std::size_t i = 0; i < stored.size(); ++i) {
    EXPECT_EQ(written.all[i].transaction.value, stored[i]);
    EXPECT_EQ(written.all[i].unit.value, 5U);
    EXPECT_EQ(written.all[i].offline, i == 1);
  }
  EXPECT_FALSE(written.all[0].document == written.all[1].document);
}

TEST_F(CentreCrossing, OfASimulatedTravellerIsInTheLedgerOfTheCentreThatTheSettingsName)
{
  const std::unique_ptr<RunningProgram> centre = start_centre();
  std::ofstream(folder + "/simulated.yaml")
      << "unit: { number: 5, name: gate-5, checkpoint: 0, direction: exit, authority: 0, "
         "legal_time: 7 h }\nlimits: { registry: 30 s }\nstore: /nowhere/store.sqlite\n"
      << link();
  RunningProgram gate(GATETWIN_GATE_SIMULATED,
                      {"--config", folder + "/simulated.yaml", "--travellers", "1", "--pause", "0"},
                      folder);
  EXPECT_EQ(gate.wait_for_end(100), 0) << gate.output();
  EXPECT_NE(gate.output().find("registry: 127.0.0.1:" + std::to_string(port)), std::string::npos)
      << gate.output();
  EXPECT_NE(gate.output().find("the registry has the crossing"), std::string::npos)
      << gate.output();
  EXPECT_TRUE(std::filesystem::exists(folder + "/gatetwin-live/documents.csv"));
  centre->signal(SIGTERM);
  EXPECT_EQ(centre->wait_for_end(60), 0) << centre->output();
  const Crossings written = read_ledger();
  ASSERT_EQ(written.all.size(), 1U);
  EXPECT_EQ(written.all[0].unit.value, 5U);
  EXPECT_FALSE(written.all[0].offline);
}

} // namespace
} // namespace gatetwin
