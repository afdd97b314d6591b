// SPDX-License-Identifier: Apache-2.0
// One unit of the crash campaign in a process of its own: the outbox, the durable store on SQLite
// and the registry link of a real gate, around crossings made as fast as the campaign asks. On
// SIGTERM it makes no more, delivers what is outstanding, and ends with 0.
//
// crash_gate FOLDER UNIT ADDRESS CROSSINGS_PER_S CERTIFICATE_NAME
#include "core/centre/system_time.hpp"
#include "core/link/grpc_registry_link.hpp"
#include "core/registry/outbox.hpp"
#include "core/registry/sqlite_store.hpp"
#include "tests/core/registry/samples.hpp"
#include "tests/load/crossing_log.hpp"
#include <csignal>
#include <map>
#include <poll.h>

namespace gatetwin::test {
namespace {

volatile std::sig_atomic_t finishing = 0;

// Knows which ticket is which crossing's.
class NotedStore final : public DurableStore {
public:
  explicit NotedStore(SqliteStore& store) : m_store(store) {}
  std::uint64_t append(const StoreEntry& entry) override
  {
    const std::uint64_t ticket = m_store.append(entry);
    if (entry.kind == StoreEntryKind::crossing) m_crossings[ticket] = entry.transaction;
    return ticket;
  }
  void recover(StoreVisitor& visitor) override { m_store.recover(visitor); }
  // Of a crossing that is durable now; else invalid.
  TransactionId take(std::uint64_t ticket)
  {
    const auto found = m_crossings.find(ticket);
    if (found == m_crossings.end()) return {};
    const TransactionId transaction = found->second;
    m_crossings.erase(found);
    return transaction;
  }

private:
  SqliteStore& m_store;
  std::map<std::uint64_t, TransactionId> m_crossings;
};

class CrashGate {
public:
  CrashGate(const std::string& folder, UnitId unit, const GrpcRegistryLinkOptions& options)
      : m_unit(unit), m_log(folder + "/crossings.log"),
        m_store(SqliteStore::open({folder + "/store.sqlite", unit, 0, nullptr}).value()),
        m_link(GrpcRegistryLink::open(options).value()),
        m_outbox(config(), unit, m_noted, *m_link, nullptr)
  {
    // Numbers are never used twice, also not of a crossing whose write was cut off.
    const CrossingNotes notes = read_crossing_notes(folder + "/crossings.log");
    if (!notes.begun.empty()) m_next = *notes.begun.rbegin() + 1;
    m_store->recover(m_outbox);
    m_outbox.start(system_instant());
  }
  void run(Duration each)
  {
    MonotonicTime next = system_instant().mono;
    while (finishing == 0 || m_outbox.outstanding() > 0) {
      const MonotonicTime now = system_instant().mono;
      if (finishing == 0 && next <= now && m_outbox.accepts()) {
        cross();
        next = now + each;
      }
      turn();
      const MonotonicTime wake = std::min(next, m_outbox.next_deadline());
      const Duration wait = wake - system_instant().mono;
      const auto ms = static_cast<int>(std::clamp<std::int64_t>(wait.ns / 1'000'000, 0, 20));
      pollfd ready{m_link->descriptor(), POLLIN, 0};
      ::poll(&ready, 1, ms);
    }
  }

private:
  static OutboxConfig config()
  {
    OutboxConfig config;
    config.first_retry = milliseconds(200);
    config.max_retry = seconds(1);
    return config;
  }
  void cross()
  {
    RegistryRequest request = sample::request(RequestKind::record, m_next, sample::border_pass(),
                                              m_unit, system_instant().wall);
    request.authority = {0};
    request.checkpoint = {1};
    m_log.note("begun", m_next++);
    CHECK(m_outbox.record(request, system_instant()).ok());
  }
  void turn()
  {
    m_store->sync(m_inbox);
    m_link->on_ready(system_instant().mono);
    m_link->deliver(m_inbox);
    for (; !m_inbox.empty(); m_inbox.pop()) {
      const PortInput& input = m_inbox.front();
      const Instant now = system_instant();
      if (input.kind == InputKind::registry_reply) m_outbox.on_reply(*input.reply, now);
      CHECK(input.kind != InputKind::store_failed);
      if (input.kind != InputKind::stored) continue;
      const TransactionId crossing = m_noted.take(input.number);
      if (crossing.valid()) m_log.note("stored", crossing.value & 0xFF'FFFF'FFFFULL);
      m_outbox.on_stored(input.number, now);
    }
    m_outbox.on_time(system_instant());
    CHECK(m_outbox.quarantined() == 0);
  }
  const UnitId m_unit;
  CrossingLog m_log;
  std::unique_ptr<SqliteStore> m_store;
  NotedStore m_noted{*m_store};
  std::unique_ptr<GrpcRegistryLink> m_link;
  Outbox m_outbox;
  Inbox m_inbox;
  std::uint64_t m_next = 1;
};

} // namespace
} // namespace gatetwin::test

int main(int argc, char** argv)
{
  using namespace gatetwin;
  if (argc != 6) return 2;
  std::signal(SIGTERM, [](int) { test::finishing = 1; });
  const auto number = [](const char* text) {
    std::uint32_t value = 0;
    std::from_chars(text, text + std::string_view(text).size(), value);
    return value;
  };
  const std::string folder = argv[1], certificates = argv[5];
  GrpcRegistryLinkOptions options;
  options.unit = {number(argv[2])};
  options.endpoints = {{{0}, argv[3]}};
  options.tls = {certificates + ".ca.pem", certificates + ".pem", certificates + ".key", ""};
  options.deadline = seconds(2);
  test::CrashGate gate(folder, options.unit, options);
  gate.run(Duration{1'000'000'000 / number(argv[4])});
  return 0;
}
