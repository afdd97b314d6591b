// SPDX-License-Identifier: Apache-2.0
// kill -9 under load, again and again, at drawn moments: units with the outbox, store and link of a
// real gate deliver crossings to a real centre, and units, centre and (with PostgreSQL) the
// database server are killed in turn and started again. At the end everything is let drain, and the
// ledger is held against the units' own notes: each crossing that a unit had on its disk is in the
// registry exactly once, and nothing is there that no unit did.
//
// crash --centre PROGRAM --gate PROGRAM [--kills N] [--ledger sqlite|postgresql] [--seed N]
#include "core/base/random_stream.hpp"
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/system_time.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include "tests/core/centre/postgres_server.hpp"
#include "tests/load/centre_process.hpp"
#include "tests/load/crossing_log.hpp"
#include <cstdio>
#include <map>
#include <optional>
#include <thread>

namespace gatetwin::test {
namespace {

constexpr std::uint32_t units = 4;
constexpr std::uint32_t crossings_per_s = 40; // of a unit

struct CrashOptions {
  std::string centre, gate, ledger = "sqlite";
  std::uint64_t kills = 40, seed = 1;
};

class Campaign {
public:
  Campaign(const CrashOptions& options, const std::string& folder, PostgresServer* server,
           const std::string& connection)
      : m_options(options), m_server(server), m_connection(connection),
        m_centre(options.centre, folder, units,
                 server == nullptr ? "sqlite"
                                   : "{ kind: postgresql, connection: \"" + connection + "\" }",
                 7445),
        m_luck(options.seed, 0, 0, purpose_key("crash.campaign"))
  {
    std::ofstream(folder + "/state/documents.csv") << "issuer,number,status\nVNM,BP1234567,known\n";
    for (std::uint32_t unit = 1; unit <= units; ++unit) {
      std::filesystem::create_directories(unit_folder(unit));
      m_centre.unit_files(unit);
    }
  }
  ~Campaign()
  {
    for (ChildProcess& gate : m_gates) {
      if (gate.running()) gate.end(SIGKILL);
    }
    if (m_centre.process.running()) m_centre.process.end(SIGKILL);
  }

  bool run()
  {
    if (!start_centre()) return false;
    for (std::uint32_t unit = 1; unit <= units; ++unit) start_gate(unit);
    for (std::uint64_t kill = 0; kill < m_options.kills; ++kill) {
      pause(milliseconds(static_cast<std::int64_t>(10 + m_luck.below(400))));
      if (!kill_one()) return false;
    }
    return drain() && judge();
  }

private:
  std::string unit_folder(std::uint32_t unit) const
  {
    return m_centre.folder() + "/gate" + std::to_string(unit);
  }
  void start_gate(std::uint32_t unit)
  {
    m_gates[unit - 1] = spawn({m_options.gate, unit_folder(unit), std::to_string(unit),
                               m_centre.address(), std::to_string(crossings_per_s),
                               m_centre.folder() + "/unit" + std::to_string(unit)});
  }
  // The service manager's part: again and again while the database comes back.
  bool start_centre()
  {
    const MonotonicTime until = system_instant().mono + minutes(2);
    while (!m_centre.start()) {
      const bool may_recover = m_server != nullptr && m_centre.exit_code == 4;
      if (!may_recover || system_instant().mono > until) {
        std::printf("the centre did not start again: exit code %d\n%s\n", m_centre.exit_code,
                    m_centre.last_words.c_str());
        return false;
      }
      pause(milliseconds(100));
    }
    return true;
  }
  static void pause(Duration time) { ::poll(nullptr, 0, static_cast<int>(time.ns / 1'000'000)); }
  bool kill_one()
  {
    const std::uint64_t victim = m_luck.below(m_server == nullptr ? 4 : 6);
    if (victim < 2) {
      ++m_killed_gates;
      const auto unit = static_cast<std::uint32_t>(1 + m_luck.below(units));
      if (m_gates[unit - 1].end(SIGKILL) != 256 + SIGKILL) return stopped("a unit");
      start_gate(unit);
      return true;
    }
    if (victim < 4) {
      ++m_killed_centres;
      if (m_centre.process.end(SIGKILL) != 256 + SIGKILL) return stopped("the centre");
      return start_centre();
    }
    ++m_killed_servers;
    m_server->kill();
    m_server->start_after_kill();
    return true;
  }
  static bool stopped(const char* who)
  {
    std::printf("%s had ended by itself\n", who);
    return false;
  }
  bool drain()
  {
    pause(seconds(2)); // who was started last hears signals by then
    for (std::uint32_t unit = 1; unit <= units; ++unit) {
      const int code = m_gates[unit - 1].end(SIGTERM);
      if (code != 0) std::printf("unit %u ended with %d\n", unit, code);
      if (code != 0) return false;
    }
    if (m_centre.process.end(SIGTERM) != 0) return stopped("the centre, with an error,");
    return true;
  }
  std::unique_ptr<ChainedLedger> open_ledger() const
  {
    if (m_server != nullptr) {
      auto opened = PostgresLedger::open({m_connection, {0}, "vn-load", {}, seconds(10)});
      return opened.ok() ? std::move(opened).value() : nullptr;
    }
    SqliteLedgerOptions options;
    options.path = m_centre.folder() + "/state/ledger.db";
    options.authority = {0};
    options.identity = "vn-load";
    auto opened = SqliteLedger::open(options);
    if (!opened.ok()) return nullptr;
    return std::move(opened).value();
  }
  bool judge() const
  {
    struct Registry final : CrossingVisitor {
      void on_crossing(std::uint64_t, const Crossing& crossing) override
      {
        ++times[crossing.transaction.value];
      }
      std::map<std::uint64_t, int> times;
    } registry;
    const auto ledger = open_ledger();
    if (ledger == nullptr || !ledger->verify().ok() || !ledger->visit_crossings(registry).ok()) {
      std::printf("the ledger is damaged\n");
      return false;
    }
    std::uint64_t stored = 0, lost = 0, repeated = 0, unknown = 0, begun = 0;
    for (std::uint32_t unit = 1; unit <= units; ++unit) {
      const CrossingNotes notes = read_crossing_notes(unit_folder(unit) + "/crossings.log");
      begun += notes.begun.size();
      stored += notes.stored.size();
      for (const std::uint64_t number : notes.stored)
        lost += registry.times.count(transaction_id({unit}, number).value) == 0 ? 1 : 0;
      // Begun but cut off before its write was known: there or not, both are right.
      for (const std::uint64_t number : notes.begun)
        m_known.insert(transaction_id({unit}, number).value);
    }
    for (const auto& [transaction, times] : registry.times) {
      repeated += times > 1 ? 1 : 0;
      unknown += m_known.count(transaction) == 0 ? 1 : 0;
    }
    std::printf("%s: %llu kills -9 (%llu units, %llu centres, %llu database servers), seed %llu\n"
                "crossings begun %llu, durable at a unit %llu, in the registry %zu\n"
                "lost %llu, more than once %llu, of nobody %llu; chain of %llu rows whole\n",
                m_options.ledger.c_str(), count(m_options.kills), count(m_killed_gates),
                count(m_killed_centres), count(m_killed_servers), count(m_options.seed),
                count(begun), count(stored), registry.times.size(), count(lost), count(repeated),
                count(unknown), count(ledger->head().sequence));
    return lost == 0 && repeated == 0 && unknown == 0 && stored > 0;
  }
  static unsigned long long count(std::uint64_t value) { return value; }

  const CrashOptions m_options;
  PostgresServer* const m_server;
  const std::string m_connection;
  CentreProcess m_centre;
  std::array<ChildProcess, units> m_gates;
  RandomStream m_luck;
  std::uint64_t m_killed_gates = 0, m_killed_centres = 0, m_killed_servers = 0;
  mutable std::set<std::uint64_t> m_known;
};

bool read_options(int argc, char** argv, CrashOptions& options)
{
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string_view value = argv[i + 1];
    const auto number = [&](std::uint64_t& into) {
      const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), into);
      return fault == std::errc() && end == value.data() + value.size();
    };
    bool good = true;
    if (name == "--centre")
      options.centre = value;
    else if (name == "--gate")
      options.gate = value;
    else if (name == "--ledger")
      options.ledger = value;
    else if (name == "--kills")
      good = number(options.kills);
    else if (name == "--seed")
      good = number(options.seed);
    else
      good = false;
    if (!good) return false;
  }
  const bool known = options.ledger == "sqlite" || options.ledger == "postgresql";
  return argc % 2 == 1 && known && !options.centre.empty() && !options.gate.empty();
}

int run(const CrashOptions& options)
{
  std::string folder = "/tmp/gatetwin-crash-XXXXXX";
  CHECK(mkdtemp(folder.data()) != nullptr);
  std::optional<PostgresServer> server;
  std::string connection;
  if (options.ledger == "postgresql") {
    server.emplace();
    connection = server->connection(server->fresh());
  }
  bool good = false;
  {
    Campaign campaign(options, folder, server ? &*server : nullptr, connection);
    good = campaign.run();
  }
  if (good)
    std::filesystem::remove_all(folder);
  else
    std::printf("kept for looking: %s\n", folder.c_str());
  return good ? 0 : 1;
}

} // namespace
} // namespace gatetwin::test

int main(int argc, char** argv)
{
  gatetwin::test::CrashOptions options;
  if (!gatetwin::test::read_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: crash --centre PROGRAM --gate PROGRAM [--kills N] "
                         "[--ledger sqlite|postgresql] [--seed N]\n");
    return 2;
  }
  return gatetwin::test::run(options);
}
