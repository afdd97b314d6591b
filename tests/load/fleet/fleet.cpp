// SPDX-License-Identifier: Apache-2.0
#include "tests/load/fleet/fleet.hpp"
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/system_time.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include "core/registry/sqlite_store.hpp"
#include <algorithm>
#include <cstdio>

namespace gatetwin::test {
namespace {

constexpr std::int64_t drain_s = 120;

// As the built-in scenario of gatetwin-gate-simulated, but everything takes a tenth: a crossing is
// over in little more than a second, so that moments of danger are frequent.
constexpr const char* scenario = R"YAML(schema: 1
name: campaign
title: One e-gate whose people hurry
start: 2026-06-01 06:00 Asia/Ho_Chi_Minh
duration: 1 d
authorities: { vn: { title: Vietnam Border Guard, zone: Asia/Ho_Chi_Minh } }
checkpoints: { gate: { title: Exit hall, authority: vn } }
areas: { hall: {} }
entrances: { door: hall }
classes:
  residents:
    title: Border residents with a border pass
    direction: exit
    documents: { border_pass: 100 % }
    population: 200
    habits: { tailgates: 2 %, turns_back: 2 %, damaged_document: 1 % }
demand: { residents: { class: residents, entrance: door, rate: 60 /h } }
stations:
  egates:
    title: E-gate
    kind: e_gate
    area: hall
    direction: exit
    units: 1
    times: { approach: 50 ms, place_document: 50 ms, read_document: 80 ms, door_open: 100 ms,
      door_close: 100 ms, walk_in: 200 ms, look_up: 50 ms, capture: 80 ms, walk_out: 200 ms,
      take_document: 80 ms, officer_response: 300 ms, officer_handling: 300 ms }
routes:
  - { from: door, to: egates }
  - { from: egates, on: [admitted, referred, refused, abandoned, evacuated], to: exit }
)YAML";

class OpenEntries final : public StoreVisitor {
public:
  void on_entry(const StoreEntry& entry) override
  {
    const std::uint64_t transaction = entry.transaction.value;
    if (entry.kind == StoreEntryKind::crossing) found.crossings.insert(transaction);
    if (entry.kind == StoreEntryKind::authorisation) found.authorisations.insert(transaction);
    if (entry.kind == StoreEntryKind::authorisation_consumed)
      found.authorisations.erase(transaction);
  }
  StoreContent found;
};

CentrePlace with_checkpoint_of_gates(CentrePlace place)
{
  place.checkpoint = 1;
  return place;
}

std::string ledger_words(const std::string& connection)
{
  return connection.empty() ? "sqlite" : "{ kind: postgresql, connection: \"" + connection + "\" }";
}

std::string connection_of(PostgresServer* server)
{
  return server == nullptr ? std::string() : server->connection(server->fresh());
}

ChildProcess spawn_into(const std::string& log, const std::vector<std::string>& command)
{
  std::vector<std::string> shell{"/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1", log};
  shell.insert(shell.end(), command.begin(), command.end());
  return spawn(shell);
}

bool has_ended(const ChildProcess& child)
{
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child.pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child.pid;
}

} // namespace

// Below the range that the system gives to those who connect.
int centre_port() { return 20'000 + ::getpid() % 10'000; }

void pause_for(Duration time) { ::poll(nullptr, 0, static_cast<int>(time.ns / 1'000'000)); }

Fleet::Fleet(const FleetOptions& options, const FleetPlace& place)
    : m_options(options), m_place(place),
      m_server(options.ledger == "postgresql"
                   ? std::make_unique<PostgresServer>(place.postgres_parent)
                   : nullptr),
      m_connection(connection_of(m_server.get())),
      m_centre(options.centre, options.folder, options.gates, ledger_words(m_connection),
               centre_port(), with_checkpoint_of_gates(place.centre)),
      m_gates(options.gates)
{
  std::ofstream(m_options.folder + "/campaign.yaml") << scenario;
  for (std::uint32_t gate = 1; gate <= gates(); ++gate) {
    std::filesystem::create_directories(gate_folder(gate));
    m_centre.unit_files(gate);
    write_settings(gate);
  }
}

Fleet::~Fleet()
{
  for (ChildProcess& gate : m_gates) {
    if (gate.running()) gate.end(SIGKILL);
  }
  if (m_centre.process.running()) m_centre.process.end(SIGKILL);
}

std::string Fleet::gate_folder(std::uint32_t gate) const
{
  return m_place.gate_folder ? m_place.gate_folder(gate) : beside(gate, "");
}

// Never on the gate's own disk.
std::string Fleet::beside(std::uint32_t gate, const char* what) const
{
  return m_options.folder + "/gate" + std::to_string(gate) + what;
}

void Fleet::write_settings(std::uint32_t gate)
{
  const std::string number = std::to_string(gate);
  const std::string unit = m_options.folder + "/unit" + number;
  const std::string address = m_place.address ? m_place.address(gate) : m_centre.address();
  std::ofstream(beside(gate, ".yaml"))
      << "unit: { number: " << number << ", name: gate-" << number
      << ", checkpoint: 1, direction: exit, authority: 0, legal_time: 7 h }\n"
      << "log: info\nstore: { reserve_mib: 1 }\njournal: { keep: 100000 }\n"
      << "link:\n  endpoints: [ { authority: 0, address: \"" << address << "\" } ]\n"
      << "  certificate: " << unit << ".pem\n  key: " << unit << ".key\n  authorities: " << unit
      << ".ca.pem\noutbox: { first_retry: 200 ms, max_retry: 1 s }\n"
      << "client: { deadline: 1 s, probe_interval: 1 s }\n"
      << "offline: { rule: admit_low_risk, allowance: 1000 }\n";
}

// What an authority's import commands put before the centre: the documents and the watch-list of
// the people who will come.
void Fleet::publish_lists()
{
  const std::string lists = m_options.folder + "/lists";
  ChildProcess made =
      spawn_into(m_options.folder + "/lists.log",
                 {m_options.gate, "--devices", "simulated", "--self-test", "--folder", lists,
                  "--scenario", m_options.folder + "/campaign.yaml"});
  CHECK(made.wait() == 0);
  const auto over = std::filesystem::copy_options::overwrite_existing;
  std::filesystem::copy_file(lists + "/documents.csv", m_centre.state() + "/documents.csv", over);
  std::filesystem::copy_file(lists + "/watch-list.txt", m_centre.state() + "/watch-list", over);
  std::filesystem::copy_file(lists + "/authority.pub", m_options.folder + "/list.pub", over);
}

bool Fleet::start()
{
  publish_lists();
  if (!start_centre()) return false;
  for (std::uint32_t gate = 1; gate <= gates(); ++gate) start_gate(gate);
  return true;
}

bool Fleet::start_centre()
{
  const MonotonicTime until = system_instant().mono + minutes(2);
  while (!m_centre.start()) {
    if (system_instant().mono > until) {
      std::printf("the centre did not start again: exit code %d\n%s\n", m_centre.exit_code,
                  m_centre.last_words.c_str());
      return false;
    }
    pause_for(milliseconds(100));
  }
  return true;
}

void Fleet::start_gate(std::uint32_t gate) { launch(gate, "0"); }

void Fleet::launch(std::uint32_t gate, const char* pause_s)
{
  std::vector<std::string> command;
  if (m_place.before_gate) command = m_place.before_gate(gate);
  for (const std::string& word :
       {m_options.gate, std::string("--devices"), std::string("simulated"), std::string("--config"),
        beside(gate, ".yaml"), std::string("--folder"), gate_folder(gate),
        std::string("--scenario"), m_options.folder + "/campaign.yaml", std::string("--pause"),
        std::string(pause_s), std::string("--seed"), std::to_string(++m_launches),
        std::string("--witness"), beside(gate, ".notes")})
    command.push_back(word);
  m_gates[gate - 1] = spawn_into(beside(gate, ".log"), command);
}

bool Fleet::kill_gate(std::uint32_t gate)
{
  const bool ran = m_gates[gate - 1].end(SIGKILL) == 256 + SIGKILL;
  m_stored.merge(content_of_store(gate).crossings);
  return ran;
}

bool Fleet::kill_centre() { return m_centre.process.end(SIGKILL) == 256 + SIGKILL; }

void Fleet::kill_server()
{
  m_server->kill();
  m_server->start_after_kill();
}

std::uint64_t Fleet::mind()
{
  std::uint64_t started = 0;
  for (std::uint32_t gate = 1; gate <= gates(); ++gate) {
    if (!has_ended(m_gates[gate - 1])) continue;
    m_gates[gate - 1].wait();
    start_gate(gate);
    ++started;
  }
  if (has_ended(m_centre.process)) {
    m_centre.process.wait();
    if (start_centre()) ++started;
  }
  return started;
}

// The program is stopped for the moment of the copy, so that it is one state of its files.
StoreContent Fleet::content_of_store(std::uint32_t gate) const
{
  const ChildProcess& child = m_gates[gate - 1];
  const std::string store = gate_folder(gate) + "/store.sqlite";
  const std::string copy = beside(gate, ".store-copy");
  const auto over = std::filesystem::copy_options::overwrite_existing;
  std::error_code error;
  if (child.running()) ::kill(child.pid, SIGSTOP);
  std::filesystem::copy_file(store, copy, over, error);
  const bool there = !error;
  std::filesystem::copy_file(store + "-wal", copy + "-wal", over, error);
  if (error) std::filesystem::remove(copy + "-wal", error);
  if (child.running()) ::kill(child.pid, SIGCONT);
  if (!there) return {}; // killed before it made one
  OpenEntries entries;
  {
    auto opened = SqliteStore::open({copy, UnitId{gate}, 0});
    CHECK(opened.ok() && "a store is damaged");
    opened.value()->recover(entries);
  }
  std::filesystem::remove(copy, error);
  std::filesystem::remove(copy + "-wal", error);
  return entries.found;
}

bool Fleet::end_gates()
{
  pause_for(seconds(1)); // who was started last hears signals by then
  for (ChildProcess& gate : m_gates) ::kill(gate.pid, SIGTERM);
  bool good = true;
  for (std::uint32_t gate = 1; gate <= gates(); ++gate) {
    const int code = m_gates[gate - 1].wait();
    if (code != 0) std::printf("gate %u ended with %d\n", gate, code);
    good = good && code == 0;
  }
  return good;
}

bool Fleet::drain()
{
  if (!end_gates()) return false;
  for (std::uint32_t gate = 1; gate <= gates(); ++gate) launch(gate, "3600");
  const MonotonicTime until = system_instant().mono + seconds(drain_s);
  std::size_t open = 1;
  while (open > 0 && system_instant().mono < until) {
    pause_for(milliseconds(500));
    open = 0;
    for (std::uint32_t gate = 1; gate <= gates(); ++gate) {
      StoreContent waiting = content_of_store(gate);
      open += waiting.crossings.size() + waiting.authorisations.size();
      m_stored.merge(waiting.crossings);
    }
  }
  if (open > 0)
    std::printf("%zu crossings were not delivered within %lld s of peace\n", open,
                static_cast<long long>(drain_s));
  if (!end_gates()) return false;
  const int code = m_centre.process.end(SIGTERM);
  if (code != 0) std::printf("the centre ended with %d\n", code);
  return code == 0;
}

GroundTruth Fleet::truth() const
{
  GroundTruth truth;
  truth.stored = m_stored;
  for (std::uint32_t gate = 1; gate <= gates(); ++gate) {
    std::ifstream in(beside(gate, ".notes"));
    std::string what;
    for (std::uint64_t transaction = 0; in >> what >> transaction;) {
      truth.exits += what == "exit" || what == "unauthorised" ? 1 : 0;
      truth.unauthorised += what == "unauthorised" ? 1 : 0;
      if (what == "passed") truth.passed.insert(transaction);
      if (what == "sent") truth.sent.insert(transaction);
    }
  }
  return truth;
}

std::unique_ptr<ChainedLedger> Fleet::open_ledger() const
{
  if (m_server != nullptr) {
    auto opened = PostgresLedger::open({m_connection, {0}, "vn-load", {}, seconds(10)});
    return opened.ok() ? std::move(opened).value() : nullptr;
  }
  SqliteLedgerOptions options;
  options.path = m_centre.state() + "/ledger.db";
  options.authority = {0};
  options.identity = "vn-load";
  auto opened = SqliteLedger::open(options);
  if (!opened.ok()) return nullptr;
  return std::move(opened).value();
}

std::vector<std::string> Fleet::journals(std::uint32_t gate) const
{
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(gate_folder(gate))) {
    if (entry.path().extension() == ".journal") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

} // namespace gatetwin::test
