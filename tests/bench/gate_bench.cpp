// SPDX-License-Identifier: Apache-2.0
// What a gate's computer takes for its part: the decision about a document (parse, verify, lists)
// and from a device's event to the command that answers it, through the daemon's own loop. One run
// prints both; `./dev bench-gate` builds and runs it.
#include "core/daemon/gate_loop.hpp"
#include "core/daemon/store_thread.hpp"
#include "core/document/trust_list_file.hpp"
#include "sim/live/live_world.hpp"
#include "tests/core/daemon/scripted_parts.hpp"
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace gatetwin {
namespace {

void print(const char* what, std::vector<std::int64_t> took_ns)
{
  std::sort(took_ns.begin(), took_ns.end());
  const auto at = [&](double share) {
    const auto i = static_cast<std::size_t>(share * static_cast<double>(took_ns.size() - 1));
    return static_cast<double>(took_ns[i]) * 1e-6;
  };
  fmt::print("{:<50} {:>7}  p50 {:8.4f} ms  p99 {:8.4f} ms  p99.9 {:8.4f} ms  max {:8.4f} ms\n",
             what, took_ns.size(), at(0.5), at(0.99), at(0.999), at(1));
  std::fflush(stdout);
}

// ---- the decision

WatchList large_list(WallTime now)
{
  constexpr std::uint32_t names = 100'000;
  std::vector<WatchListEntry> entries(names);
  for (std::uint32_t i = 0; i < names; ++i) {
    CHECK(entries[i].issuer.assign("VNM"));
    CHECK(entries[i].number.assign(fmt::format("ZZ{:07}", i)));
  }
  Result<WatchList> list = WatchList::build(1, now, entries);
  CHECK(list.ok());
  return std::move(list).value();
}

void bench_decision(Clock& clock, bool remembers)
{
  std::string fault;
  const Instant now = clock.now();
  const std::unique_ptr<LiveWorld> world = LiveWorld::make("", now, fault);
  CHECK(world != nullptr);
  std::vector<TrustedSigner> signers;
  for (const IssuingAuthority& authority : world->people().authorities()) {
    signers.push_back({authority.issuer.signer(),
                       start_of_day(authority.valid_from, {}),
                       start_of_day(authority.valid_until, {}),
                       std::nullopt,
                       {profile::border_pass},
                       authority.issuer.public_key()});
  }
  const Result<TrustList> trust = TrustList::make(1, now.wall, std::move(signers));
  CHECK(trust.ok());
  const RevocationList revocations(1, now.wall, {}, {});
  VerifiedSealCache cache(4096, world->people().ref_key());
  InspectorConfig config;
  config.ref_key = world->people().ref_key();
  config.utc_offset = hours(7);
  config.accepted = {DocumentKind::border_pass};
  DocumentInspector inspector(config, {&trust.value(), &revocations, remembers ? &cache : nullptr});
  const WatchList list = large_list(now.wall);

  std::vector<std::int64_t> took;
  std::size_t good = 0;
  CarriedDocument document;
  for (std::uint64_t traveller = 0; traveller < 20'000; ++traveller) {
    world->people().equip(traveller, 0, document);
    DocumentScan scan;
    scan.label = document.label;
    scan.labels_in_view = 1;
    const Duration began = clock.stopwatch();
    const CheckedDocument checked = inspector.inspect(scan, now);
    const bool clear = list.look_up(checked) == WatchListVerdict::clear;
    took.push_back((clock.stopwatch() - began).ns);
    good += clear && overall_result(checked.checks) == CheckResult::successful;
  }
  CHECK(good > 15'000);
  print(remembers ? "decision, passes that were seen before" : "decision, each signature verified",
        took);
}

// ---- event to command

// A reader whose documents come and go; notes when the command to read came.
class Reader final : public Attended {
public:
  Reader() : m_event(eventfd(0, EFD_NONBLOCK)) {}
  ~Reader() override { close(m_event); }

  // From the other thread: a document comes, or, every second time, goes.
  void tell()
  {
    const std::uint64_t one = 1;
    CHECK(write(m_event, &one, sizeof one) == sizeof one);
  }
  int descriptor() const override { return m_event; }
  void on_ready(MonotonicTime) override
  {
    std::uint64_t count = 0;
    if (read(m_event, &count, sizeof count) == sizeof count) m_pending += count;
  }
  void on_time(MonotonicTime) override {}
  MonotonicTime next_deadline() const override { return MonotonicTime::never(); }
  void deliver(Inbox& inbox) override
  {
    for (; m_pending > 0; --m_pending) {
      m_presented = !m_presented;
      CHECK(inbox.push(
          input_of(m_presented ? InputKind::document_presented : InputKind::document_removed)));
    }
  }

private:
  int m_event;
  bool m_presented = false;
  std::uint64_t m_pending = 0;
};

class Port final : public DocumentReader {
public:
  explicit Port(Clock& clock) : m_clock(clock) {}
  void start() override { started_ns.store(m_clock.stopwatch().ns); }
  void cancel() override {}
  std::atomic<std::int64_t> started_ns{0};

private:
  Clock& m_clock;
};

struct NoOwner final : LoopOwner {
  void on_signal(Instant) override {}
  void on_second(Instant) override {}
  void on_worked(Duration) override {}
};

// Asks for a durable write every 20 ms, as no gate does so often.
class Writes final : public Attended {
public:
  void use(DurableStore& store) { m_store = &store; }
  int descriptor() const override { return -1; }
  void on_ready(MonotonicTime) override {}
  void on_time(MonotonicTime now) override
  {
    m_next = now + milliseconds(20);
    StoreEntry entry;
    entry.kind =
        m_count % 2 == 0 ? StoreEntryKind::authorisation : StoreEntryKind::authorisation_consumed;
    entry.transaction = transaction_id(UnitId{1}, 1'000'000 + m_count / 2);
    ++m_count;
    CHECK(m_store->append(entry) != 0);
  }
  MonotonicTime next_deadline() const override
  {
    return m_store == nullptr ? MonotonicTime::never() : m_next;
  }
  void deliver(Inbox&) override {}
  std::uint64_t count() const { return m_count; }

private:
  DurableStore* m_store = nullptr;
  MonotonicTime m_next;
  std::uint64_t m_count = 0;
};

// The loop itself waits for the disk: what the store's thread is measured against.
class WaitedStore final : public UnitStore {
public:
  explicit WaitedStore(std::unique_ptr<SqliteStore> store) : m_store(std::move(store)) {}
  DurableStore& port() override { return *m_store; }
  void sync(Inbox& inbox) override { m_store->sync(inbox); }
  bool check() override { return true; }

private:
  std::unique_ptr<SqliteStore> m_store;
};

enum class Disk { quiet, written_by_its_thread, waited_for };

void bench_loop(const std::string& folder, Disk disk)
{
  SystemClock clock;
  HandClock unused;
  ScriptedDevices rest(unused);
  Reader reader;
  Port port(clock);
  Writes writes;
  GateParts parts{rest, port, rest, rest, rest, {&rest, &reader, &writes}};
  rest.at({0}, door_input(Door::entry, DoorState::closed));
  rest.at({0}, door_input(Door::exit, DoorState::closed));
  rest.at({0}, input_of(InputKind::occupancy, 0));
  Result<std::unique_ptr<SqliteStore>> opened =
      SqliteStore::open({folder + "/store.sqlite", UnitId{1}, 0});
  CHECK(opened.ok());
  std::unique_ptr<UnitStore> store;
  if (disk == Disk::waited_for)
    store = std::make_unique<WaitedStore>(std::move(opened).value());
  else
    store = std::make_unique<StoreThread>(std::move(opened).value());
  if (Attended* attended = store->attended()) parts.attended.push_back(attended);
  DocumentInspector inspector{InspectorConfig{}};
  journal::Journal journal;
  GateService service(gate_config(), parts, *store, inspector, journal, true);
  NoOwner owner;
  GateLoop loop(clock, service, parts.attended, -1, owner);
  service.start(clock.now());
  while (!service.runtime().is_ready()) loop.round();
  if (disk != Disk::quiet) writes.use(store->port());

  constexpr int events = 4000;
  std::vector<std::int64_t> took;
  std::atomic<bool> done{false};
  std::thread world([&] {
    RandomStream luck(1, 0, 0, purpose_key("bench"));
    for (int i = 0; i < events; ++i) {
      poll(nullptr, 0, static_cast<int>(luck.next() % 3)); // apart, as events are
      port.started_ns.store(0);
      const std::int64_t began = clock.stopwatch().ns;
      reader.tell();
      while (port.started_ns.load() == 0) std::this_thread::yield();
      took.push_back(port.started_ns.load() - began);
      reader.tell();
      poll(nullptr, 0, 1);
    }
    done.store(true);
  });
  while (!done.load()) {
    loop.round();
    journal.flush();
  }
  world.join();
  const char* const titles[] = {"event to command, through the loop",
                                "the same, writes under way in the store's thread",
                                "the same, if the loop waited for the disk"};
  print(titles[static_cast<int>(disk)], took);
  if (disk != Disk::quiet) fmt::print("  durable writes meanwhile: {}\n", writes.count());
}

} // namespace
} // namespace gatetwin

int main()
{
  using namespace gatetwin;
  std::string folder = (std::filesystem::temp_directory_path() / "gate_bench.XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  SystemClock clock;
  bench_decision(clock, false);
  bench_decision(clock, true);
  for (const Disk disk : {Disk::quiet, Disk::written_by_its_thread, Disk::waited_for})
    bench_loop(folder, disk);
  std::filesystem::remove_all(folder);
}
